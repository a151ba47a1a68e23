"""What the rules need to know of a film's frames; `media.FrameIndex` is one such."""

from __future__ import annotations

from typing import Protocol

from vig_annotator.model.mediatime import MediaTime


class FrameTimes(Protocol):
    """The frames of a film and their times; see docs/time.md."""

    def __len__(self) -> int:
        """How many frames there are."""

    def frame_at(self, time_us: int) -> int:
        """The frame on the screen at a moment, within the film."""

    def time_of(self, frame: int) -> MediaTime:
        """When a frame begins; of the number of frames: the film's end."""


def edge_frame(frames: FrameTimes, time_us: int) -> int:
    """The frame that begins at an edge, or is on the screen there; the number of frames for the film's end."""
    return len(frames) if time_us >= frames.time_of(len(frames)) else frames.frame_at(time_us)
