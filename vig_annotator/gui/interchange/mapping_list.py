"""What becomes of each tier and of each of its texts: a line each, with a list of codes to choose from."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.codebook.lanes import lanes
from vig_annotator.exchange.document import Role
from vig_annotator.exchange.lasting import Marks, UntilNext
from vig_annotator.exchange.mapping_rows import TierRow, ValueRow
from vig_annotator.exchange.text import shortened
from vig_annotator.exchange.wishes import OWN_CODE, STAY_OUT, Wishes
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.scrolling import scrolled, show_inside
from vig_annotator.model.codebook import Codebook
from vig_annotator.services.interchange_looking import ToDecide

_SHOWN_VALUES = 40
_BECOMES_PX, _BECOMES_NARROW_PX, _TEXTS_PX, _MARKS_PX = 310, 230, 160, 172
_LEAST_BECOMES_PX, _LEAST_TEXTS_PX, _LEAST_MARKS_PX = 150, 110, 120
_WISHED_LETTERS = 40
_AS_BELOW = ""
_MARKS = (
    ("As in the file", Marks.POINTS),
    ("Until the next", Marks.LAST),
    ("Ends what lasts", Marks.END),
)
_ABOUT_MARKS = (
    "Some programs mark only where something begins. What lasts until the next becomes a stretch; it ends where the next one that "
    "does so begins, or where something begins that ends what lasts."
)


class MappingList(QWidget):
    """The lines; `changed` is sent when something else was chosen.

    Signals:
        changed: another code was chosen.
        texts_changed: a tier's texts, or how long they last, are to be read in another way, so that its lines are others.
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
        self.marks: dict[str, Choice] = {}
        self._said: dict[str, str] = {}
        self._said_marks: dict[str, Marks] = {}
        self._pointed: AbstractSet[str] = frozenset()
        self.lasting = QCheckBox("Some marks last until the next")
        self.lasting.setToolTip(_ABOUT_MARKS)
        self.lasting.toggled.connect(self._say_lasting)
        self._lasting_said: bool | None = None
        self._becomes_px = _BECOMES_PX
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

    @property
    def until_next(self) -> UntilNext:
        """Which instants last until the next, and which end them."""
        if not self.lasting.isChecked():
            return UntilNext()
        return UntilNext.of(
            {key: choice.currentData() for key, choice in self.marks.items() if choice.isEnabled()}
        )

    def forget(self) -> None:
        """Begin anew, without what was chosen for other files."""
        self._lasting_said = None
        self._said, self._said_marks = {}, {}
        self.codes, self.texts, self.marks = {}, {}, {}

    def show_rows(self, decide: ToDecide) -> None:
        """Show the lines; what was chosen before stays chosen where it is still on offer."""
        codebook = decide.codebook.codebook if decide.codebook is not None else None
        if self._lasting_said is None:
            with QSignalBlocker(self.lasting):
                self.lasting.setChecked(decide.only_points)
        self.lasting.setVisible(bool(decide.pointed))
        asks = bool(decide.pointed) and self.lasting.isChecked()
        self._pointed = decide.pointed if asks else frozenset()
        self._becomes_px = _BECOMES_NARROW_PX if asks else _BECOMES_PX
        focused = self.window().focusWidget()
        name = focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""
        self._start_anew(codebook)
        texts = "" if all(row.fixed for row in decide.rows) else "Its texts"
        heads = ["In the file", "Tags", texts, "How long it lasts" if asks else "", "Becomes"]
        for place, text in enumerate(heads):
            title = QLabel(text)
            title.setProperty("role", "hint")
            if place == 3:
                title.setToolTip(_ABOUT_MARKS)
            side = Qt.AlignmentFlag.AlignRight if place == 1 else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(title, 0, place, side)
        line = 1
        for row in decide.rows:
            line = self._add_tier(row, line, codebook is not None)
        self._grid.setRowStretch(line, 1)
        for choice in (*self.codes.values(), *self.texts.values(), *self.marks.values()):
            if name and choice.accessibleName() == name:
                choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_anew(self, codebook: Codebook | None) -> None:
        self.codes, self.texts, self.marks, self._guesses, self._below = {}, {}, {}, {}, {}
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
        marks = None
        if self._pointed:
            marks = self._marks_choice(row.key, title, line, "As chosen below" if by_value else "")
        line += 1
        below = self._below[row.key] = []
        below_marks: list[QWidget] = []
        for value in row.values[:_SHOWN_VALUES] if by_value else ():
            below.extend(self._add_value(value, title, line, has_codebook))
            if self._pointed:
                said = f"{title}, {shortened(value.value.strip() or '(no text)', 60)}"
                below_marks.append(self._marks_choice(value.key, said, line, ""))
            line += 1
        for one in below_marks:
            one.setEnabled(marks is None or marks.currentData() is Marks.POINTS)
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
        choice.setMaximumWidth(self._becomes_px)
        choice.setMinimumContentsLength(_WISHED_LETTERS)  # what it takes where there is room
        said = choice.findData(self._said[key]) if key in self._said else -1
        if said >= 0:
            choice.setCurrentIndex(said)
        choice.currentIndexChanged.connect(lambda _: self._chosen(key))
        self._grid.addWidget(choice, line, 4)
        self.codes[key] = choice

    def _marks_choice(self, key: str, title: str, line: int, none: str) -> Choice:
        """How long a tier or a text lasts; `none` stands for leaving it to the lines below. Only points can last until the next."""
        choice = Choice(f"{title}: how long it lasts")
        choice.setToolTip(_ABOUT_MARKS)
        offered = [one for one in _MARKS if one[1] is not Marks.LAST or key in self._pointed]
        for words, meaning in offered:
            choice.addItem(none if none and meaning is Marks.POINTS else words, meaning)
        choice.setMinimumWidth(_LEAST_MARKS_PX)
        choice.setMaximumWidth(_MARKS_PX)
        choice.setMinimumContentsLength(_WISHED_LETTERS)
        meanings = [meaning for _, meaning in offered]
        said = self._said_marks.get(key, Marks.POINTS)
        choice.setCurrentIndex(meanings.index(said) if said in meanings else 0)
        choice.currentIndexChanged.connect(lambda _: self._marks_chosen(key))
        self._grid.addWidget(choice, line, 3)
        self.marks[key] = choice
        return choice

    def _say_lasting(self, asked: bool) -> None:
        self._lasting_said = asked
        self.texts_changed.emit()

    def _marks_chosen(self, key: str) -> None:
        self._said_marks[key] = self.marks[key].currentData()
        self.texts_changed.emit()

    def _texts_choice(self, row: TierRow, title: str) -> Choice:
        choice = Choice(f"{title}: its texts are")
        choice.addItem("Each text is a code", Role.VALUES.value)
        choice.addItem("Texts are notes", Role.TEXT.value)
        choice.setMinimumWidth(_LEAST_TEXTS_PX)
        choice.setMaximumWidth(_TEXTS_PX)
        choice.setMinimumContentsLength(_WISHED_LETTERS)
        choice.setCurrentIndex(0 if row.role is Role.VALUES else 1)
        choice.currentIndexChanged.connect(lambda _: self.texts_changed.emit())
        self.texts[row.key] = choice
        return choice

    def _chosen(self, key: str) -> None:
        self._said[key] = str(self.codes[key].currentData())
        out = self._said[key] == STAY_OUT
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
