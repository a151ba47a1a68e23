"""What is being made, in a few words at the foot of a window; a click shows the queue."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from vig_annotator.gui.eliding import ElidedButton
from vig_annotator.gui.making.making_desk import MakingDesk
from vig_annotator.gui.making.making_words import line_words
from vig_annotator.services.reel_queue import State

_BAR_PX, _LEAST_WORDS_PX = 90, 80


class MakingLine(QWidget):
    """There only while something is made.

    Args:
        desk: holds the queue.
        show_queue: what a click does.
    """

    def __init__(
        self, desk: MakingDesk, show_queue: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setFixedWidth(_BAR_PX)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.button = ElidedButton()
        self.button.setProperty("role", "foot-link")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAutoDefault(False)
        self.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button.setMinimumWidth(_LEAST_WORDS_PX)
        self.button.clicked.connect(lambda: show_queue())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.bar)
        row.addWidget(self.button)
        desk.changed.connect(self.show_state)
        self.show_state()

    @property
    def words(self) -> str:
        """What is said; empty while nothing is made."""
        return self.button.text() if not self.isHidden() else ""

    def show_state(self) -> None:
        """Say how far it is."""
        items = self._desk.items
        working = next((item for item in items if item.state is State.WORKING), None)
        waiting = sum(item.state is State.WAITING for item in items)
        words = line_words(working, waiting)
        self.setVisible(bool(words))
        if working is not None:
            self.button.setText(words)
            self.button.setAccessibleName(f"{words}. Show what is being made")
            self.bar.setValue(round(working.share * 1000))
