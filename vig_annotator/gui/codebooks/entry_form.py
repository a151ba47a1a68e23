"""The parts of a codebook that are lists of small entries: who is watched, groups, and the questions a coder can answer.

Each entry is a card; a card's texts belong to the language that is written, everything else to all languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.codebooks.field_box import FieldBox, WindowUndo, show_area, show_line, text_area
from vig_annotator.gui.tick import Tick
from vig_annotator.model.codebook import Codebook, Group, Modifier, Subject

Texts = Mapping[str, tuple[str, ...]]
"""Texts of an entry in a further language, by field."""

TextsOf = Callable[[str, str], Texts | None]
"""Those of an entry, by its part and id; None while the codebook's own language is written."""


class EntryCard(QFrame):
    """One entry with its name. `changed` carries its id, the field's name and the new value; `gone` its id."""

    changed = Signal(str, str, object)
    gone = Signal(str)

    def __init__(self, entry_id: str, name: str, remove: str, keys: WindowUndo) -> None:
        super().__init__()
        self.setProperty("role", "panel-card")
        self.entry_id = entry_id
        self.loading = False
        self.name = QLineEdit()
        self.name.installEventFilter(keys)
        self.box = FieldBox(name, self.name)
        self.remove = IconButton("close", remove, role="quiet", size_px=14)
        self.remove.clicked.connect(lambda: self.gone.emit(self.entry_id))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(self.remove)
        self.column.addLayout(row)
        self.name.textChanged.connect(lambda text: self.tell("label", text))

    def show_name(self, label: str, texts: Texts | None, trouble: str) -> None:
        """Show the entry's name, in the language that is written."""
        show_line(self.name, label, None if texts is None else texts.get("label", ("",))[0])
        self.remove.setEnabled(texts is None)
        self.box.show_trouble(trouble)

    def tell(self, field: str, value: Any) -> None:
        """The user changed a field."""
        if not self.loading:
            self.changed.emit(self.entry_id, field, value)


class SubjectCard(EntryCard):
    """Somebody who does what a code describes."""

    def __init__(self, entry_id: str, keys: WindowUndo) -> None:
        super().__init__(entry_id, "Name", "Take away; possible when no code is about them", keys)

    def show_entry(self, subject: Subject, texts: Texts | None, trouble: str) -> None:
        """Show it as it is now."""
        self.loading = True
        self.show_name(subject.label, texts, trouble)
        self.loading = False


class GroupCard(EntryCard):
    """Codes that belong together, and whether their states exclude each other."""

    def __init__(self, entry_id: str, keys: WindowUndo) -> None:
        super().__init__(entry_id, "Name", "Take the group away; its codes stay", keys)
        self.exclusive = Tick("Only one at a time: a new state ends the one before")
        self.exhaustive = Tick("One of them is always on: gaps are shown")
        self.column.addWidget(self.exclusive)
        self.column.addWidget(self.exhaustive)
        self.exclusive.toggled.connect(lambda on: self.tell("exclusive", on))
        self.exhaustive.toggled.connect(lambda on: self.tell("exhaustive", on))

    def show_entry(self, group: Group, texts: Texts | None, trouble: str) -> None:
        """Show it as it is now."""
        self.loading = True
        self.show_name(group.label, texts, trouble)
        self.exclusive.setChecked(group.exclusive)
        self.exhaustive.setChecked(group.exhaustive)
        self.exclusive.setAccessibleName(f"{group.label}: only one at a time")
        self.exhaustive.setAccessibleName(f"{group.label}: one of them is always on")
        for box in (self.exclusive, self.exhaustive):
            box.setEnabled(texts is None)
        self.loading = False


class ModifierCard(EntryCard):
    """A further question about a tag, with its answers one a line."""

    def __init__(self, entry_id: str, keys: WindowUndo) -> None:
        super().__init__(entry_id, "Question", "Take the question away; codes ask it no longer", keys)
        self.choices: QPlainTextEdit = text_area(5)
        self.choices.installEventFilter(keys)
        self._answers = FieldBox(
            "Answers, one a line",
            self.choices,
            "Tags keep the answer's words: another word is another answer.",
        )
        self.multiple = Tick("More than one answer may be chosen")
        self.column.addWidget(self._answers)
        self.column.addWidget(self.multiple)
        self.choices.textChanged.connect(lambda: self.tell("choices", self._lines()))
        self.multiple.toggled.connect(lambda on: self.tell("multiple", on))

    def show_entry(self, modifier: Modifier, texts: Texts | None, trouble: str) -> None:
        """Show it as it is now."""
        self.loading = True
        self.show_name(modifier.label, texts, trouble)
        own = modifier.choices if texts is None else texts.get("choices", ())
        show_area(self.choices, modifier.choices, None if texts is None else own, kept=self._lines() == own)
        self.choices.setAccessibleName(f"{modifier.label}: answers")
        self.multiple.setAccessibleName(f"{modifier.label}: more than one answer")
        self.multiple.setChecked(modifier.multiple)
        self.multiple.setEnabled(texts is None)
        self.loading = False

    def _lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.choices.toPlainText().split("\n") if line.strip())


_CARDS: dict[str, type[SubjectCard] | type[GroupCard] | type[ModifierCard]] = {
    "subjects": SubjectCard,
    "groups": GroupCard,
    "modifiers": ModifierCard,
}


class EntryForm(QScrollArea):
    """All entries of one part, and a button for another. Signals as those of `EntryCard`; `wanted`: a new one is asked for.

    Args:
        part: ``subjects``, ``groups`` or ``modifiers``.
        title: of the page.
        about: what these entries are, in a sentence.
        new: the words on the button.
    """

    changed = Signal(str, str, object)
    gone = Signal(str)
    wanted = Signal()

    def __init__(self, part: str, title: str, about: str, new: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.part = part
        self._keys = WindowUndo(self)
        self.rows: dict[str, Any] = {}
        inside = QFrame()
        inside.setProperty("role", "panel")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(10)
        words = QLabel(about)
        words.setWordWrap(True)
        words.setProperty("role", "hint")
        self._column.addWidget(words)
        row = QHBoxLayout()
        self.new = push_button(new, self.wanted.emit)
        row.addWidget(self.new)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_entries(self, book: Codebook, texts_of: TextsOf, faults: Mapping[str, str]) -> None:
        """Show the entries of a codebook.

        Args:
            book: whose.
            texts_of: their texts in the language that is written.
            faults: what is wrong, by id.
        """
        entries = getattr(book, self.part)
        if list(self.rows) != [one.id for one in entries]:
            for old in self.rows.values():
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.rows = {one.id: _CARDS[self.part](one.id, self._keys) for one in entries}
            for place, row in enumerate(self.rows.values(), 1):
                row.changed.connect(self.changed)
                row.gone.connect(self.gone)
                self._column.insertWidget(place, row)
        for one in entries:
            self.rows[one.id].show_entry(one, texts_of(self.part, one.id), faults.get(one.id, ""))
        self.new.setEnabled(texts_of(self.part, "") is None)
