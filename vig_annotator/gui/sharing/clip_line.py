"""Where one is within a clip: a quiet line that a finger or the mouse jumps along."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.theme import theme
from vig_annotator.gui.tokens import DARK

_HIGH_PX, _LINE_PX, _KNOB_PX, _MARK_PX = 44, 4, 8, 7
"""As high as a finger is wide."""


class ClipLine(QWidget):
    """Follows the show.

    Args:
        dark: for the parent's screen, which is dark in every theme.

    `wanted(moment)` tells a moment of the reel that somebody pointed at, in microseconds.
    """

    wanted = Signal(int)

    def __init__(self, *, dark: bool = False) -> None:
        super().__init__()
        self._dark = dark
        self._show: Show | None = None
        self.setAccessibleName("Where you are in the clip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(_HIGH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the layout allows."""
        return QSize(320, _HIGH_PX)

    def follow(self, show: Show) -> None:
        """Show where a show is from now on."""
        self._show = show
        show.moved.connect(self.update)
        show.changed.connect(self.update)
        self.wanted.connect(show.go_to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump."""
        self._jump(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._jump(event.position().x())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, how far one is, and where it plays slower or stands still."""
        if self._show is None:
            return
        tokens = DARK if self._dark else theme().tokens
        span = self._show.stop.span
        left, width, middle = _KNOB_PX, max(1, self.width() - 2 * _KNOB_PX), self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        here = left + width * (self._show.reel_us - span.onset_us) / max(1, span.duration_us)
        top = middle - _LINE_PX / 2
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(QRectF(left, top, width, _LINE_PX), 2, 2)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(left, top, here - left, _LINE_PX), 2, 2)
        painter.setBrush(QColor(tokens.ink3))
        for run in self._show.stop.runs:
            if run > span.onset_us:
                x = left + width * (run - span.onset_us) / max(1, span.duration_us)
                painter.drawRect(QRectF(x - 1, middle - _MARK_PX, 2, 2 * _MARK_PX))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(QPointF(here, middle), _KNOB_PX, _KNOB_PX)
        painter.end()

    def _jump(self, x: float) -> None:
        if self._show is None:
            return
        span, width = self._show.stop.span, max(1, self.width() - 2 * _KNOB_PX)
        share = min(1.0, max(0.0, (x - _KNOB_PX) / width))
        self.wanted.emit(span.onset_us + round(share * (span.duration_us - 1)))
