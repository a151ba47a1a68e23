"""Sound quicker or slower with the voice's pitch kept."""

from __future__ import annotations

from fractions import Fraction

import av
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as NothingLeft
from av.filter import Graph

from vig_annotator.media.audio_resampling import Samples, frame_of, samples_of
from vig_annotator.model.mediatime import US_PER_SECOND

SLOWEST, QUICKEST = 0.1, 4.0
"""The speeds a film can be played at; 1 is as it was filmed."""

_WINDOW, _WINDOW_RATE = 2048, 48_000
"""Length of the pieces that ``atempo`` blends, in samples at that rate: a 24th of a second, up to a power of two."""


def tempo_steps(speed: float) -> list[float]:
    """The factors of a chain of ``atempo`` filters whose product is `speed`.

    One filter goes down to a half; above double it would leave stretches out instead of blending them, so each
    factor stays within 0.5 and 2 (https://ffmpeg.org/ffmpeg-filters.html#atempo).

    Raises:
        ValueError: the speed is not within 0.1 and 4.
    """
    if not SLOWEST <= speed <= QUICKEST:
        raise ValueError(f"a speed of {speed} is not within {SLOWEST} and {QUICKEST}")
    steps: list[float] = []
    while speed < 0.5:
        steps.append(0.5)
        speed /= 0.5
    while speed > 2.0:
        steps.append(2.0)
        speed /= 2.0
    return [*steps, speed]


def lead_us(speed: float) -> int:
    """How much earlier than it should, in microseconds of what goes in, sound comes out of the chain for a speed.

    Each filter blends pieces of `_WINDOW` samples and so brings sound forward: measured with tones at speeds from 0.1 to 2
    (the mean of where they begin and end), by a quarter of a window of what goes into the filter.
    """
    early_s, share = 0.0, 1.0
    for step in tempo_steps(speed):
        early_s += share * _WINDOW / 4 / _WINDOW_RATE
        share *= step
    return round(early_s * US_PER_SECOND)


class TempoChanger:
    """Stretches or squeezes stereo sound. It comes out `lead_us` early."""

    def __init__(self, speed: float, rate: int) -> None:
        self._rate = rate
        self._graph = Graph()
        self._pushed = 0
        node = self._graph.add_abuffer(
            sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate)
        )
        for step in tempo_steps(speed):
            following = self._graph.add("atempo", f"{step:.6f}")
            node.link_to(following)
            node = following
        sink = self._graph.add("abuffersink")
        node.link_to(sink)
        self._graph.configure()

    def push(self, samples: Samples) -> list[Samples]:
        """Blocks that are ready after these samples; often none, sometimes several."""
        frame = frame_of(samples, self._rate)
        frame.pts, frame.time_base = self._pushed, Fraction(1, self._rate)
        self._pushed += len(samples)
        self._graph.push(frame)
        return self._ready()

    def finish(self) -> list[Samples]:
        """What was still inside."""
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
