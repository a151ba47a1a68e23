"""The actions of a window that is not the main one: a row of its table is the window's method of the same name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.actions import Action


def window_actions(window: QWidget, rows: Iterable[Action]) -> dict[str, QAction]:
    """Make a window's actions, with their keys; by id.

    Raises:
        AttributeError: the table names a method that the window does not have.
    """
    return {row.id: _made(window, row) for row in rows}


def _made(window: QWidget, row: Action) -> QAction:
    made = QAction(row.title, window)
    made.setShortcuts([QKeySequence(key) for key in row.keys])
    made.setAutoRepeat(row.repeats)
    made.setToolTip(row.help)
    do = getattr(window, row.id)
    made.triggered.connect(lambda _checked=False: do())
    window.addAction(made)
    return made
