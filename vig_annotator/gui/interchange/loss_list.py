"""What an export loses: a line each, with a list of what may stand for it where there is a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from vig_annotator.exchange.losses import TITLES, FoundLoss
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.interchange.sheet import words
from vig_annotator.gui.scrolling import scrolled, show_inside

_CHOICE_PX = 240


class LossList(QWidget):
    """The lines; `changed` is sent when something else is to stand for a loss.

    Signals:
        changed: another substitute was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = scrolled(QWidget(), "What this format can’t hold")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.choices: dict[str, Choice] = {}
        self.sentences: list[str] = []
        self._chosen: dict[str, str] = {}

    @property
    def substitutes(self) -> dict[str, str]:
        """What was chosen to stand for what, by kind; what was not chosen is as usual."""
        return dict(self._chosen)

    def forget(self) -> None:
        """Another format has other substitutes."""
        self._chosen = {}

    def show_losses(self, losses: Sequence[FoundLoss]) -> None:
        """Show what is lost."""
        focused = self.window().focusWidget()
        had = next((kind for kind, choice in self.choices.items() if choice is focused), None)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        self.choices = {}
        self.sentences = [one.sentence for one in losses]
        if not losses:
            grid.addWidget(words("Nothing: this format holds all of it.", "positive"), 0, 0)
        for place, one in enumerate(losses):
            sentence = words(one.sentence)
            grid.addWidget(sentence, place, 0)
            if one.loss is None or one.chosen is None or len(one.offered) < 2:
                continue
            choice = Choice(f"{TITLES[one.loss]}: what stands for them")
            choice.setFixedWidth(_CHOICE_PX)
            for offered in one.offered:
                choice.addItem(offered.words, offered.id)
            choice.setCurrentIndex(one.offered.index(one.chosen))
            kind = one.loss.value
            choice.currentIndexChanged.connect(lambda _, kind=kind: self._choose(kind))
            sentence.setBuddy(choice)
            grid.addWidget(choice, place, 1, Qt.AlignmentFlag.AlignTop)
            self.choices[kind] = choice
        grid.setRowStretch(len(losses) + 1, 1)
        show_inside(self._area, inside)
        if had in self.choices:
            self.choices[had].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, kind: str) -> None:
        self._chosen[kind] = str(self.choices[kind].currentData())
        self.changed.emit()
