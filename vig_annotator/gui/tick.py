"""A box to tick, drawn so that it is seen in both themes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from vig_annotator.gui.theme import theme


class Tick(QCheckBox):
    """A check box with our own box: an outline, filled and with a tick when it is on, thicker where the keys are."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        side = min(place.width(), place.height()) - 2.0
        box = QRectF(place.left() + 1.0, place.top() + (place.height() - side) / 2, side, side)
        tokens, on = theme().tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if on or self.hasFocus() else tokens.ink2
        painter.setPen(
            QPen(QColor(edge if self.isEnabled() else tokens.ink3), 2.0 if self.hasFocus() else 1.2)
        )
        painter.setBrush(QColor(tokens.accent if on else tokens.panel))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            pen = QPen(QColor(tokens.on_accent), 2.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            corners = ((0.25, 0.53), (0.43, 0.7), (0.75, 0.31))
            points = [box.topLeft() + QPointF(x * side, y * side) for x, y in corners]
            painter.drawPolyline(points)
        words = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        painter.setPen(QColor(tokens.ink if self.isEnabled() else tokens.ink3))
        aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, aligned | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.end()
