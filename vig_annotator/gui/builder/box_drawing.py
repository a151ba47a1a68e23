"""Draws a box on the picture: for somebody to be blurred, a part to be shown, a face to stand out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.model.frame_box import WHOLE, Box

_LEAST_PX = 8.0


class BoxDrawing(QWidget):
    """Lies over the film while a box is drawn; Esc gives up, wherever the keys are.

    Where Esc decides something (that a doubtful blur is right), it does so only while the keys are here: an Esc that was meant for
    something else brings the keys back first.

    Signals:
        drawn(box): a box was drawn, in ten-thousandths of the picture.
        given_up: Esc was pressed.
    """

    drawn = Signal(object)
    given_up = Signal()

    def __init__(self, view: FilmView) -> None:
        super().__init__(view)
        self._view = view
        self._words = ""
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Draw a box")
        self._decides = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self._leave)
        self.hide()

    def begin(self, words: str, *, decides: bool = False) -> None:
        """Let a box be drawn; `words` say round what, `decides` whether Esc says more than that none is drawn."""
        self._words, self._from, self._decides = words, None, decides
        self.setAccessibleDescription(words)
        self.setGeometry(self._view.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._escape.setEnabled(True)
        self.update()

    def end(self) -> None:
        """No box is drawn any more."""
        self._escape.setEnabled(False)
        self.hide()
        self._view.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """One corner."""
        self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The other corner moves."""
        self._to = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box is drawn, unless it is no more than a click."""
        if self._from is None:
            return
        box = self._box(QRectF(self._from, event.position()).normalized())
        self._from = None
        if box is not None:
            self.drawn.emit(box)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All keys but Esc go on to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What to do, and the box as it is drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        painter.setFont(font(BODY_PX))
        plate = QRectF(14, 14, painter.fontMetrics().horizontalAdvance(self._words) + 24.0, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(plate, 8, 8)
        painter.setPen(QColor(tokens.on_film))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._words)
        if self._from is not None:
            painter.setPen(QPen(QColor(tokens.on_film), 2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(255, 255, 255, 30))
            painter.drawRect(QRectF(self._from, self._to).normalized())
        painter.end()

    def _leave(self) -> None:
        if self._decides and not self.hasFocus():
            self.setFocus()
        else:
            self.given_up.emit()

    def _box(self, drawn: QRectF) -> Box | None:
        whole = QRectF(self._view.picture_rect())
        inside = drawn.intersected(whole)
        if inside.width() < _LEAST_PX or inside.height() < _LEAST_PX:
            return None
        across, down = WHOLE / whole.width(), WHOLE / whole.height()
        return Box(
            round((inside.left() - whole.left()) * across),
            round((inside.top() - whole.top()) * down),
            round(inside.width() * across),
            round(inside.height() * down),
        ).clipped()
