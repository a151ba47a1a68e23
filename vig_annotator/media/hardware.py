"""The graphics hardware that decodes films where there is some: which kinds, how a film is opened with one, and what became of it.

FFmpeg opens a device itself, picks it when the first packet comes, and copies each picture back to ordinary memory. A device is asked
for before the film is, so that one that is not there is never taken for a film that can't be read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from av.codec import Codec
from av.codec.hwaccel import HWAccel, hwdevices_available
from av.container import InputContainer

from vig_annotator.media.opening import Source, open_container

_KINDS: dict[str, tuple[str, ...]] = {
    "win32": ("d3d11va", "cuda"),
    "darwin": ("videotoolbox",),
    "linux": ("vaapi", "cuda"),
}
"""What is asked for on each system, the system's own way first, as FFmpeg names it."""

_NAMES = {"d3d11va": "Direct3D 11", "cuda": "NVIDIA", "videotoolbox": "VideoToolbox", "vaapi": "VA-API"}

NO_DEVICE = "this computer has no graphics hardware that decodes it"
OFF = "decoding by the graphics hardware is off"


class Door(Protocol):
    """One way to open a film for decoding by hardware."""

    @property
    def name(self) -> str:
        """What people call it."""

    def open(self, source: Source, codec: str) -> InputContainer:
        """Open a film.

        Raises:
            Exception: of any kind: there is no such device, or it has no way for this codec.
        """


class DeviceDoor:
    """Opens films with a kind of device that FFmpeg knows."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @property
    def name(self) -> str:
        """What people call it."""
        return _NAMES.get(self._kind, self._kind)

    def open(self, source: Source, codec: str) -> InputContainer:
        """Open a film; see `Door`. Pictures come from the device or not at all: FFmpeg falls back to nothing by itself."""
        HWAccel(self._kind).create(Codec(codec, "r"))
        return open_container(source, HWAccel(self._kind, allow_software_fallback=False))


def usual_doors(system: str = sys.platform, there: Collection[str] | None = None) -> tuple[Door, ...]:
    """The kinds of device that are tried, in order.

    Args:
        system: as `sys.platform` names it.
        there: the kinds that FFmpeg was built with; None asks it.
    """
    built = hwdevices_available() if there is None else there
    return tuple(DeviceDoor(kind) for kind in _KINDS.get(system, ()) if kind in built)


class Hardware:
    """Whether hardware may decode a film that is played, and what came of it.

    The window's thread says whether; the thread that decodes says what came of it.

    Args:
        wanted: whether it may.
        doors: the ways that are tried; None for the usual ones.
        now_s: a clock, for finding out what is quicker.

    Attributes:
        wanted: whether it may; looked at before each picture.
        used: the name of what decodes now; empty for the processor.
        why_not: why the processor does, in a few plain words that go after “because”; empty while nobody has tried.
    """

    def __init__(
        self,
        wanted: bool = True,
        doors: Sequence[Door] | None = None,
        now_s: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.wanted = wanted
        self.now_s = now_s
        self.used = ""
        self.why_not = ""
        self._doors = doors

    @property
    def doors(self) -> Sequence[Door]:
        """The ways to try."""
        if self._doors is None:
            self._doors = usual_doors()
        return self._doors

    def note(self, used: str, why_not: str = "") -> None:
        """Say what decodes from now on."""
        self.used, self.why_not = used, why_not

    def words(self) -> str:
        """One sentence about it."""
        if not self.wanted:
            return f"Films are decoded by the processor, because {OFF}."
        if self.used:
            return f"The film is decoded by the graphics hardware ({self.used})."
        if self.why_not:
            return f"The film is decoded by the processor, because {self.why_not}."
        return "Films are decoded by the graphics hardware where there is some and it is quicker."
