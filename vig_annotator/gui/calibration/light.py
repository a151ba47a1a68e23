"""The field in which the light comes on, and afterwards the dots that show how quick each answer was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import SMALL_PX

_RADIUS_PX = 54.0
_LONGEST_US = 800_000


class Light(QWidget):
    """A ring that fills.

    Signals:
        lit: the light is on the screen: it was painted.
    """

    lit = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(210)
        self.setAccessibleName("Light")
        self._on = self._told = False
        self._times: Sequence[int] = ()
        self._median = 0
        theme().changed.connect(self.update)

    @property
    def on(self) -> bool:
        """Whether the light is on."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Switch the light on or off."""
        self._on, self._told, self._times = on, False, ()
        self.setAccessibleDescription("on" if on else "off")
        self.update()

    def show_times(self, times_us: Sequence[int], median_us: int) -> None:
        """Show how long each answer took, with the middle one marked."""
        self._on, self._times, self._median = False, times_us, median_us
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring, the light or the dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._times:
            self._paint_times(painter)
        else:
            self._paint_light(painter)
        painter.end()
        if self._on and not self._told:
            self._told = True
            self.lit.emit()

    def _paint_light(self, painter: QPainter) -> None:
        tokens = theme().tokens
        middle = QPointF(self.rect().center())
        painter.setPen(QPen(QColor(tokens.accent if self._on else tokens.line), 4))
        painter.setBrush(QColor(tokens.accent) if self._on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, _RADIUS_PX, _RADIUS_PX)

    def _paint_times(self, painter: QPainter) -> None:
        tokens = theme().tokens
        left, width = 30.0, self.width() - 60.0
        base = self.height() - 44.0
        painter.setFont(font(SMALL_PX, tabular=True))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(QPointF(left, base), QPointF(left + width, base))
        for ms in range(0, _LONGEST_US // 1000 + 1, 200):
            x = left + ms * 1000 / _LONGEST_US * width
            painter.setPen(QColor(tokens.ink2))
            painter.drawText(QRectF(x - 40, base + 6, 80, 20), Qt.AlignmentFlag.AlignHCenter, f"{ms} ms")
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x, base), QPointF(x, base + 4))
        x = left + min(self._median, _LONGEST_US) / _LONGEST_US * width
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawLine(QPointF(x, 14), QPointF(x, base))
        painter.setPen(Qt.PenStyle.NoPen)
        stacked: dict[int, int] = {}
        for one in sorted(self._times):
            place = round(min(one, _LONGEST_US) / _LONGEST_US * width / 11)
            height = stacked[place] = stacked.get(place, 0) + 1
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QPointF(left + place * 11, base - 3 - height * 11), 4.5, 4.5)
