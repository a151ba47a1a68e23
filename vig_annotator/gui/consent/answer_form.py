"""Writing down an answer: yes, no or taken back, when, how, until when, and on which conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.consent.consent_words import DECISION_WORDS, GIVEN_BY_WORDS, METHOD_WORDS
from vig_annotator.gui.tick import Tick
from vig_annotator.model.consent import Consent, Decision, GivenBy, Method
from vig_annotator.model.days import later
from vig_annotator.model.edits.consent import Answer

_ENDS = (("No end", 0), ("In 6 months", 182), ("In a year", 365), ("In two years", 730))


class AnswerForm(QFrame):
    """The answer about what is chosen in the table.

    Signals:
        kept: it is to be written down.
        forgotten: nothing is to be on file: it was written down by mistake.
    """

    kept = Signal()
    forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel-card")
        self.decision = Choice("What they said")
        for decision, words in DECISION_WORDS.items():
            self.decision.addItem(words, decision)
        self.decided_on = _line("The day on which they said it", "today, or a day such as 2026-11-12")
        self.expires_on = Choice("Until when it holds")
        self.expires_on.setEditable(True)
        self.expires_on.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        editor = self.expires_on.lineEdit()
        assert editor is not None
        editor.setPlaceholderText("a day such as 2027-05-31")
        for words, _days in _ENDS:
            self.expires_on.addItem(words)
        self.given_by = Choice("Who said it")
        self.given_by.addItem("by themselves; a parent for a child", None)
        for given_by, words in GIVEN_BY_WORDS.items():
            self.given_by.addItem(words, given_by)
        self.method = Choice("How they said it")
        for method, words in METHOD_WORDS.items():
            self.method.addItem(words, method)
        self.form = _line("Which form", "form and version")
        self.note = _line("Note", "study, interpreter, what else was agreed")
        self.only_blurred = Tick("only blurred")
        self.stills_only = Tick("stills only")
        self.no_sound = Tick("no sound")
        self._about = QLabel("")
        self._about.setProperty("role", "strong")
        self._about.setWordWrap(True)
        self.trouble = QLabel("")
        self.trouble.setProperty("role", "concern")
        self.trouble.setWordWrap(True)
        self.keep = push_button("Write it down", self.kept.emit, role="primary")
        self.forget = push_button("Not asked", self.forgotten.emit, name="Take the answer off the file")
        self.forget.setToolTip("Written down by mistake: nothing is on file again.")
        self._lay_out()

    def show_about(self, about: str, on_file: Sequence[Consent]) -> None:
        """Show whose answer about what is being written, beginning with the first of what is on file."""
        self._about.setText(about)
        self.trouble.setText("")
        shown = on_file[0] if on_file else Answer()
        self.decision.setCurrentIndex(self.decision.findData(shown.decision))
        self.decided_on.setText(shown.decided_on)
        if shown.expires_on:
            self.expires_on.setEditText(shown.expires_on)
        else:
            self.expires_on.setCurrentIndex(0)
        self.given_by.setCurrentIndex(0 if len(on_file) != 1 else self.given_by.findData(shown.given_by))
        self.method.setCurrentIndex(self.method.findData(shown.method))
        self.form.setText(shown.form)
        self.note.setText(shown.note)
        self.only_blurred.setChecked(shown.only_blurred)
        self.stills_only.setChecked(shown.stills_only)
        self.no_sound.setChecked(shown.no_sound)
        self.keep.setEnabled(bool(about))
        self.forget.setEnabled(bool(on_file))

    @property
    def answer(self) -> Answer:
        """What is to be written down."""
        given_by = self.given_by.currentData()  # Qt gives a plain text back
        return Answer(
            decision=Decision(self.decision.currentData()),
            given_by=None if given_by is None else GivenBy(given_by),
            method=Method(self.method.currentData()),
            form=self.form.text(),
            decided_on=self.decided_on.text().strip(),
            expires_on=_end(self.expires_on.currentText()),
            only_blurred=self.only_blurred.isChecked(),
            stills_only=self.stills_only.isChecked(),
            no_sound=self.no_sound.isChecked(),
            note=self.note.text(),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._about)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (
                ("They said", self.decision),
                ("on", self.decided_on),
                ("until", self.expires_on),
                ("said", self.given_by),
                ("how", self.method),
                ("form", self.form),
                ("note", self.note),
            )
        ):
            label = QLabel(words)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        conditions = QHBoxLayout()
        conditions.setSpacing(12)
        for box in (self.only_blurred, self.stills_only, self.no_sound):
            conditions.addWidget(box)
        conditions.addStretch(1)
        column.addLayout(conditions)
        column.addWidget(self.trouble)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.forget)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        column.addLayout(buttons)


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    return line


def _end(text: str) -> str:
    for words, days in _ENDS:
        if text.strip() == words:
            return later(date.today().isoformat(), days) if days else ""
    return text.strip()
