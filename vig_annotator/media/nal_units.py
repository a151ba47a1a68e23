"""The NAL units of an H.264 or H.265 packet: where its parts begin, and whether the packet is whole."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

HEAD_BYTES = 4096
"""As much of a packet as is searched for headers."""

_LENGTH = {1: Struct(">B"), 2: Struct(">H"), 4: Struct(">I")}


class BrokenPacket(ValueError):
    """The parts of a packet don't add up to its length."""


def length_bytes(extradata: bytes | None, at: int) -> int:
    """How many bytes tell the length of each unit; 0 if units are set apart by start codes (ITU-T H.264, annex B).

    Args:
        extradata: the stream's decoder configuration.
        at: the byte of it that holds the number (4 in avcC, 21 in hvcC).
    """
    if not extradata or extradata[0] != 1 or len(extradata) <= at:
        # Some writers leave hvcC's version 0; start codes begin with two zeros.
        if not extradata or len(extradata) <= at or extradata[:3] in (b"\x00\x00\x01", b"\x00\x00\x00"):
            return 0
        if at != 21:
            return 0
    return (extradata[at] & 3) + 1


def units(data: bytes | memoryview, length_size: int) -> Iterator[tuple[int, int]]:
    """First and one-past-last byte of every unit.

    Units with start codes are searched in the head of the packet only; the last one found reaches to its end.

    Raises:
        BrokenPacket: the lengths don't add up.
    """
    return _by_length(data, length_size) if length_size else _by_start_code(bytes(data))


def _by_length(data: bytes | memoryview, length_size: int) -> Iterator[tuple[int, int]]:
    end, at = len(data), 0
    length = _LENGTH.get(length_size)
    while at + length_size <= end:
        size = (
            length.unpack_from(data, at)[0] if length else int.from_bytes(data[at : at + length_size], "big")
        )
        at += length_size
        if at + size > end:
            raise BrokenPacket
        if size:
            yield at, at + size
        at += size
    if any(data[at:]):
        raise BrokenPacket


def _by_start_code(data: bytes) -> Iterator[tuple[int, int]]:
    at = data.find(b"\x00\x00\x01", 0, HEAD_BYTES)
    if at < 0:
        raise BrokenPacket
    while at >= 0:
        following = data.find(b"\x00\x00\x01", at + 3, HEAD_BYTES)
        stop = following if following >= 0 else len(data)
        if stop > at + 3:
            yield at + 3, stop
        at = following
