"""F1: every key on one card, made from the action table and the codebook."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.gui.actions import Action, Topic, of_topic
from vig_annotator.gui.buttons import key_text, push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.model.codebook import Codebook

_COLUMNS: tuple[tuple[Topic, ...], ...] = (
    (Topic.PLAY, Topic.VIEW),
    (Topic.TAG, Topic.HELP),
    (Topic.MOMENTS, Topic.REEL, Topic.FILM),
)


class KeyOverlay(Overlay):
    """Shows every action that has a key, by topic, and the codes' keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Keys", width_px=1240)
        self.column.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("All keys")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
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
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(28)
        for topics in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(3)
            for topic in topics:
                _add_section(
                    column,
                    topic.value,
                    [(one.title.rstrip("…"), _keys(one)) for one in of_topic(topic) if one.keys],
                )
            column.addStretch(1)
            row.addLayout(column, 1)
        if codebook is not None:
            column = QVBoxLayout()
            column.setSpacing(3)
            coded = [(code.label, key_text(code.key)) for code in codebook.active_codes if code.key]
            _add_section(column, "Codes", coded)
            column.addStretch(1)
            row.addLayout(column, 1)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setMinimumHeight(min(inside.sizeHint().height() + 4, self.parentWidget().height() - 190))
        self.open(self._close)


def _add_section(column: QVBoxLayout, title: str, lines: list[tuple[str, str]]) -> None:
    head = QLabel(title.upper())
    head.setProperty("role", "head")
    head.setContentsMargins(0, 6, 0, 2)
    column.addWidget(head)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for place, (text, keys) in enumerate(lines):
        name, key = QLabel(text), QLabel(f"<b>{escape(keys)}</b>")
        name.setAccessibleName(f"{text}: {keys}")
        key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        key.setProperty("role", "secondary")
        grid.addWidget(name, place, 0)
        grid.addWidget(key, place, 1)
    column.addLayout(grid)


def _keys(one: Action) -> str:
    return "  ".join(key_text(key) for key in one.keys[:2])
