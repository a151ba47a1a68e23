"""Parts of reels that were coded before: what did not change since is not coded again.

They are film of families, so they are kept for as long as the program works and no longer: a store begins empty, whatever
an earlier program that was killed left there, and leaves nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from vig_annotator.errors import ExportError
from vig_annotator.reels.parts import Part, PlannedClip, ReelFilm, ReelPlan
from vig_annotator.reels.quality import Quality
from vig_annotator.reels.whole_file import PART_SUFFIX, write_trouble

MOST_BYTES = 2_000_000_000
_SUFFIX = ".segment"


class SegmentStore:
    """Coded parts by what they hold; may be used from any thread.

    Args:
        folder: of its own; whatever is in it goes.
        most_bytes: how much is kept; what was not used for the longest goes first.

    Raises:
        ExportError: the folder can't be made.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._lock = threading.Lock()
        self._used: dict[str, int] = {}  # bytes by key, the latest used last
        self._in_use: dict[str, int] = {}
        self._clear()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_trouble(error, folder) from error

    @contextmanager
    def using(self, key: str) -> Iterator[Path]:
        """The place of a part, which stays there for as long as the block lasts, if it is there."""
        with self._lock:
            self._in_use[key] = self._in_use.get(key, 0) + 1
        try:
            yield self._path(key)
        finally:
            with self._lock:
                self._in_use[key] -= 1

    def has(self, key: str) -> bool:
        """Whether a part is there; it counts as used now."""
        with self._lock:
            if key not in self._used or not self._path(key).is_file():
                return False
            self._used[key] = self._used.pop(key)
            return True

    def place_for(self, key: str) -> Path:
        """Where a part is to be written, before `keep`."""
        path = self._path(key)
        return path.with_name(path.name + PART_SUFFIX)

    def keep(self, key: str) -> None:
        """Keep what was written at `place_for`.

        Raises:
            ExportError: it can't be kept.
        """
        part, path = self.place_for(key), self._path(key)
        try:
            size = part.stat().st_size
            part.replace(path)
        except OSError as error:
            raise write_trouble(error, path) from error
        with self._lock:
            self._used[key] = size
            self._make_room()

    def drop(self, key: str) -> None:
        """Leave nothing of a part that could not be written."""
        with suppress(OSError):
            self.place_for(key).unlink(missing_ok=True)

    def close(self) -> None:
        """Leave nothing."""
        with self._lock:
            self._used.clear()
        self._clear()

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)

    def _make_room(self) -> None:
        for key in list(self._used):
            if sum(self._used.values()) <= self._most_bytes:
                return
            if not self._in_use.get(key):
                del self._used[key]
                with suppress(OSError):
                    self._path(key).unlink(missing_ok=True)

    def _clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def key_of(plan: ReelPlan, part: Part, quality: Quality, painter: object) -> str:
    """What tells whether a part was coded before: all that decides on its pictures, and nothing else.

    Where in the reel it stands, its sound, and what its clip sounds like don't count.

    Raises:
        ExportError: a film is not there any more.
    """
    said: list[object] = [_film_stamp(film) for film in part.films]
    said += [plan.canvas, plan.rate, quality, type(painter).__qualname__, _without_place(part)]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:40]


def _film_stamp(film: ReelFilm) -> tuple[str, int, int]:
    try:
        status = film.path.stat()
    except OSError as error:
        raise ExportError(
            f"The film “{film.path.name}” is not there.",
            "Check whether it was moved, or its drive unplugged.",
        ) from error
    return str(film.path), status.st_size, status.st_mtime_ns


def _without_place(part: Part) -> tuple[object, ...]:
    shown = (part.count, part.fade_in, part.fade_out)
    if not isinstance(part, PlannedClip):
        return (*shown, part.card)
    look = replace(
        part.cut.look,
        card=None,
        speed_percent=100,
        replay_percent=None,
        freeze=None,
        sound_percent=100,
        quiet=(),
        fade_us=0,
    )
    beside = None if part.beside is None else _without_place(part.beside)
    still = part.speed == Fraction(0)
    return (*shown, part.frames, part.cut.caption, part.cut.starts_at_us, look, still, beside)
