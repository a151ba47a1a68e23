"""A key as it lies on the keyboard, drawn: in the codes and in the list of keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import HEAD_PX


def cap_width(text: str) -> float:
    """How much room the words on a cap take, in pixels, without any around them."""
    return QFontMetricsF(_face()).horizontalAdvance(text)


def draw_cap(painter: QPainter, cap: QRectF, text: str, *, warn: bool = False) -> None:
    """Draw a cap; with an edge in the colour of concern where something is to be seen to."""
    tokens = theme().tokens
    painter.setPen(QPen(QColor(tokens.concern if warn else tokens.line), 1))
    painter.setBrush(QColor(tokens.line))
    painter.drawRoundedRect(cap.translated(0, 1.4), 5, 5)
    painter.setBrush(QColor(tokens.bg))
    painter.drawRoundedRect(cap, 5, 5)
    painter.setFont(_face())
    painter.setPen(QColor(tokens.ink))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)


def _face() -> QFont:
    return font(HEAD_PX, weight=QFont.Weight.DemiBold)
