"""The first page: open a film, go on with a family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.family_card import FamilyCard, film_file
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.menu_button import MenuButton
from vig_annotator.gui.review.waiting_list import WaitingList
from vig_annotator.gui.scrolling import scrolled
from vig_annotator.model.consent import PURPOSE_WORDS, Standing
from vig_annotator.model.days import in_words
from vig_annotator.model.overview import FamilyOverview
from vig_annotator.services import consent
from vig_annotator.services.reviewing import Waiting
from vig_annotator.services.workspace import Workspace

_LEFT_PX, _LEFT_NARROW_PX = 392, 312
_NARROW_PX = 1150
_BESIDE_BAR_PX = 12
"""Where a low window scrolls, its bar stands clear of the buttons."""
_WIDEST_PX = 1480
_MOST_ENDINGS = 5
_NOT_ASKED = consent.Summary(Standing.MISSING, "")


class StartPage(QWidget):
    """Families of the library, and the one obvious next step: open a film.

    Signals:
        session_wanted(session id): go on coding.
        family_menu(family id, session id or empty, global position): right click on a family.
        new_family_wanted: add one.
        coder_given(name): who codes.
        review_wanted(session id, coding id): open what waits for me.
        consent_wanted(family id): look at a family's consent.
    """

    session_wanted = Signal(str)
    family_menu = Signal(str, str, QPoint)
    new_family_wanted = Signal()
    coder_given = Signal(str)
    review_wanted = Signal(str, str)
    consent_wanted = Signal(str)

    def __init__(self, actions: ActionSet, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Start page")
        self._actions = actions
        self._pictures = pictures
        self._ws: Workspace | None = None
        self._cards: list[FamilyCard] = []
        pictures.arrived.connect(self._show_pictures)
        self._greeting = QLabel()
        self._greeting.setProperty("role", "title")
        self.coder = QLineEdit()
        self.coder.setAccessibleName("You code as")
        self.coder.setMaxLength(60)
        self.coder.setFixedWidth(160)
        self.coder.editingFinished.connect(lambda: self.coder_given.emit(self.coder.text().strip()))
        self._library = push_button("Library", self._actions.qaction("film.choose_library").trigger)
        self._waiting = WaitingList()
        self._waiting.wanted.connect(self.review_wanted)
        self._endings = QVBoxLayout()
        self._endings.setSpacing(2)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 6, 24)
        self._list.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST_PX)
        row = self._row = QHBoxLayout(middle)
        self._left = self._left_side()
        row.addWidget(self._left)
        row.addWidget(self._right_side(), 1)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(middle, 1000)
        centred.addStretch(1)
        column.addLayout(centred, 1)

    @property
    def cards(self) -> Sequence[FamilyCard]:
        """The families that are shown."""
        return self._cards

    def show_library(self, ws: Workspace | None, families: Sequence[FamilyOverview], coder: str) -> None:
        """Show a library's families; without one, what can be done about it is said elsewhere."""
        self._ws = ws
        self._greeting.setText(greeting(datetime.now().astimezone().hour))
        self.coder.setText(coder)
        self._library.setText(f"Library: {ws.folder.name}" if ws is not None else "Open a library…")
        self._library.setToolTip(str(ws.folder) if ws is not None else action("film.choose_library").help)
        emptied(self._list)
        self._cards = []
        consents = consent.summaries(ws) if ws is not None else {}
        self._show_endings(ws)
        for one in families:
            card = FamilyCard(one, consents.get(one.family.id, _NOT_ASKED))
            card.consent_wanted.connect(self.consent_wanted)
            card.session_wanted.connect(self.session_wanted)
            card.menu_requested.connect(self.family_menu)
            self._cards.append(card)
            self._list.addWidget(card)
        if not families:
            self._list.addWidget(_empty())
        self._list.addStretch(1)
        if ws is not None:
            self._pictures.want_first(
                film_file(ws.folder, card.film_paths[0]) for card in self._cards if card.film_paths
            )
        self._show_pictures()

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """What waits for who works."""
        self._waiting.show_waiting(waiting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air where there is less room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        self._row.setContentsMargins(*((24, 4, 18, 0) if narrow else (60, 26, 54, 0)))
        self._row.setSpacing(22 if narrow else 34)
        self._left.setFixedWidth(_LEFT_NARROW_PX if narrow else _LEFT_PX)

    def _show_pictures(self) -> None:
        if self._ws is None:
            return
        for card in self._cards:
            if card.film_paths:
                card.show_picture(self._pictures.get(film_file(self._ws.folder, card.film_paths[0]), 0))

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        bar.setFixedHeight(48)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(MenuButton(self._actions))
        brand = QLabel("VIG Annotator")
        brand.setProperty("role", "brand")
        row.addWidget(brand)
        row.addStretch(1)
        keys = IconButton("search", action("tag.find").title.rstrip("…"), action_id="tag.find")
        keys.clicked.connect(self._actions.qaction("tag.find").trigger)
        row.addWidget(self._library)
        row.addWidget(keys)
        return bar

    def _left_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, _BESIDE_BAR_PX, 0)
        column.setSpacing(14)
        column.addWidget(self._greeting)
        hint = QLabel("Drop a film anywhere on this window, or")
        hint.setProperty("role", "secondary")
        column.addWidget(hint)
        opening = push_button(
            "Open a film…",
            self._actions.qaction("film.open").trigger,
            role="primary",
            action_id="film.open",
        )
        opening.setProperty("big", "true")
        column.addWidget(opening)
        for text, do in (
            ("New family", self.new_family_wanted.emit),
            (action("film.open_demo").title, self._actions.qaction("film.open_demo").trigger),
            (action("guide.tour").title, self._actions.qaction("guide.tour").trigger),
        ):
            button = push_button(text, do, role="big")
            column.addWidget(button)
        column.addSpacing(14)
        head = QLabel("FOR YOU")
        head.setProperty("role", "head")
        column.addWidget(head)
        column.addWidget(self._for_you())
        column.addWidget(self._waiting)
        column.addStretch(1)
        return scrolled(side, "Open a film", focus=Qt.FocusPolicy.NoFocus)

    def _for_you(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "panel-card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        row = QHBoxLayout()
        label = QLabel("You code as")
        label.setBuddy(self.coder)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.coder)
        column.addLayout(row)
        column.addWidget(
            push_button(
                action("codings.who").title,
                self._actions.qaction("codings.who").trigger,
                role="link",
                action_id="codings.who",
            )
        )
        hint = QLabel("Initials are enough. Your tags and your undo are kept under this name.")
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addLayout(self._endings)
        return card

    def _show_endings(self, ws: Workspace | None) -> None:
        """What consent ends soon, each family with the first day of it."""
        first: dict[str, consent.Ending] = {}
        for one in consent.ending_soon(ws) if ws is not None else []:
            first.setdefault(one.family.id, one)
        emptied(self._endings)
        for family_id, one in list(first.items())[:_MOST_ENDINGS]:
            words = f"{one.family.pseudonym}: consent for {PURPOSE_WORDS[one.purpose]} ends on {in_words(one.day)}"
            button = push_button(words, partial(self.consent_wanted.emit, family_id), role="link-warn")
            self._endings.addWidget(button)

    def _right_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 5, 0, 0)
        column.setSpacing(10)
        head = QLabel("FAMILIES")
        head.setProperty("role", "head")
        column.addWidget(head)
        inside = QWidget()
        inside.setLayout(self._list)
        column.addWidget(scrolled(inside, "Families", focus=Qt.FocusPolicy.NoFocus), 1)
        return side


def greeting(hour: int) -> str:
    """What to say at that hour of the day."""
    if 4 <= hour < 12:
        return "Good morning."
    return "Good afternoon." if 12 <= hour < 18 else "Good evening."


def _empty() -> QFrame:
    card = QFrame()
    card.setProperty("role", "panel-card")
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 22, 24, 22)
    column.setSpacing(6)
    head = QLabel("No films yet")
    head.setProperty("role", "subtitle")
    words = QLabel(
        "Open a film and coding starts at once: the family gets the next free name, such as F-001, and you can give "
        "it another later. Or try the demo film first; nothing can go wrong."
    )
    words.setWordWrap(True)
    words.setProperty("role", "secondary")
    column.addWidget(head)
    column.addWidget(words)
    return card
