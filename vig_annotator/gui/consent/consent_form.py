"""The screen for consent, over the window: who is filmed, what they said about each purpose, and writing it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.consent.answer_form import AnswerForm
from vig_annotator.gui.consent.consent_table import ConsentTable
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.scrolling import scrolled
from vig_annotator.gui.tick import Tick
from vig_annotator.model.consent import PURPOSE_WORDS, ROLE_WORDS, Decision, Person, PersonRole
from vig_annotator.model.family import Family
from vig_annotator.model.session import Session
from vig_annotator.services import consent
from vig_annotator.services.workspace import Workspace

_LEAST_PX, _REST_PX = 170, 300
"""How high the answers are at least, and what stands above and below them."""

_WIDTH_PX, _FORM_PX = 1080, 360


class ConsentForm(Overlay):
    """A family's consent; every answer is on disk when it is written down, and undone like everything else.

    `taken_back(persons, purposes)` tells that people said no or took consent back.
    """

    taken_back = Signal(object, object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Consent", width_px=_WIDTH_PX)
        self._hint = QLabel(
            "Choose what they were asked, then write the answer down. Without an answer you can code, but nothing is "
            "shown or saved for others."
        )
        self._hint.setProperty("role", "secondary")
        self._hint.setWordWrap(True)
        self.table = ConsentTable()
        self.answer = AnswerForm()
        self.answer.setFixedWidth(_FORM_PX)
        self.role = Choice("Who it is")
        for role, words in ROLE_WORDS.items():
            self.role.addItem(words, role)
        self.name = QLineEdit()
        self.name.setAccessibleName("What they are called here")
        self.name.setPlaceholderText("called here, such as Gran – never a real name")
        self.add = push_button("Add", self._add, name="Add somebody who is filmed")
        self.rename = push_button("Rename", self._rename, name="Rename who is chosen")
        self.take_out = push_button("Take out", self._take_out, name="Take out who is chosen")
        self._in_film = QHBoxLayout()
        self._in_film.setSpacing(12)
        self._in_film_row = QWidget()
        self._in_film_row.setLayout(self._in_film)
        self.in_film: dict[str, Tick] = {}
        self._people_trouble = QLabel("")
        self._people_trouble.setProperty("role", "concern")
        self._people_trouble.setWordWrap(True)
        self._people_trouble.hide()
        self._ws: Workspace | None = None
        self._family_id, self._session_id = "", ""
        self._lay_out()
        self.table.chosen_changed.connect(self._show_chosen)
        self.answer.kept.connect(self._keep)
        self.answer.forgotten.connect(self._forget)

    def show_family(self, ws: Workspace, family_id: str, session_id: str = "") -> None:
        """Show a family's consent; with a session, also who is in its films."""
        self._ws, self._family_id, self._session_id = ws, family_id, session_id
        consent.begin(ws, family_id)
        self.head.setText(f"Consent  ·  {ws.get(Family, family_id).pseudonym}")
        self._show()
        self.open(self.answer.keep)

    def _place(self) -> None:
        wanted = self._rows.sizeHint().height() + 4
        self._area.setFixedHeight(max(_LEAST_PX, min(wanted, self.height() - _REST_PX)))
        super()._place()

    def _show(self) -> None:
        assert self._ws is not None
        people = consent.people(self._ws, self._family_id)
        self.table.show_answers(people, consent.answers(self._ws, self._family_id), consent.day_now())
        self._show_in_film(people)
        self._show_chosen()

    def _show_chosen(self) -> None:
        assert self._ws is not None
        chosen = self.table.chosen
        people = list(dict.fromkeys(person.called for person, _ in chosen))
        purposes = list(dict.fromkeys(PURPOSE_WORDS[purpose] for _, purpose in chosen))
        about = f"{_several(people, 'people')}: {_several(purposes, 'purposes')}" if chosen else ""
        known = consent.answers(self._ws, self._family_id)
        on_file = [known[person.id, purpose] for person, purpose in chosen if (person.id, purpose) in known]
        self.answer.show_about(about, on_file)
        one = self._chosen_person
        for button in (self.rename, self.take_out):
            button.setEnabled(one is not None)
        if one is not None:
            self.role.setCurrentIndex(self.role.findData(one.role))
            self.name.setText(one.name)

    @property
    def _chosen_person(self) -> Person | None:
        people = {person.id: person for person, _ in self.table.chosen}
        return next(iter(people.values())) if len(people) == 1 else None

    def _show_in_film(self, people: Sequence[Person]) -> None:
        emptied(self._in_film)
        self.in_film = {}
        self._in_film_row.setVisible(bool(self._session_id))
        if not self._session_id or self._ws is None:
            return
        title = self._ws.get(Session, self._session_id).title
        words = QLabel(f"To be seen or heard in “{title}”:")
        words.setProperty("role", "secondary")
        self._in_film.addWidget(words)
        away = {one.person_id for one in consent.absences(self._ws, [self._session_id])}
        for person in people:
            box = Tick(person.called)
            with QSignalBlocker(box):
                box.setChecked(person.id not in away)
            box.toggled.connect(lambda there, who=person.id: self._set_in_film(who, there))
            self.in_film[person.id] = box
            self._in_film.addWidget(box)
        self._in_film.addStretch(1)

    def _keep(self) -> None:
        answer = self.answer.answer
        people = list(dict.fromkeys(person.id for person, _ in self.table.chosen))
        purposes = list(dict.fromkeys(purpose for _, purpose in self.table.chosen))
        persons = list(dict.fromkeys(person for person, _ in self.table.chosen))
        kept = self._try(lambda ws: consent.record(ws, people, purposes, answer), self.answer.trouble)
        if kept and answer.decision is not Decision.GIVEN:
            self.taken_back.emit(persons, purposes)

    def _forget(self) -> None:
        chosen = [(person.id, purpose) for person, purpose in self.table.chosen]

        def take_off(ws: Workspace) -> None:
            for person_id, purpose in chosen:
                consent.forget(ws, person_id, purpose)

        self._try(take_off, self.answer.trouble)

    def _add(self) -> None:
        role = PersonRole(self.role.currentData())
        if self._try(
            lambda ws: consent.add_person(ws, self._family_id, role, self.name.text()), self._people_trouble
        ):
            self.name.clear()

    def _rename(self) -> None:
        one, role, name = self._chosen_person, PersonRole(self.role.currentData()), self.name.text()
        if one is not None:
            self._try(lambda ws: consent.change_person(ws, one.id, role, name), self._people_trouble)

    def _take_out(self) -> None:
        one = self._chosen_person
        if one is not None:
            self._try(lambda ws: consent.remove_person(ws, one.id), self._people_trouble)

    def _set_in_film(self, person_id: str, there: bool) -> None:
        session_id = self._session_id
        self._try(lambda ws: consent.set_in_film(ws, session_id, person_id, there), self._people_trouble)

    def _try(self, do: Callable[[Workspace], object], trouble: QLabel) -> bool:
        assert self._ws is not None
        try:
            do(self._ws)
        except VigError as error:
            trouble.setText(str(error))
            trouble.show()
            return False
        self._people_trouble.hide()
        self._show()
        self._place()
        return True

    def _lay_out(self) -> None:
        self.column.addWidget(self._hint)
        rows = QWidget()
        middle = QHBoxLayout(rows)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(14)
        middle.addWidget(self.table, 1, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self.answer)
        # On a small screen, or one at 200 %, the answer is scrolled rather than squeezed.
        self._rows, self._area = rows, scrolled(rows, "What each person said")
        self.column.addWidget(self._area)
        people = QHBoxLayout()
        people.setSpacing(8)
        words = QLabel("Who is filmed")
        words.setProperty("role", "secondary")
        people.addWidget(words)
        people.addWidget(self.role)
        people.addWidget(self.name, 1)
        people.addWidget(self.add)
        people.addWidget(self.rename)
        people.addWidget(self.take_out)
        self.column.addLayout(people)
        self.column.addWidget(self._in_film_row)
        self.column.addWidget(self._people_trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button("Close", self.close_over))
        self.column.addLayout(foot)


def _several(names: Sequence[str], noun: str) -> str:
    return " and ".join(names) if len(names) <= 2 else f"{len(names)} {noun}"
