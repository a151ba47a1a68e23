"""Small pictures of moments and films, read in the background and kept while the program runs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.jobs import JobContext
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_reader import open_pictures
from vig_annotator.media.picture import Picture

_SIZE = (320, 200)

Key = tuple[str, int]


class Pictures(QObject):
    """Small pictures by film and time; `arrived` is sent when there are more of them."""

    arrived = Signal()

    def __init__(self, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pictures: dict[Key, QImage] = {}
        self._refused: set[Key] = set()

    def get(self, path: Path, time_us: int) -> QImage | None:
        """The picture at a time of a film, if it was read already."""
        return self._pictures.get((str(path), time_us))

    def want(self, path: Path, index: FrameIndex, times_us: Iterable[int]) -> None:
        """Read what is missing of a film; an earlier wish for the same film is replaced."""
        missing = [one for one in dict.fromkeys(times_us) if self._missing((str(path), one))]
        if missing:
            work = partial(_read_many, path, index, tuple(missing))
            self._jobs.start(f"pictures of {path}", work, self._keep, on_failed=lambda _: None)

    def want_first(self, paths: Iterable[Path]) -> None:
        """Read the first picture of films, for the start page."""
        missing = [path for path in dict.fromkeys(paths) if self._missing((str(path), 0))]
        if missing:
            work = partial(_read_first, tuple(missing))
            self._jobs.start("first pictures", work, self._keep, on_failed=lambda _: None)

    def forget(self, folder: Path) -> None:
        """Keep no picture of films below a folder."""
        inside = str(folder)
        for kept in [key for key in self._pictures if key[0].startswith(inside)]:
            del self._pictures[kept]

    def _missing(self, key: Key) -> bool:
        return key not in self._pictures and key not in self._refused

    def _keep(self, found: dict[Key, QImage | None]) -> None:
        for key, picture in found.items():
            if picture is None:
                self._refused.add(key)
            else:
                self._pictures[key] = picture
        self.arrived.emit()


def image_of(picture: Picture) -> QImage:
    """A picture as Qt's, with a memory of its own."""
    height, width, _ = picture.rgb.shape
    over = QImage(picture.rgb.data, width, height, picture.rgb.strides[0], QImage.Format.Format_RGB888)
    return over.copy()


def _read_many(
    path: Path, index: FrameIndex, times_us: tuple[int, ...], context: JobContext
) -> dict[Key, QImage | None]:
    with open_pictures(path, index) as reader:
        found: dict[Key, QImage | None] = {}
        for number, time_us in enumerate(times_us):
            context.report(number / len(times_us))
            found[str(path), time_us] = image_of(reader.read(index.frame_at(time_us), _SIZE))
        return found


def _read_first(paths: tuple[Path, ...], context: JobContext) -> dict[Key, QImage | None]:
    found: dict[Key, QImage | None] = {}
    for number, path in enumerate(paths):
        context.report(number / len(paths))
        try:
            with FilmReader(path) as reader:
                found[str(path), 0] = image_of(reader.read_first(_SIZE))
        except VigError:
            found[str(path), 0] = None  # a missing film has no picture; it is told when somebody opens it
    return found
