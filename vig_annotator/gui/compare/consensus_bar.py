"""The bar on which two coders settle what they see: A's tag, B's, another code, or neither."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.model.settlement import Choice

_BUTTONS = (
    (Choice.A, "take_a", "Take A"),
    (Choice.B, "take_b", "Take B"),
    (Choice.NEW, "take_new", "Another code…"),
    (Choice.NEITHER, "take_neither", "Neither"),
)
_ROOMY_PX = 740


class ConsensusBar(QFrame):
    """Four choices for the moment that is looked at, and how much is settled."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(46)
        self.buttons: dict[Choice, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        self._head, self._agreed_left = QLabel("Settle it:"), 0
        row.addWidget(self._head)
        for choice, action_id, text in _BUTTONS:
            action = actions[action_id]
            key = action.shortcut().toString()
            button = push_button(f"{text}  {key}", action.trigger, key=key, name=text.rstrip("…"))
            button.setCheckable(True)
            button.setProperty("with_key", button.text())
            button.setProperty("short", text)
            self.buttons[choice] = button
            row.addWidget(button)
        row.addStretch(1)
        self._count = QLabel("")
        self._count.setProperty("role", "secondary")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count)
        agreed = actions["take_agreed"]
        self.agreed = push_button(
            "Take over what both agree on", agreed.trigger, key=agreed.shortcut().toString()
        )
        row.addWidget(self.agreed)
        self.show_moment(None, possible=())

    def show_moment(self, settled: Choice | None, possible: tuple[Choice, ...]) -> None:
        """What can be chosen for the moment that is looked at, and what was chosen."""
        for choice, button in self.buttons.items():
            button.setEnabled(choice in possible)
            button.setChecked(choice is settled)

    def show_count(self, settled: int, total: int, agreed_left: int) -> None:
        """How much of all is settled, and how much could be taken over at once."""
        self._count.setText(f"{settled} of {total} settled" if settled else "")
        self.agreed.setVisible(agreed_left > 0)
        self._agreed_left = agreed_left
        self._show_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words where there is less room."""
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        words = f"Take over the {self._agreed_left} that both agree on"
        roomy = self.width() >= _ROOMY_PX
        self.agreed.setText(words if roomy else f"Take {self._agreed_left} agreed")
        self.agreed.setAccessibleName(words)
        self._head.setVisible(roomy)
        for button in self.buttons.values():
            button.setText(button.property("with_key" if roomy else "short"))
