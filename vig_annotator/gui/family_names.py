"""Naming families and films: asks, and has it kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.family_form import FamilyForm
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.line_form import LineForm
from vig_annotator.model.family import Family
from vig_annotator.model.session import Session
from vig_annotator.services import families, sessions


class FamilyNames(QObject):
    """A family's pseudonym and hope, a film's name; `changed` is sent when one of them is another one."""

    changed = Signal()

    def __init__(self, door: LibraryDoor, bench: Bench, family_form: FamilyForm, line_form: LineForm) -> None:
        super().__init__(family_form)
        self._door = door
        self._bench = bench
        self._family_form = family_form
        self._line_form = line_form

    def new_family(self) -> None:
        """Ask for a new family."""
        ws = self._door.workspace
        if ws is None:
            return

        def keep(pseudonym: str, goal: str) -> None:
            families.create_family(ws, pseudonym, goal)
            self.changed.emit()

        self._family_form.ask("New family", "", "", keep)

    def change_family(self, family_id: str = "") -> None:
        """Ask for another name or hope of a family; the open film's, if none is named."""
        ws = self._door.workspace
        film = self._bench.film
        family_id = family_id or (film.family.id if film is not None else "")
        if ws is None or not family_id:
            return
        family = ws.get(Family, family_id)

        def keep(pseudonym: str, goal: str) -> None:
            if not pseudonym:
                raise RuleViolation("A family needs a name here.", "A number such as F-014 will do.")
            if pseudonym != family.pseudonym:
                families.rename_family(ws, family.id, pseudonym)
            if goal != family.goal:
                families.set_goal(ws, family.id, goal)
            self.changed.emit()

        self._family_form.ask("Family", family.pseudonym, family.goal, keep)

    def rename_session(self, session_id: str = "") -> None:
        """Ask for another name of a film; the open one's, if none is named."""
        ws = self._door.workspace
        film = self._bench.film
        session_id = session_id or (film.session.id if film is not None else "")
        if ws is None or not session_id:
            return
        session = ws.get(Session, session_id)

        def keep(title: str) -> None:
            sessions.rename_session(ws, session.id, title)
            self.changed.emit()

        self._line_form.ask("What the film is called here", session.title, keep)
