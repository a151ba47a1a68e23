"""Find a code or command by typing a few of its letters; Enter does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.overlay import Overlay

_MOST_SHOWN = 60
_LIST_PX = 340


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
        super().__init__(window, "Find a code or command", width_px=480, high=True)
        self.line = QLineEdit()
        self.line.setAccessibleName("Find")
        self.line.setPlaceholderText("Type a few letters")
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._do)
        self.line.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName("Found")
        self.found.setFixedHeight(_LIST_PX)
        self.found.setUniformItemSizes(True)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemClicked.connect(lambda _: self._do())
        self.column.addWidget(self.line)
        self.column.addWidget(self.found)
        self._entries: Sequence[Entry] = ()
        self._shown: list[Entry] = []

    def ask(self, title: str, entries: Sequence[Entry]) -> None:
        """Offer entries."""
        self.head.setText(title)
        self._entries = entries
        self.line.clear()
        self._narrow("")
        self.open(self.line)

    @property
    def shown(self) -> Sequence[Entry]:
        """What fits what was typed, the best first."""
        return self._shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk through the list while one types."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                row = min(max(self.found.currentRow() + step, 0), self.found.count() - 1)
                self.found.setCurrentRow(row)
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
        self.found.clear()
        for one in self._shown:
            item = QListWidgetItem(f"{one.title}   {key_text(one.key)}" if one.key else one.title)
            if one.icon is not None:
                item.setIcon(one.icon)
            self.found.addItem(item)
        self.found.setCurrentRow(0)

    def _do(self) -> None:
        row = self.found.currentRow()
        if 0 <= row < len(self._shown):
            chosen = self._shown[row]
            self.close_over()
            chosen.do()


def _rank(text: str, one: Entry) -> int | None:
    """How well an entry fits (0 best), or None if it does not."""
    wanted = text.casefold().split()
    title = one.title.casefold()
    everything = f"{title} {one.words.casefold()} {one.key.casefold()}"
    if not wanted:
        return 0
    if not all(word in everything for word in wanted):
        return None
    if title.startswith(wanted[0]) or one.key.casefold() == text.strip().casefold():
        return 0
    if any(part.startswith(wanted[0]) for part in title.split()):
        return 1
    return 2 if wanted[0] in title else 3
