"""Decodes a film, or stretches of it, to see which pictures really come out, where packets don't tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import av.error
from av.codec.context import ThreadType
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vig_annotator.media.packet_scan import NO_TIME, REPORT_EVERY, Advance, PacketTable

_MOST_FLUSHES = 64


@dataclass(slots=True)
class Pictures:
    """Decoded pictures in the order in which they are displayed.

    Attributes:
        pts, dts: timestamps in stream ticks, or NO_TIME; `dts` is of the packet after which the picture came out.
        duration: in ticks, 0 if not stored.
        key: whether the decoder calls the picture a keyframe.
        faults: how many packets after the first picture could not be decoded.
        broke_off: whether reading failed before the end of the file.
    """

    pts: list[int] = field(default_factory=list)
    dts: list[int] = field(default_factory=list)
    duration: list[int] = field(default_factory=list)
    key: list[bool] = field(default_factory=list)
    faults: int = 0
    broke_off: bool = False

    def add(self, picture: VideoFrame) -> None:
        """Take the next picture."""
        self.pts.append(NO_TIME if picture.pts is None else picture.pts)
        self.dts.append(NO_TIME if picture.dts is None else picture.dts)
        self.duration.append(picture.duration or 0)
        self.key.append(picture.key_frame)


def count_all(
    container: InputContainer, stream: VideoStream, advance: Advance, in_parallel: bool = False
) -> Pictures:
    """Decode all pictures of a film that was just opened.

    Args:
        container: the film.
        stream: its picture stream.
        advance: told the byte position.
        in_parallel: whether to decode several pictures at a time; `Pictures.dts` is of no use then.

    Raises:
        Cancelled: `advance` raised it.
    """
    # Neither changes which pictures come out, only how good they look.
    stream.codec_context.options = {"skip_loop_filter": "all"}
    if in_parallel:
        stream.codec_context.thread_type = ThreadType.FRAME
    pictures = Pictures()
    for packet in _packets(container, stream, advance, pictures):
        _decode(stream, packet, pictures)
    _flush(stream, pictures)
    return pictures


def count_stretches(
    container: InputContainer,
    stream: VideoStream,
    table: PacketTable,
    stretches: Sequence[tuple[int, int]],
    advance: Advance,
) -> list[Pictures]:
    """Decode stretches of a film that was just opened; between them packets are only read.

    A stretch goes from a packet with which decoding can begin (or the first) to a later one (exclusive). Decoding goes
    on after its end until all pictures that are displayed before its last one have come out.

    Args:
        container: the film.
        stream: its picture stream.
        table: the scan of the same film.
        stretches: first and one-past-last row of the table, in order, not overlapping.
        advance: told the byte position.

    Raises:
        Cancelled: `advance` raised it.
    """
    counted: list[Pictures] = []
    waiting = list(stretches)
    current = Pictures()
    following = 0
    last_pts: int | None = None  # of the stretch that is being decoded
    for row, packet in enumerate(_packets(container, stream, advance, current)):
        if waiting and row == waiting[0][0]:
            if last_pts is not None:
                _flush(stream, current)
            stream.codec_context.flush_buffers()
            first, following = waiting.pop(0)
            last_pts = int(table.pts[first:following].max())
            current = Pictures()
            counted.append(current)
        if last_pts is None:
            if not waiting:
                break
            continue
        _decode(stream, packet, current)
        if row >= following and current.pts and current.pts[-1] > last_pts:
            last_pts = None
    if last_pts is not None:
        _flush(stream, current)
    return counted


def _packets(
    container: InputContainer, stream: VideoStream, advance: Advance, pictures: Pictures
) -> Iterator[Packet[VideoStream]]:
    row = 0
    try:
        for packet in container.demux(stream):
            if packet.size:
                if row % REPORT_EVERY == 0:
                    advance(packet.pos)
                row += 1
                yield packet
    except (av.error.FFmpegError, OSError):
        pictures.broke_off = True


def _decode(stream: VideoStream, packet: Packet[VideoStream], pictures: Pictures) -> None:
    try:
        for picture in stream.codec_context.decode(packet):
            pictures.add(picture)
    except av.error.FFmpegError:
        pictures.faults += bool(pictures.pts)


def _flush(stream: VideoStream, pictures: Pictures) -> None:
    """Take the pictures that the decoder still holds; a fault gives back only some of them, so ask again."""
    for _ in range(_MOST_FLUSHES):
        try:
            for picture in stream.codec_context.decode(None):
                pictures.add(picture)
            return
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            pictures.faults += bool(pictures.pts)
