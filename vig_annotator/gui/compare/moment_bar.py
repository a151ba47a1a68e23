"""The bar below the film of the comparing window: which moment it is, what each called it, and the way on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import IconButton
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.theme import font
from vig_annotator.gui.tokens import BODY_PX, SMALL_PX
from vig_annotator.model.timecode import format_time

_MISSED = "no tag"


class MomentBar(QFrame):
    """Says what is looked at; its buttons do what the action table says."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(58)
        self._play = self._button("play", actions["toggle"], role="primary")
        self._title, self._what, self._time = ElidedLabel(), ElidedLabel(), QLabel()
        self._title.setFont(font(SMALL_PX))
        self._title.setProperty("role", "secondary")
        self._what.setFont(font(BODY_PX, weight=QFont.Weight.DemiBold))
        self._time.setFont(font(SMALL_PX, tabular=True))
        self._time.setProperty("role", "secondary")
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._what)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self._button("moment_back", actions["previous"]))
        row.addWidget(self._button("frame_back", actions["frame_back"]))
        row.addWidget(self._play)
        row.addWidget(self._button("frame_on", actions["frame_on"]))
        row.addWidget(self._button("loop", actions["again"]))
        row.addWidget(self._button("moment_on", actions["next"]))
        row.addSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self._time)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No moment is looked at."""
        self._title.setText("Click a number of the table, or a tag on the timeline")
        self._what.setText("or play all that they see differently")

    def show_moment(
        self, title: str, number: int, count: int, coders: Sequence[str], labels: Sequence[str | None]
    ) -> None:
        """A moment of a list.

        Args:
            title: what the list is.
            number: which of it, from 1.
            count: how long it is.
            coders: names of A and B.
            labels: what each called it, None where one has no tag.
        """
        self._title.setText(f"{title} · {number} of {count}")
        said = [f"{coder}: {label or _MISSED}" for coder, label in zip(coders, labels, strict=True)]
        short = [f"{letter}: {label or _MISSED}" for letter, label in zip("AB", labels, strict=True)]
        self._what.setText("  ·  ".join(short))
        self.setToolTip("\n".join(said))
        self.setAccessibleDescription(f"{self._title.text()}. {'; '.join(said)}")

    def show_place(self, time_us: int, frame: int) -> None:
        """The frame on the screen."""
        self._time.setText(f"{format_time(time_us)}\nframe {frame:,}".replace(",", " "))

    def show_playing(self, playing: bool) -> None:
        """Whether the film plays."""
        self._play.set_icon("pause" if playing else "play")
        self._play.set_name("Pause" if playing else "Play")

    def _button(self, icon: str, action: QAction, role: str = "") -> IconButton:
        key = action.shortcut().toString()
        button = IconButton(icon, action.text().rstrip("…"), key=key, role=role)
        button.clicked.connect(action.trigger)
        button.setAutoRepeat(action.autoRepeat() and icon.startswith("frame"))
        return button
