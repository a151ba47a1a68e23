"""Keeping what is said: a line to type in, words to choose, and whose they are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.sharing.sharing_words import BABY_CHIPS, PARENT_CHIPS
from vig_annotator.model.shared_review import Voice


class WordsBar(QFrame):
    """The line, and what is said most often: the parent's at the left, the baby's at the right.

    Args:
        wide: whether there is room for four words beside each other.

    Signals:
        kept(voice, text): these words are to stay with the clip.
        done: Esc, or the words are kept and nothing more is to be written.
    """

    kept = Signal(object, str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel-card")
        self.voice = Choice("Whose words they are")
        self.voice.setMinimumContentsLength(15)
        self.voice.addItem("The parent said", Voice.PARENT)
        self.voice.addItem("The baby might say", Voice.BABY)
        self.line = QLineEdit()
        self.line.setAccessibleName("What was said")
        self.line.setPlaceholderText("in their own words, then Enter")
        self.line.returnPressed.connect(self._keep)
        self.chips = [
            push_button(text, partial(self._tell, voice, text), role="small")
            for voice, texts in ((Voice.PARENT, PARENT_CHIPS), (Voice.BABY, BABY_CHIPS))
            for text in texts
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.voice)
        top.addWidget(self.line, 1)
        top.addWidget(push_button("Keep", self._keep, name="Keep these words with the clip"))
        column.addLayout(top)
        half = len(PARENT_CHIPS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        across = 2 if wide else 1
        sides = (("THE PARENT SAID", self.chips[:half]), ("THE BABY MIGHT SAY", self.chips[half:]))
        for side, (whose, chips) in enumerate(sides):
            head = QLabel(whose)
            head.setProperty("role", "head")
            grid.addWidget(head, 0, side * across, 1, across)
            for number, chip in enumerate(chips):
                chip.setProperty("touch", "true")
                row, place = divmod(number, across)
                grid.addWidget(chip, row + 1, side * across + place)
        column.addLayout(grid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the line; Enter keeps the words, and is no "next" for the show behind. A remote's keys go on to the show."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        text = self.line.text().strip()
        if text:
            self._tell(Voice(self.voice.currentData()), text)
            self.line.clear()

    def _tell(self, voice: Voice, text: str) -> None:
        self.kept.emit(voice, text)
        self.done.emit()
