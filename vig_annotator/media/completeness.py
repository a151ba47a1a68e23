"""Whether a film's file is as long as its container promises: a copy that stopped early is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import BinaryIO

_EBML_SEGMENT = 0x18538067
_EBML_HEADER = 0x1A45DFA3
_RIFF_SLACK = 64


def ends_early(file: BinaryIO) -> bool:
    """Whether bytes are missing at the end of an MP4, MOV, 3GP, Matroska, WebM, AVI or WMV file.

    Other containers, and live recordings that never knew their length, don't promise any; they are taken as complete.

    Args:
        file: open for reading and seekable; its position is changed.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(16)
    promised: Callable[[BinaryIO, int], int | None]
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"pnot"):
        promised = _boxes_end
    elif head[:4] == _EBML_HEADER.to_bytes(4, "big"):
        promised = _segment_end
    elif head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"AVI ":
        promised = _riff_end
    elif head == bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"):
        promised = _asf_end
    else:
        return False
    file.seek(0)
    end = promised(file, size)
    return end is not None and end > size


def _boxes_end(file: BinaryIO, size: int) -> int | None:
    """Where the last box of an ISO base media file ends (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            return size  # the box reaches to the end of the file
        if length < 8 or not head[4:8].isascii():
            return None
        at += length
    return at


def _segment_end(file: BinaryIO, size: int) -> int | None:
    """Where the last segment of a Matroska file ends (RFC 8794, 4 and 5)."""
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(12)
        number_bytes = 9 - head[0].bit_length() if head[0] else 0
        if not 1 <= number_bytes <= 4 or len(head) <= number_bytes:
            return None
        number = int.from_bytes(head[:number_bytes], "big")
        first = head[number_bytes]
        size_bytes = 9 - first.bit_length() if first else 0
        if not size_bytes or len(head) < number_bytes + size_bytes:
            return None
        mask = (1 << 7 * size_bytes) - 1
        length = int.from_bytes(head[number_bytes : number_bytes + size_bytes], "big") & mask
        if length == mask:
            return None  # unknown: a live recording
        at += number_bytes + size_bytes + length
        if number == _EBML_SEGMENT:
            return at
    return at


def _riff_end(file: BinaryIO, size: int) -> int | None:
    """Where the first RIFF list of an AVI file ends."""
    head = file.read(8)
    length = int.from_bytes(head[4:8], "little")
    # Some cameras count the header in, so a few bytes don't mean anything.
    return 8 + length - _RIFF_SLACK if 0 < length < 2**32 - 1 else None


def _asf_end(file: BinaryIO, size: int) -> int | None:
    """The file size in an ASF file's properties (ASF specification, 3.2)."""
    head = file.read(8192)
    at = head.find(bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365"))
    if at < 0 or at + 92 > len(head):
        return None
    is_broadcast = head[at + 88] & 1
    return None if is_broadcast else int.from_bytes(head[at + 40 : at + 48], "little")
