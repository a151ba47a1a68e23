"""Where two recordings of one room lie beside each other, found by what both heard.

Each sound's onsets (how steeply its loudness rises, on a logarithmic scale, as ears hear it) are laid over each other at every
possible distance, and Pearson's correlation over the stretch that both heard is taken by FFT. Distance and direction of the
microphones change loudness, not the moments at which sounds begin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.waveform import Waveform
from vig_annotator.model.mediatime import US_PER_SECOND

Floats = NDArray[np.float64]

_QUIET = 0.003
"""Below this share of full scale it is silence: -50 dB."""

_LEAST_SHARED_S = 12.0
"""Recordings that heard less together than this, and than half of the shorter one, are not compared there."""

_APART_S = 0.4
"""The best rival of a place is at least this far from it."""

_LEAST_LIKENESS, _LEAST_LEAD = 0.25, 0.25
_LONG_SHARED_US = 20 * US_PER_SECOND
"""From so much heard together on, `_LEAST_LIKENESS` is enough."""


@dataclass(frozen=True, slots=True)
class SoundMatch:
    """What was found.

    Attributes:
        starts_us: where the second recording begins on the first one's clock; may be negative.
        likeness: correlation there, at most 1.
        lead: how much of the likeness the best other place lacks, 0 to 1: near 0, another place fits as well.
        shared_us: how long both heard at the same time, there.
    """

    starts_us: int
    likeness: float
    lead: float
    shared_us: int = 0

    @property
    def sure(self) -> bool:
        """Whether the place is worth trusting: both heard the same, and nowhere else fits nearly as well.

        The less both heard, the more alike two rooms are by chance (as one over the root of the length), so the more is asked.
        """
        short = max(1.0, (_LONG_SHARED_US / max(self.shared_us, 1)) ** 0.5)
        return self.likeness >= _LEAST_LIKENESS * short and self.lead >= _LEAST_LEAD


def match(one: Waveform, other: Waveform) -> SoundMatch:
    """Find where `other` begins on the clock of `one`; both have the same `per_second`."""
    a, b = _onsets(one), _onsets(other)
    nowhere = SoundMatch(0, 0.0, 0.0)
    if not a.any() or not b.any():
        return nowhere
    per_second = one.per_second
    lags = np.arange(-(len(b) - 1), len(a))
    first = np.maximum(lags, 0)
    stop = np.minimum(len(a), lags + len(b))
    shared = stop - first
    least = min(_LEAST_SHARED_S * per_second, min(len(a), len(b)) / 2)
    size = 1 << (len(a) + len(b) - 1).bit_length()
    raw = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)[lags % size]
    sum_a, power_a = _within(a, first, stop), _within(a * a, first, stop)
    sum_b, power_b = _within(b, first - lags, stop - lags), _within(b * b, first - lags, stop - lags)
    spread = (power_a - sum_a**2 / shared) * (power_b - sum_b**2 / shared)
    with np.errstate(invalid="ignore", divide="ignore"):
        likeness = (raw - sum_a * sum_b / shared) / np.sqrt(spread)
    likeness[(shared < least) | ~(spread > 1e-9)] = -1.0
    best = int(np.argmax(likeness))
    peak = float(likeness[best])
    if peak <= 0:
        return nowhere
    near = round(_APART_S * per_second)
    rivals = np.concatenate((likeness[: max(0, best - near)], likeness[best + near + 1 :]))
    rival = max(0.0, float(rivals.max(initial=0.0)))
    lag = float(lags[best]) + _finer(likeness, best)
    shared_us = round(int(shared[best]) * US_PER_SECOND / per_second)
    return SoundMatch(round(lag * US_PER_SECOND / per_second), peak, (peak - rival) / peak, shared_us)


def _onsets(heard: Waveform) -> Floats:
    loudness = np.log(np.maximum(heard.peaks.astype(np.float64), _QUIET))
    return np.maximum(np.diff(loudness, prepend=loudness[:1]), 0.0)


def _within(values: Floats, first: NDArray[np.int64], stop: NDArray[np.int64]) -> Floats:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return np.asarray(sums[stop] - sums[first], dtype=np.float64)


def _finer(likeness: Floats, best: int) -> float:
    """How far the top of a parabola through a peak and its neighbours lies from it, in steps."""
    if not 0 < best < len(likeness) - 1:
        return 0.0
    before, at, after = (float(likeness[best + step]) for step in (-1, 0, 1))
    bend = before - 2 * at + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0
