"""Some codes of a codebook, picked one by one; with a note on each, where there is something to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import IconButton
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.codebooks.field_box import WindowUndo
from vig_annotator.gui.layouts import emptied

Picked = tuple[tuple[str, str], ...]
"""Ids of codes, each with its note."""


class PickedCodes(QFrame):
    """A row for each picked code, and below them a list to pick another from.

    `changed` carries the codes with their notes.

    Args:
        name: what they are, for whoever hears the window.
        note: what a note is about; empty where codes have none.
        keys: leaves undo to the window.
    """

    changed = Signal(object)

    def __init__(self, name: str, note: str, keys: WindowUndo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._note, self._keys = name, note, keys
        self._picked: Picked = ()
        self._labels: dict[str, str] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.removers: dict[str, IconButton] = {}
        self._loading = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1 if note else 0, 1)
        column.addLayout(self._rows)
        self.further = Choice(f"{name}: add a code")
        column.addWidget(self.further)
        self.further.activated.connect(self._add)

    @property
    def picked(self) -> Picked:
        """The codes with their notes."""
        return self._picked

    def show_codes(self, labels: dict[str, str], picked: Sequence[tuple[str, str]]) -> None:
        """Show what is picked, and offer the rest.

        Args:
            labels: of all codes that may be picked, by id.
            picked: ids with notes.
        """
        self._loading = True
        ids = [one for one, _ in picked]
        if ids != [one for one, _ in self._picked] or any(
            labels.get(one) != self._labels.get(one) for one in ids
        ):
            self._build(labels, ids)
        self._picked, self._labels = tuple(picked), dict(labels)
        for code_id, note in picked:
            line = self.lines.get(code_id)
            if line is not None and line.text() != note:
                line.setText(note)
                line.setCursorPosition(0)
        rest = {one: label for one, label in labels.items() if one not in ids}
        self.further.clear()
        self.further.addItem("Add a code…", "")
        for one, label in rest.items():
            self.further.addItem(label, one)
        self.further.setVisible(bool(rest))
        self._loading = False

    def _build(self, labels: dict[str, str], ids: Sequence[str]) -> None:
        emptied(self._rows)
        self.lines, self.removers = {}, {}
        for row, code_id in enumerate(ids):
            label = labels.get(code_id, code_id)
            self._rows.addWidget(QLabel(label), row, 0)
            if self._note:
                line = QLineEdit()
                line.setPlaceholderText(self._note)
                line.setAccessibleName(f"{self._name}: {label}: {self._note}")
                line.installEventFilter(self._keys)
                line.textChanged.connect(lambda text, code_id=code_id: self._noted(code_id, text))
                self._rows.addWidget(line, row, 1)
                self.lines[code_id] = line
            remove = IconButton("close", f"Take “{label}” out", role="quiet", size_px=14)
            remove.clicked.connect(lambda _=False, code_id=code_id: self._remove(code_id))
            self._rows.addWidget(remove, row, 2)
            self.removers[code_id] = remove

    def _add(self, row: int) -> None:
        code_id = self.further.itemData(row)
        if code_id:
            self._tell((*self._picked, (code_id, "")))
        self.further.setCurrentIndex(0)

    def _remove(self, code_id: str) -> None:
        self._tell(tuple(one for one in self._picked if one[0] != code_id))

    def _noted(self, code_id: str, text: str) -> None:
        self._tell(tuple((one, text if one == code_id else note) for one, note in self._picked))

    def _tell(self, picked: Picked) -> None:
        if not self._loading:
            self.changed.emit(picked)
