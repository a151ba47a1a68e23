"""The actions of a window that is not the main one: a row of its table is a method of the same name, the window's or one of its parts'."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.actions import Action


def window_actions(window: QWidget, rows: Iterable[Action], *parts: object) -> dict[str, QAction]:
    """Make a window's actions, with their keys; by id.

    Args:
        window: whose they are.
        rows: the table.
        parts: who else does some of them.

    Raises:
        AttributeError: the table names a method that nobody has.
    """
    return {row.id: _made(window, row, parts) for row in rows}


def _made(window: QWidget, row: Action, parts: tuple[object, ...]) -> QAction:
    made = QAction(row.title, window)
    made.setShortcuts([QKeySequence(key) for key in row.keys])
    made.setAutoRepeat(row.repeats)
    made.setToolTip(row.help)
    do = getattr(next((one for one in parts if hasattr(one, row.id)), window), row.id)
    made.triggered.connect(lambda _checked=False: do())
    window.addAction(made)
    return made
