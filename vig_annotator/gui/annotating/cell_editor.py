"""Editors of the cells of the tag list: codes are chosen from a list, all else is typed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.annotating.table_order import Column
from vig_annotator.gui.theme import theme
from vig_annotator.model.codebook import Codebook

Index = QModelIndex | QPersistentModelIndex


class CellEditor(QStyledItemDelegate):
    """Makes the editors; the model says what becomes of what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.codebook: Codebook | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of codes, or a line to type in."""
        if index.column() != Column.CODE or self.codebook is None:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(
                {Column.START: "Start", Column.LENGTH: "Length"}.get(Column(index.column()), "Note")
            )
            return editor
        choice = QComboBox(parent)
        choice.setAccessibleName("Code")
        for code in self.codebook.active_codes:
            choice.addItem(mark_icon(code, self.codebook, theme().tokens), code.label, code.id)
        choice.activated.connect(lambda _row: self._done(choice))
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is in the cell now."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(str(index.data()))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)

    def _done(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
