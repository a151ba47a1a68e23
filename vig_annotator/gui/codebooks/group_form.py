"""The groups of a codebook: their names, and whether their states exclude each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.codebooks.field_box import FieldBox, WindowUndo
from vig_annotator.model.codebook import Codebook, Group


class GroupRow(QFrame):
    """One group. `changed` carries its id, the field's name and the new value; `gone` its id."""

    changed = Signal(str, str, object)
    gone = Signal(str)

    def __init__(self, group_id: str, keys: WindowUndo) -> None:
        super().__init__()
        self.setProperty("role", "panel-card")
        self.group_id = group_id
        self._loading = False
        self.name = QLineEdit()
        self.name.installEventFilter(keys)
        self.box = FieldBox("Name", self.name)
        self.exclusive = QCheckBox("Only one at a time: a new state ends the one before")
        self.exhaustive = QCheckBox("One of them is always on: gaps are shown")
        remove = IconButton("close", "Take the group away; its codes stay", role="quiet", size_px=14)
        remove.clicked.connect(lambda: self.gone.emit(self.group_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(remove)
        column.addLayout(row)
        column.addWidget(self.exclusive)
        column.addWidget(self.exhaustive)
        self.name.textChanged.connect(lambda text: self._tell("label", text))
        self.exclusive.toggled.connect(lambda on: self._tell("exclusive", on))
        self.exhaustive.toggled.connect(lambda on: self._tell("exhaustive", on))

    def show_group(self, group: Group, trouble: str) -> None:
        """Show it as it is now."""
        self._loading = True
        if self.name.text() != group.label:
            self.name.setText(group.label)
        self.exclusive.setChecked(group.exclusive)
        self.exhaustive.setChecked(group.exhaustive)
        self.exclusive.setAccessibleName(f"{group.label}: only one at a time")
        self.exhaustive.setAccessibleName(f"{group.label}: one of them is always on")
        self.box.show_trouble(trouble)
        self._loading = False

    def _tell(self, field: str, value: Any) -> None:
        if not self._loading:
            self.changed.emit(self.group_id, field, value)


class GroupForm(QScrollArea):
    """All groups, and a button for another. Signals as those of `GroupRow`; `wanted`: a new group is asked for."""

    changed = Signal(str, str, object)
    gone = Signal(str)
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Groups")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._keys = WindowUndo(self)
        self.rows: dict[str, GroupRow] = {}
        inside = QFrame()
        inside.setProperty("role", "panel")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(push_button("New group…", self.wanted.emit))
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_groups(self, book: Codebook, faults: Mapping[str, str]) -> None:
        """Show the groups of a codebook; `faults` are what is wrong, by group id."""
        if list(self.rows) != [group.id for group in book.groups]:
            for old in self.rows.values():
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.rows = {group.id: GroupRow(group.id, self._keys) for group in book.groups}
            for place, row in enumerate(self.rows.values()):
                row.changed.connect(self.changed)
                row.gone.connect(self.gone)
                self._column.insertWidget(place, row)
        for group in book.groups:
            self.rows[group.id].show_group(group, faults.get(group.id, ""))
