"""Graphics hardware that a test makes up: it decodes as the processor does, until the test has it do something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame

from vig_annotator.media.opening import Source, open_container

Change = Callable[[list[VideoFrame]], list[VideoFrame]]


class FakeHardware:
    """A way to open films, and what the device does.

    Attributes:
        name: what people call it.
        opened: how many films it holds open.
        decoded: how many packets it was given.
        lost: whether the device is gone: whatever it is asked from now on is an error.
        lost_after: after how many packets it is gone; None for never.
        refuses: what it raises when a film is opened.
        change: what it does to the frames that come out.
    """

    name = "made up"

    def __init__(
        self, *, lost_after: int | None = None, refuses: Exception | None = None, change: Change | None = None
    ) -> None:
        self.opened = self.decoded = 0
        self.lost = False
        self.lost_after, self.refuses, self.change = lost_after, refuses, change

    def open(self, source: Source, codec: str) -> InputContainer:
        if self.refuses is not None:
            raise self.refuses
        assert codec
        self.opened += 1
        container: Any = _Container(open_container(source), self)
        return container  # type: ignore[no-any-return]

    def decode(self, codec: Any, packet: Any) -> list[VideoFrame]:
        self.decoded += packet is not None
        if self.lost_after is not None and self.decoded > self.lost_after:
            self.lost = True
        if self.lost:
            raise av.error.ExternalError(-542398533, "Generic error in an external library")
        frames = codec.decode(packet)
        return frames if self.change is None else self.change(frames)


class _Stands:
    """Passes everything on to what it stands for."""

    def __init__(self, real: Any, device: FakeHardware) -> None:
        object.__setattr__(self, "_real", real)
        object.__setattr__(self, "_device", device)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._real, name, value)


class _Codec(_Stands):
    def decode(self, packet: Any) -> list[VideoFrame]:
        frames: list[VideoFrame] = self._device.decode(self._real, packet)
        return frames


class _Stream(_Stands):
    def __eq__(self, other: object) -> bool:
        return other is self._real

    def __hash__(self) -> int:
        return hash(self._real)

    @property
    def codec_context(self) -> Any:
        return _Codec(self._real.codec_context, self._device)


class _Streams(_Stands):
    @property
    def video(self) -> list[Any]:
        return [_Stream(one, self._device) for one in self._real.video]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._real)


class _Container(_Stands):
    @property
    def streams(self) -> Any:
        return _Streams(self._real.streams, self._device)

    def demux(self, stream: Any) -> Iterator[Any]:
        packets: Iterator[Any] = self._real.demux(stream._real)
        return packets

    def seek(self, pts: int, *, stream: Any) -> None:
        self._real.seek(pts, stream=stream._real)

    def close(self) -> None:
        self._device.opened -= 1
        self._real.close()


def clock(*, quicker: bool) -> Callable[[], float]:
    """A clock by which whatever comes later took longer, so that the hardware, which is asked first, is quicker; or the other way round."""
    steps = (step if quicker else 1 / step for step in count(1))
    now = [0.0]

    def read() -> float:
        now[0] += next(steps)
        return now[0]

    return read


def green(frames: list[VideoFrame]) -> list[VideoFrame]:
    """What a broken driver shows."""
    return [_like(one, np.zeros((one.height * 3 // 2, one.width), np.uint8), "yuv420p") for one in frames]


def as_nv12(frames: list[VideoFrame]) -> list[VideoFrame]:
    """The form in which hardware gives its pictures."""
    return [_like(one, one.reformat(format="nv12").to_ndarray(), "nv12") for one in frames]


def _like(one: VideoFrame, pixels: Any, form: str) -> VideoFrame:
    made = VideoFrame.from_ndarray(pixels, format=form)
    made.pts = one.pts
    if one.time_base is not None:  # those that were drained have none
        made.time_base = one.time_base
    return made
