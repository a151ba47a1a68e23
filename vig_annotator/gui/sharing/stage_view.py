"""The clip on a screen of the shared review: the composed picture, with a spotlight that follows the mouse."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QRadialGradient, QWheelEvent
from PySide6.QtWidgets import QApplication

from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.media.picture import Picture

_DIM = 150
_SHARE = 0.2
"""Radius of the light, as a share of the picture's height."""


class StageView(FilmView):
    """A film view with a spotlight: drag over the picture and the rest grows dim; a click lets it go.

    Signals:
        tapped: a click or touch while there is no spotlight.
        light_moved(place or None): the spotlight was moved by hand, in shares of the picture, or taken away.
    """

    tapped = Signal()
    light_moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The clip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._light: QPointF | None = None
        self._pressed_at: QPointF | None = None
        self._dragging = False

    @property
    def light(self) -> QPointF | None:
        """Where the spotlight is, in shares of the picture, or None."""
        return self._light

    def set_light(self, place: QPointF | None) -> None:
        """Put the spotlight somewhere, in shares of the picture, or take it away."""
        self._light = place
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a drag begins."""
        self._pressed_at, self._dragging = event.position(), False
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press soon after the first is a press like any other: a finger drags at once after a tap."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The light follows the mouse while it is held down."""
        if self._pressed_at is None:
            return
        far = (event.position() - self._pressed_at).manhattanLength()
        if self._dragging or far >= QApplication.startDragDistance():
            self._dragging = True
            box = QRectF(self.picture_rect())
            if not box.isEmpty():
                place = event.position() - box.topLeft()
                self._move_light(QPointF(place.x() / box.width(), place.y() / box.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The light stays where it was let go; a click takes it away, or is a tap."""
        pressed, self._pressed_at = self._pressed_at, None
        if self._dragging or pressed is None:
            return
        if self._light is not None:
            self._move_light(None)
        else:
            self.tapped.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The picture is shown as it was composed: nobody looks closer by accident."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then what is dimmed around the light."""
        super().paintEvent(event)
        if self._light is None:
            return
        painter = QPainter(self)
        box = QRectF(self.picture_rect())
        radius = box.height() * _SHARE
        here = box.topLeft() + QPointF(self._light.x() * box.width(), self._light.y() * box.height())
        soft = QRadialGradient(here, radius * 1.5)
        soft.setColorAt(0.0, QColor(0, 0, 0, 0))
        soft.setColorAt(0.62, QColor(0, 0, 0, 0))
        soft.setColorAt(1.0, QColor(0, 0, 0, _DIM))
        painter.fillRect(box, QBrush(soft))
        painter.end()

    def _move_light(self, place: QPointF | None) -> None:
        self.set_light(place)
        self.light_moved.emit(place)


class Mirror(StageView):
    """What the parent sees, small, on the guider's window; the spotlight can be moved here, too."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the parent sees")
        self.dark = False

    def show_small(self, picture: Picture | None) -> None:
        """Show a picture of the parent's screen with as few of its pixels as are wanted here."""
        if picture is None:
            self.set_picture(None)
            return
        wanted = max(1.0, self.width() * self.devicePixelRatioF())
        step = max(1, int(picture.rgb.shape[1] / wanted))
        small = picture.rgb if step == 1 else np.ascontiguousarray(picture.rgb[::step, ::step])
        self.set_picture(Picture(small, picture.frame, picture.time_us))
