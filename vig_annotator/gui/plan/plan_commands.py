"""The actions about the plan: its screen, and the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.plan.plan_form import PlanForm
from vig_annotator.gui.plan.plan_page import write_plan_page
from vig_annotator.gui.system_files import show_folder
from vig_annotator.model.made_file import MadeKind
from vig_annotator.model.reel import Audience
from vig_annotator.services import family_plan, register
from vig_annotator.services.register import Made


class PlanCommands(QObject):
    """Opens the plan and writes its page."""

    def __init__(self, bench: Bench, door: LibraryDoor, form: PlanForm) -> None:
        super().__init__(form)
        self._bench = bench
        self._door = door
        self._form = form
        form.print_wanted.connect(self._print)

    def show(self) -> None:
        """The plan of the family whose film is open."""
        film = self._bench.film
        if film is not None:
            self._form.show_family(film.ws, film.family.id)

    def show_family(self, family_id: str) -> None:
        """The plan of a family."""
        ws = self._door.workspace
        if ws is not None:
            self._form.show_family(ws, family_id)

    def _print(self) -> None:
        ws, family_id = self._door.workspace, self._form.family_id
        if ws is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(folder) if folder and Path(folder).is_dir() else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self._form.window(), "Save the plan as a page", str(start / "Our plan.pdf"), "Page (*.pdf)"
        )
        if not chosen:
            return
        out = Path(chosen) if chosen.lower().endswith(".pdf") else Path(chosen + ".pdf")
        try:
            write_plan_page(family_plan.page(ws, family_id), out)
            about = Made(family_id, None, (), "Our plan", Audience.TAKE_HOME, MadeKind.PAGE)
            register.enter(ws, about, register.look_at(out))
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._bench.messages.notice(
            f"The plan is in “{out.name}”.", "Show its folder", lambda: show_folder(out.parent)
        )
