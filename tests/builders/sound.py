"""Sound with known facts: silence with tone bursts at stated times."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

US = 1_000_000


@dataclass(frozen=True)
class Burst:
    """A tone that begins at `onset_us` on the film's clock (0 = its first displayed frame)."""

    onset_us: int
    duration_us: int = 100_000
    pitch_hz: float = 880.0
    loudness: float = 0.6


@dataclass(frozen=True)
class Sound:
    """A sound track.

    `start_us` is where the track begins on the film's clock: positive is late, negative begins before the picture.
    `length_us` None means that it ends with the picture. `codec` None means the usual one of the container.
    """

    bursts: tuple[Burst, ...] = ()
    start_us: int = 0
    length_us: int | None = None
    rate: int = 48_000
    channels: int = 2
    codec: str | None = None


def samples(sound: Sound, film_length_us: int) -> NDArray[np.float32]:
    """The whole track as float samples, ``(n, channels)``; sample 0 lies at `sound.start_us`."""
    length_us = film_length_us - sound.start_us if sound.length_us is None else sound.length_us
    total = max(0, round(Fraction(length_us * sound.rate, US)))
    mono = np.zeros(total, dtype=np.float32)
    for burst in sound.bursts:
        first = round(Fraction((burst.onset_us - sound.start_us) * sound.rate, US))
        count = round(Fraction(burst.duration_us * sound.rate, US))
        tone = burst.loudness * np.sin(2 * np.pi * burst.pitch_hz * np.arange(count) / sound.rate)
        # A ramp of two milliseconds: a click would excite every frequency and smear the onset in a lossy codec.
        ramp = np.minimum(1.0, np.arange(count) / (0.002 * sound.rate))
        tone = (tone * ramp * ramp[::-1]).astype(np.float32)
        lo, hi = max(0, first), min(total, first + count)
        if hi > lo:
            mono[lo:hi] += tone[lo - first : hi - first]
    return np.repeat(mono[:, None], sound.channels, axis=1)


def tone_onsets_us(mono: NDArray[np.float32], rate: int, start_us: int = 0) -> list[int]:
    """Where tones begin in a decoded track: the first loud sample after at least 30 ms of quiet."""
    loud = np.flatnonzero(np.abs(mono) > 0.12)
    if loud.size == 0:
        return []
    firsts = loud[np.concatenate([[True], np.diff(loud) > 0.03 * rate])]
    return [start_us + round(Fraction(int(i) * US, rate)) for i in firsts]
