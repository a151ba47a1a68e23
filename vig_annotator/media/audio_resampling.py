"""Sound from one sample rate to another, on a fixed grid: the same film sample always lands on the same output sample."""

from __future__ import annotations

from math import gcd

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Sound, shape (number of samples, channels), full scale at ±1."""


def frame_of(samples: Samples, rate: int) -> av.AudioFrame:
    """An FFmpeg frame that holds `samples` (one or two channels)."""
    layout = "mono" if samples.shape[1] == 1 else "stereo"
    packed = np.ascontiguousarray(samples, dtype=np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate = rate
    return frame


def samples_of(frame: av.AudioFrame) -> Samples:
    """The samples of a packed float frame."""
    channels = len(frame.layout.channels)
    return frame.to_ndarray().reshape(-1, channels).astype(np.float32, copy=False)


class RunResampler:
    """Resamples one unbroken run of sound.

    Input positions are counted at `rate_in`, output positions at `rate_out`, both from the same zero. Where the two grids
    meet (every ``rate_in / gcd`` input samples) a run may begin; a run that begins between two such places is
    padded in front with silence. So a film read from its start and one read after a jump give the same samples.
    """

    def __init__(self, start: int, channels: int, rate_in: int, rate_out: int) -> None:
        divisor = gcd(rate_in, rate_out)
        self._step_in, self._step_out = rate_in // divisor, rate_out // divisor
        self._rate_in, self._channels = rate_in, channels
        lead = start % self._step_in
        self._position = (start - lead) // self._step_in * self._step_out
        self._origin = self._position
        self._taken = 0
        self._same = rate_in == rate_out
        self._resampler = av.AudioResampler(
            format="flt", layout="mono" if channels == 1 else "stereo", rate=rate_out
        )
        self._lead = lead

    def push(self, samples: Samples) -> list[tuple[int, Samples]]:
        """Output blocks that are ready, each with the position of its first sample."""
        if self._same:
            block = (self._position, samples)
            self._position += len(samples)
            return [block]
        if self._lead:
            samples = np.concatenate([np.zeros((self._lead, self._channels), np.float32), samples])
            self._lead = 0
        self._taken += len(samples)
        return self._placed(self._resampler.resample(frame_of(samples, self._rate_in)))

    def finish(self) -> list[tuple[int, Samples]]:
        """What was still inside when the run ended."""
        if self._same or not self._taken:
            return []
        blocks = self._placed(self._resampler.resample(None))
        stop = self._origin + -(-self._taken * self._step_out // self._step_in)
        return [(at, samples[: stop - at]) for at, samples in blocks if at < stop]

    def _placed(self, frames: list[av.AudioFrame]) -> list[tuple[int, Samples]]:
        blocks = []
        for frame in frames:
            samples = samples_of(frame)
            blocks.append((self._position, samples))
            self._position += len(samples)
        return blocks
