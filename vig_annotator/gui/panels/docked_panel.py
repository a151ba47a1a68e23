"""A panel in its place in the window: a slim head to drag it by, and the panel below; the head stays while the panel is elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from vig_annotator.gui.theme import theme

HEAD_PX = 11
_DOTS = 5


class PanelHead(QWidget):
    """A strip with dots that a panel is dragged by.

    Signals:
        dragged(point on the screen): it is on its way.
        dropped(point on the screen): it was let go.
        broken_off: Esc, or another button: it stays where it was.
        double_clicked: it is to have a window of its own.
    """

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    broken_off = Signal()
    double_clicked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEAD_PX)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(f"{title}: drag to another place")
        self.setToolTip(
            f"{title}: drag it to another place beside the film, or out of the window; double-click: a window of its own. "
            "By keys: Ctrl+K, “Move a panel”."
        )
        self._from: QPoint | None = None
        self._dragging = False

    def sizeHint(self) -> QSize:
        """As high as the dots need."""
        return QSize(60, HEAD_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin; another button breaks it off."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
        else:
            self.break_off()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """On the way."""
        at = event.globalPosition().toPoint()
        if self._from is None:
            return
        if not self._dragging:
            if (at - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        was = self._dragging
        self._end()
        if was and event.button() is Qt.MouseButton.LeftButton:
            self.dropped.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A window of its own."""
        self._end()
        self.double_clicked.emit()

    def break_off(self) -> None:
        """Stay where it was."""
        if self._dragging:
            self._end()
            self.broken_off.emit()

    @property
    def dragging(self) -> bool:
        """Whether it is on its way."""
        return self._dragging

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.hover if self.underMouse() else tokens.panel))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if self.underMouse() else tokens.ink3))
        left = self.width() / 2 - _DOTS * 3
        for number in range(_DOTS):
            painter.drawEllipse(QRectF(left + number * 6, self.height() / 2 - 1.25, 2.5, 2.5))
        painter.end()

    def enterEvent(self, event: object) -> None:
        """The dots are seen better."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """And quietly again."""
        self.update()

    def _end(self) -> None:
        self._from, self._dragging = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)


class DockedPanel(QFrame):
    """Head and panel."""

    def __init__(self, title: str, widget: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.head = PanelHead(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.take_back(widget)

    def take_back(self, widget: QWidget) -> None:
        """The panel is in its place."""
        self._column.addWidget(widget, 1)
