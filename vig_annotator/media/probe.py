"""What a film is: size, rotation, tones, sound. One picture is decoded for it, as only pictures tell all of this."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from fractions import Fraction
from math import atan2, degrees
from pathlib import Path
from typing import Literal, cast

import av.error
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.sidedata.sidedata import SideDataContainer
from av.sidedata.sidedata import Type as SideDataType
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vig_annotator.media import faults
from vig_annotator.media.opening import Source, film_name, only, open_container, video_stream
from vig_annotator.model.mediatime import US_PER_SECOND

Hdr = Literal["pq", "hlg"]

_TRANSFER_PQ, _TRANSFER_HLG = 16, 18  # ITU-T H.273, table 3
_PACKETS_TO_FIRST_PICTURE = 600


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """A film's sound: the first audio stream that can be decoded."""

    stream_index: int
    codec: str
    rate: int
    channels: int
    start_us: int | None
    """First sound on the container's clock; None if it is not stored."""


@dataclass(frozen=True, slots=True)
class FilmInfo:
    """What a film is, before its frames are listed.

    Attributes:
        path: the file; None for an open file without a name.
        container: FFmpeg's name of the format.
        codec: of the picture.
        width, height: as stored, before rotation, in stored (not square) pixels.
        rotation: degrees to turn the stored picture clockwise for display: 0, 90, 180 or 270.
        mirrored: whether the picture, once turned, is to be flipped left to right.
        sar: width of a stored pixel divided by its height; 1 if the film does not say.
        pix_fmt: FFmpeg's name of the pixel format.
        hdr: kind of high dynamic range, or None.
        interlaced: whether the first picture is made of two fields.
        duration_us: estimate from the file's header; 0 if it does not say. The frame index knows better.
        rate: frames a second as the header says; 0 if it does not. For display only.
        audio: the sound, or None.
        stream_index: number of the picture's stream in the container.
    """

    path: Path | None
    container: str
    codec: str
    width: int
    height: int
    rotation: int
    mirrored: bool
    sar: Fraction
    pix_fmt: str
    hdr: Hdr | None
    interlaced: bool
    duration_us: int
    rate: Fraction
    audio: AudioInfo | None
    stream_index: int

    @property
    def display_size(self) -> tuple[int, int]:
        """Width and height of the upright picture in square pixels: the pixels are stretched, never squeezed."""
        width, height = Fraction(self.width), Fraction(self.height)
        if self.sar >= 1:
            width *= self.sar
        else:
            height /= self.sar
        shown = max(1, round(width)), max(1, round(height))
        return shown if self.rotation in (0, 180) else (shown[1], shown[0])


def probe(source: Source) -> FilmInfo:
    """Say what a film is.

    Raises:
        MediaMissing: it is not there, or may not be read.
        MediaUnreadable: it is no film, or not one picture of it can be decoded.
        NoPicture: it holds no moving picture.
    """
    with open_container(source) as container:
        stream = video_stream(container, film_name(source))
        return describe(container, stream, source, first_picture(container, stream, film_name(source)))


def first_picture(
    container: InputContainer, stream: VideoStream, name: str, *, patient: bool = True
) -> VideoFrame:
    """Decode the first picture of a film that was just opened.

    Args:
        container: the film.
        stream: its pictures.
        name: what to call it in a sentence.
        patient: whether damaged packets before it are passed over.

    Raises:
        MediaUnreadable: there is none.
    """
    only(container, stream)
    try:
        for number, packet in enumerate(container.demux(stream)):
            try:
                pictures = stream.codec_context.decode(packet) if packet.size or packet.dts is None else []
            except av.error.InvalidDataError:
                if not patient:
                    raise
                continue
            if pictures:
                return pictures[0]
            if number > _PACKETS_TO_FIRST_PICTURE:
                break
    except (av.error.FFmpegError, OSError) as error:
        raise faults.no_frames(name) from error
    raise faults.no_frames(name)


def describe(container: InputContainer, stream: VideoStream, source: Source, picture: VideoFrame) -> FilmInfo:
    """Gather what a film is from its headers and its first picture."""
    rotation, mirrored = _turn(picture)
    return FilmInfo(
        path=Path(source) if isinstance(source, (str, os.PathLike)) else None,
        container=container.format.name,
        codec=stream.codec_context.codec.canonical_name,
        width=picture.width,
        height=picture.height,
        rotation=rotation,
        mirrored=mirrored,
        sar=stream.sample_aspect_ratio or Fraction(1),
        pix_fmt=picture.format.name,
        hdr={_TRANSFER_PQ: "pq", _TRANSFER_HLG: "hlg"}.get(int(picture.color_trc)),  # type: ignore[arg-type]
        interlaced=picture.interlaced_frame,
        duration_us=_duration_us(container, stream),
        rate=stream.average_rate or stream.guessed_rate or Fraction(0),
        audio=next((info for info in map(_audio, container.streams.audio) if info is not None), None),
        stream_index=stream.index,
    )


def _turn(picture: VideoFrame) -> tuple[int, bool]:
    """Clockwise turn and mirroring from the display matrix (nine 16.16 numbers, see libavutil/display.h)."""
    attached = cast(SideDataContainer, picture.side_data)
    if SideDataType.DISPLAYMATRIX not in attached:
        return 0, False
    a, b, _, c, d, *_ = struct.unpack("=9i", bytes(attached[SideDataType.DISPLAYMATRIX])[:36])
    mirrored = a * d - b * c < 0
    if mirrored:  # undo the flip, which comes last
        a, c = -a, -c
    return round(degrees(atan2(b, a)) / 90) * 90 % 360, mirrored


def _duration_us(container: InputContainer, stream: VideoStream) -> int:
    if stream.duration is not None and stream.time_base and stream.duration > 0:
        return round(stream.duration * stream.time_base * US_PER_SECOND)
    return max(0, container.duration or 0)


def _audio(stream: AudioStream) -> AudioInfo | None:
    if stream.codec_context is None or not stream.rate:
        return None
    start = None
    if stream.start_time is not None and stream.time_base:
        start = round(stream.start_time * stream.time_base * US_PER_SECOND)
    return AudioInfo(
        stream.index, stream.codec_context.codec.canonical_name, stream.rate, stream.channels, start
    )
