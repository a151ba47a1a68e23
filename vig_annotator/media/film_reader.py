"""Any frame of a film, as people see it: exact, upright, in square pixels, ordinary tones, at the size asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import av.error
from av.video.frame import VideoFrame

from vig_annotator.media import faults
from vig_annotator.media.conversion import Converter
from vig_annotator.media.decoding import FilmDecoder
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.hardware import Hardware
from vig_annotator.media.hardware_frames import BROKE_OFF, HardwareFrames, try_hardware
from vig_annotator.media.opening import Source, film_name
from vig_annotator.media.picture import Picture
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.seeking import Check, FrameFinder, NativeFrame
from vig_annotator.media.upright import Rgb, Size


class FilmReader:
    """Reads pictures of one film; owned by one thread.

    A frame that can't be decoded is never an error: its nearest readable neighbour is given, marked `approximate`.

    Args:
        source: a path, or a seekable binary file of its own.
        index: of the same film; None until it is known (`set_index`), and only `read_first` works.
        hardware: what may decode it instead of the processor, after `prepare`; None for the processor alone.

    Raises:
        MediaMissing: the film is not there, or may not be read.
        MediaUnreadable: it is no film, or not one picture of it can be decoded.
        NoPicture: it holds no moving picture.
    """

    def __init__(
        self, source: Source, index: FrameIndex | None = None, *, hardware: Hardware | None = None
    ) -> None:
        self._source, self._name = source, film_name(source)
        self._hardware = hardware
        self._untried = True
        self._by_hardware: HardwareFrames | None = None
        self._decoder = FilmDecoder(source)
        self._converter = Converter(self._decoder.info)
        self._index: FrameIndex | None = None
        self._finder: FrameFinder | None = None
        if index is not None:
            self.set_index(index)

    @property
    def info(self) -> FilmInfo:
        """What the film is."""
        return self._decoder.info

    @property
    def index(self) -> FrameIndex | None:
        """Its frames; None until they are known."""
        return self._index

    def set_index(self, index: FrameIndex) -> None:
        """Tell which frames the film has."""
        self._let_go_of_hardware()
        self._untried = True
        self._index, self._finder = index, FrameFinder(self._decoder, index)

    def prepare(self, check: Check = lambda: None) -> None:
        """Try once whether hardware decodes the film as well and sooner; until then, and otherwise, the processor does.

        Args:
            check: called now and then; may raise to give up: then the next call tries again.
        """
        hardware, finder, index = self._hardware, self._finder, self._index
        if hardware is None or not hardware.wanted or finder is None or index is None or not self._untried:
            return
        found, why_not = try_hardware(hardware, self._source, self.info, index, finder, check=check)
        self._untried = False
        self._by_hardware = found
        hardware.note("" if found is None else found.name, why_not)

    def read_first(self, size: Size | None = None) -> Picture:
        """The first picture, which needs no index.

        Args:
            size: as in `read`.
        """
        first = self._decoder.first
        return Picture(self._rgb(first, size), 0, 0, approximate=first.is_corrupt)

    def read(
        self, frame: int, size: Size | None = None, *, onward: bool = False, check: Check = lambda: None
    ) -> Picture:
        """The picture of a frame.

        Args:
            frame: its number.
            size: width and height of a box; the picture is made as large as fits in it. None for full size.
            onward: the frames after it will be asked for next. Otherwise it comes sooner, but they later.
            check: called now and then; may raise to give up.

        Raises:
            IndexError: there is no such frame.
            MediaError: the film can't be opened any more, or its kind of pixels can't be shown.
            ValueError: the index is not known yet.
        """
        native = self.read_native(frame, onward=onward, check=check)
        check()
        assert self._index is not None
        return Picture(self._rgb(native.frame, size), frame, self._index.time_of(frame), native.approximate)

    def read_native(self, frame: int, *, onward: bool = False, check: Check = lambda: None) -> NativeFrame:
        """The frame as the film stores it, not converted. Arguments and errors as in `read`."""
        if self._finder is None:
            raise ValueError("the frames of the film are not known yet")
        if self._by_hardware is not None:
            wanted = self._hardware is not None and self._hardware.wanted
            found = self._by_hardware.find(frame, onward=onward, check=check) if wanted else None
            if found is not None:
                return found
            # Not tried again in this film, whatever was the matter: the same frame comes from the processor, and all after it.
            self._let_go_of_hardware()
        return self._finder.find(frame, onward=onward, check=check)

    def iter_frames(self, first: int, stop: int, size: Size | None = None) -> Iterator[tuple[int, Picture]]:
        """Frames one after the other, each decoded once; `first` to ``stop - 1``. Errors as in `read`."""
        for frame in range(first, stop):
            yield frame, self.read(frame, size, onward=True)

    def close(self) -> None:
        """Let go of the film; may be called twice."""
        self._let_go_of_hardware()
        self._decoder.close()

    def _let_go_of_hardware(self) -> None:
        gone, self._by_hardware = self._by_hardware, None
        if gone is not None:
            gone.close()
            assert self._hardware is not None
            self._hardware.note("", BROKE_OFF)

    def _rgb(self, frame: VideoFrame, size: Size | None) -> Rgb:
        try:
            return self._converter.to_rgb(frame, size)
        except av.error.FFmpegError as error:
            raise faults.no_decoder(self._name) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
