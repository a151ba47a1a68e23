"""Pictures and sound of a take that lies in several files, asked for as if it were one film."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.audio_source import AudioReader
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.hardware import Hardware
from vig_annotator.media.joined_index import FilmPart, JoinedIndex, parts_of
from vig_annotator.media.opening import Source
from vig_annotator.media.picture import Picture
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.seeking import Check
from vig_annotator.media.upright import Size
from vig_annotator.model.mediatime import US_PER_SECOND as US

Samples = NDArray[np.float32]


class JoinedReader:
    """Reads pictures of a take; owned by one thread. Files are opened when they are first needed.

    Args:
        first: the take's first file.
        index: of the take; None until it is known.
        hardware: as of `FilmReader`.

    Raises:
        MediaMissing, MediaUnreadable, NoPicture: as `FilmReader`, for the first file; for others when they are needed.
    """

    def __init__(
        self, first: Path, index: FrameIndex | None = None, *, hardware: Hardware | None = None
    ) -> None:
        self._index: FrameIndex | None = None
        self._hardware = hardware
        self._readers: dict[int, FilmReader] = {0: FilmReader(first, hardware=hardware)}
        self._parts: tuple[FilmPart, ...] = ()
        self._first = first
        if index is not None:
            self.set_index(index)

    @property
    def info(self) -> FilmInfo:
        """What the take's first file is."""
        return self._readers[0].info

    @property
    def index(self) -> FrameIndex | None:
        """The take's frames; None until they are known."""
        return self._index

    def set_index(self, index: FrameIndex) -> None:
        """Tell which frames the take has."""
        self._index, self._parts = index, parts_of(self._first, index)
        self._readers[0].set_index(self._parts[0].index)

    def prepare(self, check: Check = lambda: None) -> None:
        """Get ready to read sooner; see `FilmReader.prepare`."""
        for reader in self._readers.values():
            reader.prepare(check)

    def read_first(self, size: Size | None = None) -> Picture:
        """The first picture, which needs no index."""
        return self._readers[0].read_first(size)

    def read(
        self, frame: int, size: Size | None = None, *, onward: bool = False, check: Check = lambda: None
    ) -> Picture:
        """The picture of a frame of the take; arguments and errors as `FilmReader.read`."""
        index = self._index
        if index is None:
            raise ValueError("the frames of the film are not known yet")
        part, local = index.locate(frame) if isinstance(index, JoinedIndex) else (0, frame)
        reader = self._readers.get(part)
        if reader is None:
            reader = self._readers[part] = FilmReader(
                self._parts[part].path, self._parts[part].index, hardware=self._hardware
            )
        picture = reader.read(local, size, onward=onward, check=check)
        return replace(picture, frame=frame, time_us=index.time_of(frame))

    def close(self) -> None:
        """Let go of all files; may be called twice."""
        for reader in self._readers.values():
            reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class JoinedSound:
    """The sound of a take, silent between its files; owned by one thread.

    Args:
        parts: its files, in order.

    Raises:
        MediaError: a file can't be opened at all.
    """

    def __init__(self, parts: tuple[FilmPart, ...]) -> None:
        self._parts = parts
        with ExitStack() as opened:
            self._readers = [opened.enter_context(_sound_of(part)) for part in parts]
            self._opened = opened.pop_all()

    @property
    def reason(self) -> str:
        """Why there is nothing to hear in any file, in plain words; empty if there is."""
        reasons = [reader.reason for reader in self._readers]
        return reasons[0] if all(reasons) else ""

    def chunks(
        self, start_us: int, speed: float = 1.0, stop_us: int | None = None
    ) -> Iterator[tuple[int, Samples]]:
        """Sound for playing, on the take's clock; see `AudioReader.chunks`."""
        stops = [part.starts_us for part in self._parts[1:]]
        for part, reader, part_stop in zip(self._parts, self._readers, [*stops, None], strict=True):
            ends = [stop for stop in (part_stop, stop_us) if stop is not None]
            until = min(ends) if ends else None
            begin = max(start_us, part.starts_us)
            if until is not None and begin >= until:
                continue
            stop = None if until is None else until - part.starts_us
            for at_us, block in reader.chunks(begin - part.starts_us, speed, stop):
                yield at_us + part.starts_us, block

    def read(self, start_us: int, stop_us: int, rate: int, channels: int = 2) -> Samples:
        """The sound of a stretch on the take's clock; see `AudioReader.read`."""
        edges = [round(Fraction(at * rate, US)) for at in (start_us, stop_us)]
        sound = np.zeros((edges[1] - edges[0], channels), np.float32)
        for part, reader in zip(self._parts, self._readers, strict=True):
            begin, end = max(start_us, part.starts_us), min(stop_us, part.stop_us)
            if begin < end:
                block = reader.read(begin - part.starts_us, end - part.starts_us, rate, channels)
                at = round(Fraction(begin * rate, US)) - edges[0]
                sound[at : at + len(block)] = block[: len(sound) - at]
        return sound

    def close(self) -> None:
        """Let go of all files."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_pictures(source: Source, index: FrameIndex) -> FilmReader | JoinedReader:
    """Whatever reads the pictures of a film, or of a take (which knows its files by itself). Errors as `FilmReader`."""
    if isinstance(index, JoinedIndex):
        return JoinedReader(index.parts[0].path, index)
    return FilmReader(source, index)


def open_sound(path: Path, index: FrameIndex) -> AudioReader | JoinedSound:
    """Whatever reads the sound of a film, or of a take. Errors as `AudioReader`."""
    if isinstance(index, JoinedIndex):
        return JoinedSound(index.parts)
    return _sound_of(FilmPart(path, index, 0))


def _sound_of(part: FilmPart) -> AudioReader:
    return AudioReader(part.path, Fraction(int(part.index.pts[0])) * part.index.time_base)
