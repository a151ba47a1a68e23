"""Everything about one code, to be read and changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.codebook.colours import next_colour
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.code_colours import subject_colour
from vig_annotator.gui.codebooks.colour_grid import ColourGrid
from vig_annotator.gui.codebooks.field_box import FieldBox, WindowUndo, text_area
from vig_annotator.gui.theme import theme
from vig_annotator.model.codebook import Code, Codebook, Kind, Valence

_KINDS = {Kind.POINT: "An instant", Kind.STATE: "From a start to an end"}
_VALENCES = {
    Valence.POSITIVE: "A strength: may be shown to a parent",
    Valence.NEUTRAL: "Neither",
    Valence.CONCERN: "A concern: for guider and supervisor",
}
_LINES = {
    "label": ("Name", "What the coder reads."),
    "parent_label": (
        "Name for parents",
        "What a parent may read; empty when the code is never named to a parent.",
    ),
    "key": ("Key", "One letter or digit that the player does not need."),
    "window_s": ("Counts for, in seconds", "How long after what it answers it still counts; a default."),
    "min_duration_s": ("Shortest, in seconds", "The shortest stretch that counts."),
}
_AREAS = {
    "definition": ("Definition", "What is seen or heard when the code applies.", 3),
    "example": ("Example", "One instance that counts.", 2),
    "counter_example": ("Not this", "One near thing that does not count.", 2),
    "starts_when": ("Starts when", "The instant to mark, or where the stretch begins.", 2),
    "ends_when": ("Ends when", "Where the stretch ends.", 2),
}
_TIMES = {"window_s": "window_us", "min_duration_s": "min_duration_us"}


class CodeForm(QScrollArea):
    """The fields of the chosen code.

    `changed` carries the field's name in the format and the code's new values (`model.codebook.Code`).
    """

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The chosen code")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._loading = False
        self._keys = WindowUndo(self)
        self._colours_taken: list[str] = []
        self._boxes: dict[str, FieldBox] = {}
        self._modifiers: dict[str, QCheckBox] = {}
        self.lines = {name: self._line(name) for name in _LINES}
        self.areas = {name: self._area(name) for name in _AREAS}
        self.subject, self.group = Choice("Who does it"), Choice("Group")
        self.kind, self.valence = Choice("Kind"), Choice("What it shows")
        self.replaced_by = Choice("Instead of it")
        for kind, words in _KINDS.items():
            self.kind.addItem(words, kind)
        for valence, words in _VALENCES.items():
            self.valence.addItem(words, valence)
        self.colours = ColourGrid()
        self._colour_words = QLabel("")
        self._colour_words.setWordWrap(True)
        self._colour_words.setProperty("role", "hint")
        self._about = QLabel("")
        self._about.setProperty("role", "hint")
        self._modifier_box = QWidget()
        self._modifier_rows = QVBoxLayout(self._modifier_box)
        self._modifier_rows.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._connect()

    def show_code(self, book: Codebook, code: Code) -> None:
        """Show a code as it is now; a field that says so already is left alone, with its cursor."""
        self._loading = True
        self._about.setText(f"Known to other programs as {code.id}")
        for name, line in self.lines.items():
            if _kept(name, line.text()) != _value(code, name):
                line.setText(_words(code, name))
        for name, area in self.areas.items():
            if area.toPlainText() != getattr(code, name):
                area.setPlainText(getattr(code, name))
        _offer(self.subject, {one.id: one.label for one in book.subjects}, code.subject)
        _offer(self.group, {"": "None"} | {one.id: one.label for one in book.groups}, code.group or "")
        others = {one.id: one.label for one in book.active_codes if one.id != code.id}
        _offer(self.replaced_by, {"": "Nothing"} | others, code.replaced_by or "")
        self.kind.setCurrentIndex(list(_KINDS).index(code.kind))
        self.valence.setCurrentIndex(list(_VALENCES).index(code.valence))
        for name in ("ends_when", "min_duration_s"):
            self._boxes[name].setVisible(code.kind is Kind.STATE)
        self._boxes["replaced_by"].setVisible(code.retired)
        self._boxes["key"].setEnabled(not code.retired)
        self._show_colour(book, code)
        self._show_modifiers(book, code)
        self._loading = False

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it; at the name what is wrong with the whole code."""
        for name, box in self._boxes.items():
            box.show_trouble(faults.get(name, ""))
        rest = [text for name, text in faults.items() if name not in self._boxes]
        if rest and "label" not in faults:
            self._boxes["label"].show_trouble(rest[0])

    def trouble_of(self, field: str) -> str:
        """What is said at a field."""
        return self._boxes[field].trouble

    def _show_colour(self, book: Codebook, code: Code) -> None:
        others = [one for one in book.active_codes if one.colour and one.id != code.id]
        self._colours_taken = [one.colour for one in others if one.colour]
        near = {one.colour.upper(): one.label for one in others if one.colour and one.subject == code.subject}
        of_subject = subject_colour(code.subject, book, theme().tokens)
        self.colours.show_colour(code.colour.upper() if code.colour else None, of_subject, near)
        self._colour_words.setText(self.colours.words())

    def _suggest_colour(self) -> None:
        self._tell("colour", {"colour": next_colour(self._colours_taken)})

    def _show_modifiers(self, book: Codebook, code: Code) -> None:
        if list(self._modifiers) != [one.id for one in book.modifiers]:
            for box in self._modifiers.values():
                box.deleteLater()
            self._modifiers = {}
            for modifier in book.modifiers:
                box = QCheckBox(f"{modifier.label} ({', '.join(modifier.choices)})")
                box.setAccessibleName(f"Asks: {modifier.label}")
                box.toggled.connect(lambda _on: self._modifiers_changed())
                self._modifiers[modifier.id] = box
                self._modifier_rows.addWidget(box)
        for modifier_id, box in self._modifiers.items():
            box.setChecked(modifier_id in code.modifiers)
        self._boxes["modifiers"].setVisible(bool(book.modifiers))

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setProperty("role", "panel")
        grid = QGridLayout(inside)
        grid.setContentsMargins(16, 12, 16, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        colour = QWidget()
        column = QVBoxLayout(colour)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.colours)
        row_of_colour = QHBoxLayout()
        row_of_colour.addWidget(self._colour_words, 1)
        row_of_colour.addWidget(push_button("Suggest one", self._suggest_colour, name="Suggest a colour"))
        column.addLayout(row_of_colour)
        placed = (
            ("label", "Name", self.lines["label"], 0, 0, 2),
            ("key", "Key", self.lines["key"], 0, 2, 1),
            ("parent_label", "Name for parents", self.lines["parent_label"], 1, 0, 3),
            ("subject", "Who does it", self.subject, 2, 0, 1),
            ("group", "Group", self.group, 2, 1, 1),
            ("kind", "Kind", self.kind, 2, 2, 1),
            ("valence", "What it shows", self.valence, 3, 0, 2),
            ("replaced_by", "Instead of it", self.replaced_by, 3, 2, 1),
            ("colour", "Colour", colour, 4, 0, 3),
            *(
                (name, words, self.areas[name], 5 + row, 0, 3)
                for row, (name, (words, _, _)) in enumerate(_AREAS.items())
            ),
            ("window_s", _LINES["window_s"][0], self.lines["window_s"], 11, 0, 1),
            ("min_duration_s", _LINES["min_duration_s"][0], self.lines["min_duration_s"], 11, 1, 1),
            ("modifiers", "The coder can also say", self._modifier_box, 12, 0, 3),
        )
        hints = {name: hint for name, (_, hint) in _LINES.items()} | {
            name: row[1] for name, row in _AREAS.items()
        }
        for name, words, widget, row, left, across in placed:
            box = FieldBox(words, widget, hints.get(name, ""))
            self._boxes[name] = box
            grid.addWidget(box, row, left, 1, across, Qt.AlignmentFlag.AlignTop)
        self.colours.setAccessibleName("Colour")
        grid.addWidget(self._about, 13, 0, 1, 3)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(14, 1)
        self.setWidget(inside)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.textChanged.connect(lambda text, name=name: self._line_changed(name, text))
        for name, area in self.areas.items():
            area.textChanged.connect(
                lambda name=name, area=area: self._tell(name, {name: area.toPlainText()})
            )
        self.subject.currentIndexChanged.connect(
            lambda _: self._tell("subject", {"subject": self.subject.currentData()})
        )
        self.group.currentIndexChanged.connect(
            lambda _: self._tell("group", {"group": self.group.currentData() or None})
        )
        self.kind.currentIndexChanged.connect(
            lambda _: self._tell("kind", {"kind": Kind(self.kind.currentData())})
        )
        self.valence.currentIndexChanged.connect(
            lambda _: self._tell("valence", {"valence": Valence(self.valence.currentData())})
        )
        self.replaced_by.currentIndexChanged.connect(
            lambda _: self._tell("replaced_by", {"replaced_by": self.replaced_by.currentData() or None})
        )
        self.colours.chosen.connect(lambda colour: self._tell("colour", {"colour": colour or None}))

    def _line_changed(self, name: str, text: str) -> None:
        value = _kept(name, text)
        if name in _TIMES and value is None and text.strip():
            self._boxes[name].show_trouble("Write a number of seconds, such as 3 or 0.5.")
        else:
            self._tell(name, {_TIMES.get(name, name): value})

    def _modifiers_changed(self) -> None:
        chosen = tuple(one for one, box in self._modifiers.items() if box.isChecked())
        self._tell("modifiers", {"modifiers": chosen})

    def _tell(self, field: str, values: dict[str, Any]) -> None:
        if not self._loading:
            self.changed.emit(field, values)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.installEventFilter(self._keys)
        return line

    def _area(self, name: str) -> QPlainTextEdit:
        area = text_area(_AREAS[name][2])
        area.installEventFilter(self._keys)
        return area


def _offer(choice: Choice, offered: Mapping[str, str], chosen: str) -> None:
    if [choice.itemData(row) for row in range(choice.count())] != list(offered) or [
        choice.itemText(row) for row in range(choice.count())
    ] != list(offered.values()):
        choice.clear()
        for value, words in offered.items():
            choice.addItem(words, value)
    choice.setCurrentIndex(choice.findData(chosen))


def _kept(name: str, text: str) -> object:
    """What is kept of what stands in a line."""
    if name == "key":
        return text.strip().lower() or None
    return _microseconds(text) if name in _TIMES else text


def _value(code: Code, name: str) -> object:
    value: object = getattr(code, _TIMES.get(name, name))
    return value


def _words(code: Code, name: str) -> str:
    value = _value(code, name)
    if isinstance(value, int):
        whole, part = divmod(value, 1_000_000)
        return f"{whole}.{part:06}".rstrip("0") if part else str(whole)
    return str(value or "")


def _microseconds(text: str) -> int | None:
    try:
        seconds = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return int(seconds * 1_000_000) if seconds.is_finite() and 0 < seconds <= 3600 else None
