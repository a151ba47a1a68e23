"""Everything about one code, to be read and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
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
from vig_annotator.gui.codebooks.code_values import (
    AREAS,
    KINDS,
    LINES,
    TIMES,
    TRANSLATED_LINES,
    VALENCES,
    kept,
    offer,
    value,
    words,
)
from vig_annotator.gui.codebooks.colour_grid import ColourGrid
from vig_annotator.gui.codebooks.entry_form import Texts
from vig_annotator.gui.codebooks.field_box import FieldBox, WindowUndo, show_area, show_line, text_area
from vig_annotator.gui.codebooks.picked_codes import PickedCodes
from vig_annotator.gui.exemplars.exemplar_strip import ExemplarStrip
from vig_annotator.gui.theme import theme
from vig_annotator.gui.tick import Tick
from vig_annotator.model.codebook import Code, Codebook, Confusion, Kind, Valence


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
        self._modifiers: dict[str, Tick] = {}
        self.lines = {name: self._line() for name in LINES}
        self.areas = {name: self._area(name) for name in AREAS}
        self.subject, self.group = Choice("Who does it"), Choice("Group")
        self.kind, self.valence = Choice("Kind"), Choice("What it shows")
        self.replaced_by = Choice("Instead of it")
        for kind, text in KINDS.items():
            self.kind.addItem(text, kind)
        for valence, text in VALENCES.items():
            self.valence.addItem(text, valence)
        self.colours = ColourGrid()
        self._colour_words = QLabel("")
        self._colour_words.setWordWrap(True)
        self._colour_words.setProperty("role", "hint")
        self.answers = PickedCodes("Answers", "", self._keys)
        self.confused_with = PickedCodes("Easily confused with", "How to tell the two apart", self._keys)
        self._exemplars: ExemplarStrip | None = None
        self._about = QLabel("")
        self._about.setProperty("role", "hint")
        self._modifier_box = QWidget()
        self._modifier_rows = QVBoxLayout(self._modifier_box)
        self._modifier_rows.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._connect()

    def show_code(self, book: Codebook, code: Code, texts: Texts | None = None) -> None:
        """Show a code as it is now; a field that says so already is left alone, with its cursor.

        Args:
            book: whose.
            code: the code.
            texts: its texts in the language that is written, which alone can be changed then; None for the codebook's own.
        """
        self._loading = True
        self._about.setText(f"Known to other programs as {code.id}")
        self._show_texts(code, texts)
        for name, box in self._boxes.items():
            box.widget.setEnabled(texts is None or name in AREAS or name in TRANSLATED_LINES)
        offer(self.subject, {one.id: one.label for one in book.subjects}, code.subject)
        offer(self.group, {"": "None"} | {one.id: one.label for one in book.groups}, code.group or "")
        others = {one.id: one.label for one in book.active_codes if one.id != code.id}
        offer(self.replaced_by, {"": "Nothing"} | others, code.replaced_by or "")
        known = {one.id: one.label for one in book.codes if one.id != code.id}
        named = {one.code for one in code.confused_with} | {*code.answers}
        pickable = {one: label for one, label in known.items() if one in others or one in named}
        self.answers.show_codes(pickable, [(one, "") for one in code.answers])
        self.confused_with.show_codes(pickable, [(one.code, one.note) for one in code.confused_with])
        self.kind.setCurrentIndex(list(KINDS).index(code.kind))
        self.valence.setCurrentIndex(list(VALENCES).index(code.valence))
        for name in ("ends_when", "min_duration_s"):
            self._boxes[name].setVisible(code.kind is Kind.STATE)
        self._boxes["replaced_by"].setVisible(code.retired)
        self._boxes["key"].setEnabled(not code.retired)
        self._show_colour(book, code)
        self._show_modifiers(book, code)
        if self._exemplars is not None:
            self._exemplars.show_code(book, code)
        self._loading = False

    def add_exemplars(self, strip: ExemplarStrip) -> None:
        """Show the exemplars of the code below the definition."""
        self._exemplars = strip
        box = FieldBox("Exemplars", strip, "Short clips that show what the code means.")
        self._grid.addWidget(box, 10, 0, 1, 3, Qt.AlignmentFlag.AlignTop)

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

    def _show_texts(self, code: Code, texts: Texts | None) -> None:
        for name, line in self.lines.items():
            if name in TRANSLATED_LINES:
                show_line(line, words(code, name), None if texts is None else texts.get(name, ("",))[0])
            elif kept(name, line.text()) != value(code, name):
                line.setText(words(code, name))
        for name, area in self.areas.items():
            show_area(area, getattr(code, name), None if texts is None else texts.get(name, ("",))[0])

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
                box.hide()
                box.deleteLater()
            self._modifiers = {}
            for modifier in book.modifiers:
                box = Tick("")
                box.toggled.connect(lambda _on: self._modifiers_changed())
                self._modifiers[modifier.id] = box
                self._modifier_rows.addWidget(box)
        for modifier in book.modifiers:
            box = self._modifiers[modifier.id]
            box.setText(modifier.label)
            box.setToolTip(", ".join(modifier.choices))
            box.setAccessibleName(f"Asks: {modifier.label}")
            box.setChecked(modifier.id in code.modifiers)
        self._boxes["modifiers"].setVisible(bool(book.modifiers))

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setProperty("role", "panel")
        grid = self._grid = QGridLayout(inside)
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
                (name, title, self.areas[name], 5 + row, 0, 3)
                for row, (name, (title, _, _)) in enumerate(AREAS.items())
            ),
            ("confused_with", "Easily confused with", self.confused_with, 11, 0, 3),
            ("answers", "It answers", self.answers, 12, 0, 3),
            ("window_s", LINES["window_s"][0], self.lines["window_s"], 13, 0, 1),
            ("min_duration_s", LINES["min_duration_s"][0], self.lines["min_duration_s"], 13, 1, 1),
            ("modifiers", "The coder can also say", self._modifier_box, 14, 0, 3),
        )
        hints = {name: hint for name, (_, hint) in LINES.items()} | {
            name: row[1] for name, row in AREAS.items()
        }
        hints["answers"] = (
            "Tags of these codes are linked to the tag that answers them, within the time that it counts."
        )
        for name, title, widget, row, left, across in placed:
            box = FieldBox(title, widget, hints.get(name, ""))
            self._boxes[name] = box
            grid.addWidget(box, row, left, 1, across, Qt.AlignmentFlag.AlignTop)
        self.colours.setAccessibleName("Colour")
        grid.addWidget(self._about, 15, 0, 1, 3)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(16, 1)
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
        self.answers.changed.connect(
            lambda picked: self._tell("answers", {"answers": tuple(one for one, _ in picked)})
        )
        self.confused_with.changed.connect(
            lambda picked: self._tell(
                "confused_with", {"confused_with": tuple(Confusion(*one) for one in picked)}
            )
        )

    def _line_changed(self, name: str, text: str) -> None:
        held = kept(name, text)
        if name in TIMES and held is None and text.strip():
            self._boxes[name].show_trouble("Write a number of seconds, such as 3 or 0.5.")
        else:
            self._tell(name, {TIMES.get(name, name): held})

    def _modifiers_changed(self) -> None:
        chosen = tuple(one for one, box in self._modifiers.items() if box.isChecked())
        self._tell("modifiers", {"modifiers": chosen})

    def _tell(self, field: str, values: dict[str, Any]) -> None:
        if not self._loading:
            self.changed.emit(field, values)

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.installEventFilter(self._keys)
        return line

    def _area(self, name: str) -> QPlainTextEdit:
        area = text_area(AREAS[name][2])
        area.installEventFilter(self._keys)
        return area
