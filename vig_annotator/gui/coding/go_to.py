"""Go to a time or frame: type it, press Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from vig_annotator.errors import UsageError
from vig_annotator.gui.overlay import Overlay
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.timecode import FrameNumber, format_time, parse_place


class GoTo(Overlay):
    """Asks for a place; `chosen` carries the number of the frame to show."""

    chosen = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Go to", width_px=340, high=True)
        self.line = QLineEdit()
        self.line.setAccessibleName("Time or frame")
        self.line.setPlaceholderText("0:01:30.500, 90.5 or f2700")
        self.line.returnPressed.connect(self._go)
        self.line.textEdited.connect(self._show_hint)
        self._trouble = QLabel("")
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "hint")
        self.column.addWidget(self.line)
        self.column.addWidget(self._trouble)
        self._index: FrameIndex | None = None
        self._hint = ""

    @property
    def trouble(self) -> str:
        """What the line below says."""
        return self._trouble.text()

    def ask(self, index: FrameIndex, now_us: int) -> None:
        """Ask where to go in a film."""
        self._index = index
        self._hint = f"The film ends at {format_time(index.end_us)} (f{len(index) - 1} is its last frame)."
        self._trouble.setText(self._hint)
        self.line.setText(format_time(now_us))
        self.line.selectAll()
        self.open(self.line)

    def _show_hint(self) -> None:
        self._trouble.setText(self._hint)

    def _go(self) -> None:
        assert self._index is not None
        try:
            frame = frame_of(self.line.text(), self._index)
        except UsageError as error:
            self._trouble.setText(str(error))
            return
        self.close_over()
        self.chosen.emit(frame)


def frame_of(text: str, index: FrameIndex) -> int:
    """The frame that a person means by a time or frame number.

    Times are shown cut to the millisecond; so a time that is typed as it is shown means the frame that begins within
    that millisecond.

    Raises:
        UsageError: it can't be understood, or the film has no such place.
    """
    place = parse_place(text)
    if isinstance(place, FrameNumber):
        if place.value >= len(index):
            raise UsageError(
                f"The film has no frame {place.value}.", f"Its frames are f0 to f{len(index) - 1}."
            )
        return place.value
    if place > index.end_us:
        raise UsageError(
            f"The film ends at {format_time(index.end_us)}.", "Type an earlier time, or a frame as f100."
        )
    within = MediaTime(place + 999) if place % 1000 == 0 else place
    return index.frame_at(within)


def length_of(text: str) -> int:
    """A length in microseconds that a person typed: ``2.5``, ``2.5 s`` or ``0:00:02.500``.

    Raises:
        UsageError: it is none, or has no length.
    """
    place = parse_place(text.removesuffix("s").strip())
    if isinstance(place, FrameNumber) or place <= 0:
        raise UsageError(f"“{text[:40]}” is no length.", "Type seconds, such as 2.5.")
    return place
