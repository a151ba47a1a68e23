"""Find a code or command by typing a few of its letters; Enter does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.theme import theme

_MOST_SHOWN = 60
_LIST_PX = 340
_LEAST_LIST_PX = 56
_SHORTEST_WORD = 3


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Attributes:
        title: what is shown.
        key: the key that does the same.
        words: further words that find it.
        do: what Enter does.
        icon: before the title, or None.
    """

    title: str
    do: Callable[[], object]
    key: str = ""
    words: str = ""
    icon: QIcon | None = None


class Finder(Overlay):
    """A line to type in and the list of what fits, the best first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Find a code or command", width_px=560, high=True)
        self.line = QLineEdit()
        self.line.setAccessibleName("Find")
        self.line.setPlaceholderText("Type a few letters")
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._do)
        self.line.installEventFilter(self)
        self.found = QTreeWidget()
        self.found.setAccessibleName("Found")
        self.found.setColumnCount(2)
        self.found.setHeaderHidden(True)
        self.found.setRootIsDecorated(False)
        self.found.setUniformRowHeights(True)
        self.found.header().setStretchLastSection(False)
        self.found.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.found.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemClicked.connect(lambda _: self._do())
        self.column.addWidget(self.line)
        self.column.addWidget(self.found)
        self._entries: Sequence[Entry] = ()
        self._otherwise: Callable[[str], Entry] | None = None
        self._shown: list[Entry] = []

    def ask(
        self,
        title: str,
        entries: Sequence[Entry],
        at: int = 0,
        otherwise: Callable[[str], Entry] | None = None,
    ) -> None:
        """Offer entries.

        Args:
            title: what is asked.
            entries: what can be chosen.
            at: Enter does this one until something is typed or another one is gone to.
            otherwise: makes an entry of what was typed, for when none of them fits.
        """
        self.head.setText(title)
        self._entries, self._otherwise = entries, otherwise
        self.line.clear()
        self._narrow("")
        rows = len(self._shown) * max(self.found.sizeHintForRow(0), 1) + 2 * (self.found.frameWidth() + 1)
        self.found.setFixedHeight(min(max(rows, _LEAST_LIST_PX), _LIST_PX))
        self.open(self.line)
        self._show_row(at)

    @property
    def shown(self) -> Sequence[Entry]:
        """What fits what was typed, the best first."""
        return self._shown

    @property
    def row(self) -> int:
        """The row that Enter would do; -1 if there is none."""
        current = self.found.currentItem()
        # Qt's own stubs disagree between versions about whether there may be no current item; there may.
        return -1 if not self._shown or current is None else self.found.indexOfTopLevelItem(current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk through the list while one types."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._show_row(min(max(self.row + step, 0), len(self._shown) - 1))
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        ranked = sorted(
            (
                (rank, place, one)
                for place, one in enumerate(self._entries)
                if (rank := _rank(text, one)) is not None
            ),
            key=lambda found: found[:2],
        )
        self._shown = [one for _, _, one in ranked[:_MOST_SHOWN]]
        if not self._shown and self._otherwise is not None and text.strip():
            self._shown = [self._otherwise(text.strip())]
        self.found.clear()
        for one in self._shown:
            item = QTreeWidgetItem([one.title, key_text(one.key)])
            item.setForeground(1, QColor(theme().tokens.ink2))
            if one.icon is not None:
                item.setIcon(0, one.icon)
            self.found.addTopLevelItem(item)
        self._show_row(0)

    def _show_row(self, row: int) -> None:
        item = self.found.topLevelItem(row)
        if item is not None:
            self.found.setCurrentItem(item)

    def _do(self) -> None:
        if 0 <= self.row < len(self._shown):
            chosen = self._shown[self.row]
            self.close_over()
            chosen.do()


def _rank(text: str, one: Entry) -> tuple[int, int] | None:
    """How well an entry fits (lowest is best), or None if it does not.

    First what is called just that or has just that key, then by where the words are: whole words of the title, their beginnings, within
    them, in further words only. Of two alike, the one whose title begins with what was typed. A word of one or two letters is taken for
    the beginning of a longer one, as “a” and “of” are in many titles.
    """
    wanted = text.casefold().split()
    title = one.title.casefold()
    everything = f"{title} {one.words.casefold()} {one.key.casefold()}"
    if not wanted:
        return (0, 0)
    if not all(word in everything for word in wanted):
        return None
    if text.strip().casefold() in (title, one.key.casefold()):
        return (-1, 0)
    parts = re.findall(r"\w+", title)
    worst = max(_distance(word, title, parts) for word in wanted)
    return (worst, 0 if title.startswith(wanted[0]) else 1)


def _distance(word: str, title: str, parts: Sequence[str]) -> int:
    """How far a word is from being a word of the title: 0 it is one, 1 it begins one, 2 it is within one, 3 it is not there."""
    if word in parts and len(word) >= _SHORTEST_WORD:
        return 0
    if any(part.startswith(word) for part in parts):
        return 1
    return 2 if word in title else 3
