"""What is being made, in a small panel over the lower right corner of a window; one goes on working beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import IconButton
from vig_annotator.gui.making.making_desk import MakingDesk, ahead_of
from vig_annotator.gui.making.queue_row import QueueRow
from vig_annotator.gui.system_files import open_file, show_folder
from vig_annotator.services.reel_queue import Item

_WIDTH_PX, _EDGE_PX, _FOOT_PX = 460, 14, 34
_MOST_PX = 420


class QueuePanel(QFrame):
    """Covers a corner of its window while it is open.

    Args:
        window: in whose corner it lies.
        desk: holds the queue.
    """

    def __init__(self, window: QWidget, desk: MakingDesk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self.setProperty("role", "panel-card")
        self.setAccessibleName("What is being made")
        self.rows: dict[int, QueueRow] = {}
        self._came_from: QWidget | None = None
        head = QLabel("What is being made")
        head.setProperty("role", "subtitle")
        self._close = IconButton("close", "Close this list", role="quiet", size_px=14)
        self._close.clicked.connect(self.close_panel)
        self._empty = QLabel(
            "Nothing is being made.\n\nMake a film, stills or a keepsake sheet of a reel, and go on working: it is made in the background."
        )
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "secondary")
        inside = QFrame()
        inside.setProperty("role", "panel")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName("What is being made")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout()
        top.addWidget(head, 1)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 10, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
        desk.changed.connect(self.show_state)
        self.hide()

    def toggle(self) -> None:
        """Show it, or hide it."""
        if self.isVisible():
            self.close_panel()
        else:
            self.open()

    def open(self) -> None:
        """Show it; Tab goes on from its first button."""
        self._came_from = self._window.focusWidget()
        self._window.installEventFilter(self)
        self.show()
        self.show_state()
        self.raise_()
        first = next((row for row in self.rows.values()), None)
        target = first.stop_button if first is not None and first.stop_button.isVisible() else self._close
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_state(self) -> None:
        """Show the queue as it is now."""
        if not self.isVisible():
            return
        items = self._desk.items
        for number in [number for number in self.rows if number not in {item.number for item in items}]:
            row = self.rows.pop(number)
            self._list.removeWidget(row)
            row.deleteLater()
        for place, item in enumerate(items):
            row = self.rows.get(item.number) or self._made(item)
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
                row.show()
            row.show_item(item, ahead_of(items, item.number), self._desk.refusal(item.number))
        self._empty.setVisible(not items)
        self._scroll.setVisible(bool(items))
        self._place()

    def close_panel(self) -> None:
        """Hide it; the keys go where they went before."""
        came_from, self._came_from = self._came_from, None
        had_keys = self.isAncestorOf(self._window.focusWidget() or self._window)
        self._window.removeEventFilter(self)
        self.hide()
        if had_keys and came_from is not None and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        """Esc closes, whatever it means to the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.close_panel()
                return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _made(self, item: Item) -> QueueRow:
        row = self.rows[item.number] = QueueRow(item.number)
        row.stop.connect(self._desk.cancel)
        row.again.connect(self._desk.again)
        row.forget.connect(self._desk.forget)
        row.open_.connect(self._open_file)
        row.folder.connect(self._show_folder)
        return row

    def _open_file(self, number: int) -> None:
        for path in self._desk.files(number)[:1]:
            open_file(path)

    def _show_folder(self, number: int) -> None:
        for path in self._desk.files(number)[:1]:
            show_folder(path.parent)

    def _place(self) -> None:
        width = min(_WIDTH_PX, self._window.width() - 2 * _EDGE_PX)
        self.setFixedWidth(width)
        wanted = 66 + (
            sum(row.sizeHint().height() for row in self.rows.values())
            if self.rows
            else self._empty.heightForWidth(width - 30) + 8
        )
        most = min(_MOST_PX, self._window.height() - 2 * _FOOT_PX)
        self.setFixedHeight(min(wanted, most))
        self.move(self._window.width() - width - _EDGE_PX, self._window.height() - self.height() - _FOOT_PX)
