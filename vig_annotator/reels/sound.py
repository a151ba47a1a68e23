"""The sound of a reel's clips: exactly as long as their pictures, silent where a film has none, without clicks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.audio_source import AudioReader
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.reels.plan import AUDIO_RATE, PlannedClip, ReelFilm, ReelPlan

Samples = NDArray[np.float32]

FADE_SAMPLES = AUDIO_RATE * 5 // 1000
"""Sound rises and falls over five milliseconds at a cut: too short to be heard, long enough not to click."""

CHANNELS = 2
BLOCK_US = US_PER_SECOND // 4
BLOCK_SAMPLES = AUDIO_RATE // 4
"""Blocks are of a whole number of samples and of microseconds, so that they touch exactly."""


class SoundReader(Protocol):
    """What is needed of a film's sound."""

    def read(self, start_us: int, stop_us: int, rate: int, channels: int) -> Samples:
        """Samples of a stretch of the film; silence where there are none."""


def sound_of_reel(plan: ReelPlan) -> Iterator[Samples]:
    """The whole sound of a reel, in blocks of at most `BLOCK_SAMPLES`.

    Raises:
        MediaError: a film can't be opened.
    """
    reader: AudioReader | None = None
    film: ReelFilm | None = None
    try:
        for clip in plan.clips:
            if clip.film is not film:
                if reader is not None:
                    reader.close()
                film = clip.film
                reader = AudioReader(film.path, Fraction(int(film.index.pts[0])) * film.index.time_base)
            assert reader is not None
            yield from sound_of_clip(reader, clip)
    finally:
        if reader is not None:
            reader.close()


def sound_of_clip(reader: SoundReader, clip: PlannedClip) -> Iterator[Samples]:
    """A clip's sound, faded in and out, in blocks of at most `BLOCK_SAMPLES`."""
    total = clip.stop_sample - clip.first_sample
    for first in range(0, total, BLOCK_SAMPLES):
        count = min(BLOCK_SAMPLES, total - first)
        start_us = clip.sound_onset_us + first * US_PER_SECOND // AUDIO_RATE
        stop_us = start_us + BLOCK_US
        if (
            count < BLOCK_SAMPLES
        ):  # the last one: a sample more, as the ends of a stretch are rounded to samples
            stop_us = start_us + -(-(count + 1) * US_PER_SECOND // AUDIO_RATE)
        block = reader.read(start_us, stop_us, AUDIO_RATE, CHANNELS)[:count]
        yield np.clip(block * fade(first, count, total)[:, np.newaxis], -1.0, 1.0)


def fade(first: int, count: int, total: int) -> NDArray[np.float32]:
    """The loudness (0 to 1) of samples `first` to ``first + count - 1`` of a clip of `total` samples."""
    length = min(FADE_SAMPLES, total // 2)
    if length == 0:
        return np.ones(count, dtype=np.float32)
    place = np.arange(first, first + count)
    edge = np.minimum(place + 0.5, total - place - 0.5) / length
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.minimum(edge, 1.0)), dtype=np.float32)
