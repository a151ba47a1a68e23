"""Frame times for rules: a film at a steady or an uneven rate, without a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tests.builders.libraries import FRAME_US
from vig_annotator.model.mediatime import MediaTime


class Frames:
    """The times of the frames of a film; the last of them is the film's end."""

    def __init__(self, times_us: Sequence[int]) -> None:
        self._times = list(times_us)

    def __len__(self) -> int:
        return len(self._times) - 1

    def frame_at(self, time_us: int) -> int:
        return min(max(0, bisect_right(self._times, time_us) - 1), len(self) - 1)

    def time_of(self, frame: int) -> MediaTime:
        return MediaTime(self._times[frame])


def steady(count: int) -> Frames:
    """A film of so many frames, one every 40 ms."""
    return Frames([frame * FRAME_US for frame in range(count + 1)])
