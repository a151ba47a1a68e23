"""The sound of a reel's clips: exactly as long as their pictures, silent where a film has none, without clicks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.audio_source import AudioReader
from vig_annotator.media.audio_tempo import tempo_of
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.reels.limiter import limited
from vig_annotator.reels.parts import AUDIO_RATE, Part, PlannedClip, ReelFilm, ReelPlan

Samples = NDArray[np.float32]

FADE_SAMPLES = AUDIO_RATE * 5 // 1000
"""Sound rises and falls over five milliseconds at a cut: too short to be heard, long enough not to click."""

CHANNELS = 2
BLOCK_US = US_PER_SECOND // 4
BLOCK_SAMPLES = AUDIO_RATE // 4
"""Blocks are of a whole number of samples and of microseconds, so that they touch exactly."""

_QUIET_RAMP_US = 10_000
"""A quiet stretch begins to fall, and ends to rise, so long outside of it: all of it is quiet."""

Gains = Mapping[int, float]
"""By the number of a clip, by how much its sound is multiplied to be as loud as the others."""


class SoundReader(Protocol):
    """What is needed of a film's sound."""

    def read(self, start_us: int, stop_us: int, rate: int, channels: int) -> Samples:
        """Samples of a stretch of the film; silence where there are none."""


def sound_of_reel(plan: ReelPlan, gains: Gains | None = None, first: int = 0) -> Iterator[Samples]:
    """The sound of a reel from one of its samples on, in blocks of at most `BLOCK_SAMPLES`.

    Args:
        plan: of the reel.
        gains: see `loudness.gains_of`; None leaves clips as loud as they were filmed.
        first: number of the first sample that is wanted.

    Raises:
        MediaError: a film can't be opened.
    """
    blocks = _blocks_of_reel(plan, gains or {}, first)
    return blocks if gains is None else limited(blocks)


def _blocks_of_reel(plan: ReelPlan, gains: Gains, first: int) -> Iterator[Samples]:
    readers = Readers()
    try:
        for part in plan.parts:
            if part.stop_sample > first:
                readers.keep(part)
                yield from sound_of_part(readers, part, gains, max(0, first - part.first_sample))
    finally:
        readers.close()


class Readers:
    """The sound of the films that are needed now; owned by one thread."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[ReelFilm, AudioReader]] = {}

    def keep(self, part: Part) -> None:
        """Let go of all films but those of a part."""
        for key in set(self._open) - {id(film) for film in part.films}:
            self._open.pop(key)[1].close()

    def of(self, film: ReelFilm) -> AudioReader:
        """A film's sound."""
        if id(film) not in self._open:
            start = Fraction(int(film.index.pts[0])) * film.index.time_base
            self._open[id(film)] = film, AudioReader(film.path, start)
        return self._open[id(film)][1]

    def close(self) -> None:
        """Let go of all."""
        for _, reader in self._open.values():
            reader.close()
        self._open.clear()


def sound_of_part(readers: Readers, part: Part, gains: Gains, first: int = 0) -> Iterator[Samples]:
    """A part's sound from one of its samples on; silence for cards and stills."""
    total = part.stop_sample - part.first_sample
    if not isinstance(part, PlannedClip) or not any(one.speed for one in (part, part.beside or part)):
        for begin in range(first, total, BLOCK_SAMPLES):
            yield np.zeros((min(BLOCK_SAMPLES, total - begin), CHANNELS), np.float32)
        return
    own = sound_of_clip(readers.of(part.film), part, gain=gains.get(part.number, 1.0), first=first)
    if part.beside is None:
        yield from own
        return
    # A film beside itself is read at two places.
    apart = Readers() if part.beside.film is part.film else readers
    try:
        gain = gains.get(part.beside.number, 1.0)
        other = sound_of_clip(apart.of(part.beside.film), part.beside, gain=gain, first=first)
        for one, two in zip(own, other, strict=True):
            yield np.clip(one + two, -1.0, 1.0) if gain == 1.0 else one + two
    finally:
        if apart is not readers:
            apart.close()


def sound_of_clip(
    reader: SoundReader, clip: PlannedClip, *, gain: float = 1.0, first: int = 0
) -> Iterator[Samples]:
    """A clip's sound, faded in and out, in blocks of at most `BLOCK_SAMPLES`.

    Args:
        reader: of its film.
        clip: a run.
        gain: how much louder it becomes; 1 leaves it as it is, and nothing is above full scale then.
        first: number of the first sample of the clip that is wanted.
    """
    total = clip.stop_sample - clip.first_sample
    place = first
    for block in _raw(reader, clip, first, total):
        count = len(block)
        louder = block * (loudness(clip, place, count, total) * np.float32(gain))[:, np.newaxis]
        yield np.clip(louder, -1.0, 1.0) if gain == 1.0 else louder
        place += count


