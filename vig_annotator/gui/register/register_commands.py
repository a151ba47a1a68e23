"""The actions about the register: listing what was made, looking for it, erasing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.register.register_form import RegisterForm
from vig_annotator.gui.system_files import show_folder
from vig_annotator.jobs import JobContext
from vig_annotator.media.erasing import WHAT_IS_PROMISED
from vig_annotator.model.consent import Person, Purpose
from vig_annotator.model.family import Family
from vig_annotator.model.made_file import MadeFile
from vig_annotator.services import register
from vig_annotator.services.packet_merging import answered_words
from vig_annotator.services.workspace import Workspace

_SEARCH = "look for what was made"
List = Callable[[], Sequence[MadeFile]]


class RegisterCommands(QObject):
    """Opens the register's screen and does what is wanted there."""

    def __init__(self, bench: Bench, door: LibraryDoor, form: RegisterForm) -> None:
        super().__init__(form)
        self._bench = bench
        self._door = door
        self._form = form
        self._list: List = tuple
        self._title, self._hint = "", ""
        form.search_wanted.connect(self._search)
        form.folder_wanted.connect(show_folder)
        form.erase_wanted.connect(self._erase)

    def show(self) -> None:
        """What was made of the family whose film is open; of all families on the start page."""
        film, ws = self._bench.film, self._door.workspace
        if film is not None:
            self.show_family(film.family.id)
        elif ws is not None:
            self._open("What was made", "Every film and picture that was saved for somebody.", ws, None)

    def show_family(self, family_id: str) -> None:
        """What was made of a family."""
        ws = self._door.workspace
        if ws is not None:
            name = ws.get(Family, family_id).pseudonym
            self._open(
                f"What was made  ·  {name}",
                "Every film and picture that was saved for somebody.",
                ws,
                family_id,
            )

    def any_touched(self, persons: Sequence[Person], purposes: Sequence[Purpose]) -> bool:
        """Whether anything was made already that shows these people for these purposes."""
        return bool(self._touched(persons, purposes))

    def show_touched(self, persons: Sequence[Person], purposes: Sequence[Purpose]) -> None:
        """List what shows people who took consent back."""
        self._list = partial(self._touched, persons, purposes)
        self._title = f"Already made, and it shows {' and '.join(one.called for one in persons)}"
        self._hint = (
            "The program shows and saves nothing more of this kind. These files were made before: erase them here, and ask "
            "those who have copies to erase theirs."
        )
        self._show()

    def _touched(self, persons: Sequence[Person], purposes: Sequence[Purpose]) -> list[MadeFile]:
        ws = self._door.workspace
        if ws is None:
            return []
        files = [file for one in persons for file in register.touched_by(ws, one.family_id, one.id, purposes)]
        return list({one.id: one for one in files}.values())

    def _open(self, title: str, hint: str, ws: Workspace, family_id: str | None) -> None:
        self._title, self._hint = title, hint
        self._list = partial(register.made_files, ws, family_id)
        self._show()

    def _show(self, note: str = "") -> None:
        entries, ws = self._list(), self._door.workspace
        came_back = {one.id: answered_words(ws, one) for one in entries} if ws is not None else {}
        self._form.show_entries(self._title, self._hint, entries, note, came_back)

    def _search(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._form.window(), "Look in this folder and all below it")
        ws = self._door.workspace
        if not chosen or ws is None or self._bench.jobs.running(_SEARCH):
            return
        entries, folder = self._form.entries, Path(chosen)

        def work(context: JobContext) -> dict[str, Path]:
            return register.search(entries, folder, context)

        self._form.note.setText(f"Looking in “{folder.name}” …")
        self._form.note.show()
        self._bench.jobs.start(_SEARCH, work, partial(self._found, ws, entries))

    def _found(self, ws: Workspace, entries: Sequence[MadeFile], found: dict[str, Path]) -> None:
        for entry in entries:
            if entry.id in found:
                register.note_place(ws, entry, found[entry.id])
        self._show(f"{len(found)} of {len(entries)} were found there." if found else "None of them is there.")

    def _erase(self, entries: Sequence[MadeFile]) -> None:
        ws = self._door.workspace
        names = "”, “".join(Path(one.path).name for one in entries)
        if ws is None or not self._bench.messages.ask(
            f"Erase “{names}” for good?", WHAT_IS_PROMISED, yes="Erase", no="Keep"
        ):
            return
        done = 0
        try:
            for entry in entries:
                register.erase_file(ws, entry)
                done += 1
        except VigError as error:
            self._show(str(error))
            return
        self._show(f"{done} erased. {WHAT_IS_PROMISED}")
