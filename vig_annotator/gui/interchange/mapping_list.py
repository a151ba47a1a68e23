"""What becomes of each tier and of each of its texts: a line each, with a list of codes to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.codebook.lanes import lanes
from vig_annotator.exchange.document import Role
from vig_annotator.exchange.mapping_rows import TierRow, ValueRow
from vig_annotator.exchange.text import shortened
from vig_annotator.exchange.wishes import OWN_CODE, STAY_OUT, Wishes
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.scrolling import scrolled, show_inside
from vig_annotator.model.codebook import Codebook

_SHOWN_VALUES = 40
_BECOMES_PX, _TEXTS_PX = 310, 160
_LEAST_BECOMES_PX, _LEAST_TEXTS_PX = 150, 110
_AS_BELOW = ""


class MappingList(QWidget):
    """The lines; `changed` is sent when something else was chosen.

    Signals:
        changed: another code was chosen.
        texts_changed: a tier's texts are to be read in the other way, so that its lines are others.
    """

    changed = Signal()
    texts_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._area = scrolled(self._inside, "What becomes of each tier")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.codes: dict[str, Choice] = {}
        self.texts: dict[str, Choice] = {}
        self._guesses: dict[str, str] = {}
        self._below: dict[str, list[QWidget]] = {}
        self._choices = QStandardItemModel(self)

    @property
    def wishes(self) -> Wishes:
        """What was chosen otherwise than the guesses."""
        codes = {
            key: str(choice.currentData())
            for key, choice in self.codes.items()
            if choice.currentData() != self._guesses[key]
        }
        return Wishes(codes, {key: Role(choice.currentData()) for key, choice in self.texts.items()})

    def show_rows(self, rows: Sequence[TierRow], codebook: Codebook | None) -> None:
        """Show the lines, with the codes of a codebook to choose from; what was chosen before is forgotten."""
        focused = self.window().focusWidget()
        name = focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""
        self._start_anew(codebook)
        for place, text in ((0, "In the file"), (1, "Tags"), (2, "Its texts"), (3, "Becomes")):
            title = QLabel(text)
            title.setProperty("role", "hint")
            side = Qt.AlignmentFlag.AlignRight if place == 1 else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(title, 0, place, side)
        line = 1
        for row in rows:
            line = self._add_tier(row, line, codebook is not None)
        self._grid.setRowStretch(line, 1)
        for choice in (*self.codes.values(), *self.texts.values()):
            if name and choice.accessibleName() == name:
                choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_anew(self, codebook: Codebook | None) -> None:
        self.codes, self.texts, self._guesses, self._below = {}, {}, {}, {}
        place = self._area.verticalScrollBar().value()
        self._choices = _choices(codebook, self)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        show_inside(self._area, self._inside)
        self._area.verticalScrollBar().setValue(place)

    def _add_tier(self, row: TierRow, line: int, has_codebook: bool) -> int:
        alone = len(row.values) == 1 and row.values[0].value == row.name
        by_value = row.role is Role.VALUES and not alone
        title = f"{row.subject}: {row.name}" if row.subject else row.name
        label = ElidedLabel(shortened(title, 60))
        label.setToolTip(title)
        label.setProperty("role", "strong")
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(_count(row.count, row.points), line, 1)
        if not row.fixed:
            self._grid.addWidget(self._texts_choice(row, title), line, 2)
        if by_value:
            choice = Choice(f"{title}: all of it")
            choice.addItem("As chosen below", _AS_BELOW)
            choice.addItem("Leave all of it out", STAY_OUT)
            self._guesses[row.key] = _AS_BELOW
        else:
            key, guess = (row.values[0].key, row.values[0].guess) if alone else (row.key, row.guess)
            choice = self._code_choice(f"{title} becomes", guess, has_codebook)
            self._guesses[key] = _guessed(guess, has_codebook)
        self._finish(choice, row.values[0].key if alone else row.key, line)
        label.setBuddy(choice)
        line += 1
        below = self._below[row.key] = []
        for value in row.values[:_SHOWN_VALUES] if by_value else ():
            below.extend(self._add_value(value, title, line, has_codebook))
            line += 1
        if len(row.values) > _SHOWN_VALUES:
            more = QLabel(f"    and {len(row.values) - _SHOWN_VALUES} rarer texts, matched by their names")
            more.setProperty("role", "hint")
            self._grid.addWidget(more, line, 0, 1, 3)
            below.append(more)
            line += 1
        self._grid.setRowMinimumHeight(line, 10)
        return line + 1

    def _add_value(self, value: ValueRow, title: str, line: int, has_codebook: bool) -> list[QWidget]:
        said = value.value.strip() or "(no text)"
        label = ElidedLabel(f"    {shortened(said, 60)}")
        label.setToolTip(said)
        count = _count(value.count, None)
        choice = self._code_choice(f"{title}, {shortened(said, 60)} becomes", value.guess, has_codebook)
        self._guesses[value.key] = _guessed(value.guess, has_codebook)
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(count, line, 1)
        self._finish(choice, value.key, line)
        label.setBuddy(choice)
        return [label, count, choice]

    def _code_choice(self, name: str, guess: str, has_codebook: bool) -> Choice:
        choice = Choice(name)
        choice.setModel(self._choices)
        choice.setCurrentIndex(max(0, choice.findData(_guessed(guess, has_codebook))))
        return choice

    def _finish(self, choice: Choice, key: str, line: int) -> None:
        choice.setMinimumWidth(_LEAST_BECOMES_PX)
        choice.setMaximumWidth(_BECOMES_PX)
        choice.currentIndexChanged.connect(lambda _: self._chosen(key))
        self._grid.addWidget(choice, line, 3)
        self.codes[key] = choice

    def _texts_choice(self, row: TierRow, title: str) -> Choice:
        choice = Choice(f"{title}: its texts are")
        choice.addItem("Each text is a code", Role.VALUES.value)
        choice.addItem("Texts are notes", Role.TEXT.value)
        choice.setMinimumWidth(_LEAST_TEXTS_PX)
        choice.setMaximumWidth(_TEXTS_PX)
        choice.setCurrentIndex(0 if row.role is Role.VALUES else 1)
        choice.currentIndexChanged.connect(lambda _: self.texts_changed.emit())
        self.texts[row.key] = choice
        return choice

    def _chosen(self, key: str) -> None:
        out = self.codes[key].currentData() == STAY_OUT
        for widget in self._below.get(key, ()):
            widget.setEnabled(not out)
        self.changed.emit()


def _guessed(guess: str, has_codebook: bool) -> str:
    return guess if guess and has_codebook else OWN_CODE


def _count(count: int, points: int | None) -> QLabel:
    label = QLabel(f"{count:,}")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setProperty("role", "secondary")
    label.setMinimumWidth(56)
    label.setAccessibleName(f"{count:,} annotations")
    if points is not None:
        label.setToolTip(f"{count - points:,} stretches, {points:,} instants")
    return label


def _choices(codebook: Codebook | None, parent: QWidget) -> QStandardItemModel:
    """What an annotation may become: all lists show the same rows."""
    model = QStandardItemModel(parent)
    rows = [("A code of its own", OWN_CODE), ("Leave out", STAY_OUT)]
    if codebook is not None:
        rows += [
            (f"{lane.subject.label}: {code.label}", code.id)
            for lane in lanes(codebook)
            for code in lane.codes
        ]
    for text, data in rows:
        item = QStandardItem(text)
        item.setData(data, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model
