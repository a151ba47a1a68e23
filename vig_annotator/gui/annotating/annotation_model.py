"""The tags of a coding as rows of a table, in order of time; a change touches only the rows that it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.timecode import format_duration, format_time

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole
_MOST_SINGLE_CHANGES = 200


class Column(IntEnum):
    """The columns, from left to right."""

    START = 0
    CODE = 1
    LENGTH = 2
    NOTE = 3


_HEADS = {
    Column.START: "Start",
    Column.CODE: "Tag",
    Column.LENGTH: "Length",
    Column.NOTE: "Note",
}


def _key(one: Annotation) -> tuple[int, str]:
    return one.onset_us, one.id


class AnnotationModel(QAbstractTableModel):
    """The rows; `noted` carries the id and text of a note that was typed."""

    noted = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Annotation] = []
        self._codebook: Codebook | None = None
        self._icons: dict[str, Any] = {}
        self._figures = font(BODY_PX, tabular=True)
        theme().changed.connect(self._forget_icons)

    def set_all(self, annotations: Iterable[Annotation], codebook: Codebook | None) -> None:
        """Show other tags."""
        self.beginResetModel()
        self._codebook = codebook
        self._icons = {}
        self._rows = sorted(annotations, key=_key)
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
            before, after = change.before, change.after
            if (
                isinstance(before, Annotation)
                and isinstance(after, Annotation)
                and _key(before) == _key(after)
            ):
                self._replace(after)
                continue
            if isinstance(before, Annotation):
                self._remove(before)
            if isinstance(after, Annotation):
                self._insert(after)

    def annotation(self, row: int) -> Annotation:
        """The tag of a row."""
        return self._rows[row]

    def row_of(self, one: Annotation) -> int:
        """The row of a tag as it is now; -1 if it is not there."""
        at = bisect_left(self._rows, _key(one), key=_key)
        return at if at < len(self._rows) and self._rows[at].id == one.id else -1

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
        one, column = self._rows[index.row()], Column(index.column())
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
        """A note was typed."""
        one = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.NOTE:
            return False
        if str(value).strip() != one.note:
            self.noted.emit(one.id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Notes can be edited in place."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == Column.NOTE else usual

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

    def _replace(self, one: Annotation) -> None:
        row = self.row_of(one)
        if row >= 0:
            self._rows[row] = one
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _remove(self, one: Annotation) -> None:
        row = self.row_of(one)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()

    def _insert(self, one: Annotation) -> None:
        row = bisect_left(self._rows, _key(one), key=_key)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, one)
        self.endInsertRows()

    def _take_over_many(self, changes: Iterable[tuple[Any, Any]]) -> None:
        by_id = {one.id: one for one in self._rows}
        for before, after in changes:
            if before is not None:
                by_id.pop(before.id, None)
            if after is not None:
                by_id[after.id] = after
        self.beginResetModel()
        self._rows = sorted(by_id.values(), key=_key)
        self.endResetModel()
