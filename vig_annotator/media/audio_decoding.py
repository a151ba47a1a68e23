"""Decoded sound of a film, each block placed where the film's timestamps say it belongs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

import av
import av.error
import numpy as np

from vig_annotator.media.audio_resampling import Samples, samples_of
from vig_annotator.media.opening import Source, only, open_container

_JITTER = Fraction(5, 1000)
"""Timestamps that stand off the counted samples by less (seconds) are the writer's rounding: the sound is unbroken.
Beyond it the timestamps win, so sound is never further than this from its place."""

_SETTLING = Fraction(15, 100)
"""Seconds that a decoder may need after a jump until its sound is right (Opus 80 ms, AAC two blocks, MP3 up to 0.2 s)."""

_RUN_UPS = (Fraction(1, 2), Fraction(4), Fraction(20))
"""How many seconds before the wanted place a jump aims; the next is tried where a container jumps too far."""

_MOST_FAULTS_IN_A_ROW = 200

_NO_SOUND = "This film has no sound."
_UNDECODABLE = "The sound of this film can't be read."


@dataclass(frozen=True, slots=True)
class SoundBlock:
    """A stretch of sound.

    Attributes:
        start: position of its first sample, counted at `rate` from time 0 of the session; may be negative.
        rate: samples a second, as stored in the film.
        samples: mono or stereo.
    """

    start: int
    rate: int
    samples: Samples

    @property
    def stop(self) -> int:
        """The position after its last sample."""
        return self.start + len(self.samples)


class AudioDecoder:
    """The first sound stream of a film that FFmpeg has a decoder for.

    Attributes:
        reason: why there is nothing to hear, in plain words; empty if there is.
        rate, channels: as stored (0 if there is nothing to hear); blocks have one or two channels.

    Args:
        source: the film.
        first_frame_s: where its first displayed frame stands in the container, in seconds: time 0 of the session.

    Raises:
        MediaError: the film can't be opened.
    """

    def __init__(self, source: Source, first_frame_s: Fraction) -> None:
        self._source, self._origin_s = source, first_frame_s
        self.reason, self.rate, self.channels = "", 0, 0
        self._begins_s = Fraction(0)
        self._open()
        if self._stream is None:
            self.reason = _NO_SOUND if not self._container.streams.audio else _UNDECODABLE
            return
        first = next(self._blocks(), None)
        if first is None:
            self.reason = _UNDECODABLE
            return
        self._begins_s = Fraction(first.start, first.rate)
        self.rate, self.channels = first.rate, self._stream.codec_context.channels

    def close(self) -> None:
        """Let go of the film."""
        self._container.close()

    def blocks_from(self, start_s: Fraction) -> Iterator[SoundBlock]:
        """Blocks in order, from one that lies well before `start_s` (or the first there is) to the end of the sound.

        Blocks don't overlap; where there is no sound they leave a gap. A decoder that settles after the jump has
        done so before `start_s`. Only the newest of these iterators may be used.
        """
        if self.reason:
            return
        came_late = False
        for run_up in _RUN_UPS:
            if not self._jump(start_s - run_up):
                came_late = True
                break
            blocks = self._blocks()
            first = next(blocks, None)
            if first is None:
                continue
            begins = Fraction(first.start, first.rate)
            if begins <= max(start_s - _SETTLING, self._begins_s + _JITTER):
                yield first
                yield from blocks
                return
            came_late = True
        if came_late:
            self._container.close()
            self._open()
            yield from self._blocks()

    def _open(self) -> None:
        if not isinstance(self._source, (str, os.PathLike)):
            self._source.seek(0)
        self._container = open_container(self._source)
        self._stream = next((s for s in self._container.streams.audio if s.codec_context is not None), None)
        if self._stream is not None:
            only(self._container, self._stream)

    def _jump(self, to_s: Fraction) -> bool:
        assert self._stream is not None and self._stream.time_base is not None
        try:
            self._container.seek(floor((to_s + self._origin_s) / self._stream.time_base), stream=self._stream)
        except (av.error.FFmpegError, OSError):
            return False
        return True

    def _blocks(self) -> Iterator[SoundBlock]:
        """What is decoded from here on, placed; see `_Placer`."""
        placer = _Placer(self._origin_s)
        for frame in self._frames():
            block = placer.place(frame)
            if block is not None:
                yield block

    def _frames(self) -> Iterator[av.AudioFrame]:
        assert self._stream is not None
        faults = 0
        packets = self._container.demux(self._stream)
        while faults < _MOST_FAULTS_IN_A_ROW:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                frames = packet.decode()
            except (av.error.FFmpegError, OSError):
                faults += 1
                continue
            if frames:
                faults = 0
            yield from frames


class _Placer:
    """Gives decoded frames their places.

    The first frame stands at its timestamp. The next ones follow it sample by sample, as long as their timestamps agree
    but for jitter; a frame without timestamp just follows. Where timestamps disagree they win: a gap stays a gap,
    and of sound that would overlap the beginning is left out.

    A two-hour film has a third of a million frames, and nearly all just follow: for those there is a short way in whole
    numbers, which comes to the same.
    """

    def __init__(self, origin_s: Fraction) -> None:
        self._origin_s = origin_s
        self._next: tuple[int, int] | None = (
            None  # the sample after the last frame, and the rate at which it is counted
        )
        self._ticks: _Ticks | None = None
        self._sampler = _Sampler()

    def place(self, frame: av.AudioFrame) -> SoundBlock | None:
        """The frame as a block, or None if nothing of it is to be heard."""
        samples = self._sampler.samples(frame)
        rate = frame.sample_rate
        start = self._following(frame, rate)
        if start is None:
            start = self._start(frame, rate)
            if start is None:
                return None
            if self._next is not None:
                late = round(Fraction(*self._next) * rate) - start
                if late > 0:
                    samples, start = samples[late:], start + late
        if not len(samples):
            return None
        self._next = start + len(samples), rate
        return SoundBlock(start, rate, samples)

    def _following(self, frame: av.AudioFrame, rate: int) -> int | None:
        """The place of a frame that follows the one before it; None if it does not, or is of another rate."""
        pts, time_base = frame.pts, frame.time_base
        if self._next is None or self._next[1] != rate or pts is None or time_base is None:
            return None
        ticks = self._ticks
        if ticks is None or ticks.rate != rate or ticks.time_base != time_base:
            ticks = self._ticks = _Ticks.of(rate, time_base, self._origin_s)
        off = pts * ticks.per_pts - ticks.origin - self._next[0] * ticks.per_sample
        return self._next[0] if -ticks.slack <= off <= ticks.slack else None

    def _start(self, frame: av.AudioFrame, rate: int) -> int | None:
        """The place of any frame, by its timestamp, or by those before it where it agrees with them or has none."""
        next_s = None if self._next is None else Fraction(*self._next)
        if frame.pts is None or frame.time_base is None:
            at_s = next_s
        else:
            at_s = frame.pts * frame.time_base - self._origin_s
            if next_s is not None and abs(at_s - next_s) <= max(_JITTER, 2 * frame.time_base):
                at_s = next_s
        return None if at_s is None else round(at_s * rate)


@dataclass(frozen=True, slots=True)
class _Ticks:
    """Times of one stream in whole numbers of one tiny unit, into which its clock, its samples and its slack all divide.

    Attributes:
        rate, time_base: what they are for.
        per_pts, per_sample: units in a tick of the stream's clock, and in a sample.
        origin: time 0 of the session.
        slack: how far a timestamp may stand off.
    """

    rate: int
    time_base: Fraction
    per_pts: int
    per_sample: int
    origin: int
    slack: int

    @staticmethod
    def of(rate: int, time_base: Fraction, origin_s: Fraction) -> _Ticks:
        slack = max(_JITTER, 2 * time_base)
        units = lcm(rate, time_base.denominator, origin_s.denominator, slack.denominator)
        return _Ticks(
            rate, time_base, int(time_base * units), units // rate, int(origin_s * units), int(slack * units)
        )


class _Sampler:
    """Makes float samples of decoded frames, mono or stereo."""

    def __init__(self) -> None:
        self._converter: av.AudioResampler | None = None
        self._converts: tuple[int, str, str] | None = None

    def samples(self, frame: av.AudioFrame) -> Samples:
        """The samples of a frame; where it has more than two channels, mixed down."""
        layout, form = frame.layout.name, frame.format.name
        if form == "fltp" and layout in (
            "mono",
            "stereo",
        ):  # as AAC, Opus and Vorbis come: they need no converting
            count = frame.samples
            planes = [np.frombuffer(memoryview(plane), np.float32, count) for plane in frame.planes]
            return np.stack(planes, axis=1)
        shape = (frame.sample_rate, layout, form)
        if self._converter is None or self._converts != shape:
            mono = frame.layout.nb_channels == 1
            self._converter = av.AudioResampler(
                format="flt", layout="mono" if mono else "stereo", rate=frame.sample_rate
            )
            self._converts = shape
        blocks = [samples_of(converted) for converted in self._converter.resample(frame)]
        return blocks[0] if len(blocks) == 1 else np.concatenate(blocks)
