"""Media time: whole microseconds on a session's clock.

0 is the first displayed frame of the session's first recording. There are no floats inside the program; they exist
only at its doors (text, pixels, tables, foreign files). See docs/time.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NewType

MediaTime = NewType("MediaTime", int)
"""A moment on the session's clock, in microseconds."""

US_PER_SECOND = 1_000_000


def from_seconds(seconds: float | Fraction) -> MediaTime:
    """The media time nearest to a number of seconds (halves go to the even microsecond)."""
    return MediaTime(round(Fraction(seconds) * US_PER_SECOND))


def to_seconds(time_us: int) -> float:
    """Seconds as a float: for tables, pixels and foreign files only."""
    return time_us / US_PER_SECOND


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of media time ``[onset_us, offset_us)``.

    A state that covers frames 10 to 19 runs from ``time_of(10)`` to ``time_of(20)``, so neighbours touch without
    overlapping and durations add up. A point has ``onset_us == offset_us``.

    Raises:
        ValueError: the offset is before the onset.
    """

    onset_us: MediaTime
    offset_us: MediaTime

    def __post_init__(self) -> None:
        if self.offset_us < self.onset_us:
            raise ValueError(f"a span can't end ({self.offset_us}) before it starts ({self.onset_us})")

    @property
    def duration_us(self) -> int:
        """Length in microseconds; 0 for a point."""
        return self.offset_us - self.onset_us

    def contains(self, time_us: int) -> bool:
        """Whether a moment lies in the span; the end does not belong to it."""
        return self.onset_us <= time_us < self.offset_us

    def overlaps(self, other: Span) -> bool:
        """Whether two spans share any time; touching is not overlapping, and a point overlaps nothing."""
        return max(self.onset_us, other.onset_us) < min(self.offset_us, other.offset_us)
