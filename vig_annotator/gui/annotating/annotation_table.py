"""The list of tags: in step with film and timeline; a click goes there, a note is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from vig_annotator.gui.annotating.annotation_model import ID_ROLE, AnnotationModel
from vig_annotator.gui.annotating.cell_editor import CellEditor
from vig_annotator.gui.annotating.table_order import Column
from vig_annotator.gui.empty_state import cover_empty
from vig_annotator.gui.first_row import stand_on_a_row
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Codebook

_ROW_PX, _LEAST_PX = 27, 80
_START_PX, _LENGTH_PX, _NOTE_PX = 100, 68, 76
_CODE_PX = 218
"""Room for most names of codes; only what is left beyond that makes notes wider."""
_NOT_FOUND = "No tag holds these words.\n\nType fewer letters, or press Esc in the search to see all again."
_MANY = 500
_WALKING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_EMPTY = "No tags yet.\n\nPlay the film and press a code’s key: it tags the frame that is on the screen."


def runs_of(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as runs of neighbours, each with its first and its last."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


class AnnotationTable(QTableView):
    """Shows an `AnnotationModel`.

    Signals:
        chosen(ids): a frozenset of annotation ids that the user chose; not sent for `choose`.
        went_to(id): click, double click or Enter on a row: show its frame.
        menu_requested(id, global position): right click.
    """

    chosen = Signal(object)
    went_to = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tags")
        self.rows = AnnotationModel(self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_PX)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self._editor = CellEditor(self)
        self.setItemDelegate(self._editor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(Column.START, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._sort)
        header.setAccessibleName("Columns; a click sorts")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.CODE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(Column.START, _START_PX)
        self.setColumnWidth(Column.LENGTH, _LENGTH_PX)
        self.setColumnWidth(Column.NOTE, _NOTE_PX)
        self.setColumnHidden(Column.NOTE, True)
        self._quiet = False
        self._empty = cover_empty(self.viewport(), _EMPTY)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.clicked.connect(lambda index: self.went_to.emit(index.data(ID_ROLE)))
        for change in (self.rows.rowsInserted, self.rows.rowsRemoved, self.rows.modelReset):
            change.connect(self._show_empty)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys stand on a row."""
        super().focusInEvent(event)
        stand_on_a_row(self)

    def set_all(self, annotations: Iterable[Annotation], codebook: Codebook | None) -> None:
        """Show other tags."""
        self._quiet = True
        self._editor.codebook = codebook
        self.rows.set_all(annotations, codebook)
        self._quiet = False

    def take_over(self, change_set: ChangeSet, pass_id: str) -> None:
        """Follow a change of the coding; what is chosen is set anew by the owner."""
        self._quiet = True
        self.rows.take_over(change_set, pass_id)
        self._quiet = False

    def search(self, text: str) -> None:
        """List only tags that hold every word of a text."""
        self._keeping_choice(lambda: self.rows.search(text))

    def choose(self, annotations: Collection[Annotation]) -> None:
        """Choose tags without telling; a single one is brought into view."""
        wanted = self.rows.rows_of(annotations)
        selected = set(self._chosen_rows())
        if wanted == selected:
            return
        self._quiet = True
        ranges = QItemSelection()
        for first, last in runs_of(wanted):
            ranges.select(self.rows.index(first, 0), self.rows.index(last, len(Column) - 1))
        if len(selected) > _MANY:
            # Qt would look for each row that was chosen among all of them: minutes, of a hundred thousand.
            current = self.currentIndex()
            self.selectionModel().reset()
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.viewport().update()
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(ranges, mode)
        if len(wanted) == 1:
            index = self.rows.index(next(iter(wanted)), 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._quiet = False

    def edit_note(self, one: Annotation) -> None:
        """Open the editor of a tag's note."""
        row = self.rows.row_of(one)
        if row >= 0:
            self.edit(self.rows.index(row, Column.NOTE))

    def show_wide(self, wide: bool) -> None:
        """Show notes in a column of their own; where there is no room they are seen below, on the chosen tag."""
        self.setColumnHidden(Column.NOTE, not wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names of codes first: those that begin alike are told apart by their ends. Notes have what is left."""
        left = self.viewport().width() - _START_PX - _LENGTH_PX
        self.setColumnWidth(Column.NOTE, max(_NOTE_PX, min(left - _CODE_PX, left // 2)))
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Walking through the list and choosing several is the list's, whatever these keys do elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and not event.modifiers() & ~_WALKING
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the row's frame; letters are codes' keys, not a search in the list."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the Enter that ended the typing comes by here, too
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.went_to.emit(self.currentIndex().data(ID_ROLE))
            return
        if event.text().strip():
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a tag's menu."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.menu_requested.emit(index.data(ID_ROLE), event.globalPos())

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._keeping_choice(lambda: self.rows.sort(column, order))

    def _keeping_choice(self, change: Callable[[], None]) -> None:
        """List anew; what is chosen and still listed stays chosen."""
        chosen = [self.rows.annotation(row) for row in self._chosen_rows()]
        self._quiet = True
        change()
        self._quiet = False
        self.choose(chosen)

    def _tell_chosen(self) -> None:
        if not self._quiet:
            self.chosen.emit(frozenset(self.rows.annotation(row).id for row in self._chosen_rows()))

    def _chosen_rows(self) -> list[int]:
        # By ranges: Qt's own list of rows looks for each of them among all.
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.size())]
        return [row for one in ranges for row in range(one.top(), one.bottom() + 1)]

    def _show_empty(self) -> None:
        nothing = not self.rows.rowCount()
        if nothing:
            words = _NOT_FOUND if self.rows.total else _EMPTY
            self._empty.setText(words)
            self._empty.setAccessibleName(words)
        self._empty.setVisible(nothing)
