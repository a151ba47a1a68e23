"""The codes of a codebook as a table; they are put in order by dragging, or by keys."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from vig_annotator.gui.annotating.code_mark import kind_words, mark_icon
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.theme import theme
from vig_annotator.model.codebook import Code, Codebook

_ID = Qt.ItemDataRole.UserRole
_COLUMNS = ("Code", "Who", "Group", "Key")


class CodeList(QTreeWidget):
    """A row for each code, the retired ones in grey.

    Signals:
        code_chosen(code id): another row was chosen by the user.
        moved(code id, index): a row was dropped elsewhere: its new place among all codes.
    """

    code_chosen = Signal(str)
    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Codes")
        self.setHeaderLabels(_COLUMNS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setAccessibleName("Heads of the codes")
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 84), (2, 96), (3, 44)):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.header().resizeSection(column, width)
        self._telling = True
        self.currentItemChanged.connect(self._chosen)

    @property
    def code_ids(self) -> list[str]:
        """The codes from top to bottom."""
        return [self._id(row) for row in range(self.topLevelItemCount())]

    def show_codes(self, book: Codebook, chosen: str | None, wrong: Collection[str]) -> None:
        """Show the codes of a codebook.

        Args:
            book: whose.
            chosen: the code whose row is marked.
            wrong: codes that something is wrong with.
        """
        self._telling = False
        while self.topLevelItemCount() > len(book.codes):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        for row, code in enumerate(book.codes):
            item = self.topLevelItem(row)
            if item is None:
                item = QTreeWidgetItem(self)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self._fill(item, code, book, code.id in wrong)
            if code.id == chosen:
                self.setCurrentItem(item)
        self._telling = True

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the row was dropped; the list follows when the codebook has changed."""
        dragged = self.currentItem()
        if event.source() is not self or dragged is None:
            event.ignore()
            return
        onto = self.itemAt(event.position().toPoint())
        here = self.indexOfTopLevelItem(dragged)
        place = self.topLevelItemCount() if onto is None else self.indexOfTopLevelItem(onto)
        if onto is not None and event.position().y() > self.visualItemRect(onto).center().y():
            place += 1
        # Not a move in Qt's sense: Qt would take the row out by itself.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.moved.emit(dragged.data(0, _ID), place - 1 if place > here else place)

    def _fill(self, item: QTreeWidgetItem, code: Code, book: Codebook, wrong: bool) -> None:
        tokens = theme().tokens
        subject, group = book.subject(code.subject), book.group(code.group)
        name = code.label or "(no name)"
        item.setData(0, _ID, code.id)
        item.setIcon(0, mark_icon(code, book, tokens))
        item.setText(0, f"{name} – retired" if code.retired else f"{name}  ⚠" if wrong else name)
        item.setText(1, subject.label if subject is not None else "")
        item.setText(2, group.label if group is not None else "")
        item.setText(3, key_text(code.key) if code.key else "")
        ink = QBrush(QColor(tokens.ink2 if code.retired else tokens.concern if wrong else tokens.ink))
        for column in range(len(_COLUMNS)):
            item.setForeground(column, ink)
            item.setToolTip(column, f"{code.label}: {kind_words(code)}")

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if self._telling and item is not None:
            self.code_chosen.emit(item.data(0, _ID))

    def _id(self, row: int) -> str:
        item = self.topLevelItem(row)
        assert item is not None
        return str(item.data(0, _ID))
