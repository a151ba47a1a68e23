"""F1: every key on one card, made from the action table and the codebook."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.gui.actions import Action, Topic, of_topic
from vig_annotator.gui.buttons import key_text, push_button
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.overlay import Overlay
from vig_annotator.model.codebook import Codebook

_WIDE: tuple[tuple[Topic, ...], ...] = (
    (Topic.PLAY, Topic.FILM),
    (Topic.TAG, Topic.REEL, Topic.FAMILY, Topic.HELP),
    (Topic.MOMENTS, Topic.CODEBOOK, Topic.CODINGS, Topic.REVIEW, Topic.VIEW, Topic.PICTURE),
)
_NARROW: tuple[tuple[Topic, ...], ...] = (
    (Topic.PLAY, Topic.FILM, Topic.REEL, Topic.FAMILY, Topic.HELP),
    (Topic.TAG, Topic.MOMENTS, Topic.CODEBOOK, Topic.CODINGS, Topic.REVIEW, Topic.VIEW, Topic.PICTURE),
)
_NARROW_PX = 1200
_AROUND_PX = 190
"""Height of the window that is not the list's."""


class KeyOverlay(Overlay):
    """Shows every action that has a key, by topic, and the codes' keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Keys", width_px=1300)
        self.column.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("All keys")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        hint = QLabel(
            "Plain letters and digits are the codes’ keys. A key tags the frame that is on the screen."
        )
        hint.setProperty("role", "hint")
        foot.addWidget(hint, 1)
        self._close = push_button("Close", self.close_over, key="Esc")
        foot.addWidget(self._close)
        self.column.addLayout(foot)

    def show_keys(self, codebook: Codebook | None) -> None:
        """Show the card, with the keys of a codebook if one is open."""
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(26)
        narrow = self._window.width() < _NARROW_PX
        columns = [
            [(topic.value, _with_keys(of_topic(topic))) for topic in topics]
            for topics in (_NARROW if narrow else _WIDE)
        ]
        if codebook is not None:
            coded: Section = (
                "Codes",
                [(code.label, (code.key,)) for code in codebook.active_codes if code.key],
            )
            if narrow:
                columns[0].append(coded)
            else:
                columns.append([coded])
        for sections in columns:
            row.addLayout(_column(sections), 2 if sections[0][0] == "Codes" else 3)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        room = self._window.height() - _AROUND_PX
        self._scroll.setFixedHeight(min(inside.sizeHint().height() + 4, max(room, _AROUND_PX)))
        self.open(self._close)


Line = tuple[str, tuple[str, ...]]
Section = tuple[str, list[Line]]


def _with_keys(rows: Sequence[Action]) -> list[Line]:
    return [(one.title.rstrip("…"), keys[:2]) for one in rows if (keys := key_book().keys(one.id))]


def _column(sections: Sequence[Section]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    for title, lines in sections:
        head = QLabel(title.upper())
        head.setProperty("role", "head")
        head.setContentsMargins(0, 6, 0, 2)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for place, (text, keys) in enumerate(lines):
            name = QLabel(text)
            name.setAccessibleName(f"{text}: {' or '.join(map(key_text, keys))}")
            name.setWordWrap(True)
            grid.addWidget(name, place, 0)
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for key in keys:
                cap = QLabel(key_text(key))
                cap.setProperty("role", "cap")
                cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
                caps.addWidget(cap)
            grid.addLayout(caps, place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
    column.addStretch(1)
    return column
