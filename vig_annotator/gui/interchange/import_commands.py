"""Bringing files in: chosen or dropped, read and looked into by a job, decided about on the screen, taken in as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.errors import Cancelled, VigError
from vig_annotator.exchange.wishes import Wishes
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.interchange.import_screen import LIKE_NAMED, CodebookChoice, ImportScreen
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.messages import STEPPED
from vig_annotator.jobs import JobContext
from vig_annotator.services.codebook_places import codebook_folders
from vig_annotator.services.codebooks import offered_codebooks
from vig_annotator.services.families import all_families
from vig_annotator.services.history import Changed
from vig_annotator.services.interchange import Imported, take_in_beside
from vig_annotator.services.interchange_batch import ENDINGS, files_in
from vig_annotator.services.interchange_films import Places, places_of
from vig_annotator.services.interchange_into import Into, into_session, like_named
from vig_annotator.services.interchange_looking import (
    ImportChoices,
    Looked,
    ReadFile,
    ToDecide,
    look,
    read_file,
    to_decide,
)
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace

_READ, _LOOK, _WRITE = "read the files to import", "count what an import would bring", "import"
_KINDS = f"Files of other programs ({' '.join('*' + one for one in dict.fromkeys(ENDINGS))});;All files (*)"


@dataclass(frozen=True, slots=True)
class _Read:
    """What reading several files came to."""

    files: tuple[ReadFile, ...]
    troubles: tuple[str, ...]


def is_importable(path: Path) -> bool:
    """Whether something that was dropped is for importing: by its ending; a folder is looked through."""
    return path.is_dir() or path.name.casefold().endswith(ENDINGS)


class ImportCommands(QObject):
    """The way of a file from the disk into the library.

    Args:
        bench: the open film and its tools.
        window: the main window.
        door: the open library.
        screen: where it is decided.
        open_session: goes on with a session.

    Signals:
        imported: something was taken in.
    """

    imported = Signal()

    def __init__(
        self,
        bench: Bench,
        window: QMainWindow,
        door: LibraryDoor,
        screen: ImportScreen,
        open_session: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._open_session = open_session
        self._bench, self._window, self._door, self._screen = bench, window, door, screen
        self._files: tuple[ReadFile, ...] = ()
        self._at = 0
        self._looked: Looked | None = None
        self._shown_films: dict[str, Path] = {}
        self._folders: list[Path] = []
        self._places: Places | None = None
        self._done: list[tuple[str, int]] = []
        self._last_session = ""
        self._stop: JobContext | None = None
        screen.codebook_chosen.connect(self._make_rows)
        screen.visit_chosen.connect(self._make_rows)
        screen.asked_again.connect(self._make_rows)
        screen.changed.connect(self._count)
        screen.import_wanted.connect(self._import)
        screen.skip_wanted.connect(self._next)
        screen.film_wanted.connect(self._show_film)
        screen.other_codebook_wanted.connect(self._other_codebook)
        screen.closed.connect(self._closed)

    def choose(self) -> None:
        """Ask for files and begin."""
        if self._door.workspace is None:
            self._bench.messages.notice(
                "No library is open, so nothing can be imported. Open a library first."
            )
            return
        folder = self._bench.settings.film_folder
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, "Import files of other programs", folder, _KINDS
        )
        if chosen:
            self.begin([Path(one) for one in chosen])

    def begin(self, paths: Sequence[Path]) -> None:
        """Read files (and those in folders) and show the first."""
        if self._door.workspace is None:
            self._bench.messages.notice(
                "No library is open, so nothing can be imported. Open a library first."
            )
            return
        if self._door.workspace.sealed:
            self._bench.messages.notice("A sealed packet is open. Close it first, then import.")
            return
        self._bench.messages.say("Reading…")
        self._bench.jobs.start(_READ, partial(_read_all, tuple(paths)), self._read)

    def _read(self, done: _Read) -> None:
        ws = self._door.workspace
        if ws is None:
            return
        if done.troubles:
            more = f" And {len(done.troubles) - 3} more." if len(done.troubles) > 3 else ""
            self._bench.messages.notice(" ".join(done.troubles[:3]) + more)
        if not done.files:
            if not done.troubles:
                self._bench.messages.notice("There is no file in it of a kind that can be imported.")
            return
        self._files, self._at = done.files, 0
        self._done, self._shown_films, self._folders, self._last_session = [], {}, [], ""
        film = self._bench.film
        books = [
            CodebookChoice(one.loaded.codebook.title, one.path)
            for one in offered_codebooks(codebook_folders(ws.folder, self._bench.settings.codebook_folder))
            if one.loaded is not None
        ]
        families = [("A new family", ""), *((f"Family {one.pseudonym}", one.id) for one in all_families(ws))]
        self._screen.offer(
            [CodebookChoice("", None), *books], families, film.family.id if film else "", ws.coder
        )
        self._screen.mapping.forget()
        self._screen.offer_visits(())
        self._show()

    def _show(self) -> None:
        ws = self._door.workspace
        assert ws is not None
        self._places = places_of(ws)
        self._looked = None
        names = {one.id: one.pseudonym for one in all_families(ws)}
        visits = [(f"{names[one.family_id]} › {one.title}", one.id) for one in sessions_of(ws)]
        self._screen.offer_visits(visits)
        self._screen.show_file(self._file, self._at + 1, len(self._files))
        self._make_rows(anew=True)

    @property
    def _file(self) -> ReadFile:
        return self._files[self._at]

    def _make_rows(self, *, anew: bool = False) -> None:
        """Make the lines anew: another file, another codebook, or texts that are read in another way."""
        if not self._files:
            return
        self._screen.show_waiting()
        try:
            choices = self._choices()
        except VigError:  # counting tells it; what there is to decide is shown all the same
            choices = self._choices(anywhere=True)
        texts = Wishes() if anew else Wishes({}, choices.wishes.texts)
        self._bench.jobs.start(
            _LOOK,
            partial(_to_decide, self._file, replace(choices, wishes=texts)),
            partial(self._rows_made, choices.into),
            on_failed=self._can_not,
        )

    def _rows_made(self, into: Into | None, decide: ToDecide) -> None:
        self._screen.show_rows(decide, into)
        self._count()

    def _count(self) -> None:
        if not self._screen.is_open or not self._files or self._places is None:
            return
        self._screen.show_waiting()
        self._look_into(self._places, self._counted)

    def _look_into(self, places: Places, then: Callable[[Looked], None]) -> None:
        """Say what would become of the file as it is chosen now."""
        try:
            choices = self._choices()
        except VigError as error:
            self._can_not(error)
            return
        self._bench.jobs.start(
            _LOOK,
            partial(_look, self._file, places, choices),
            then,
            on_failed=self._can_not,
        )

    def _choices(self, *, anywhere: bool = False) -> ImportChoices:
        """What is chosen; `anywhere` leaves out which visit it goes into.

        Raises:
            NotFound: the visit that it is to go into can't be had.
            CodebookError: its codebook can't be understood.
        """
        screen = self._screen
        return ImportChoices(
            codebook=screen.codebook_path,
            wishes=screen.mapping.wishes,
            coder=screen.coder.text().strip() or "imported",
            family_id=screen.family.currentData() or None,
            film_folders=tuple(self._folders),
            films=dict(self._shown_films),
            into=None if anywhere else self._into(),
            until_next=screen.mapping.until_next.within(self._file.document),
        )

    def _into(self) -> Into | None:
        """The visit that is named, if one is."""
        ws, wanted = self._door.workspace, self._screen.visit_id
        if ws is None or not wanted:
            return None
        if wanted == LIKE_NAMED:
            wanted = like_named(ws, self._file.path.stem).id
        return into_session(ws, wanted)

    def _counted(self, looked: Looked) -> None:
        self._looked = looked
        self._screen.show_looked(looked)

    def _can_not(self, error: BaseException) -> None:
        self._looked = None
        if isinstance(error, VigError):
            self._screen.show_trouble(str(error))
        else:
            self._bench.messages.tell(error)

    def _show_film(self, name: str) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, f"Where is “{name}”?", self._bench.settings.film_folder
        )
        if chosen:
            self._shown_films[name] = Path(chosen)
            self._folders.append(Path(chosen).parent)  # where one film is, the others often are
            self._count()

    def _other_codebook(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Choose a codebook", "", "Codebooks (*.yaml *.yml)"
        )
        if not chosen:
            return
        try:
            loaded = load_codebook(Path(chosen))
        except VigError as error:
            self._screen.show_trouble(str(error))
            return
        self._screen.choose_codebook(loaded.codebook.title, Path(chosen))

    def _import(self, everything: bool) -> None:
        if self._looked is None:
            return
        last = self._at + 1 == len(self._files)
        self._take(self._with_family(self._looked), self._follow if everything and not last else self._next)

    def _with_family(self, looked: Looked) -> Looked:
        """The family is no part of what is counted, so it is asked for when the file is taken in."""
        return replace(
            looked, choices=replace(looked.choices, family_id=self._screen.family.currentData() or None)
        )

    def _take(self, looked: Looked, then: Callable[[], None]) -> None:
        """Write it in the background, then go on; closing the screen meanwhile cancels it."""
        ws = self._door.workspace
        if ws is None or self._bench.jobs.running(_WRITE):
            return
        self._screen.show_writing(0.0)
        stop = self._stop = JobContext()

        def work(context: JobContext) -> tuple[Imported, tuple[Changed, ...]] | None:
            def tell(share: float, words: str) -> None:
                stop.check()
                context.report(share, words)

            try:
                return take_in_beside(ws, looked, JobContext(tell))
            except Cancelled:
                return None

        self._bench.jobs.start(
            _WRITE,
            work,
            partial(self._written, ws, looked, then),
            on_failed=self._not_written,
            on_progress=lambda share, _words: self._screen.show_writing(share),
        )

    def _written(
        self,
        ws: Workspace,
        looked: Looked,
        then: Callable[[], None],
        answer: tuple[Imported, tuple[Changed, ...]] | None,
    ) -> None:
        self._stop = None
        if answer is not None:
            done, changes = answer
            ws.history.take_over(changes)
            self._done.append((looked.file.path.name, done.annotations))
            self._last_session = done.sessions[0] if done.sessions else self._last_session
        elif self._screen.is_open:
            self._count()
            return
        if self._screen.is_open:
            then()
        else:
            self._closed()

    def _not_written(self, error: BaseException) -> None:
        self._stop = None
        self._can_not(error)

    def _follow(self) -> None:
        """Take in the file after this one in the same way, then the next."""
        self._at += 1
        if self._at == len(self._files):
            self._finish()
            return
        ws = self._door.workspace
        assert ws is not None
        self._screen.show_file(self._file, self._at + 1, len(self._files))
        self._look_into(places_of(ws), self._followed)

    def _followed(self, looked: Looked) -> None:
        self._take(self._with_family(looked), self._follow)

    def _next(self) -> None:
        self._at += 1
        if self._at == len(self._files):
            self._finish()
        else:
            self._show()

    def _finish(self) -> None:
        self._files = ()
        self._screen.close_over()

    def _closed(self) -> None:
        """The screen is closed, by the button or by Esc: what was taken in is told."""
        self._bench.jobs.cancel(_LOOK)
        if self._stop is not None:
            self._stop.cancel()  # what became of it is told when it has stopped
            return
        self._files, self._looked = (), None
        if not self._done:
            return
        done, self._done = self._done, []
        count = sum(annotations for _, annotations in done)
        files = f"“{done[0][0]}” is" if len(done) == 1 else f"{len(done)} files are"
        tags = "annotation" if count == 1 else "annotations"
        session = self._last_session
        self.imported.emit()
        self._bench.messages.notice(
            f"{files} in, with {count:,} {tags}. Undo takes {'it' if len(done) == 1 else 'each'} out again.",
            "Open it" if len(done) == 1 else "Open the last one",
            lambda: self._open_session(session),
            until=STEPPED,
        )


def _read_all(paths: Sequence[Path], context: JobContext) -> _Read:
    files, troubles = [], []
    found = files_in(paths)
    for number, path in enumerate(found):
        context.report(number / len(found), path.name)
        try:
            files.append(read_file(path))
        except VigError as error:
            troubles.append(str(error))
    return _Read(tuple(files), tuple(troubles))


def _to_decide(file: ReadFile, choices: ImportChoices, _context: JobContext) -> ToDecide:
    return to_decide(file, choices)


def _look(file: ReadFile, places: Places, choices: ImportChoices, _context: JobContext) -> Looked:
    return look(file, places, choices)
