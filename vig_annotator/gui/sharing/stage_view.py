"""The film on the parent's screen: as on every film view, with a spotlight that follows the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QApplication

from vig_annotator.gui.player.film_view import FilmView

_DIM = 150
_SHARE = 0.2
"""Radius of the light, as a share of the view's height."""


class StageView(FilmView):
    """A film view with a spotlight: drag over the picture and the rest grows dim; a click lets it go.

    `tapped` tells of a click or touch while there is no spotlight.
    """

    tapped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The clip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._light: QPointF | None = None
        self._pressed: QPointF | None = None
        self._dragging = False

    @property
    def light(self) -> QPointF | None:
        """Where the spotlight is, or None."""
        return self._light

    def set_light(self, place: QPointF | None) -> None:
        """Put the spotlight somewhere, or take it away."""
        self._light = place
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a drag begins."""
        self._pressed, self._dragging = event.position(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The light follows the mouse while it is held down."""
        if self._pressed is None:
            return
        far = (event.position() - self._pressed).manhattanLength()
        if self._dragging or far >= QApplication.startDragDistance():
            self._dragging = True
            self.set_light(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The light stays where it was let go; a click takes it away, or is a tap."""
        self._pressed = None
        if self._dragging:
            return
        if self._light is not None:
            self.set_light(None)
        else:
            self.tapped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then what is dimmed around the light."""
        super().paintEvent(event)
        if self._light is None:
            return
        painter = QPainter(self)
        radius = self.height() * _SHARE
        soft = QRadialGradient(self._light, radius * 1.5)
        soft.setColorAt(0.0, QColor(0, 0, 0, 0))
        soft.setColorAt(0.62, QColor(0, 0, 0, 0))
        soft.setColorAt(1.0, QColor(0, 0, 0, _DIM))
        painter.fillRect(QRectF(self.picture_rect()), QBrush(soft))
        painter.end()
