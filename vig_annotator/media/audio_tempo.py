"""Sound quicker or slower with the voice's pitch kept."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

import av
import numpy as np
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as NothingLeft
from av.filter import Graph

from vig_annotator.media.audio_resampling import Samples, frame_of, samples_of
from vig_annotator.media.audio_slowing import Slower

SLOWEST, QUICKEST = 0.1, 4.0
"""The speeds a film can be played at; 1 is as it was filmed."""


class Tempo(Protocol):
    """Stretches or squeezes stereo sound: output sample `n` is what is heard at input sample ``n * speed``."""

    def push(self, samples: Samples) -> list[Samples]:
        """Blocks that are ready after these samples; often none, sometimes several."""

    def finish(self) -> list[Samples]:
        """What was still inside."""


def tempo_of(speed: float, rate: int) -> Tempo | None:
    """What changes the tempo of sound; None at full speed.

    Raises:
        ValueError: the speed is not within `SLOWEST` and `QUICKEST`.
    """
    if not SLOWEST <= speed <= QUICKEST:
        raise ValueError(f"a speed of {speed} is not within {SLOWEST} and {QUICKEST}")
    if speed == 1:
        return None
    return Slower(speed, rate) if speed < 1 else _Quicker(speed, rate)


_WINDOW_S = 2048 / 48_000
"""Length of the pieces that ``atempo`` blends: a 24th of a second, up to a power of two."""


def _steps(speed: float) -> list[float]:
    """The factors of a chain of ``atempo`` filters whose product is `speed`.

    Above double a filter would leave stretches out instead of blending them, so each
    factor stays at most 2 (https://ffmpeg.org/ffmpeg-filters.html#atempo).
    """
    steps: list[float] = []
    while speed > 2.0:
        steps.append(2.0)
        speed /= 2.0
    return [*steps, speed]


def _early_s(speed: float) -> float:
    """How much earlier than it should, in seconds of what goes in, sound comes out of the chain for a speed.

    Each filter blends pieces of `_WINDOW_S` and so brings sound forward: measured with tones
    (the mean of where they begin and end), by a quarter of a piece of what goes into the filter.
    """
    early_s, share = 0.0, 1.0
    for step in _steps(speed):
        early_s += share * _WINDOW_S / 4
        share *= step
    return early_s


class _Quicker:
    """FFmpeg's ``atempo``; what comes out early is put in late."""

    def __init__(self, speed: float, rate: int) -> None:
        self._rate = rate
        self._late: Samples | None = np.zeros((round(_early_s(speed) * rate), 2), np.float32)
        self._graph = Graph()
        self._pushed = 0
        node = self._graph.add_abuffer(
            sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate)
        )
        for step in _steps(speed):
            following = self._graph.add("atempo", f"{step:.6f}")
            node.link_to(following)
            node = following
        sink = self._graph.add("abuffersink")
        node.link_to(sink)
        self._graph.configure()

    def push(self, samples: Samples) -> list[Samples]:
        """See `Tempo`."""
        if self._late is not None:
            samples, self._late = np.concatenate([self._late, samples]), None
        frame = frame_of(samples, self._rate)
        frame.pts, frame.time_base = self._pushed, Fraction(1, self._rate)
        self._pushed += len(samples)
        self._graph.push(frame)
        return self._ready()

    def finish(self) -> list[Samples]:
        """See `Tempo`."""
        self._graph.push(None)
        return self._ready()

    def _ready(self) -> list[Samples]:
        blocks: list[Samples] = []
        while True:
            try:
                frame = self._graph.pull()
            except (NothingReady, NothingLeft):
                return blocks
            assert isinstance(frame, av.AudioFrame)
            blocks.append(samples_of(frame))
