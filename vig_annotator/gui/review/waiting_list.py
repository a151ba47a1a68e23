"""What waits for me, on the start page: remarks to read, codings to look at, second codings to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.layouts import emptied
from vig_annotator.services.reviewing import Waiting

_MOST_SHOWN = 5


class WaitingList(QFrame):
    """`wanted` carries the session and the coding of the line that was clicked."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel-card")
        self.setAccessibleName("What waits for me")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(4)
        self.show_waiting(())

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show what waits; nothing at all if nothing does."""
        emptied(self._column)
        head = QLabel("What waits for me")
        head.setProperty("role", "strong")
        self._column.addWidget(head)
        for one in waiting[:_MOST_SHOWN]:
            button = push_button(
                one.words,
                lambda one=one: self.wanted.emit(one.session_id, one.pass_id),  # type: ignore[misc]
                role="link",
                name=f"{one.words}: {one.family}, {one.session}",
            )
            where = QLabel(f"{one.family} › {one.session}")
            where.setProperty("role", "hint")
            where.setContentsMargins(9, 0, 0, 4)
            where.setWordWrap(True)
            where.setTextFormat(Qt.TextFormat.PlainText)
            self._column.addWidget(button)
            self._column.addWidget(where)
        if len(waiting) > _MOST_SHOWN:
            more = QLabel(f"and {len(waiting) - _MOST_SHOWN} more")
            more.setProperty("role", "hint")
            self._column.addWidget(more)
        self.setVisible(bool(waiting))
