"""The screen of the register, over the window: what was made, when, by whom, for whom, and whether it still exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.empty_state import cover_empty
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.theme import theme
from vig_annotator.model.audiences import AUDIENCE_WORDS
from vig_annotator.model.days import in_words
from vig_annotator.model.made_file import MadeFile
from vig_annotator.services.register import Whereabouts, whereabouts

_WIDTH_PX, _TABLE_PX = 1080, 330
_COLUMNS = ("Made on", "What", "For whom", "By", "File", "Where it is")
WHERE_WORDS = {
    Whereabouts.THERE: "there",
    Whereabouts.CHANGED: "changed since",
    Whereabouts.GONE: "not where it was put",
    Whereabouts.ERASED: "erased",
}


class RegisterForm(Overlay):
    """Lists made files.

    Signals:
        search_wanted: a folder is to be looked through for the files that are listed.
        folder_wanted(path): the folder of the chosen file.
        erase_wanted(entries): the chosen files.
    """

    search_wanted = Signal()
    folder_wanted = Signal(object)
    erase_wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "What was made", width_px=_WIDTH_PX)
        self._hint = QLabel("")
        self._hint.setProperty("role", "secondary")
        self._hint.setWordWrap(True)
        self.column.addWidget(self._hint)
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setHorizontalHeaderLabels(list(_COLUMNS))
        self.table.setAccessibleName("Films and pictures that were made")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(_TABLE_PX)
        self.table.itemSelectionChanged.connect(self._show_buttons)
        self.column.addWidget(self.table)
        self._empty = cover_empty(
            self.table.viewport(),
            "Nothing was made yet.\n\nEvery film, picture and page that you save for somebody is listed here.",
        )
        self.note = QLabel("")
        self.note.setWordWrap(True)
        self.column.addWidget(self.note)
        foot = QHBoxLayout()
        self.search = push_button("Look in a folder…", self.search_wanted.emit)
        self.search.setToolTip("Find files that were moved or renamed, by their content.")
        self.show_folder = push_button("Show its folder", self._tell_folder)
        self.erase = push_button("Erase…", self._tell_erase, name="Erase the chosen files")
        for button in (self.search, self.show_folder, self.erase):
            foot.addWidget(button)
        foot.addStretch(1)
        self._close = push_button("Close", self.close_over)
        foot.addWidget(self._close)
        self.column.addLayout(foot)
        self._entries: tuple[MadeFile, ...] = ()

    @property
    def entries(self) -> tuple[MadeFile, ...]:
        """What is listed."""
        return self._entries

    @property
    def chosen(self) -> list[MadeFile]:
        """The chosen rows."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._entries[row] for row in rows]

    def show_entries(
        self,
        title: str,
        hint: str,
        entries: Sequence[MadeFile],
        note: str = "",
        came_back: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """List files.

        Args:
            title: whose they are.
            hint: why they are listed.
            entries: the latest first.
            note: what was just done.
            came_back: by id of a packet, what came back.
        """
        self.head.setText(title)
        self._hint.setText(hint)
        self._entries = tuple(entries)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        tokens = theme().tokens
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            where = whereabouts(entry)
            texts = (
                in_words(entry.created_at),
                "  ·  ".join(filter(None, (entry.what, came_back.get(entry.id, "")))),
                AUDIENCE_WORDS[entry.audience].removeprefix("For "),
                entry.created_by,
                Path(entry.path).name,
                WHERE_WORDS[where],
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{entry.path}\nSHA-256 {entry.digest}" if column == 4 else text)
                if column == len(texts) - 1 and where is not Whereabouts.ERASED:
                    there = where is Whereabouts.THERE
                    item.setForeground(QColor(tokens.positive if there else tokens.concern))
                self.table.setItem(row, column, item)
        self._empty.setVisible(not entries)
        self.table.clearSelection()
        self._show_buttons()
        if not self.is_open:
            self.open(self.table if entries else self._close)
        self._place()

    def _show_buttons(self) -> None:
        there = [one for one in self.chosen if whereabouts(one) is Whereabouts.THERE]
        self.search.setEnabled(bool(self._entries))
        self.show_folder.setEnabled(len(self.chosen) == 1 and bool(there))
        self.erase.setEnabled(bool(there))

    def _tell_folder(self) -> None:
        self.folder_wanted.emit(Path(self.chosen[0].path).parent)

    def _tell_erase(self) -> None:
        self.erase_wanted.emit([one for one in self.chosen if whereabouts(one) is Whereabouts.THERE])
