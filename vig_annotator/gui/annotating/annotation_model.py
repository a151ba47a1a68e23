"""The tags of a coding as rows of a table, sorted and searched; a change touches only the rows that it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.annotating.table_order import Column, code_words, fits, order_by
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import worth_building_anew
from vig_annotator.model.timecode import format_duration, format_time

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole
_MOST_SINGLE_CHANGES = 200


_HEADS = {
    Column.START: "Start",
    Column.CODE: "Tag",
    Column.LENGTH: "Length",
    Column.NOTE: "Note",
}


class AnnotationModel(QAbstractTableModel):
    """The rows.

    Signals:
        noted(id, text): a note was typed.
        counted: there are more or fewer tags, listed or not.
        edited(id, column, value): another cell was edited: a start or length that was typed, the id of a code.
    """

    noted = Signal(str, str)
    edited = Signal(str, int, str)
    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, Annotation] = {}
        self._rows: list[Annotation] = []
        self._column, self._descending = Column.START, False
        self._wanted: tuple[str, ...] = ()
        self._labels: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._key = order_by(self._column, {})
        self._codebook: Codebook | None = None
        self._icons: dict[str, Any] = {}
        self._figures = font(BODY_PX, tabular=True)
        theme().changed.connect(self._forget_icons)

    def set_all(self, annotations: Iterable[Annotation], codebook: Codebook | None) -> None:
        """Show other tags."""
        self.beginResetModel()
        self._codebook = codebook
        self._icons = {}
        self._labels = {code.id: code.label for code in codebook.codes} if codebook is not None else {}
        self._words = code_words(codebook)
        self._key = order_by(self._column, self._labels)
        self._all = {one.id: one for one in annotations}
        self._list_anew()
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many tags there are, listed or not."""
        return len(self._all)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """List the tags by another column."""
        wanted = (Column(column), order == Qt.SortOrder.DescendingOrder)
        if wanted != (self._column, self._descending):
            self.beginResetModel()
            self._column, self._descending = wanted
            self._key = order_by(self._column, self._labels)
            self._list_anew()
            self.endResetModel()

    def search(self, text: str) -> None:
        """List only tags that hold every word of a text."""
        wanted = tuple(text.casefold().split())
        if wanted != self._wanted:
            self.beginResetModel()
            self._wanted = wanted
            self._list_anew()
            self.endResetModel()

    def take_over(self, change_set: ChangeSet, pass_id: str) -> None:
        """Follow a change of the coding."""
        rows = [
            change
            for change in change_set.changes
            if isinstance(change.row, Annotation) and change.row.pass_id == pass_id
        ]
        if len(rows) > _MOST_SINGLE_CHANGES:
            self._take_over_many([(c.before, c.after) for c in rows])
            return
        for change in rows:
            before, after = self._all.get(change.row.id), change.after
            if isinstance(after, Annotation):
                self._all[after.id] = after
            else:
                self._all.pop(change.row.id, None)
            listed = isinstance(after, Annotation) and fits(after, self._wanted, self._words)
            if before is not None and isinstance(after, Annotation) and listed and self._alike(before, after):
                self._replace(after)
                continue
            if before is not None:
                self._remove(before)
            if isinstance(after, Annotation) and listed:
                self._insert(after)
        self.counted.emit()

    def annotation(self, row: int) -> Annotation:
        """The tag of a row."""
        return self._rows[self._turned(row)]

    def row_of(self, one: Annotation) -> int:
        """The row of a tag as it is now; -1 if it is not listed."""
        at = self._place(one)
        return -1 if at < 0 else self._turned(at)

    def rows_of(self, annotations: Collection[Annotation]) -> set[int]:
        """The rows of tags as they are now, without those that are not listed."""
        if worth_building_anew(len(annotations), len(self._rows)):
            wanted = {one.id: one for one in annotations}
            return {self._turned(at) for at, one in enumerate(self._rows) if one.id in wanted}
        return {self.row_of(one) for one in annotations} - {-1}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """How many tags there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Start, tag, length, note."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, mark, figures."""
        one, column = self.annotation(index.row()), Column(index.column())
        if role == ID_ROLE:
            return one.id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(one, column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.CODE:
            return self._icon(one.code_id)
        if role == Qt.ItemDataRole.FontRole and column in (Column.START, Column.LENGTH):
            return self._figures
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.CODE, Column.NOTE):
            return self._text(one, column) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.LENGTH:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A cell was edited."""
        one, column = self.annotation(index.row()), Column(index.column())
        if role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        if column is Column.NOTE:
            if text != one.note:
                self.noted.emit(one.id, str(value))
        elif text not in (self._text(one, column), one.code_id):
            self.edited.emit(one.id, int(column), text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be edited in place, but for the length of what has none."""
        usual, one = super().flags(index), self.annotation(index.row())
        if index.column() == Column.LENGTH and (one.is_point or one.running):
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

    def label(self, code_id: str) -> str:
        """What a code is called."""
        code = self._codebook.code(code_id) if self._codebook is not None else None
        return code.label if code is not None else "Not in this codebook"

    def _text(self, one: Annotation, column: Column) -> str:
        if column is Column.START:
            return format_time(one.onset_us)
        if column is Column.CODE:
            return self.label(one.code_id)
        if column is Column.NOTE:
            return one.note
        if one.offset_us is None:
            return "runs"
        return "" if one.is_point else format_duration(one.offset_us - one.onset_us)

    def _icon(self, code_id: str) -> Any:
        if code_id not in self._icons:
            code = self._codebook.code(code_id) if self._codebook is not None else None
            self._icons[code_id] = (
                mark_icon(code, self._codebook, theme().tokens) if code and self._codebook else None
            )
        return self._icons[code_id]

    def _forget_icons(self) -> None:
        self._icons = {}
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _list_anew(self) -> None:
        listed = [one for one in self._all.values() if fits(one, self._wanted, self._words)]
        self._rows = sorted(listed, key=self._key)

    def _turned(self, place: int) -> int:
        """A place in the sorted list as a row, and back."""
        return len(self._rows) - 1 - place if self._descending else place

    def _alike(self, before: Annotation, after: Annotation) -> bool:
        """Whether a tag is listed and stays where it is."""
        return self._key(before) == self._key(after) and self._place(before) >= 0

    def _place(self, one: Annotation) -> int:
        at = bisect_left(self._rows, self._key(one), key=self._key)
        return at if at < len(self._rows) and self._rows[at].id == one.id else -1

    def _replace(self, one: Annotation) -> None:
        at = self._place(one)
        if at >= 0:
            self._rows[at] = one
            row = self._turned(at)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _remove(self, one: Annotation) -> None:
        at = self._place(one)
        if at >= 0:
            row = self._turned(at)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[at]
            self.endRemoveRows()

    def _insert(self, one: Annotation) -> None:
        at = bisect_left(self._rows, self._key(one), key=self._key)
        row = len(self._rows) - at if self._descending else at
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(at, one)
        self.endInsertRows()

    def _take_over_many(self, changes: Iterable[tuple[Any, Any]]) -> None:
        for before, after in changes:
            if before is not None:
                self._all.pop(before.id, None)
            if after is not None:
                self._all[after.id] = after
        self.beginResetModel()
        self._list_anew()
        self.endResetModel()
