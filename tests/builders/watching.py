"""Watches folders through the kernel (inotify, Linux): every file that is made, written to or moved there, however short it lives."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

AVAILABLE = sys.platform == "linux"
_MODIFY, _ATTRIB, _MOVED_TO, _CREATE = 0x2, 0x4, 0x80, 0x100
_NONBLOCK = 0o4000
_HEAD = struct.Struct("iIII")
_SEEN_BYTES = 1 << 24


@dataclass
class Seen:
    """What happened.

    Attributes:
        touched: paths of files and folders that were made, written to or moved to.
    """

    touched: set[Path] = field(default_factory=set)


@contextmanager
def watched(*folders: Path) -> Iterator[Seen]:
    """Watch folders and all that is below them when it begins; what happened is told at the end.

    A folder that is made meanwhile is told itself, so nothing in it can go unseen.
    """
    libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    handle = libc.inotify_init1(_NONBLOCK)
    assert handle >= 0, os.strerror(ctypes.get_errno())
    places: dict[int, Path] = {}
    for folder in folders:
        for place, _, _ in os.walk(folder):
            number = libc.inotify_add_watch(
                handle, os.fsencode(place), _MODIFY | _MOVED_TO | _CREATE | _ATTRIB
            )
            assert number >= 0, os.strerror(ctypes.get_errno())
            places[number] = Path(place)
    seen = Seen()
    try:
        yield seen
    finally:
        while True:
            try:
                events = os.read(handle, _SEEN_BYTES)
            except BlockingIOError:
                break
            at = 0
            while at < len(events):
                number, _mask, _cookie, length = _HEAD.unpack_from(events, at)
                name = os.fsdecode(events[at + _HEAD.size : at + _HEAD.size + length].rstrip(b"\x00"))
                assert number in places, "more happened than the kernel remembers"
                if name:
                    seen.touched.add(places[number] / name)
                at += _HEAD.size + length
        os.close(handle)


def nameless_files() -> set[str]:
    """Files that this process holds open although they have no name: what no watch on a folder sees. Linux only."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if target.startswith("/") and (target.endswith(" (deleted)") or target.startswith("/memfd:")):
            found.add(target)
    return found
