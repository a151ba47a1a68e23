"""One code in the palette: mark, name, how often it was tagged, key cap; tinted while it runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from vig_annotator.gui import icons
from vig_annotator.gui.annotating.code_mark import draw_mark, kind_words
from vig_annotator.gui.annotating.code_words import code_tooltip
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.keys.key_cap import cap_width, draw_cap
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, SMALL_PX
from vig_annotator.model.codebook import Code, Codebook

ROW_PX = 28
_CAP_PX = 20.0
_FILM_PX = 13.0
_LEFT_PX, _RIGHT_PX = 12.0, 12.0
_TIP_EDGES_PX, _TIP_OFF = 44, QPoint(4, 16)
"""What a tooltip has around its words, and how far from the place that it is asked for Qt puts it."""


class PaletteRow(QAbstractButton):
    """A code that a click tags, like its key does.

    `looked_at` tells whether the mouse or the keys are on it.
    """

    looked_at = Signal(bool)

    def __init__(self, code: Code, codebook: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self._codebook = codebook
        self._count = 0
        self._running = False
        self._hover = False
        self._exemplars = False
        self.setText(code.label)
        self.setFixedHeight(ROW_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(code_tooltip(code, codebook))
        self._name()

    def event(self, event: QEvent) -> bool:
        """What the code means is said below its row and no wider than that: the film beside it stays free, where a face may be."""
        if event.type() == QEvent.Type.ToolTip and self.toolTip():
            # Words of a tooltip are as wide as Qt likes; what is in a table is as wide as the table.
            width = self.width() - _TIP_EDGES_PX
            words = f"<table width='{width}'><tr><td>{self.toolTip()}</td></tr></table>"
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height()) - _TIP_OFF), words, self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Wide enough for most names."""
        return QSize(220, ROW_PX)

    @property
    def count(self) -> int:
        """How often the code was tagged."""
        return self._count

    @property
    def running(self) -> bool:
        """Whether a state of the code runs."""
        return self._running

    @property
    def hovered(self) -> bool:
        """Whether the mouse is on it."""
        return self._hover

    def show_use(self, count: int, running: bool) -> None:
        """How often the code was tagged, and whether it runs now."""
        if (count, running) != (self._count, self._running):
            self._count, self._running = count, running
            self._name()
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it."""
        self._hover = True
        self.looked_at.emit(True)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse went elsewhere."""
        self._hover = False
        self.looked_at.emit(False)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are on it."""
        super().focusInEvent(event)
        self.looked_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere."""
        super().focusOutEvent(event)
        self.looked_at.emit(False)

    def show_exemplars(self, there: bool) -> None:
        """Whether it has exemplars: then they are shown with its meaning, instead of the words alone."""
        self._exemplars = there
        self.setToolTip("" if there else code_tooltip(self.code, self._codebook))
        self._name()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark, name, count, key cap."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._running:
            painter.fillRect(self.rect(), QColor(tokens.running))
        elif self._hover or self.isDown():
            painter.fillRect(self.rect(), QColor(tokens.soft if self.isDown() else tokens.hover))
        middle = self.height() / 2
        painter.setOpacity(1.0 if self.isEnabled() else 0.55)
        draw_mark(painter, QPointF(_LEFT_PX + 5, middle), self.code, self._codebook, tokens)
        right = self._paint_key(painter, self.width() - _RIGHT_PX, middle)
        right = self._paint_count(painter, right - 8, middle)
        face = font(BODY_PX, weight=QFont.Weight.DemiBold if self._running else QFont.Weight.Normal)
        if self._exemplars:
            box = QRectF(right - 8 - _FILM_PX, middle - _FILM_PX / 2, _FILM_PX, _FILM_PX)
            icons.draw(painter, "film", box, QColor(tokens.ink3))
            right -= _FILM_PX + 6
        left = _LEFT_PX + 18
        text = QFontMetricsF(face).elidedText(self.code.label, Qt.TextElideMode.ElideRight, right - 8 - left)
        painter.setFont(face)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QRectF(left, 0, right - left, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 1, -2, -1), 5, 5)
        painter.end()

    def _paint_key(self, painter: QPainter, right: float, middle: float) -> float:
        if not self.code.key:
            return right - _CAP_PX
        text = key_text(self.code.key)
        width = max(_CAP_PX, cap_width(text) + 10)
        draw_cap(painter, QRectF(right - width, middle - 9, width, 18), text)
        return right - width

    def _paint_count(self, painter: QPainter, right: float, middle: float) -> float:
        if not self._count:
            return right
        face = font(SMALL_PX, tabular=True)
        text = str(self._count)
        width = QFontMetricsF(face).horizontalAdvance(text)
        painter.setFont(face)
        painter.setPen(QColor(theme().tokens.ink2))
        box = QRectF(right - width - 1, middle - 10, width + 2, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return right - width

    def _name(self) -> None:
        key = f", key {key_text(self.code.key)}" if self.code.key else ""
        running = ", running" if self._running else ""
        running += ", has exemplars" if self._exemplars else ""
        self.setAccessibleName(
            f"{self.code.label}, {kind_words(self.code)}{key}, tagged {self._count} times{running}"
        )
