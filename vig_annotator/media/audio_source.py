"""The sound of a film on the session's clock: any stretch, at any rate, sample for sample; silence where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Self

import numpy as np

from vig_annotator.media.audio_decoding import AudioDecoder, SoundBlock
from vig_annotator.media.audio_resampling import RunResampler, Samples
from vig_annotator.media.audio_tempo import Tempo, tempo_of
from vig_annotator.media.opening import Source
from vig_annotator.model.mediatime import US_PER_SECOND

PLAY_RATE, PLAY_CHANNELS = 48_000, 2
"""What `AudioReader.chunks` gives."""

_CHUNK_US = 50_000
_READ_ON_S = 2
"""A read that begins up to this many seconds after the last one decodes on instead of jumping."""


class AudioReader:
    """Reads the sound that belongs to a film's pictures.

    Time 0 is the first displayed frame. Sound is placed by the container's own timestamps: it may begin before or after the
    picture, have gaps, or end early; all that is missing is silence. Owned by one thread. A film that
    has no sound, or whose sound can't be decoded, reads as silence and `reason` says why.

    Args:
        source: a path, or a seekable binary file of its own.
        first_frame_s: where the first displayed frame stands in the container (``index.pts[0] * index.time_base``).

    Raises:
        MediaError: the film can't be opened at all.
    """

    def __init__(self, source: Source, first_frame_s: Fraction) -> None:
        self._decoder = AudioDecoder(source, first_frame_s)
        self._blocks: Iterator[SoundBlock] = iter(())
        self._pending: SoundBlock | None = None
        self._rate = 0
        self._read_to = 0

    @property
    def reason(self) -> str:
        """Why there is nothing to hear, in plain words; empty if there is."""
        return self._decoder.reason

    @property
    def rate(self) -> int:
        """Samples a second as stored in the film; 0 if there is nothing to hear."""
        return self._decoder.rate

    @property
    def channels(self) -> int:
        """Channels as stored in the film; 0 if there is nothing to hear."""
        return self._decoder.channels

    def read(self, start_us: int, stop_us: int, rate: int = PLAY_RATE, channels: int = 2) -> Samples:
        """The sound of a half-open stretch of session time.

        Stretches that touch give samples that touch: sample `n` of the whole session stands at ``n / rate`` seconds.

        Args:
            start_us: media time; may lie outside the film.
            stop_us: media time, exclusive.
            rate: samples a second.
            channels: 1 (the mean of left and right) or 2.

        Returns:
            float32, shape (samples, channels), full scale at ±1.
        """
        if channels not in (1, 2):
            raise ValueError(f"{channels} channels; there are 1 or 2")
        if rate <= 0 or stop_us < start_us:
            raise ValueError(f"no sound from {start_us} to {stop_us} at {rate} samples a second")
        start, stop = (
            round(Fraction(start_us * rate, US_PER_SECOND)),
            round(Fraction(stop_us * rate, US_PER_SECOND)),
        )
        sound = np.zeros((stop - start, channels), np.float32)
        if self.reason or start == stop:
            return sound
        if rate != self._rate or not self._read_to <= start <= self._read_to + _READ_ON_S * rate:
            self._blocks, self._pending, self._rate = self._resampled(start, rate), None, rate
        self._read_to = stop
        while True:
            block = self._pending if self._pending is not None else next(self._blocks, None)
            self._pending = None
            if block is None:
                return sound
            if block.stop > start and block.start < stop:
                first, last = max(block.start, start), min(block.stop, stop)
                part = block.samples[first - block.start : last - block.start]
                sound[first - start : last - start] = (
                    part if channels == 2 else part.mean(axis=1, keepdims=True)
                )
            if block.stop >= stop:
                self._pending = block
                return sound

    def chunks(
        self, start_us: int, speed: float = 1.0, stop_us: int | None = None
    ) -> Iterator[tuple[int, Samples]]:
        """Sound for playing, from a moment on, the voice's pitch kept at any speed.

        Args:
            start_us: media time of the first sample.
            speed: 0.1 to 4; 1 is as it was filmed.
            stop_us: where to end; None goes on without end, in silence after the film's own sound.

        Yields:
            the media time at which a block begins, and the block: float32 stereo at 48 kHz, about 50 ms long. All blocks
            together last ``(stop_us - start_us) / speed``. After `read` was called in between they still go on in step.

        Raises:
            ValueError: the speed is out of range.
        """
        return self._chunks(start_us, speed, stop_us, tempo_of(speed, PLAY_RATE))

    def _chunks(
        self, start_us: int, speed: float, stop_us: int | None, changer: Tempo | None
    ) -> Iterator[tuple[int, Samples]]:
        step_us = max(1_000, round(_CHUNK_US * speed))
        total = None if stop_us is None else round((stop_us - start_us) / speed * PLAY_RATE / US_PER_SECOND)
        given = 0
        at_us = start_us
        while stop_us is None or at_us < stop_us:
            until_us = at_us + step_us if stop_us is None else min(at_us + step_us, stop_us)
            sound = self.read(at_us, until_us)
            at_us = until_us
            blocks = [sound] if changer is None else changer.push(sound)
            if at_us == stop_us and changer is not None:
                blocks += changer.finish()
            for block in blocks:
                kept = block if total is None else block[: total - given]
                if len(kept):
                    yield _media_time(start_us, given, speed), kept
                    given += len(kept)
        if total is not None and given < total:
            yield _media_time(start_us, given, speed), np.zeros((total - given, PLAY_CHANNELS), np.float32)

    def close(self) -> None:
        """Let go of the film."""
        self._decoder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _resampled(self, start: int, rate: int) -> Iterator[SoundBlock]:
        """Stereo blocks at `rate`, in order and without overlap, from one before `start` on."""
        run: RunResampler | None = None
        shape, expected, given_to = (0, 0), 0, None
        for block in self._decoder.blocks_from(Fraction(start, rate)):
            blocks: list[tuple[int, Samples]] = []
            if run is None or shape != (block.rate, block.samples.shape[1]) or block.start != expected:
                if run is not None:
                    blocks += run.finish()
                shape = (block.rate, block.samples.shape[1])
                run = RunResampler(block.start, shape[1], block.rate, rate)
            blocks += run.push(block.samples)
            expected = block.stop
            for placed in _without_overlap(blocks, given_to, rate):
                given_to = placed.stop
                yield placed
        if run is not None:
            yield from _without_overlap(run.finish(), given_to, rate)


def _without_overlap(
    blocks: list[tuple[int, Samples]], given_to: int | None, rate: int
) -> Iterator[SoundBlock]:
    for start, samples in blocks:
        if given_to is not None and start < given_to:
            samples, start = samples[given_to - start :], given_to
        if len(samples):
            stereo = samples if samples.shape[1] == 2 else np.repeat(samples, 2, axis=1)
            yield SoundBlock(start, rate, stereo)
            given_to = start + len(samples)


def _media_time(start_us: int, given: int, speed: float) -> int:
    return start_us + round(given * speed * US_PER_SECOND / PLAY_RATE)
