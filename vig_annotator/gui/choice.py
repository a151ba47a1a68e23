"""A drop-down list that looks like the rest of the window."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from vig_annotator.gui import icons
from vig_annotator.gui.theme import theme

_ARROW_PX = 14.0
_BESIDE_TEXT_PX = 4
"""Of the room for the words, on which a style draws none."""


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
        """The box, its words (with “…” where they have no room), then the arrow."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self.isEditable():
            room = self.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
            )
            text, end = option.currentText, Qt.TextElideMode.ElideRight
            option.currentText = self.fontMetrics().elidedText(text, end, room.width() - _BESIDE_TEXT_PX)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        tokens = theme().tokens
        box = QRectF(self.width() - _ARROW_PX - 8, (self.height() - _ARROW_PX) / 2, _ARROW_PX, _ARROW_PX)
        icons.draw(painter, "down", box, QColor(tokens.ink2 if self.isEnabled() else tokens.ink3))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()
