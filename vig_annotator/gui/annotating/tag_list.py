"""The list of tags with its search: type a few letters, and only tags that hold them are listed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui import icons
from vig_annotator.gui.annotating.annotation_table import AnnotationTable
from vig_annotator.gui.buttons import follow_keys, with_key
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.theme import theme

_SETTLE_MS = 120


class TagList(QWidget):
    """A search above an `AnnotationTable`."""

    def __init__(self, table: AnnotationTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        theme().changed.connect(self._dress)
        self._dress()
        self.line.setAccessibleName("Search the tags")
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        follow_keys(
            self.line,
            lambda: self.line.setPlaceholderText(with_key("Search the tags", key_book().key("tag.search"))),
        )
        self.line.installEventFilter(self)
        self._count = QLabel("")
        self._count.setProperty("role", "hint")
        self._count.setAccessibleName("How many tags are listed")
        # Of a hundred thousand tags, not after each letter.
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _: self._settle.start())
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.line, 1)
        top.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(table, 1)
        for changed in (table.rows.modelReset, table.rows.counted):
            changed.connect(self._show_count)

    def start_search(self) -> None:
        """Let words be typed."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc ends the search, Enter and Down go to the list."""
        if watched is self.line and isinstance(event, QKeyEvent):
            key, kind = event.key(), event.type()
            mine = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
            if kind == QEvent.Type.ShortcutOverride and key in mine and not event.modifiers():
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress and key in mine:
                self._leave(clear=key == Qt.Key.Key_Escape)
                return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        """The cross that clears the search, in the colours in force: Qt's own is black in the dark, too."""
        clear = self.line.findChild(QAction, "_q_qlineeditclearaction")
        if isinstance(clear, QAction):
            clear.setIcon(icons.icon("close", theme().tokens.ink2, 14))

    def _leave(self, *, clear: bool) -> None:
        if clear:
            self.line.clear()
        self._settle.stop()
        self._search()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not clear and not self._table.currentIndex().isValid() and self._table.rows.rowCount():
            self._table.selectRow(0)

    def _search(self) -> None:
        self._table.search(self.line.text())

    def _show_count(self) -> None:
        shown, there = self._table.rows.rowCount(), self._table.rows.total
        self._count.setText(f"{shown:,} of {there:,}" if shown != there else "")
