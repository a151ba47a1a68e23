"""The film: draws the picture that the player handed out, upright, on the dark ground behind it, as one wants to look at it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vig_annotator.gui.player.picture_look import PictureLook
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, SMALL_PX
from vig_annotator.media.picture import Picture
from vig_annotator.media.toning import toned

_INSET_PX = 14.0
_LINE_PX = 24.0
_DRAG_FROM_PX = 4
_BOX_WORDS = "Draw a box to go close to; Esc: leave it"
_NOTCH = 120
"""Of a mouse wheel, in Qt's units."""


class FilmView(QWidget):
    """Shows one picture, letterboxed, sharp on screens of any scaling.

    A click plays; the wheel goes closer to what is under the mouse; closer, dragging moves the picture. Dragging with Shift
    held, or after `draw_box`, draws a box to go close to.

    Signals:
        wanted_size(width, height, zoom): how large the whole view is, in the screen's own pixels, and how close one looks.
        look_changed(look): the picture is looked at in another way.
        clicked: it was clicked.
    """

    wanted_size = Signal(int, int, float)
    look_changed = Signal(object)
    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Film")
        self.setAccessibleDescription("The frame on the screen; a code's key tags it.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture: Picture | None = None
        self._image = QImage()
        self._look = PictureLook()
        self._boxing = False
        self._pressed: QPointF | None = None
        self._last: QPointF | None = None
        self._drawn: QRectF | None = None
        self._lines: tuple[str, ...] = ()
        self._waiting = ""
        self._focus_by_key = False
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As large as the layout allows."""
        return QSize(960, 540)

    @property
    def picture(self) -> Picture | None:
        """The picture that is shown."""
        return self._picture

    def set_picture(self, picture: Picture | None) -> None:
        """Show a picture, or none."""
        self._picture = picture
        if picture is None:
            self._image = QImage()
            self.update()
            return
        height, width, _ = picture.rgb.shape
        rgb = picture.rgb
        if not self._look.plain:
            rgb = toned(rgb, self._look.brightness, self._look.contrast)
        # The image lies over these pixels' own memory, so they are kept beside it for as long.
        self._pixels = rgb
        self._image = QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888)
        self.update()

    @property
    def look(self) -> PictureLook:
        """How the picture is looked at."""
        return self._look

    def set_look(self, look: PictureLook) -> None:
        """Look at the picture in another way; the picture itself stays what it is."""
        if look == self._look:
            return
        before, self._look = self._look, look
        if (before.brightness, before.contrast) != (look.brightness, look.contrast):
            self.set_picture(self._picture)
        if before.zoom != look.zoom:
            self._tell_size()
        self._show_hand()
        self.setAccessibleName(f"Film, {look.words()}" if look.words() else "Film")
        self.look_changed.emit(look)
        self.update()

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Some steps closer, or further away: to a place of the view, or its middle."""
        if not self._image.isNull():
            place = None if at is None else (at.x(), at.y())
            self.set_look(self._look.closer(*self._sizes(), place, steps=steps))

    def move_picture(self, across: float, down: float) -> None:
        """Move the picture by some pixels of the view, as far as there is more of it."""
        if not self._image.isNull():
            self.set_look(self._look.moved(*self._sizes(), (across, down)))

    def draw_box(self) -> None:
        """Let a box be drawn to go close to; asked for again: no longer."""
        self._boxing = not self._boxing
        self._show_hand()
        self.update()

    def leave_box(self) -> bool:
        """No box is drawn after all; answers whether one was asked for."""
        asked = self._boxing
        if asked:
            self._pressed = self._last = self._drawn = None
            self.draw_box()
        return asked

    def set_running(self, lines: tuple[str, ...]) -> None:
        """Say what runs, in small lines over the film's lower left corner, off the faces."""
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleDescription("; ".join(lines) or "The frame on the screen.")
            self.update()

    def set_waiting(self, text: str) -> None:
        """Words in the middle while there is no picture; empty for none."""
        if text != self._waiting:
            self._waiting = text
            self.update()

    def picture_rect(self) -> QRect:
        """Where the picture is seen in the widget; empty while there is none."""
        return QRect() if self._image.isNull() else self._whole_rect().intersected(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture, what runs."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.film))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.save()
            if self._look.mirrored:
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            painter.drawImage(self._whole_rect(), self._image)
            painter.restore()
        elif self._waiting:
            painter.setPen(QColor("#A8B0B8"))
            painter.setFont(font(BODY_PX))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._waiting)
        self._paint_lines(painter)
        self._paint_look(painter)
        if self._drawn is not None:
            painter.setPen(QColor(tokens.on_film))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._drawn)
        if self._focus_by_key:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how large a picture would now fill the view."""
        super().resizeEvent(event)
        self._tell_size()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A frame shows where the keys go, but only to those who walk by keys."""
        self._focus_by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        self._focus_by_key = False
        self.update()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click, a dragged picture or a box begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._last = event.position(), None
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not self._boxing:
                self.draw_box()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture with the hand, or draw the box."""
        here = event.position()
        if self._pressed is None:
            return
        if self._last is None and (here - self._pressed).manhattanLength() < _DRAG_FROM_PX:
            return
        last, self._last = self._last or self._pressed, here
        if self._boxing:
            self._drawn = QRectF(self._pressed, here).normalized()
            self.update()
        else:
            self.move_picture(here.x() - last.x(), here.y() - last.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the film plays or pauses it; a box is gone close to."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, dragged, drawn = self._pressed, self._last is not None, self._drawn
        self._pressed = self._last = self._drawn = None
        if drawn is not None and not self._image.isNull():
            one, other = drawn.topLeft(), drawn.bottomRight()
            self.set_look(self._look.onto(*self._sizes(), (one.x(), one.y()), (other.x(), other.y())))
        elif pressed is not None and not dragged and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        if self._boxing:
            self.draw_box()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer to what is under the mouse, or further away."""
        self.zoom(event.angleDelta().y() / _NOTCH, event.position())
        event.accept()

    def _sizes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        size = self._image.size()
        return (size.width(), size.height()), (self.width(), self.height())

    def _whole_rect(self) -> QRect:
        """Where the whole picture lies, not mirrored; parts of it may be outside."""
        left, top, width, height = self._look.box(*self._sizes())
        image = self._image.size()
        if abs(width - image.width()) < 1 and abs(height - image.height()) < 1:
            # Pixel for pixel: a picture that has to be stretched by a pixel costs ten times as much, and is less sharp.
            return QRect(QPoint(round(left), round(top)), image)
        return QRectF(left, top, width, height).toAlignedRect()

    def _tell_size(self) -> None:
        ratio = self.devicePixelRatioF()
        width, height = max(2, round(self.width() * ratio)), max(2, round(self.height() * ratio))
        self.wanted_size.emit(width, height, self._look.zoom)

    def _show_hand(self) -> None:
        if self._boxing:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self._look.zoom > 1:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def _paint_look(self, painter: QPainter) -> None:
        words = _BOX_WORDS if self._boxing else self._look.words()
        if words:
            face = font(SMALL_PX, tabular=True)
            width = QFontMetricsF(face).horizontalAdvance(words) + 18.0
            self._paint_plate(
                painter, QRectF(self.width() - _INSET_PX - width, _INSET_PX, width, _LINE_PX), words
            )

    def _paint_plate(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL_PX, tabular=True))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 165))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(theme().tokens.on_film))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_lines(self, painter: QPainter) -> None:
        if not self._lines:
            return
        face = font(SMALL_PX, tabular=True)
        metrics = QFontMetricsF(face)
        top = self.height() - _INSET_PX - _LINE_PX * len(self._lines) - 3.0 * (len(self._lines) - 1)
        for line in self._lines:
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width() - 4 * _INSET_PX)
            box = QRectF(_INSET_PX, top, metrics.horizontalAdvance(text) + 18.0, _LINE_PX)
            self._paint_plate(painter, box, text)
            top += _LINE_PX + 3.0
