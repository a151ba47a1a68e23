"""Films with known facts: every frame carries its own number, every time is known beforehand.

The facts are worked out from what was asked for and from the container's clock, never by reading the film back with
the program under test.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from sample_clips.frame_pattern import bar_top, draw_pattern
from tests.builders.sound import US, Sound, samples

CONSTANT_25 = Fraction(25)
NTSC = Fraction(30_000, 1001)

_SOUND_CODECS = {
    "webm": "libopus",
    "avi": "pcm_s16le",
    "mpg": "mp2",
    "vob": "mp2",
    "wmv": "wmav2",
}
_VIDEO_CODECS = {
    "webm": "libvpx-vp9",
    "mpg": "mpeg2video",
    "vob": "mpeg2video",
    "wmv": "wmv2",
    "3gp": "mpeg4",
    "avi": "mpeg4",
}
_HDR_TRANSFER = {"pq": 16, "hlg": 18}
_STREAMS = ("ts", "mts", "mpg", "vob")
_MPEG_TICK = Fraction(1, 90_000)


@dataclass(frozen=True)
class Clip:
    """The truth about a film that was made.

    Attributes:
        path: where it is.
        numbers: the pattern's number on each displayed frame, in display order.
        times_us: media time of each displayed frame; the first is 0.
        end_us: end of the last frame, exclusive.
        start_us: where the first displayed frame lies on the container's own clock; None where no start was asked
            for and the muxer chooses one (MPEG streams).
        stored_size: width and height as coded.
        rotation: clockwise degrees that bring the stored picture upright.
        pixel_shape: sample aspect ratio of the stored pixels.
        sound: the sound track that was asked for; its times are on the film's clock.
    """

    path: Path
    numbers: tuple[int, ...]
    times_us: tuple[int, ...]
    end_us: int
    start_us: int | None = 0
    stored_size: tuple[int, int] = (640, 360)
    rotation: int = 0
    pixel_shape: Fraction = Fraction(1)
    sound: Sound | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def upright_size(self) -> tuple[int, int]:
        """Stored size after the rotation, before the pixels are made square."""
        width, height = self.stored_size
        return (height, width) if self.rotation in (90, 270) else (width, height)


def make_clip(
    path: Path,
    *,
    frames: int = 50,
    rate: Fraction = CONSTANT_25,
    size: tuple[int, int] = (640, 360),
    codec: str | None = None,
    gop: int = 12,
    b_frames: int = 0,
    timestamps: Sequence[Fraction] | None = None,
    start: Fraction = Fraction(0),
    rotation: int = 0,
    pixel_shape: Fraction = Fraction(1),
    sound: Sound | None = None,
    pix_fmt: str = "yuv420p",
    hdr: str | None = None,
    interlaced: bool = False,
    first_number: int = 0,
    codec_options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
) -> Clip:
    """Make a film; its extension chooses the container.

    Args:
        path: mp4, mov, 3gp, mkv, webm, avi, ts, mts, mpg, vob, wmv or h264.
        frames: how many pictures; ignored when `timestamps` are given.
        rate: frames a second; with `timestamps` only the nominal rate and the length of the last frame.
        size: width and height as stored, before the rotation is applied.
        codec: FFmpeg's name; None for the container's usual one (H.264 where it fits).
        gop: distance between keyframes.
        b_frames: most B-frames in a row.
        timestamps: seconds of each frame from the first (which is 0), for a variable rate.
        start: seconds on the container's clock at which the first picture lies. In mp4, mov and 3gp a negative
            start makes an edit list that hides the pictures before zero; elsewhere all pictures are shown.
        rotation: clockwise degrees (0, 90, 180, 270) that bring the stored picture upright.
        pixel_shape: sample aspect ratio.
        sound: the sound track, or none.
        pix_fmt: pixel format; "yuv420p10le" for ten bits.
        hdr: "pq" or "hlg" tags the film so (and makes it ten bits).
        interlaced: code it as interlaced, top field first (H.264 and MPEG-2).
        first_number: number on the first picture.
        codec_options: passed to the encoder.
        container_options: passed to the muxer.

    Returns:
        The truth about it.
    """
    kind = path.suffix.lower().lstrip(".")
    name = codec or _VIDEO_CODECS.get(kind, "libx264")
    times = (
        [Fraction(i) / rate for i in range(frames)]
        if timestamps is None
        else [Fraction(t) for t in timestamps]
    )
    tick = _tick(kind, name, rate, variable=timestamps is not None)
    pts = [_nearest(start / tick) + _nearest(t / tick) for t in times]
    end_pts = pts[-1] + _nearest(1 / rate / tick)
    options = {"avoid_negative_ts": "disabled"} if start < 0 else {}
    with av.open(str(path), "w", options=options | (container_options or {})) as container:
        stream = container.add_stream(name, rate=rate)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p10le" if hdr else pix_fmt
        stream.options = {**_encoder_options(name), **(codec_options or {})}
        context = stream.codec_context
        context.time_base = stream.time_base = tick
        context.gop_size, context.max_b_frames, context.thread_count = gop, b_frames, 1
        if pixel_shape != 1:
            context.sample_aspect_ratio = pixel_shape
        if hdr:
            context.color_primaries, context.color_trc, context.colorspace = 9, _HDR_TRANSFER[hdr], 9
        if interlaced:
            context.flags |= av.codec.context.Flags.interlaced_dct | av.codec.context.Flags.interlaced_me
        if rotation:
            stream.set_display_rotation(-rotation)
        track = (
            None
            if sound is None
            else _SoundTrack(container, sound, kind, start, _us((end_pts - pts[0]) * tick))
        )
        pictures = _pictures(len(pts), size, rotation, first_number)
        for picture, at, until in zip(pictures, pts, [*pts[1:], end_pts], strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base, frame.duration = at, tick, until - at
            container.mux(stream.encode(frame))
            if track is not None:
                track.write_until(until * tick)
        container.mux(stream.encode())
        if track is not None:
            track.finish()
        kept = Fraction(stream.time_base)
    shown = [i for i, at in enumerate(pts) if kind not in ("mp4", "mov", "3gp") or at >= 0]
    held = [_nearest(p * tick / kept) for p in [*pts, end_pts]]
    first = held[shown[0]]
    return Clip(
        path=path,
        numbers=tuple(first_number + i for i in shown),
        times_us=tuple(_us((held[i] - first) * kept) for i in shown),
        end_us=_us((held[-1] - first) * kept),
        start_us=None if start == 0 and kind in _STREAMS else _us(first * kept),
        stored_size=size,
        rotation=rotation,
        pixel_shape=pixel_shape,
        sound=sound,
    )


def phone_times(frames: int, rate: Fraction = Fraction(30)) -> list[Fraction]:
    """Irregular times as a phone makes them: small jitter, and now and then one or more frames left out."""
    jitter = np.random.default_rng(7)
    times, at = [], Fraction(0)
    for i in range(frames):
        times.append(at)
        at += Fraction(int(jitter.integers(2700, 3300)), 90_000)
        if i % 11 == 10:
            at += int(jitter.integers(1, 4)) / rate
    return times


def _tick(kind: str, codec: str, rate: Fraction, *, variable: bool) -> Fraction:
    """The encoder's clock: the container's own where it is fixed, else fine enough for the times asked for."""
    if codec in ("mpeg4", "mpeg2video", "wmv2") or kind in ("avi", "h264"):
        return 1 / rate
    if kind in ("mkv", "webm", "wmv"):
        return Fraction(1, 1000)
    if variable or kind in ("ts", "mts"):
        return _MPEG_TICK
    return 1 / rate


def _nearest(value: Fraction) -> int:
    """Rounded, halves away from zero, as FFmpeg does when it changes clocks."""
    return int(value + Fraction(1, 2)) if value >= 0 else -int(-value + Fraction(1, 2))


def _us(seconds: Fraction) -> int:
    return round(seconds * US)


def _encoder_options(codec: str) -> dict[str, str]:
    return {
        "libx264": {"preset": "ultrafast", "crf": "23", "x264-params": "scenecut=0"},
        "libx265": {"preset": "ultrafast", "crf": "24", "x265-params": "log-level=none:scenecut=0"},
        "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "crf": "34", "b": "0"},
        "libsvtav1": {"preset": "12", "crf": "34", "svtav1-params": "lp=1"},
    }.get(codec, {"b": "3000000", "sc_threshold": "1000000000"})


def _pictures(
    count: int, size: tuple[int, int], rotation: int, first_number: int
) -> Iterator[NDArray[np.uint8]]:
    """Stored pictures: upright ones with their number, turned against the tag that turns them back."""
    width, height = (size[1], size[0]) if rotation in (90, 270) else size
    ground = np.zeros((height, width, 3), np.uint8)
    ground[..., 0] = np.linspace(60, 200, width, dtype=np.uint8)
    ground[..., 1] = np.linspace(170, 90, height, dtype=np.uint8)[:, None]
    ground[..., 2] = 120
    # One corner is marked, so that a mirrored or turned picture can't pass.
    cv2.circle(ground, (width // 8, height // 6), max(4, height // 16), (250, 250, 250), -1)
    for i in range(count):
        picture = ground.copy()
        x = round((0.25 + 0.5 * (i % 40) / 40) * width)
        cv2.circle(picture, (x, bar_top(height) // 2), height // 8, (235, 180, 60), -1)
        draw_pattern(picture, first_number + i)
        yield np.ascontiguousarray(np.rot90(picture, rotation // 90))


class _SoundTrack:
    """Writes the sound beside the picture, a little at a time, so that the muxer can interleave them."""

    def __init__(
        self,
        container: av.container.OutputContainer,
        sound: Sound,
        kind: str,
        start: Fraction,
        film_length_us: int,
    ) -> None:
        name = sound.codec or _SOUND_CODECS.get(kind, "aac")
        layout = "mono" if sound.channels == 1 else "stereo"
        self._container = container
        stream = container.add_stream(name, rate=sound.rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = 96_000 * sound.channels
        self._stream = stream
        self._layout, self._rate = layout, sound.rate
        self._first_sample = _nearest((start + Fraction(sound.start_us, US)) * sound.rate)
        self._samples = samples(sound, film_length_us)
        self._done = 0

    def write_until(self, container_time: Fraction) -> None:
        """Encode what lies before that time on the container's clock."""
        step = 1024
        stop = min(len(self._samples), int(container_time * self._rate) - self._first_sample)
        while self._done + step <= stop:
            self._write(step)

    def finish(self) -> None:
        """Encode the rest."""
        while self._done < len(self._samples):
            self._write(min(1024, len(self._samples) - self._done))
        self._container.mux(self._stream.encode())

    def _write(self, count: int) -> None:
        part = self._samples[self._done : self._done + count]
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(part).reshape(1, -1), format="flt", layout=self._layout
        )
        frame.sample_rate = self._rate
        frame.pts, frame.time_base = self._first_sample + self._done, Fraction(1, self._rate)
        self._container.mux(self._stream.encode(frame))
        self._done += count
