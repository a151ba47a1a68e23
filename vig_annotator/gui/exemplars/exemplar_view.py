"""One exemplar: its pictures play quietly, without sound, or it is said why it is not shown."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.exemplars.shelf import PICTURE, Clip, ExemplarShelf
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import RADIUS_PX, SMALL_PX
from vig_annotator.model.exemplar import Exemplar

_TICK_MS, _REST_US = 40, 1_200_000
"""How long the last picture stands before it begins again: nothing flickers at the edge of the eye."""


class ExemplarView(QWidget):
    """Shows an exemplar as long as it is seen; whether it may be is asked each time that it comes into sight."""

    def __init__(self, shelf: ExemplarShelf, parent: QWidget | None = None, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._exemplar: Exemplar | None = None
        self._clip: Clip | None = None
        self._words = ""
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.update)
        self.setFixedSize(QSize(round(PICTURE[0] * scale), round(PICTURE[1] * scale)))
        shelf.arrived.connect(self._arrived)

    @property
    def words(self) -> str:
        """What stands there instead of pictures; empty while they play."""
        return self._words

    @property
    def picture(self) -> QImage | None:
        """The picture that is shown now."""
        return None if self._clip is None or not self._clip.pictures else self._at(self._clip)

    def show_exemplar(self, exemplar: Exemplar | None) -> None:
        """Show an exemplar, or nothing."""
        self._exemplar = exemplar
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Ask whether it may be seen, and begin."""
        self._clip, self._words = None, ""
        if self._exemplar is not None:
            told = self._shelf.showing(self._exemplar)
            self._words = told.withheld or "Reading the film…"
            if told.files:
                self._begin(self._shelf.clip(self._exemplar.id))
        self.setAccessibleName(self._words or "An exemplar, played without sound")
        self.update()

    def rest(self) -> None:
        """Stand still on the first picture."""
        self._timer.stop()
        self._clock.invalidate()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes into sight."""
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """It goes out of sight: nothing plays there."""
        super().hideEvent(event)
        self._timer.stop()
        self._clip = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, or the words."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, RADIUS_PX, RADIUS_PX)
        picture = self.picture
        painter.fillPath(shape, QColor(tokens.film if picture is not None else tokens.soft))
        if picture is not None:
            painter.setClipPath(shape)
            size = picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio).toSizeF()
            box = QRectF(0, 0, size.width(), size.height())
            box.moveCenter(whole.center())
            painter.drawImage(box, picture)
        elif self._words:
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(tokens.ink2))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(whole.adjusted(12, 8, -12, -8), flags, self._words)
        painter.end()

    def _arrived(self, exemplar_id: str) -> None:
        if self.isVisible() and self._exemplar is not None and self._exemplar.id == exemplar_id:
            self.look()

    def _begin(self, clip: Clip | None) -> None:
        self._clip = clip
        if clip is not None:
            self._words = ""
            self._clock.start()
            self._timer.start()

    def _at(self, clip: Clip) -> QImage:
        passed_us = self._clock.elapsed() * 1000 if self._clock.isValid() else 0
        now = passed_us % (clip.duration_us + _REST_US)
        place = bisect_right(clip.pictures, now, key=lambda one: one[0])
        return clip.pictures[max(0, place - 1)][1]
