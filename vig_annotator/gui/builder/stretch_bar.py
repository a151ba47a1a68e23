"""The chosen clip as a strip of time, and what can be done with a stretch that is marked in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vig_annotator.gui.builder.clip_track import ClipTrack
from vig_annotator.gui.builder.marking import Marking
from vig_annotator.gui.buttons import push_button, with_key
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.model.timecode import format_time

_NOTHING = "Drag over the sound, or press I and O, to mark a stretch."


class StretchBar(QFrame):
    """Between the preview and the clips.

    Args:
        marking: the marked stretch.
    """

    def __init__(self, marking: Marking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._marking = marking
        self.track = ClipTrack(marking)
        self._words = ElidedLabel(_NOTHING)
        self._words.setProperty("role", "hint")
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(14, 4, 14, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self.track)
        marking.changed.connect(self._show_mark)

    def show_actions(self, actions: Mapping[str, QAction]) -> None:
        """Put the buttons for the marked stretch into their places."""
        for action_id, words in (
            ("hear_mark", "Hear it"),
            ("mute_mark", "Mute"),
            ("soften_mark", "Soften"),
            ("subtitle", "Subtitle…"),
        ):
            action = actions[action_id]
            button = push_button(words, action.trigger, role="small", name=action.text())
            button.setToolTip(with_key(action.text(), action.shortcut().toString()))
            self._buttons.append(button)
            self._row.addWidget(button)
        self._show_mark()

    def _show_mark(self) -> None:
        marking = self._marking
        span = marking.span
        for button in self._buttons[:-1]:
            button.setEnabled(span is not None)
        if span is not None:
            ends = f"{format_time(span.onset_us)[2:]} to {format_time(span.offset_us)[2:]}"
            self._words.setText(f"Marked: {ends} ({span.duration_us / 1e6:.2f} s)")
        elif marking.onset_us is not None:
            self._words.setText(f"Marked from {format_time(marking.onset_us)[2:]}: press O where it ends.")
        elif marking.offset_us is not None:
            self._words.setText(f"Marked to {format_time(marking.offset_us)[2:]}: press I where it begins.")
        else:
            self._words.setText(_NOTHING)
