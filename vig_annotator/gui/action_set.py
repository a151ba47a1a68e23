"""The action table brought to life: a QAction for each row, its keys, its place in menus, whether it can be done now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from vig_annotator.gui.actions import ACTIONS, Action, Need, Topic, of_topic
from vig_annotator.gui.keys.key_book import key_book

_ALWAYS = ("tag.choose_none", "help.keys", "film.quit", "view.theme", "view.full_screen")
_IN_MENUS = (
    Topic.FILM,
    Topic.PLAY,
    Topic.TAG,
    Topic.MOMENTS,
    Topic.REEL,
    Topic.CODINGS,
    Topic.REVIEW,
    Topic.FAMILY,
    Topic.CODEBOOK,
    Topic.VIEW,
    Topic.PICTURE,
    Topic.HELP,
)


class ActionSet(QObject):
    """The program's actions in a window; they do nothing until they are bound.

    Args:
        window: where the keys work.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._there: frozenset[Need] = frozenset()
        self._held = False
        self._only: frozenset[str] | None = None
        self._qactions = {row.id: self._make(window, row) for row in ACTIONS}
        key_book().changed.connect(self._give_keys)
        self._give_keys()
        self._show_state()

    def bind(self, doers: Mapping[str, object]) -> None:
        """Say who does what.

        Args:
            doers: by the first part of an action's id, the object whose method of the second part's name does it.

        Raises:
            AttributeError: the table names a method that is not there.
        """
        for row in ACTIONS:
            doer_name, _, method = row.id.partition(".")
            do: Callable[[], object] = getattr(doers[doer_name], method)
            self._qactions[row.id].triggered.connect(partial(_call, do))

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
        now = frozenset(there)
        if now != self._there:
            self._there = now
            self._show_state()

    def limit(self, only: frozenset[str] | None) -> None:
        """Let these actions be done and no others, as while a sealed packet is open; None for all."""
        if only != self._only:
            self._only = only
            self._show_state()

    def hold(self, held: bool) -> None:
        """While something lies over the window, only what has to do with it can be done."""
        self._held = held
        self._show_state()

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

    def _give_keys(self) -> None:
        for row in ACTIONS:
            wanted = [QKeySequence(key) for key in key_book().keys(row.id)]
            if self._qactions[row.id].shortcuts() != wanted:
                self._qactions[row.id].setShortcuts(wanted)

    def _show_state(self) -> None:
        for row in ACTIONS:
            possible = row.need is Need.NOTHING or row.need in self._there
            possible = possible and (self._only is None or row.id in self._only)
            self._qactions[row.id].setVisible(self._only is None or row.id in self._only)
            self._qactions[row.id].setEnabled(possible and (not self._held or row.id in _ALWAYS))

    def _make(self, window: QWidget, row: Action) -> QAction:
        made = QAction(row.title, window)
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(row.repeats)
        made.setToolTip(row.help)
        made.setStatusTip(row.help)
        made.setMenuRole(QAction.MenuRole.NoRole)
        window.addAction(made)
        return made


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()
