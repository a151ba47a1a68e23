"""The one sheet that asks what is to be made of a reel, over a window: what, what for, what it will cost, what to see to first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.making.making_words import FILE_FOR_HINTS, FILE_FOR_WORDS, size_words, time_words
from vig_annotator.gui.making.picture_ticks import PictureTicks
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.tick import Tick
from vig_annotator.model.reel_style import FileFor

_WIDTH_PX, _LEFT_PX = 880, 250
_MOST_LINES = 6
_LONGEST_HEADING = 80
_PAPERS = (("A4", "a4"), ("A5, half as large", "a5"))


class Wish(StrEnum):
    """What can be asked for."""

    FILM = "film"
    EACH = "each"
    STILLS = "stills"
    SHEET = "sheet"
    EDITOR = "editor"


WISH_WORDS: Mapping[Wish, tuple[str, str]] = {
    Wish.FILM: ("A film", "The whole reel as one film that any phone, television or PowerPoint plays."),
    Wish.EACH: ("A film for each clip", "Every clip as a film of its own, named by its caption, in one folder."),
    Wish.STILLS: ("Stills", "One picture of each clip, as the reel shows it: the picture that you chose, or else its middle."),
    Wish.SHEET: ("A keepsake sheet", "A page for the fridge: the stills, the captions, and what the family hopes for in their own words."),
    Wish.EDITOR: ("For an editing program", "Clips and markers as OpenTimelineIO, for those who finish it elsewhere."),
}  # fmt: skip


class MakeSheet(Overlay):
    """Shows what it is told; decides nothing.

    Signals:
        wish_changed: something else is to be made, or in another way.
        make_wanted: it is to be made.
        consent_wanted: the way to consent was pressed.
        exception_wanted: an exception is to be made.
    """

    wish_changed = Signal()
    make_wanted = Signal()
    consent_wanted = Signal()
    exception_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Make …", width_px=_WIDTH_PX)
        self.said: list[tuple[bool, str]] = []
        self._wishes = QButtonGroup(self)
        self._wishes.setExclusive(True)
        left = QVBoxLayout()
        left.setSpacing(8)
        self.options: dict[Wish, QPushButton] = {}
        for wish, (title, about) in WISH_WORDS.items():
            option = push_button(title, role="option", name=f"{title}: {about}")
            option.setCheckable(True)
            option.setAutoExclusive(True)
            option.clicked.connect(partial(self._choose, wish))
            self._wishes.addButton(option)
            self.options[wish] = option
            left.addWidget(option)
        left.addStretch(1)
        side = QWidget()
        side.setFixedWidth(_LEFT_PX)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setProperty("role", "secondary")
        self.file_for = Choice("What it is for")
        for file_for, words in FILE_FOR_WORDS.items():
            self.file_for.addItem(words, file_for)
        self.file_for.activated.connect(self._other_quality)
        self._file_hint = self._hint()
        self.paper = Choice("Paper")
        for words, paper in _PAPERS:
            self.paper.addItem(words, paper)
        self.paper.activated.connect(lambda: self.wish_changed.emit())
        self.heading = QLineEdit()
        self.heading.setAccessibleName("What stands above the pictures")
        self.heading.setMaxLength(_LONGEST_HEADING)
        self.heading.textEdited.connect(lambda: self.wish_changed.emit())
        self.pictures = PictureTicks()
        self.pictures.changed.connect(lambda: self.wish_changed.emit())
        self.with_hope = Tick("With what the family hopes for")
        self.with_hope.setChecked(True)
        self.with_hope.toggled.connect(lambda: self.wish_changed.emit())
        self._cost = QLabel()
        self._cost.setProperty("role", "strong")
        head = QLabel("BEFORE IT IS MADE")
        head.setProperty("role", "head")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        self._consent = push_button("Consent…", self.consent_wanted.emit, role="small")
        self._exception = push_button("Make an exception…", self.exception_wanted.emit, role="small")
        self.make = push_button("Make…", self.make_wanted.emit, role="primary")
        self._quality, self._sheet = (
            self._group("What it is for", self.file_for, self._file_hint),
            self._sheet_group(),
        )
        self._lay_out(side, head)

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        return next((wish for wish, option in self.options.items() if option.isChecked()), Wish.FILM)

    @property
    def chosen_quality(self) -> FileFor:
        """What films are for."""
        return FileFor(self.file_for.currentData())

    def ask(
        self,
        title: str,
        wish: Wish,
        file_for: FileFor,
        paper: str,
        heading: str,
        pictures: Sequence[str] = (),
    ) -> None:
        """Open it.

        Args:
            title: of the reel.
            wish: what is chosen at first.
            file_for: what the reel's films are for.
            paper: what sheets were printed on last.
            heading: what stands above a keepsake's pictures unless somebody says otherwise.
            pictures: what stands below each of the reel's pictures.
        """
        self.pictures.show_pictures(pictures)
        for before, after in pairwise([self.heading, *self.pictures.ticks, self.paper]):
            QWidget.setTabOrder(before, after)  # new boxes would come last
        self.head.setText(f"Make something of “{title}”")
        self.file_for.setCurrentIndex(self.file_for.findData(file_for))
        self.paper.setCurrentIndex(max(0, self.paper.findData(paper)))
        self.heading.setText(heading)
        self.options[wish].setChecked(True)
        self._show_wish()
        self.open(self.make)
        self.wish_changed.emit()

    def show_cost(self, size_bytes: int | None, seconds: float | None, words: str = "") -> None:
        """What it will cost; None while that is not known."""
        parts = [words] if words else []
        if size_bytes is not None:
            parts.append(f"about {size_words(size_bytes)}")
        if seconds is not None:
            parts.append(f"about {time_words(seconds)} to make, in the background")
        text = " · ".join(parts)
        self._cost.setText(text[:1].upper() + text[1:] if text else "Working out size and time …")

    def show_state(
        self, said: Sequence[tuple[bool, str]], *, may_be_made: bool, consent: bool, exception: bool
    ) -> None:
        """What is well and what is to be seen to.

        Args:
            said: lines; whether each is well.
            may_be_made: whether it may be made at all.
            consent: whether consent is what is missing.
            exception: whether an exception is possible.
        """
        self.said = list(said)
        emptied(self._lines)
        more = len(said) - _MOST_LINES
        lines = [f"{'✓' if well else '◆'} {words}" for well, words in said[: _MOST_LINES + (more == 1)]]
        for (well, _), words in zip(said, lines, strict=False):
            self._add_line(words, "secondary" if well else "concern")
        if more > 1:
            self._add_line(f"… and {more} more; the reel’s panel lists them all.", "hint")
        self.make.setEnabled(may_be_made)
        self._consent.setVisible(consent)
        self._exception.setVisible(exception)
        self._place()

    def _add_line(self, words: str, role: str) -> None:
        line = QLabel(words)
        line.setWordWrap(True)
        line.setProperty("role", role)
        self._lines.addWidget(line)
        line.show()  # it counts for the height of the card at once

    def _choose(self, wish: Wish) -> None:
        self.options[wish].setChecked(True)
        self._show_wish()
        self.wish_changed.emit()

    def _other_quality(self) -> None:
        self._show_wish()
        self.wish_changed.emit()

    def _show_wish(self) -> None:
        wish = self.wish
        title, about = WISH_WORDS[wish]
        self._about.setText(about)
        self._quality.setVisible(wish in (Wish.FILM, Wish.EACH))
        self._file_hint.setText(FILE_FOR_HINTS[self.chosen_quality])
        self._sheet.setVisible(wish is Wish.SHEET)
        self._cost.setVisible(wish is not Wish.EDITOR)
        self.make.setText("Make…" if wish is not Wish.EDITOR else "Write…")
        self.make.setAccessibleName(f"Make: {title}")

    def _sheet_group(self) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._group("Above the pictures", self.heading))
        column.addWidget(self._group("Pictures", self.pictures))
        column.addWidget(self._group("Paper", self.paper))
        column.addWidget(self.with_hope)
        return group

    def _group(self, words: str, field: QWidget, hint: QWidget | None = None) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = QLabel(words)
        label.setProperty("role", "strong")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        if hint is not None:
            column.addWidget(hint)
        return group

    def _hint(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "hint")
        label.setWordWrap(True)
        return label

    def _lay_out(self, side: QWidget, head: QLabel) -> None:
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._about)
        right.addWidget(self._quality)
        right.addWidget(self._sheet)
        right.addWidget(self._cost)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        right.addWidget(line)
        right.addWidget(head)
        right.addLayout(self._lines)
        ways = QHBoxLayout()
        ways.addWidget(self._consent)
        ways.addWidget(self._exception)
        ways.addStretch(1)
        right.addLayout(ways)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(22)
        across.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(right, 1)
        self.column.addLayout(across, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push_button("Cancel", self.close_over))
        foot.addWidget(self.make)
        self.column.addLayout(foot)
