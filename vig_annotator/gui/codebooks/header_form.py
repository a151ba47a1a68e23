"""What a codebook says about itself: title, version, whose it is, what a coder should know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.codebook.fields import TRANSLATED_HEADER
from vig_annotator.gui.codebooks.entry_form import Texts
from vig_annotator.gui.codebooks.field_box import FieldBox, WindowUndo, show_area, show_line, text_area
from vig_annotator.gui.tick import Tick
from vig_annotator.model.codebook import Codebook

_LINES = {
    "title": ("Title", "What people call the codebook."),
    "version": ("Version", "Such as 1.2; another one with every change of meaning."),
    "language": ("Language", "The language of its own texts, such as en-GB or cy."),
    "owner": ("Owner", "Who owns the wording."),
    "licence": ("Licence", "The licence of the wording."),
    "training_required": ("Training", "The training that coders need."),
}


class HeaderForm(QScrollArea):
    """The fields of the codebook itself. `changed` carries the field's name and its new value."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("About the codebook")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._loading = False
        keys = WindowUndo(self)
        self._boxes: dict[str, FieldBox] = {}
        self.lines = {name: QLineEdit() for name in _LINES}
        self.areas: dict[str, QPlainTextEdit] = {"note": text_area(4), "decision_rules": text_area(7)}
        self.restricted = Tick("Restricted: may be coded with, but its wording is left out of every export")
        self.restricted.setAccessibleName("Restricted")
        self.hold_keys = Tick("Hold keys: a state lasts as long as its key is held down")
        self.hold_keys.setAccessibleName("Hold keys")
        self.hold_keys.setToolTip(
            "Otherwise one press starts a state and the next ends it. A coder’s own choice goes before it."
        )
        self._trouble, self._lineage = QLabel(""), QLabel("")
        self._trouble.setProperty("role", "concern")
        self._lineage.setProperty("role", "hint")
        for words in (self._trouble, self._lineage):
            words.setWordWrap(True)
        inside = QFrame()
        inside.setProperty("role", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._trouble)
        for name, line in self.lines.items():
            line.installEventFilter(keys)
            line.textChanged.connect(lambda text, name=name: self._tell(name, text))
            column.addWidget(self._box(name, _LINES[name][0], line, _LINES[name][1]))
        for name, title in (
            ("note", "What a coder should know first"),
            ("decision_rules", "Rules for all codes, one a line"),
        ):
            area = self.areas[name]
            area.installEventFilter(keys)
            area.textChanged.connect(lambda name=name: self._area_changed(name))
            column.addWidget(self._box(name, title, area, ""))
        self.hold_keys.toggled.connect(lambda on: self._tell("hold_keys", on))
        column.addWidget(self.hold_keys)
        self.restricted.toggled.connect(lambda on: self._tell("restricted", on))
        column.addWidget(self.restricted)
        column.addWidget(self._lineage)
        column.addStretch(1)
        self.setWidget(inside)

    def show_codebook(self, book: Codebook, lineage: str, texts: Texts | None = None) -> None:
        """Show a codebook's own fields; one that says so already is left alone, with its cursor.

        Args:
            book: the codebook.
            lineage: its id, and what it was made from.
            texts: its texts in the language that is written, which alone can be changed then; None for its own.
        """
        self._loading = True
        for name, line in self.lines.items():
            own = texts is not None and name in TRANSLATED_HEADER
            show_line(line, getattr(book, name), _first(texts, name) if own else None)
            line.setEnabled(texts is None or own)
        show_area(self.areas["note"], book.note, None if texts is None else _first(texts, "note"))
        rules = None if texts is None else texts.get("decision_rules", ())
        same = self._rules() == (book.decision_rules if rules is None else rules)
        show_area(self.areas["decision_rules"], book.decision_rules, rules, kept=same)
        self.restricted.setChecked(book.restricted)
        self.hold_keys.setChecked(book.hold_keys)
        self.hold_keys.setEnabled(texts is None)
        self.restricted.setEnabled(texts is None)
        self._lineage.setText(lineage)
        self._loading = False

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it, and above all what belongs to none."""
        for name, box in self._boxes.items():
            box.show_trouble(faults.get(name, ""))
        rest = [text for name, text in faults.items() if name not in self._boxes]
        self._trouble.setText("\n".join(rest))
        self._trouble.setVisible(bool(rest))

    def trouble_of(self, field: str) -> str:
        """What is said at a field; above all fields where it has none."""
        return self._boxes[field].trouble if field in self._boxes else self._trouble.text()

    def _box(self, name: str, words: str, widget: QWidget, hint: str) -> FieldBox:
        self._boxes[name] = FieldBox(words, widget, hint)
        return self._boxes[name]

    def _area_changed(self, name: str) -> None:
        self._tell(name, self._rules() if name == "decision_rules" else self.areas[name].toPlainText())

    def _rules(self) -> tuple[str, ...]:
        return tuple(
            line.strip() for line in self.areas["decision_rules"].toPlainText().split("\n") if line.strip()
        )

    def _tell(self, field: str, value: Any) -> None:
        if not self._loading:
            self.changed.emit(field, value)


def _first(texts: Texts | None, name: str) -> str:
    return (texts or {}).get(name, ("",))[0]
