"""The bar below the preview: where in the reel one is, how long it is, and what making its film will cost."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.reels.reel_words import clips_and_length
from vig_annotator.gui.theme import font
from vig_annotator.gui.tokens import SMALL_PX, TIME_PX
from vig_annotator.model.timecode import format_short
from vig_annotator.services.reel_estimates import Estimate


class ReelBar(QFrame):
    """Its buttons do what the action table says (`show_actions`).

    Signals:
        stop_wanted: what is being worked on is to be stopped.
    """

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(48)
        self._play = IconButton("play", "Play", role="primary")
        self._moves = QHBoxLayout()
        self._moves.setSpacing(8)
        self._time = QLabel("0:00:00")
        self._time.setFont(font(TIME_PX, weight=QFont.Weight.Bold, tabular=True))
        self._time.setAccessibleName("Place in the reel")
        self._of = QLabel("")
        self._of.setFont(font(SMALL_PX))
        self._of.setProperty("role", "secondary")
        self._of.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._total = ElidedLabel()
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._total.setFont(font(SMALL_PX, tabular=True))
        self._total.setProperty("role", "secondary")
        self._work = QProgressBar()
        self._work.setRange(0, 1000)
        self._work.setFixedWidth(120)
        self._work.setAccessibleName("Following somebody")
        self._stop = push_button("Stop", self.stop_wanted.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addLayout(self._moves)
        row.addWidget(self._time)
        row.addWidget(self._of, 1)
        row.addWidget(self._work)
        row.addWidget(self._stop)
        row.addWidget(self._total, 4)
        self.show_work(None, "")

    def show_actions(self, actions: Mapping[str, QAction]) -> None:
        """Put the buttons that move about into their places."""
        self._play = self._button("play", actions["toggle"], role="primary")
        self._moves.addWidget(self._button("to_start", actions["start"]))
        self._moves.addWidget(self._button("frame_back", actions["frame_back"]))
        self._moves.addWidget(self._play)
        self._moves.addWidget(self._button("frame_on", actions["frame_on"]))

    def show_place(self, time_us: int) -> None:
        """Where in the reel one is."""
        self._time.setText(format_short(time_us))

    def show_total(self, clips: int, length_us: int, cost: Estimate | None) -> None:
        """How long the reel is, and what its film will cost."""
        if cost is None:
            self._of.setText("")
            self._total.setText("")
            return
        self._of.setText(f"of {format_short(length_us)}")
        self._of.setToolTip("This is how it will be made.")
        size = max(1, round(cost.size_bytes / 1e6))
        wait = f"{max(1, round(cost.seconds))} s" if cost.seconds < 90 else f"{round(cost.seconds / 60)} min"
        self._total.setText(f"{clips_and_length(clips, length_us)} · about {size} MB · {wait} to make")

    def show_playing(self, playing: bool) -> None:
        """Whether it plays."""
        self._play.set_icon("pause" if playing else "play")
        self._play.set_name("Pause" if playing else "Play")

    def show_work(self, share: float | None, words: str) -> None:
        """How far slow work is; None while there is none."""
        self._work.setVisible(share is not None)
        self._stop.setVisible(share is not None)
        if share is not None:
            self._work.setValue(round(share * 1000))
            self._work.setToolTip(words)

    def _button(self, icon: str, action: QAction, role: str = "") -> IconButton:
        button = IconButton(icon, action.text(), key=action.shortcut().toString(), role=role)
        button.clicked.connect(action.trigger)
        button.setAutoRepeat(action.autoRepeat())
        return button
