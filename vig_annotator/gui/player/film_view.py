"""The film: draws the picture that the player handed out, upright and whole, on the dark ground behind it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, SMALL_PX
from vig_annotator.media.picture import Picture

_INSET_PX = 14.0
_LINE_PX = 24.0


class FilmView(QWidget):
    """Shows one picture, letterboxed, sharp on screens of any scaling.

    `wanted_size` tells how large a picture would fill it, in the screen's own pixels.
    """

    wanted_size = Signal(int, int)
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
        # The image lies over the picture's own memory; the picture is kept beside it for as long.
        self._image = QImage(
            picture.rgb.data, width, height, picture.rgb.strides[0], QImage.Format.Format_RGB888
        )
        self.update()

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
        """Where the picture lies in the widget; empty while there is none."""
        if self._image.isNull():
            return QRect()
        size = QSizeF(self._image.size())
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size).toAlignedRect().intersected(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture, what runs."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.film))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self._image)
        elif self._waiting:
            painter.setPen(QColor("#A8B0B8"))
            painter.setFont(font(BODY_PX))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._waiting)
        self._paint_lines(painter)
        if self._focus_by_key:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how large a picture would now fill the view."""
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self.wanted_size.emit(max(2, round(self.width() * ratio)), max(2, round(self.height() * ratio)))

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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the film plays or pauses it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def _paint_lines(self, painter: QPainter) -> None:
        if not self._lines:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = font(SMALL_PX, tabular=True)
        painter.setFont(face)
        metrics = QFontMetricsF(face)
        top = self.height() - _INSET_PX - _LINE_PX * len(self._lines) - 3.0 * (len(self._lines) - 1)
        for line in self._lines:
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width() - 4 * _INSET_PX)
            box = QRectF(_INSET_PX, top, metrics.horizontalAdvance(text) + 18.0, _LINE_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 165))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(QColor(theme().tokens.on_film))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            top += _LINE_PX + 3.0
