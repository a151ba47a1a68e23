"""Which frame is on screen at each moment of a reel. Pure, and exact: whole numbers and fractions only.

A film's clock counts in ticks, so the stored times of a film of constant rate are rounded: at 30000/1001 in a container
of milliseconds (MKV) they are 0, 33, 67, 100 ... To sample such a film at its own rate by its stored times would
show some frames twice and others not at all. So a stretch whose frames all stand within a tick of an even grid is
measured on the grid; holes in the grid (frames a phone dropped) stay holes. Any other stretch is measured by its
stored times.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.mediatime import US_PER_SECOND, Span

_ROUNDING_US = 2  # two media times, each rounded to the microsecond
_FINE_TICKS = 8  # a tick must be a small part of the interval, or any times at all would fit a grid


@dataclass(frozen=True)
class Stretch:
    """A span of a film with the exact place of each of its frames.

    Attributes:
        first: number of the frame on screen at the span's onset.
        places: where each frame from `first` on begins, in units of `unit`, from the beginning of frame `first`.
        unit: seconds.
        offset: from the beginning of frame `first` to the span's onset, in seconds; less than that frame's length.
        duration: of the span, in seconds.
    """

    first: int
    places: NDArray[np.int64]
    unit: Fraction
    offset: Fraction
    duration: Fraction

    def frames_at(self, rate: Fraction, count: int) -> tuple[int, ...]:
        """The frame on screen at each of `count` moments ``onset + n / rate``."""
        step, start = 1 / (rate * self.unit), self.offset / self.unit
        scale = lcm(step.denominator, start.denominator)
        step_whole, start_whole = int(step * scale), int(start * scale)
        moments = np.array([(start_whole + n * step_whole) // scale for n in range(count)], dtype=np.int64)
        shown = np.searchsorted(self.places, moments, side="right") - 1
        return tuple(int(k) for k in shown + self.first)

    def lateness(self, rate: Fraction, shown: tuple[int, ...]) -> Fraction:
        """How much later than in the film frames appear, in seconds: half-way between the least late one and the latest.

        A picture shows the frame that is on screen at its moment, which began before it. For a film at the reel's own
        rate all are equally late; for others the difference is a picture's length at most. Sound that is as late as this
        is in sync with the pictures, within half a picture.

        Args:
            rate: of the reel.
            shown: what `frames_at` answers.
        """
        late = [
            self.offset + n / rate - int(self.places[frame - self.first]) * self.unit
            for n, frame in enumerate(shown)
            if n > 0 and shown[n - 1] != frame
        ]
        return (min(late) + max(late)) / 2 if late else Fraction(0)


def stretch_of(index: FrameIndex, span: Span, rate: Fraction) -> Stretch:
    """The exact places of the frames of a span.

    Args:
        index: of the film.
        span: inside the film, not empty.
        rate: the film's own nominal rate, which is tried as grid.

    Raises:
        ValueError: the span is empty or reaches out of the film.
    """
    if span.duration_us == 0 or span.onset_us < 0 or span.offset_us > index.end_us:
        raise ValueError(f"{span} is no stretch of a film of {index.end_us} microseconds")
    first, last = index.frame_at(span.onset_us), index.frame_at(span.offset_us - 1)
    # The frame after the last one tells exactly where the span ends, if it ends with a frame.
    stop = min(len(index), last + 2)
    origin_us = int(index.time_us[first])
    times_us = index.time_us[first:stop] - origin_us
    places, unit = _on_grid(times_us, index.time_base, rate) or _as_stored(index, first, stop, times_us)
    offset = _seconds(span.onset_us - origin_us, times_us, places, unit)
    end = _seconds(span.offset_us - origin_us, times_us, places, unit)
    return Stretch(first, places[: last - first + 1], unit, offset, end - offset)


def _on_grid(
    times_us: NDArray[np.int64], time_base: Fraction, rate: Fraction
) -> tuple[NDArray[np.int64], Fraction] | None:
    interval_us = US_PER_SECOND / rate
    slack_us = _slack_us(time_base, rate)
    steps = np.rint(times_us / float(interval_us)).astype(np.int64)
    if len(steps) > 1 and int(np.diff(steps).min()) < 1:
        return None
    if float(np.abs(times_us - steps * float(interval_us)).max()) > slack_us:
        return None
    return steps, 1 / rate


def _slack_us(time_base: Fraction, rate: Fraction) -> float:
    tick = time_base if time_base * rate * _FINE_TICKS <= 1 else Fraction(0)
    return float(tick * US_PER_SECOND) + _ROUNDING_US


def _as_stored(
    index: FrameIndex, first: int, stop: int, times_us: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Fraction]:
    ticks = index.pts[first:stop] - index.pts[first]
    tick_us = float(index.time_base * US_PER_SECOND)
    if float(np.abs(ticks * tick_us - times_us).max()) <= _ROUNDING_US:
        return ticks, index.time_base
    # The film's clock jumps in this stretch: the index has put its frames in order in microseconds.
    return times_us, Fraction(1, US_PER_SECOND)


def _seconds(
    time_us: int, times_us: NDArray[np.int64], places: NDArray[np.int64], unit: Fraction
) -> Fraction:
    """Seconds from the beginning of the first frame to a moment, which stays inside the frame that it is in.

    A stored interval can be a tick longer than the grid's; a moment in that tick is put at the end of its frame.
    """
    frame = int(np.searchsorted(times_us, time_us, side="right")) - 1
    seconds = int(places[frame]) * unit + Fraction(time_us - int(times_us[frame]), US_PER_SECOND)
    if frame + 1 == len(places):
        return seconds
    return min(seconds, int(places[frame + 1]) * unit - Fraction(1, US_PER_SECOND))
