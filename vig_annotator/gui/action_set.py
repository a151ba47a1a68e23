"""The action table brought to life: a QAction for each row, its keys, its place in menus, whether it can be done now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from vig_annotator.gui.actions import ACTIONS, Action, Need, Topic, of_topic

_IN_MENUS = (Topic.FILM, Topic.PLAY, Topic.TAG, Topic.MOMENTS, Topic.REEL, Topic.VIEW, Topic.HELP)


class ActionSet(QObject):
    """The program's actions in a window.

    Args:
        window: where the keys work.
        doers: by the first part of an action's id, the object whose method of the second part's name does it.

    Raises:
        AttributeError: the table names a method that is not there.
    """

    def __init__(self, window: QWidget, doers: Mapping[str, object]) -> None:
        super().__init__(window)
        self._qactions: dict[str, QAction] = {}
        for row in ACTIONS:
            doer_name, _, method = row.id.partition(".")
            do: Callable[[], object] = getattr(doers[doer_name], method)
            self._qactions[row.id] = self._make(window, row, do)

    def qaction(self, action_id: str) -> QAction:
        """The Qt action of a row."""
        return self._qactions[action_id]

    def trigger(self, action_id: str) -> None:
        """Do it, if it can be done now."""
        self._qactions[action_id].trigger()

    def refresh(self, there: Collection[Need]) -> None:
        """Grey out what can't be done now.

        Args:
            there: what is there; `Need.NOTHING` always is.
        """
        for row in ACTIONS:
            self._qactions[row.id].setEnabled(row.need is Need.NOTHING or row.need in there)

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Say in menus and tooltips what undo and redo are about."""
        for action_id, word, label in (("tag.undo", "Undo", undo), ("tag.redo", "Redo", redo)):
            self._qactions[action_id].setText(f"{word}: {label}" if label else word)

    def menu(self, parent: QWidget) -> QMenu:
        """The whole table as a menu with a submenu for each topic."""
        menu = QMenu(parent)
        for topic in _IN_MENUS:
            below = menu.addMenu(topic.value)
            for row in of_topic(topic):
                below.addAction(self._qactions[row.id])
        return menu

    def _make(self, window: QWidget, row: Action, do: Callable[[], object]) -> QAction:
        made = QAction(row.title, window)
        made.setShortcuts([QKeySequence(key) for key in row.keys])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(row.repeats)
        made.setToolTip(row.help)
        made.setStatusTip(row.help)
        made.setMenuRole(QAction.MenuRole.NoRole)
        made.triggered.connect(lambda: do())
        window.addAction(made)
        return made
