"""A drop-down list that looks like the rest of the window."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from vig_annotator.gui import icons
from vig_annotator.gui.theme import theme

_ARROW_PX = 14.0


class Choice(QComboBox):
    """A combo box with our own arrow; a turn of the wheel over it changes nothing by accident."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[str, StrEnum] = {}
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Its list may hold long titles; the box itself may be as narrow as the panel that it lies in.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def addItem(self, text: str, value: Any = None) -> None:  # type: ignore[override]
        """Add a row; its value comes back from `currentData` as it was given, where Qt makes a plain text of a word of an enum."""
        if isinstance(value, StrEnum):
            self._words[str(value)] = value
        super().addItem(text, value)

    def currentData(self, role: int = Qt.ItemDataRole.UserRole) -> Any:
        """The value of the row that is shown."""
        value = super().currentData(role)
        return self._words.get(value, value) if isinstance(value, str) else value

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        tokens = theme().tokens
        box = QRectF(self.width() - _ARROW_PX - 8, (self.height() - _ARROW_PX) / 2, _ARROW_PX, _ARROW_PX)
        icons.draw(painter, "down", box, QColor(tokens.ink2 if self.isEnabled() else tokens.ink3))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()
