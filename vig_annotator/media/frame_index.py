"""The list of a film's displayed frames: the only bridge between frame numbers and media time.

A pure value (no FFmpeg in here): `indexing` builds it, `index_cache` keeps it, everything else asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime, Span

Int64s = NDArray[np.int64]
Bools = NDArray[np.bool_]

_STEADY_TICKS = 2
"""How far, in ticks of the clock, a frame may stand off an even grid in a film that still counts as constant rate."""

_MILLISECOND = Fraction(1, 1000)
_GREATEST_INT64 = 2**63 - 1


class EmptyIndex(ValueError):
    """A film without a single frame has no index."""


@dataclass(frozen=True, eq=False)
class FrameIndex:
    """Every displayed frame of a film, in display order.

    Frame numbers count from 0. Media time is in whole microseconds and starts with 0 at the first displayed frame.

    Attributes:
        pts: timestamp of each frame as the film stores it, in ticks of `time_base`; this is how a decoded picture is
            recognised. Increasing, unless `clock_jumps`.
        time_base: seconds a tick.
        time_us: media time of each frame; strictly increasing, the first is 0.
        keyframe: whether the film flags the frame as a keyframe.
        entry: whether decoding can really begin at the frame; the first frame is always an entry. Differs from
            `keyframe` in films whose flags are wrong.
        end_us: where the last frame ends (exclusive).
        exact: whether number, order and time of all frames are certain.
        reason: why they are not, in plain words; empty if `exact`.
        decoded: whether the list was made by decoding all pictures, as packets alone did not tell.
        stored: whether the film stores these timestamps; if not, `pts` is worked out, decoded pictures don't carry it,
            and a frame can only be found by counting from the start.
    """

    pts: Int64s
    time_base: Fraction
    time_us: Int64s
    keyframe: Bools
    entry: Bools
    end_us: int
    exact: bool = True
    reason: str = ""
    decoded: bool = False
    stored: bool = True

    def __post_init__(self) -> None:
        count = len(self.time_us)
        if count == 0:
            raise EmptyIndex("an index holds at least one frame")
        if not len(self.pts) == len(self.keyframe) == len(self.entry) == count:
            raise ValueError("the columns of an index have one length")
        if self.time_us[0] != 0 or (count > 1 and int(np.diff(self.time_us).min()) <= 0):
            raise ValueError("media time starts with 0 and increases from frame to frame")
        if self.end_us <= int(self.time_us[-1]):
            raise ValueError("the last frame ends after it begins")
        if self.exact == bool(self.reason):
            raise ValueError("an index is exact, or says why not")
        if not self.entry[0]:
            raise ValueError("decoding can begin at the first frame")
        for column in (self.pts, self.time_us, self.keyframe, self.entry):
            column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.time_us)

    def frame_at(self, time_us: int) -> int:
        """The frame that is on screen at a moment: the last one that begins at or before it.

        Moments before the first frame belong to the first, moments after the last frame to the last.
        """
        return max(0, int(np.searchsorted(self.time_us, time_us, side="right")) - 1)

    def time_of(self, frame: int) -> MediaTime:
        """When a frame begins; for ``frame == len(index)`` when the film ends.

        Raises:
            IndexError: there is no such frame.
        """
        if not 0 <= frame <= len(self):
            raise IndexError(f"frame {frame} of {len(self)}")
        return MediaTime(self.end_us if frame == len(self) else int(self.time_us[frame]))

    def span_of_frames(self, first: int, stop: int) -> Span:
        """The stretch that frames `first` to ``stop - 1`` cover.

        Raises:
            IndexError: there are no such frames.
            ValueError: `stop` is before `first`.
        """
        return Span(self.time_of(first), self.time_of(stop))

    def entry_before(self, frame: int) -> int:
        """The last frame at or before `frame` at which decoding can begin."""
        return int(self._entries[np.searchsorted(self._entries, frame, side="right") - 1])

    @cached_property
    def _entries(self) -> Int64s:
        return np.flatnonzero(self.entry).astype(np.int64)

    @cached_property
    def clock_jumps(self) -> bool:
        """Whether the stored timestamps go back, or stand still, somewhere in the film."""
        return len(self) > 1 and bool((np.diff(self.pts) <= 0).any())

    @property
    def matchable(self) -> bool:
        """Whether a decoded picture can be recognised by its timestamp; if not, pictures are to be counted."""
        return self.stored and not self.clock_jumps

    @cached_property
    def variable_rate(self) -> bool:
        """Whether the frames stand on no even grid (phone films, browser recordings, films with a dropped frame).

        Ticks too coarse for the rate (milliseconds in MKV, say) and a jitter of a tick don't count as variable.
        """
        if len(self) < 3:
            return False
        tolerance_us = _STEADY_TICKS * float(self._tick) * US_PER_SECOND + 2
        step = np.diff(self.time_us).astype(np.float64)
        if float(step.max() - step.min()) > 2 * tolerance_us:
            return True
        # The narrowest band around a straight line, tried with the slope between the ends and the best-fit slope.
        numbers = np.arange(len(self), dtype=np.float64)
        slopes = (
            float(self.time_us[-1]) / (len(self) - 1),
            float(np.polyfit(numbers, self.time_us.astype(np.float64), 1)[0]),
        )
        spread = min(float(np.ptp(self.time_us - slope * numbers)) for slope in slopes)
        return spread > tolerance_us

    @cached_property
    def nominal_rate(self) -> Fraction:
        """Frames a second, as a person would say it: of the usual (median) distance between two frames.

        Near one of the rates that cameras use (24, 25, 30000/1001 ...) it is that rate.
        """
        if len(self) == 1:
            return Fraction(US_PER_SECOND, self.end_us)
        steps = np.diff(self.time_us)
        tick_us = float(self._tick) * US_PER_SECOND
        if self.variable_rate:
            usual = float(np.sort(steps)[len(steps) // 2])  # one that occurs, unlike a median
            usual = float(steps[np.abs(steps - usual) <= tick_us + 1].mean())
            slack = 1 / 200
        else:
            usual = float(self.time_us[-1]) / (len(self) - 1)
            rounded = len(np.unique(np.diff(self.pts))) > 1
            slack = max(1 / 2000, tick_us / float(self.time_us[-1]) if rounded else 0.0)
        rate = US_PER_SECOND / usual
        nearest = min(COMMON_RATES, key=lambda common: abs(float(common) - rate))
        if abs(float(nearest) - rate) <= float(nearest) * slack:
            return nearest
        return Fraction(rate).limit_denominator(1001)

    @cached_property
    def _tick(self) -> Fraction:
        """Seconds by which stored times are rounded: the time base, or a millisecond where all times are whole ones."""
        if self.time_base < _MILLISECOND and not bool((self.time_us % 1000 > 1).any()):
            return _MILLISECOND
        return self.time_base


COMMON_RATES = tuple(
    Fraction(rate) for rate in (5, 8, 10, 12, "12.5", 15, 20, 24, 25, 30, 48, 50, 60, 90, 100, 120, 200, 240)
) + tuple(Fraction(rate * 1000, 1001) for rate in (12, 15, 24, 30, 48, 60, 120, 240))
"""Frame rates that cameras and editing programs use."""


def media_times(pts: Int64s, time_base: Fraction) -> Int64s:
    """Microseconds since the first timestamp, each rounded to the nearest (halves to the even one).

    Args:
        pts: timestamps in ticks of `time_base`; must not be empty.
        time_base: seconds a tick.
    """
    scale = time_base * US_PER_SECOND
    ticks = pts - pts[0]
    longest = max(abs(int(ticks.max())), abs(int(ticks.min())))
    if longest * scale.numerator * 2 + scale.denominator > _GREATEST_INT64:
        return np.array([round(int(tick) * scale) for tick in ticks], dtype=np.int64)
    whole, rest = np.divmod(ticks * scale.numerator, scale.denominator)
    twice = 2 * rest
    up = (twice > scale.denominator) | ((twice == scale.denominator) & (whole % 2 == 1))
    return np.asarray(whole + up, dtype=np.int64)
