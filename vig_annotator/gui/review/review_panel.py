"""The review of a coding in the side panel: the codebook's words, what is said, and what can be done next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import key_text, push_button, with_key
from vig_annotator.gui.review.thread_card import ThreadCard

_JUDGE = ("review.accept", "review.amend", "review.question", "review.reject", "review.propose")
_ANSWER = ("review.take", "review.leave", "review.reply", "review.resolve")
_ALWAYS = ("review.comment", "review.next")
_EMPTY = "Nothing is said about this coding yet.\n\n{key} comments on the chosen tag, the marked stretch or the frame on the screen."


_LEAST_LIST_PX = 28
_WITH_KEYS_PX = 390
"""From here on two buttons with their keys have room side by side."""


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
        self._judging = _buttons(_JUDGE, actions)
        self._answering = _buttons(_ANSWER, actions)
        self._foot = _buttons(_ALWAYS, actions)
        self._sum_up = _button("review.summary", actions)
        self._rate = _button("review.rate", actions)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(12, 4, 12, 10)
        self._list.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self._list)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName("Remarks")
        # On a low screen the remarks are scrolled, so that every button has its height.
        self._area.setMinimumHeight(_LEAST_LIST_PX)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 2)
        head.setSpacing(6)
        for widget in (self._state, self._code, self._judging):
            head.addWidget(widget)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        for widget in (self._answering, self._foot, self._sum_up, self._rate):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

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
        self._sum_up.setVisible(judges)
        self._rate.setVisible(judges)
        self._judging.setVisible(judges)

    def show_code(self, words: str) -> None:
        """What the codebook says of the chosen tag's code."""
        self._code.setText(words)
        self._code.setVisible(bool(words))

    def show_cards(self, cards: Sequence[ThreadCard], *, own: bool) -> None:
        """Show remarks; `own` says whether who works is the coder, who takes and leaves them."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._summary:
                widget.hide()
                widget.deleteLater()
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
        for action_id in ("review.take", "review.leave"):
            _shown(self._answering, action_id, own)
        self.choose(self._chosen)

    def choose(self, entry_id: str) -> None:
        """Say which remark the keys are about; one that is not there is none."""
        self._chosen = entry_id if any(card.entry_id == entry_id for card in self._cards) else ""
        self._answering.setVisible(bool(self._chosen))
        for card in self._cards:
            card.choose(card.entry_id == self._chosen)
            if card.entry_id == self._chosen:
                self._area.ensureWidgetVisible(card, 0, 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons say their keys where there is room for that."""
        super().resizeEvent(event)
        roomy = self.width() >= _WITH_KEYS_PX
        for button in self.findChildren(QPushButton):
            if button.property("words"):
                button.setText(button.property("words" if roomy else "short"))


def _buttons(action_ids: Sequence[str], actions: ActionSet) -> QWidget:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(6)
    for place, action_id in enumerate(action_ids):
        alone = place == len(action_ids) - 1 and place % 2 == 0
        grid.addWidget(_button(action_id, actions), place // 2, place % 2, 1, 2 if alone else 1)
    return widget


def _button(action_id: str, actions: ActionSet) -> QPushButton:
    row, qaction = action(action_id), actions.qaction(action_id)
    title = row.title.rstrip("…")
    button = push_button(
        f"{title}  {key_text(row.key)}" if row.key else row.title, qaction.trigger, name=title
    )
    button.setObjectName(action_id)
    button.setProperty("words", button.text())
    button.setProperty("short", title)
    button.setToolTip(with_key(row.help, row.key))
    button.setEnabled(qaction.isEnabled())
    qaction.enabledChanged.connect(button.setEnabled)
    return button


def _shown(group: QWidget, action_id: str, shown: bool) -> None:
    button = group.findChild(QPushButton, action_id)
    assert isinstance(button, QPushButton)
    button.setVisible(shown)
