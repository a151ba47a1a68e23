"""A card over the dimmed window: for what is asked or shown for a moment. Esc or a click beside it closes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button

_SHADE = 110
_EDGE_PX, _LOW_PX = 24, 560


class Overlay(QWidget):
    """Covers its window while it is open. Subclasses put what they show into `card`.

    Signals:
        opened, closed: it covers the window, or no longer.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, window: QWidget, title: str, *, width_px: int = 460, high: bool = False) -> None:
        super().__init__(window)
        self._window = window
        self._width_px, self._high = width_px, high
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = QFrame(self)
        self.card.setProperty("role", "card")
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(20, 18, 20, 18)
        self.column.setSpacing(12)
        self.head = QLabel(title)
        self.head.setProperty("role", "subtitle")
        self.column.addWidget(self.head)
        self._came_from: QWidget | None = None
        self._asked_px = 0
        self._keeps: Callable[[], object] | None = None
        self.card.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it covers the window."""
        return not self.isHidden()

    def open(self, first: QWidget | None = None) -> None:
        """Cover the window; the keys go to `first`."""
        if not self.is_open:
            self._came_from = self.window().focusWidget()
            # Only while it is open: a window has dozens of cards, and every event of the window would come by each of them.
            self._window.installEventFilter(self)
        if not self._window.isActiveWindow():
            # The key was pressed in a panel's own window.
            self._window.activateWindow()
        self.setGeometry(self._window.rect())
        self._asked_px = 0
        self.show()
        self.raise_()
        self._place()
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)
        self.opened.emit()

    def close_over(self) -> None:
        """Uncover the window; the keys go where they went before."""
        if not self.is_open:
            return
        self._window.removeEventFilter(self)
        self.hide()
        came_from, self._came_from = self._came_from, None
        if came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def add_keep_row(self, keep: Callable[[], object], words: str = "Keep") -> QLabel:
        """End a form: a line for what can't be kept, then "Cancel" and the button that keeps; answers that line."""
        trouble = QLabel("")
        trouble.setWordWrap(True)
        trouble.setProperty("role", "concern")
        self.column.addWidget(trouble)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button("Cancel", self.close_over))
        row.addWidget(push_button(words, keep, role="primary"))
        self.column.addLayout(row)
        self._keeps = keep
        return trouble

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and make room for what is written into the card, such as why it can't be kept."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._place()
        elif self.is_open and watched is self.card and event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the card."""
        before = self.focusWidget()
        moved = super().focusNextPrevChild(forward)
        now = self.window().focusWidget()
        if now is not None and not self.isAncestorOf(now):
            chain = [w for w in self.card.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
            seen = [w for w in chain if w.isVisible() and w.isEnabled()]
            if seen:
                (seen[0] if forward else seen[-1]).setFocus(Qt.FocusReason.TabFocusReason)
            elif before is not None:
                before.setFocus()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, Enter in a list of a form keeps; nothing reaches the window below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self._keeps is not None
            and isinstance(self.window().focusWidget(), QComboBox)
        ):
            self._keeps()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it, unless sentences would be lost that somebody wrote in it."""
        beside = not self.card.geometry().contains(event.position().toPoint())
        if beside and not any(_is_written_in(one) for one in self.card.findChildren(QPlainTextEdit)):
            self.close_over()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shade over the window."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _SHADE))
        painter.end()

    @property
    def _edge(self) -> int:
        """What is left free around the card."""
        return _EDGE_PX if self.height() >= _LOW_PX else _EDGE_PX // 2

    def _grow(self) -> None:
        wanted = self._wanted_height(self.card.width())
        # Asked once for each height: a card that is kept lower on purpose must not be placed again and again.
        if wanted != self._asked_px and self.card.height() < min(wanted, self.height() - 2 * self._edge):
            self._asked_px = wanted
            self._place()

    def _wanted_height(self, width: int) -> int:
        """How high the card is to be; lines that are broken at this width need more room than the hint knows of."""
        return max(self.card.sizeHint().height(), self.column.totalHeightForWidth(width))

    def _place(self) -> None:
        edge = self._edge
        width = min(self._width_px, self.width() - 2 * edge)
        self.card.setFixedWidth(width)
        self.card.adjustSize()
        height = min(self._wanted_height(width), self.height() - 2 * edge)
        self.card.resize(width, height)
        top = _EDGE_PX * 3 if self._high else (self.height() - height) // 2
        self.card.move((self.width() - width) // 2, min(top, max(edge, self.height() - height - edge)))


def _is_written_in(field: QPlainTextEdit) -> bool:
    return field.isVisible() and field.document().isModified() and bool(field.toPlainText().strip())
