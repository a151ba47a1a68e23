"""Where everything lies on the guider's window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.scrolling import scrolled
from vig_annotator.gui.sharing.sharing_words import PROMPTS

if TYPE_CHECKING:
    from vig_annotator.gui.sharing.guider_window import GuiderWindow

_SIDE_PX, _LEAST_SIDE_PX = 540, 380
_ROWS = (
    (("before", "‹ before"), ("once_more", "once more"), ("toggle", "play"), ("hold", "hold"), ("next", "next ›")),
    (("step_back", "‹ a frame"), ("half", "half"), ("quarter", "quarter"), ("loop", "loop"), ("blacken", "dark"), ("step_on", "a frame ›")),
)  # fmt: skip
_HINT = (
    "Page ↓ on, Page ↑ back, F5 once more, Space plays, ← → a frame, Shift with it a second, 2 half, 4 quarter, 1 as before, "
    "H holds, L loops, B dark, W words, Esc dark, then ends."
)


def guider_page(window: GuiderWindow) -> QWidget:
    """What the guider works with: the parent's picture at the left, all that helps at the right."""
    page = QWidget()
    whole = QVBoxLayout(page)
    whole.setContentsMargins(18, 14, 18, 12)
    whole.setSpacing(10)
    top = QHBoxLayout()
    top.addWidget(window.now, 1)
    top.addWidget(window.timer)
    whole.addLayout(top)
    whole.addWidget(window.trouble)
    middle = QHBoxLayout()
    middle.setSpacing(18)
    middle.addLayout(_left(window), 1)
    side = QWidget()
    side.setLayout(_right(window))
    area = scrolled(side, "What helps", focus=Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(_LEAST_SIDE_PX)
    area.setMaximumWidth(_SIDE_PX)
    middle.addWidget(area, 1)
    whole.addLayout(middle, 1)
    foot = QHBoxLayout()
    hint = QLabel(_HINT)
    hint.setProperty("role", "hint")
    hint.setWordWrap(True)
    foot.addWidget(hint, 1)
    foot.addWidget(push_button("End the review", lambda: window.do("end")))
    whole.addLayout(foot)
    return page


def away_page(window: GuiderWindow) -> QWidget:
    """What is left where the parent's display is gone: nothing that a parent should not see."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(80, 40, 80, 40)
    column.setSpacing(16)
    column.addStretch(1)
    head = QLabel("The parent’s display is gone")
    head.setProperty("role", "subtitle")
    words = QLabel(
        "Nothing is shown now. Plug the display in again, and the parent’s screen is there, dark, at the same picture. "
        "Your notes wait meanwhile: if both displays show the same, the parent would read them."
    )
    words.setWordWrap(True)
    words.setFixedWidth(560)
    words.setMinimumHeight(words.heightForWidth(560))
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(push_button("End the review", lambda: window.do("end")))
    row.addWidget(push_button("Go on on this display", window.here_wanted.emit, role="primary"))
    row.addStretch(1)
    for label in (head, words):
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addLayout(row)
    column.addStretch(1)
    return page


def _left(window: GuiderWindow) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(window.mirror, 1)
    column.addWidget(window.line)
    for row in _ROWS:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (what, text) in enumerate(row):
            button = push_button(text, partial(window.do, what), name=text.strip("‹› "))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the remote's
            button.setProperty("touch", "true")
            window.buttons[what] = button
            grid.addWidget(button, 0, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
    window.buttons["next"].setProperty("role", "primary")
    return column


def _right(window: GuiderWindow) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(window.next_head)
    after = QHBoxLayout()
    after.setSpacing(12)
    after.addWidget(window.next_picture)
    after.addWidget(window.next_words, 1)
    column.addLayout(after)
    column.addSpacing(6)
    head = QLabel("QUESTIONS")
    head.setProperty("role", "head")
    column.addWidget(head)
    for prompt in PROMPTS:
        label = QLabel(prompt)
        label.setProperty("role", "question")
        label.setWordWrap(True)
        column.addWidget(label)
    column.addSpacing(6)
    column.addWidget(window.words)
    column.addWidget(window.said)
    column.addWidget(window.notes, 1)
    return column
