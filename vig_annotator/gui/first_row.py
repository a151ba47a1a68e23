"""Lists that one reaches by Tab show where the keys are: on the first row, if nobody was on another before."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView


def stand_on_a_row(view: QAbstractItemView) -> None:
    """The keys stand on a row, without choosing it."""
    model, selection = view.model(), view.selectionModel()
    if model is not None and selection is not None and model.rowCount() and not view.currentIndex().isValid():
        selection.setCurrentIndex(model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
