"""Reads all packets of a film's picture stream and notes what each tells, without decoding any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import av.error
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vig_annotator.media.picture_kinds import Field, Rule, Shown

NO_TIME = -(2**63)
"""Stands for a timestamp that is not stored, as in FFmpeg."""

REPORT_EVERY = 128
Advance = Callable[[int | None], None]
"""Told the byte position now and then (None if unknown); may raise `Cancelled`."""


@dataclass(frozen=True, eq=False)
class PacketTable:
    """What the packets of a stream tell, a row for each that holds data, in the order of the file.

    Attributes:
        pts, dts: timestamps in stream ticks, or NO_TIME.
        duration: in ticks, 0 if not stored; of a field pair, the sum, in the first field's row.
        shown: a `Shown` for each row: NO, YES or UNSURE.
        key: whether decoding can begin with the row.
        corrupt: whether FFmpeg says that bytes are missing or damaged.
        breaks: whether decoders drop pictures near the row.
        broke_off: whether reading failed before the end of the file.
    """

    pts: NDArray[np.int64]
    dts: NDArray[np.int64]
    duration: NDArray[np.int64]
    shown: NDArray[np.int8]
    key: NDArray[np.bool_]
    corrupt: NDArray[np.bool_]
    breaks: NDArray[np.bool_]
    broke_off: bool

    def __len__(self) -> int:
        return len(self.pts)


def scan(container: InputContainer, stream: VideoStream, rule: Rule, advance: Advance) -> PacketTable:
    """Read all packets of a stream of a film that was just opened.

    Raises:
        Cancelled: `advance` raised it.
    """
    pts: list[int] = []
    dts: list[int] = []
    duration: list[int] = []
    shown: list[int] = []
    key: list[bool] = []
    corrupt: list[bool] = []
    breaks: list[bool] = []
    broke_off = False
    fields = _FieldPairs(shown, duration)
    look = rule.look
    try:
        for packet in container.demux(stream):
            if not packet.size:
                continue  # nothing to show; the last one asks decoders to give back what they hold
            row = len(pts)
            if row % REPORT_EVERY == 0:
                advance(packet.pos)
            ticks = packet.pts
            pts.append(NO_TIME if ticks is None else ticks)
            ticks = packet.dts
            dts.append(NO_TIME if ticks is None else ticks)
            duration.append(packet.duration or 0)
            corrupt.append(packet.is_corrupt)
            kind, is_key, field, broken = look(bytes(packet), packet.is_keyframe)
            shown.append(Shown.NO if packet.is_discard else kind)
            key.append(is_key)
            breaks.append(broken)
            if field is not None or fields.waiting:
                fields.add(row, field)
    except (av.error.FFmpegError, OSError):
        broke_off = True
    fields.end()
    return PacketTable(
        np.array(pts, dtype=np.int64),
        np.array(dts, dtype=np.int64),
        np.array(duration, dtype=np.int64),
        np.array(shown, dtype=np.int8),
        np.array(key, dtype=np.bool_),
        np.array(corrupt, dtype=np.bool_),
        np.array(breaks, dtype=np.bool_),
        broke_off,
    )


class _FieldPairs:
    """Joins two packets that hold a field each to one displayed frame, which has the first one's time."""

    def __init__(self, shown: list[int], duration: list[int]) -> None:
        self._shown = shown
        self._duration = duration
        self._first: tuple[int, Field] | None = None

    @property
    def waiting(self) -> bool:
        """Whether a first field waits for its second."""
        return self._first is not None

    def add(self, row: int, field: Field | None) -> None:
        """Take the next packet; `field` is None if it holds a whole frame."""
        if self._first is not None:
            first_row, first = self._first
            self._first = None
            if (
                field is not None
                and field.bottom != first.bottom
                and field.frame_number == first.frame_number
            ):
                self._pair(first_row, row)
                return
            self._shown[first_row] = Shown.UNSURE
        if field is not None:
            self._first = row, field

    def end(self) -> None:
        """No packet follows."""
        if self._first is not None:
            self._shown[self._first[0]] = Shown.UNSURE
            self._first = None

    def _pair(self, first: int, second: int) -> None:
        discarded = self._shown[first] == Shown.NO
        self._shown[first] = Shown.NO if discarded else Shown.YES
        self._shown[second] = Shown.NO
        self._duration[first] += self._duration[second]
