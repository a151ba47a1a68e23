"""A rating form, to be filled in: one choice for each item, and a few words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.overlay import Overlay
from vig_annotator.model.rating_form import RatingForm

Keep = Callable[[dict[str, int], str], object]
_HIGHEST_PX = 430
_NOT_RATED = "not rated"


class RatingSheet(Overlay):
    """`keep` is given the ratings by item, and the words; what can't be kept is said in the sheet."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Rating form", width_px=620)
        self._note = QLabel("")
        self._note.setWordWrap(True)
        self._note.setProperty("role", "hint")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._note)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName("What is rated")
        self.column.addWidget(self._area)
        self.text = QLineEdit()
        self.text.setAccessibleName("A few words")
        self.text.setPlaceholderText("A few words, if you like")
        self.column.addWidget(self.text)
        self._trouble = self.add_keep_row(self._keep)
        self.choices: dict[str, Choice] = {}
        self._do: Keep | None = None

    @property
    def trouble(self) -> str:
        """Why it can't be kept; empty if nothing is wrong."""
        return self._trouble.text()

    def ask(self, form: RatingForm, keep: Keep) -> None:
        """Show an empty form."""
        self.head.setText(form.title)
        self._note.setText(form.note)
        self._note.setVisible(bool(form.note))
        self._trouble.setText("")
        self.text.clear()
        self._do = keep
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        self.choices = {}
        for item in form.items:
            column.addLayout(self._row(form, item.id, item.label, item.help))
        column.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        room = max(160, self._window.height() - 320)
        self._area.setFixedHeight(min(inside.sizeHint().height() + 4, _HIGHEST_PX, room))
        self.open(next(iter(self.choices.values())))

    def _row(self, form: RatingForm, item_id: str, label: str, help_: str) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(1)
        for text, role in ((label, "strong"), (help_, "hint")):
            if text:
                line = QLabel(text)
                line.setWordWrap(True)
                line.setTextFormat(Qt.TextFormat.PlainText)
                line.setProperty("role", role)
                words.addWidget(line)
        choice = Choice(label)
        choice.setFixedWidth(170)
        choice.addItem(_NOT_RATED, None)
        for rating in range(form.lowest, form.highest + 1):
            choice.addItem(form.said(rating), rating)
        self.choices[item_id] = choice
        row.addLayout(words, 1)
        row.addWidget(choice)
        return row

    def _keep(self) -> None:
        assert self._do is not None
        found = {item: choice.currentData() for item, choice in self.choices.items()}
        try:
            self._do({item: rating for item, rating in found.items() if rating is not None}, self.text.text())
        except VigError as error:
            self._trouble.setText(str(error))
            return
        self.close_over()
