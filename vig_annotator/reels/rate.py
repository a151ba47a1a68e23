"""Frame rates: the one a film was made at, as its real timestamps tell, and the one a reel is made at. Pure.

A container's own words about its rate are not used: ``r_frame_rate`` says 90000 for many variable-rate phone films,
and ``avg_frame_rate`` is pulled down by every frame that a phone dropped in dim light. The intervals between displayed
frames say what is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from vig_annotator.media.frame_index import COMMON_RATES, FrameIndex
from vig_annotator.model.mediatime import US_PER_SECOND

HIGHEST_RATE = Fraction(60)
"""A reel has at most this many frames a second: what every phone and television plays."""

LOWEST_RATE = Fraction(1)
"""A film of still pictures, one every few seconds, is shown with each picture repeated."""

_SNAP = 0.025  # the jitter of phones and whole milliseconds make a per cent or two; 24 and 25 are four apart
_NEAR_MEDIAN = 0.25  # intervals further than this from the median are dropped or doubled frames


def film_rate(index: FrameIndex) -> Fraction:
    """The rate a film was meant to have.

    That is the index's own nominal rate, where the rate is constant or one that cameras use. In any other film the median
    interval finds the usual one, whatever was dropped; the mean of the intervals near it finds the rate more finely
    than a container that counts in whole milliseconds can write a single interval; and the camera's rate is taken
    where one is near.
    """
    nominal = index.nominal_rate
    if nominal in COMMON_RATES or (len(index) > 2 and not index.variable_rate):
        return max(LOWEST_RATE, nominal)
    intervals = np.diff(np.append(index.time_us, index.end_us)[: max(2, len(index))]).astype(np.float64)
    median = float(np.median(intervals))
    usual = intervals[np.abs(intervals - median) <= _NEAR_MEDIAN * median]
    rate = US_PER_SECOND / (float(usual.mean()) if len(usual) else median)
    standard = min(COMMON_RATES, key=lambda candidate: abs(float(candidate) - rate))
    if abs(float(standard) - rate) <= _SNAP * rate:
        return standard
    return max(LOWEST_RATE, nominal)


def reel_rate(rates: Iterable[Fraction]) -> Fraction:
    """The constant rate of a reel: the highest among its films, at most 60 a second.

    A film at 120000/1001 makes a reel at 60000/1001, so that every second frame is shown and none is held twice.

    Raises:
        ValueError: there are no rates.
    """
    highest = max(rates)
    if highest <= HIGHEST_RATE:
        return highest
    thinned = highest / -(-highest // HIGHEST_RATE)
    return thinned if thinned >= HIGHEST_RATE * 999 / 1001 else HIGHEST_RATE
