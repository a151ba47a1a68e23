"""A card that takes up most of the window: what was found on the left, what is decided on the right, one button below."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.layouts import widgets_in
from vig_annotator.gui.overlay import Overlay

_EDGE_PX, _WIDEST_PX, _HIGHEST_PX, _LEFT_PX = 24, 1240, 880, 350
_LEFT_OF_WIDTH = 0.3


class Sheet(Overlay):
    """The common frame of both screens; Ctrl+Enter presses the button.

    Args:
        window: the main window.
        title: what it is about.
        button: what the one obvious next step is called.
    """

    def __init__(self, window: QWidget, title: str, button: str) -> None:
        super().__init__(window, title, width_px=_WIDEST_PX)
        self.badge = QLabel("")
        self.badge.setProperty("role", "badge")
        self.step = QLabel("")
        self.step.setProperty("role", "secondary")
        self.column.removeWidget(self.head)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.head)
        top.addWidget(self.badge)
        top.addStretch(1)
        top.addWidget(self.step)
        self.column.addLayout(top)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for side in (self.left, self.right):
            side.setSpacing(10)
            side.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        self._left_side = QWidget()
        self._left_side.setLayout(self.left)
        middle.addWidget(self._left_side)
        middle.addWidget(upright_line())
        self._right_side = QWidget()
        self._right_side.setLayout(self.right)
        middle.addWidget(self._right_side, 1)
        self.column.addLayout(middle, 1)
        self.outcome = QLabel("")
        self.outcome.setWordWrap(True)
        self.outcome.setAccessibleName("What will happen")
        self.column.addWidget(line())
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.outcome, 1)
        self.cancel = push_button("Cancel", self.close_over)
        self.button = push_button(button, role="primary", key="Ctrl+Return")
        self.button.setEnabled(False)  # until it is known what it would do
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.button)
        self.column.addLayout(self.foot)

    def order_tabs(self) -> None:
        """Let Tab go from the left side to the right and then to the buttons, also where lines were made anew."""
        sides = (self._left_side, self._right_side)
        parts = [one for side in sides for one in side.findChildren(QWidget)]
        wanted = [
            one
            for one in (*parts, *widgets_in(self.foot)[1:])
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is self.window()
        ]  # the list that a choice pops up is a window of its own
        for before, after in itertools.pairwise(wanted):
            QWidget.setTabOrder(before, after)

    def show_outcome(self, text: str, *, trouble: bool = False) -> None:
        """Say what the button would do, or why it can't."""
        self.outcome.setText(text)
        self.outcome.setProperty("role", "concern" if trouble else "")
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter presses the button."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.button.isEnabled():
            self.button.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def _place(self) -> None:
        width = min(_WIDEST_PX, self.width() - 2 * _EDGE_PX)
        height = min(_HIGHEST_PX, self.height() - 2 * _EDGE_PX)
        self.card.setFixedWidth(width)
        self._left_side.setFixedWidth(min(_LEFT_PX, round(width * _LEFT_OF_WIDTH)))
        self.card.resize(width, height)
        self.card.move((self.width() - width) // 2, (self.height() - height) // 2)


def head(text: str) -> QLabel:
    """A section's heading, in small capitals as everywhere."""
    label = QLabel(text.upper())
    label.setProperty("role", "head")
    label.setAccessibleName(text)
    return label


def words(text: str, role: str = "") -> QLabel:
    """A text that may need several lines."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def upright_line() -> QFrame:
    """A hairline from top to bottom."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedWidth(1)
    return made
