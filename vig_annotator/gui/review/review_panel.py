"""The review of a coding in the side panel: the codebook's words, what is said, and what can be done next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.review.review_buttons import ReviewButtons
from vig_annotator.gui.review.thread_card import ThreadCard
from vig_annotator.gui.scrolling import scrolled

_JUDGE = ("review.accept", "review.amend", "review.question", "review.reject")
_ANSWER = ("review.take", "review.leave", "review.reply", "review.resolve")
_FURTHER = ("review.comment", "review.next", "review.propose", "review.summary", "review.rate")
_SUPERVISORS = ("review.propose", "review.summary", "review.rate")
_EMPTY = "Nothing is said about this coding yet.\n\n{key} comments on the chosen tag, the marked stretch or the frame on the screen."


_LEAST_LIST_PX = 28
_LOW_PX = 560
_WITH_KEYS_PX = 390
"""From here on two buttons with their keys, or four without them, have room side by side."""


class ReviewPanel(QWidget):
    """`chosen` carries the id of the remark that was clicked."""

    chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Review")
        self._cards: list[ThreadCard] = []
        self._chosen = ""
        self._state = QLabel("")
        self._state.setProperty("role", "secondary")
        self._state.setWordWrap(True)
        self._summary = QLabel("")
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._code = QLabel("")
        self._code.setWordWrap(True)
        self._code.setProperty("role", "hint")
        self._code.setAccessibleName("What the codebook says")
        self._judging = ReviewButtons(_JUDGE, actions)
        self._answering = ReviewButtons(_ANSWER, actions)
        self._further = ReviewButtons(_FURTHER, actions)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(12, 4, 12, 10)
        self._list.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self._list)
        self._area = scrolled(inside, "Remarks", focus=Qt.FocusPolicy.NoFocus)
        # On a low screen the remarks are scrolled, so that every button has its height.
        self._area.setMinimumHeight(_LEAST_LIST_PX)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 2)
        head.setSpacing(6)
        for widget in (self._state, self._code, self._judging):
            head.addWidget(widget)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        for widget in (self._answering, self._further):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons say their keys where there is room for that; where the panel is low, they lie side by side, and the room is the remarks'."""
        super().resizeEvent(event)
        roomy = self.width() >= _WITH_KEYS_PX
        low = self.height() < _LOW_PX and roomy
        for group, columns in ((self._judging, 4), (self._answering, 4), (self._further, 3)):
            group.arrange(columns if low else 2, narrow=low or not roomy)

    @property
    def chosen_id(self) -> str:
        """The id of the chosen remark; empty if none is."""
        return self._chosen

    @property
    def cards(self) -> Sequence[ThreadCard]:
        """The remarks that are shown, in order."""
        return self._cards

    def show_state(self, words: str, summary: str, *, judges: bool) -> None:
        """How far the review is.

        Args:
            words: whose coding it is, and how much of it is judged.
            summary: strengths and next steps; empty if there is none.
            judges: whether who works may judge tags.
        """
        self._state.setText(words)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._further.show_only(() if judges else _SUPERVISORS)
        self._judging.setVisible(judges)

    def show_code(self, words: str) -> None:
        """What the codebook says of the chosen tag's code."""
        self._code.setText(words)
        self._code.setVisible(bool(words))

    def show_cards(self, cards: Sequence[ThreadCard], *, own: bool) -> None:
        """Show remarks; `own` says whether who works is the coder, who takes and leaves them."""
        emptied(self._list, keep=self._summary)
        self._list.addWidget(self._summary)
        self._cards = list(cards)
        for card in self._cards:
            card.wanted.connect(self.chosen)
            self._list.addWidget(card)
        if not self._cards:
            empty = QLabel(_EMPTY.format(key=key_text(action("review.comment").key)))
            empty.setWordWrap(True)
            empty.setProperty("role", "secondary")
            self._list.addWidget(empty)
        self._list.addStretch(1)
        self._answering.show_only(() if own else ("review.take", "review.leave"))
        self.choose(self._chosen)

    def choose(self, entry_id: str) -> None:
        """Say which remark the keys are about; one that is not there is none."""
        self._chosen = entry_id if any(card.entry_id == entry_id for card in self._cards) else ""
        self._answering.setVisible(bool(self._chosen))
        for card in self._cards:
            card.choose(card.entry_id == self._chosen)
            if card.entry_id == self._chosen:
                self._area.ensureWidgetVisible(card, 0, 20)
