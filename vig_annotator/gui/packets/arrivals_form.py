"""Answers that came back: what they would bring, before anything is taken in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.packets.packet_words import remarks_words
from vig_annotator.model.days import in_words
from vig_annotator.services.packet_merging import Came, besides
from vig_annotator.services.packet_merging import in_words as lines_of
from vig_annotator.services.workspace import Workspace


class ArrivalsForm(Overlay):
    """Lists what is new for each coding; `take_wanted` is sent when it is to be taken in."""

    take_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Answers", width_px=560)
        self._about, self.lines, self._besides = QLabel(""), QLabel(""), QLabel("")
        self.lines.setAccessibleName("What comes in")
        self._about.setProperty("role", "secondary")
        self._besides.setProperty("role", "hint")
        for label in (self._about, self.lines, self._besides):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.column.addWidget(label)
        promise = QLabel(
            "Nothing that is here is changed or overwritten: the remarks are added, signed with the supervisor’s name."
        )
        promise.setProperty("role", "hint")
        promise.setWordWrap(True)
        self.column.addWidget(promise)
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = push_button("Cancel", self.close_over)
        self.take = push_button("Take them in", self.take_wanted.emit, role="primary")
        row.addWidget(self.cancel)
        row.addWidget(self.take)
        self.column.addLayout(row)

    def show_came(self, ws: Workspace, came: Came) -> None:
        """Show what answers would bring."""
        count = came.arrivals.count
        self.head.setText(f"Answers from {came.answers.made_by}")
        self._about.setText(f"To the packet that was sealed on {in_words(came.sent.created_at)}.")
        self.lines.setText("\n".join(lines_of(ws, came)) if count else "There is nothing new in them.")
        self._besides.setText("\n".join(besides(came)))
        self._besides.setVisible(bool(self._besides.text()))
        self.take.setText(f"Take {remarks_words(count)} in")
        self.take.setVisible(bool(count))
        self.cancel.setText("Cancel" if count else "Close")
        self.open(self.take if count else self.cancel)
        self._place()
