"""The strip above an open packet: whose it is, until when, what they ask, and how much is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.packets.packet_words import remarks_words
from vig_annotator.model.days import in_words
from vig_annotator.services.packet_opening import PacketWorkspace

_ROOMY_PX = 850
"""In windows as high as this the questions are there at once; in lower ones the review needs the room."""


class PacketBar(QFrame):
    """Hidden while no packet is open; `coding_chosen(id)` is sent when another coding is to be shown."""

    coding_chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName("Sealed packet")
        self.words = ElidedLabel()
        self.words.setProperty("role", "strong")
        self.kept = ElidedLabel()
        self.kept.setProperty("role", "hint")
        self.asks = push_button("", role="link", name="What the sender asks")
        self.asks.setCheckable(True)
        self.questions = QLabel("")
        self.questions.setWordWrap(True)
        self.asks.toggled.connect(self.questions.setVisible)
        self.questions.setTextFormat(Qt.TextFormat.PlainText)
        self.codings = Choice("Film and coding of the packet")
        self.codings.setMinimumContentsLength(26)
        self.codings.activated.connect(lambda place: self.coding_chosen.emit(self.codings.itemData(place)))
        self.send = push_button(
            "Send the answers back…",
            actions.qaction("packet.answer").trigger,
            role="primary",
            action_id="packet.answer",
        )
        close = push_button(
            "Close the packet", actions.qaction("film.start_page").trigger, action_id="film.start_page"
        )
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.words, 3)
        row.addWidget(self.asks)
        row.addWidget(self.kept, 2)
        for part in (self.codings, self.send, close):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.questions)
        self.hide()

    def show_packet(self, ws: PacketWorkspace, codings: Sequence[tuple[str, str]]) -> None:
        """Show an open packet.

        Args:
            ws: the packet.
            codings: ids and titles of what can be looked at.
        """
        packet = ws.packet
        self.words.setText(f"Sealed packet from {packet.made_by}  ·  until {in_words(packet.expires_on)}")
        self.questions.setText(packet.questions)
        self.questions.setAccessibleName(f"{packet.made_by} asks: {packet.questions}")
        self.asks.setText(f"What {packet.made_by} asks")
        self.asks.setVisible(bool(packet.questions))
        self.asks.setChecked(bool(packet.questions) and self.window().height() >= _ROOMY_PX)
        self.questions.setVisible(self.asks.isChecked())
        self.codings.clear()
        for pass_id, title in codings:
            self.codings.addItem(title, pass_id)
        self.codings.setVisible(len(codings) > 1)
        self.show()

    def show_answers(self, count: int) -> None:
        """Say how much was said so far, and that it is safe."""
        self.kept.setText(
            f"{remarks_words(count)} of yours, kept sealed"
            if count
            else "What you say is kept sealed, step by step"
        )
        self.send.setEnabled(bool(count))

    def show_coding(self, pass_id: str) -> None:
        """Say which coding is on the screen."""
        self.codings.setCurrentIndex(max(0, self.codings.findData(pass_id)))
