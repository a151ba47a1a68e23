"""What the player needs of whatever has pictures: a film (`media.film_reader.FilmReader`), or a reel that is not rendered yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.upright import Size


class PictureSource(Protocol):
    """Gives the picture of any frame; used by one thread."""

    @property
    def info(self) -> FilmInfo:
        """What it is."""

    @property
    def index(self) -> FrameIndex | None:
        """Its frames; None until they are known."""

    def set_index(self, index: FrameIndex) -> None:
        """Tell which frames it has."""

    def prepare(self, check: Callable[[], object] = ...) -> None:
        """Called while nobody waits, again and again: it may get ready to read sooner. `check` may raise to give up."""

    def read_first(self, size: Size | None = None) -> Picture:
        """The first picture, which needs no index."""

    def read(
        self, frame: int, size: Size | None = None, *, onward: bool = False, check: Callable[[], object] = ...
    ) -> Picture:
        """The picture of a frame; see `media.film_reader.FilmReader.read`."""

    def __enter__(self) -> Self:
        """For a ``with`` block, at whose end it is closed."""

    def __exit__(self, *_: object) -> None:
        """Let go of it."""
