"""The right side of the sheet for sending: for whom it is, what is asked, how it is opened, and for how long."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.exchange.sealing import Key, check_public
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.packets.parts import head
from vig_annotator.gui.packets.pass_phrase_box import PassPhraseBox
from vig_annotator.model.days import day_of, in_words, later
from vig_annotator.services.consent import day_now
from vig_annotator.services.packet_sealing import MOST_DAYS, USUAL_DAYS

_QUESTIONS_PX = 66
PHRASE, KEY = "phrase", "key"


class HowOpened(QWidget):
    """`changed` is sent when something else is typed or chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.meant_for = QLineEdit()
        self.meant_for.setPlaceholderText("Your supervisor’s name")
        self.meant_for.setAccessibleName("For whom")
        self.questions = QPlainTextEdit()
        self.questions.setPlaceholderText("What would you like them to look at?")
        self.questions.setAccessibleName("Your questions")
        self.questions.setFixedHeight(_QUESTIONS_PX)
        self.questions.setTabChangesFocus(True)
        self.opened_by = Choice("How it is opened")
        for words, data in (("With a pass phrase", PHRASE), ("With the supervisor’s own key", KEY)):
            self.opened_by.addItem(words, data)
        self.phrase = PassPhraseBox("Pass phrase")
        self.key = QLineEdit()
        self.key.setPlaceholderText("age1…")
        self.key.setAccessibleName("The supervisor’s key")
        self._key_box = self._boxed_key()
        self.days = QSpinBox()
        self.days.setRange(1, MOST_DAYS)
        self.days.setSuffix(" days")
        self.days.setFixedWidth(110)
        self.days.lineEdit().setTextMargins(6, 0, 0, 0)
        self.days.setAccessibleName("How long it can be opened")
        self._until = QLabel("")
        self._until.setProperty("role", "secondary")
        self._lay_out()
        for signal in (
            self.opened_by.currentIndexChanged,
            self.phrase.changed,
            self.key.textChanged,
            self.days.valueChanged,
        ):
            signal.connect(self._refresh)

    def clear(self) -> None:
        """As at the beginning."""
        self.meant_for.clear()
        self.questions.clear()
        self.key.clear()
        self.phrase.clear()
        self.opened_by.setCurrentIndex(0)
        self.days.setMaximum(MOST_DAYS)
        self.days.setValue(USUAL_DAYS)
        self._refresh()

    def end_by(self, last: str) -> None:
        """Offer no later day than this one, ISO 8601; empty where nobody set an end. The usual time comes back with the room for it."""
        end, today = day_of(last), day_of(day_now())
        left = MOST_DAYS if end is None or today is None else min(MOST_DAYS, max(1, (end - today).days))
        cut = self.days.maximum() < MOST_DAYS and self.days.value() == self.days.maximum()
        self.days.setMaximum(left)
        if cut:
            self.days.setValue(min(left, USUAL_DAYS))
        self.days.setToolTip(f"Everybody in it agreed until {in_words(last)}." if left < MOST_DAYS else "")

    @property
    def by_key(self) -> bool:
        """Whether the supervisor's own key opens it."""
        return bool(self.opened_by.currentData() == KEY)

    @property
    def last_day(self) -> str:
        """The last day on which it can be opened, ISO 8601."""
        return later(day_now(), self.days.value())

    @property
    def until(self) -> str:
        """The same in words: ``until 12 December 2026``."""
        return self._until.text()

    @property
    def lacking(self) -> str:
        """What is still missing; empty if nothing is."""
        if not self.by_key:
            return "" if self.phrase.good else "Choose a pass phrase, or have one suggested."
        try:
            check_public(self.key.text())
        except VigError as error:
            return str(error)
        return ""

    def sealing_key(self) -> Key:
        """What seals it.

        Raises:
            UsageError: the supervisor's key is none.
        """
        return Key(text=check_public(self.key.text())) if self.by_key else Key(self.phrase.text)

    def _refresh(self) -> None:
        self.phrase.setVisible(not self.by_key)
        self._key_box.setVisible(self.by_key)
        self._until.setText(f"until {in_words(self.last_day)}")
        self.changed.emit()

    def _boxed_key(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.key)
        told = QLabel(
            "Your supervisor finds it under “My key for packets…” and sends it to you; it is no secret."
        )
        told.setProperty("role", "hint")
        told.setWordWrap(True)
        column.addWidget(told)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(head("FOR WHOM, AND WHAT YOU ASK"))
        column.addWidget(self.meant_for)
        column.addWidget(self.questions)
        column.addSpacing(4)
        column.addWidget(head("HOW IT IS OPENED"))
        for part in (self.opened_by, self.phrase, self._key_box):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(head("FOR HOW LONG"))
        row = QHBoxLayout()
        row.addWidget(self.days)
        row.addWidget(self._until)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