def _raw(reader: SoundReader, clip: PlannedClip, first: int, total: int) -> Iterator[Samples]:
    if clip.speed == 1:
        yield from _at_its_speed(reader, clip, first, total)
        return
    if clip.speed == 0:
        for begin in range(first, total, BLOCK_SAMPLES):
            yield np.zeros((min(BLOCK_SAMPLES, total - begin), CHANNELS), np.float32)
        return
    yield from _slowed(reader, clip, first, total)


def _slowed(reader: SoundReader, clip: PlannedClip, first: int, total: int) -> Iterator[Samples]:
    """What is quiet is made so before it is stretched, so that nothing of it is heard around."""
    changer = tempo_of(float(clip.speed), AUDIO_RATE)
    assert changer is not None
    at_us = clip.sound_onset_us + round(first * clip.speed * US_PER_SECOND / AUDIO_RATE)
    stop_us = clip.sound_onset_us + round((total + 1) * clip.speed * US_PER_SECOND / AUDIO_RATE)
    waiting = np.zeros((0, CHANNELS), np.float32)
    given = first
    while given < total:
        until_us = min(at_us + BLOCK_US, stop_us)
        block = reader.read(at_us, until_us, AUDIO_RATE, CHANNELS)
        times = at_us + (np.arange(len(block)) + 0.5) * (US_PER_SECOND / AUDIO_RATE)
        blocks = changer.push(block * quietness(clip, times)[:, np.newaxis])
        at_us = until_us
        if at_us == stop_us:
            blocks += changer.finish()
        waiting = np.concatenate([waiting, *blocks])
        if at_us == stop_us and len(waiting) < total - given:
            rest = total - given - len(waiting)
            waiting = np.concatenate([waiting, np.zeros((rest, CHANNELS), np.float32)])
        while given < total and len(waiting) >= min(BLOCK_SAMPLES, total - given):
            count = min(BLOCK_SAMPLES, total - given)
            yield waiting[:count]
            waiting, given = waiting[count:], given + count


def _at_its_speed(reader: SoundReader, clip: PlannedClip, first: int, total: int) -> Iterator[Samples]:
    for begin in range(first, total, BLOCK_SAMPLES):
        count = min(BLOCK_SAMPLES, total - begin)
        start_us = clip.sound_onset_us + begin * US_PER_SECOND // AUDIO_RATE
        stop_us = start_us + BLOCK_US
        if (
            count < BLOCK_SAMPLES
        ):  # the last one: a sample more, as the ends of a stretch are rounded to samples
            stop_us = start_us + -(-(count + 1) * US_PER_SECOND // AUDIO_RATE)
        yield reader.read(start_us, stop_us, AUDIO_RATE, CHANNELS)[:count]


def loudness(clip: PlannedClip, first: int, count: int, total: int) -> NDArray[np.float32]:
    """How loud (0 to 2) samples `first` to ``first + count - 1`` of a clip are, as its look and its fades say.

    Where a slower clip is quiet, it was made so before (`quietness`).
    """
    level: NDArray[Any] = fade(first, count, total)
    place = np.arange(first, first + count) + 0.5
    a_picture = total / max(1, clip.count)
    for pictures, away in ((clip.fade_in, place), (clip.fade_out, total - place)):
        if pictures:
            level = level * _rising(away / (pictures * a_picture))
    if clip.speed == 1:
        level = level * quietness(clip, clip.sound_onset_us + place * (US_PER_SECOND / AUDIO_RATE))
    return np.asarray(level * np.float32(clip.cut.look.sound_percent / 100), dtype=np.float32)


def quietness(clip: PlannedClip, at_us: NDArray[Any]) -> NDArray[np.float32]:
    """How loud (0 to 1) a clip's muted and softened stretches leave moments of its film."""
    level = np.ones(len(at_us), np.float32)
    # What is heard under the first picture belongs to it, though it was heard a little earlier in the room.
    at_us = np.clip(at_us, clip.span.onset_us, clip.span.offset_us)
    for one in clip.cut.look.quiet:
        begin, end = (edge - clip.cut.starts_at_us for edge in (one.span.onset_us, one.span.offset_us))
        times = [begin - _QUIET_RAMP_US, begin, end, end + _QUIET_RAMP_US]
        share = one.percent / 100
        level *= np.interp(at_us, times, [1.0, share, share, 1.0]).astype(np.float32)
    return level


def fade(first: int, count: int, total: int) -> NDArray[np.float32]:
    """The loudness (0 to 1) of samples `first` to ``first + count - 1`` of a clip of `total` samples."""
    length = min(FADE_SAMPLES, total // 2)
    if length == 0:
        return np.ones(count, dtype=np.float32)
    place = np.arange(first, first + count)
    return _rising(np.minimum(place + 0.5, total - place - 0.5) / length)


def _rising(share: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0)), dtype=np.float32)
