"""Parts of reels that were coded before: what did not change since is not coded again.

They are film of families, so they are kept for as long as the program works and no longer: a store begins empty, whatever
an earlier program that was killed left there, and leaves nothing. Whoever owns it says when all must go sooner (`clear`), such
as when consent is taken back. Only whoever works the computer account may look into the folder.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vig_annotator.reels.whole_file import PART_SUFFIX, write_trouble

MOST_BYTES = 2_000_000_000
_SUFFIX = ".segment"


class SegmentStore:
    """Coded parts by what they hold; may be used from any thread.

    Args:
        folder: of its own; whatever is in it goes.
        most_bytes: how much is kept; what was not used for the longest goes first.

    Attributes:
        closed: whether nothing can be kept any more.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._lock = threading.Lock()
        self._used: dict[str, int] = {}  # bytes by key, the latest used last
        self._in_use: dict[str, int] = {}
        self._doomed: set[str] = set()
        self.closed = False
        self._clear()

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
                if not self._in_use[key]:
                    del self._in_use[key]
                    if key in self._doomed:
                        self._remove(key)

    def has(self, key: str) -> bool:
        """Whether a part is there, as whole as it was kept; it counts as used now."""
        with self._lock:
            if key in self._doomed or self._used.get(key) != _size_of(self._path(key)):
                return False
            self._used[key] = self._used.pop(key)
            return True

    def place_for(self, key: str) -> Path:
        """Where a part is to be written, before `keep`.

        Raises:
            ExportError: the folder can't be made.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise write_trouble(error, self._folder) from error
        return self._part(key)

    def keep(self, key: str) -> None:
        """Keep what was written at `place_for`.

        Raises:
            ExportError: it can't be kept.
        """
        part, path = self._part(key), self._path(key)
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
            self._part(key).unlink(missing_ok=True)

    def clear(self) -> None:
        """Leave nothing of what was coded before; what is in use just now goes as soon as it is let go of, and is not used again."""
        with self._lock:
            self._doomed |= self._in_use.keys()
            for key in [key for key in self._used if key not in self._doomed]:
                self._remove(key)

    def close(self) -> None:
        """Leave nothing; twice does no harm."""
        with self._lock:
            self.closed = True
            self._used.clear()
        self._clear()

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)

    def _part(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX + PART_SUFFIX)

    def _make_room(self) -> None:
        for key in list(self._used):
            if sum(self._used.values()) <= self._most_bytes:
                return
            if not self._in_use.get(key):
                self._remove(key)

    def _remove(self, key: str) -> None:
        self._used.pop(key, None)
        self._doomed.discard(key)
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def _clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _size_of(path: Path) -> int:
    """A file's length in bytes; -1 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
