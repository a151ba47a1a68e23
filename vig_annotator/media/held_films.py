"""Films that are held in memory and are nowhere on disk; each is known by a path that leads nowhere.

The films of a sealed packet are opened here, so that players, readers and indexes take them like any other film.
"""

from __future__ import annotations

import io
import os
import secrets
from pathlib import Path
from typing import BinaryIO

_held: dict[str, bytes] = {}
_ROOM = "held-in-memory"


def new_room() -> Path:
    """A folder's name for films that belong together; there is no such folder, and nothing ever makes it."""
    return Path(Path.cwd().anchor) / _ROOM / secrets.token_hex(8)


def hold(path: Path, film: bytes) -> None:
    """Hold a film under a path below a room."""
    _held[_key(path)] = film


def let_go(room: Path) -> None:
    """Hold the films of a room no longer; none is fine, too."""
    inside = _key(room) + os.sep
    for key in [key for key in _held if key.startswith(inside)]:
        del _held[key]


def is_held(path: str | os.PathLike[str]) -> bool:
    """Whether a path is that of a film in memory."""
    return _key(path) in _held


def open_film(path: str | os.PathLike[str]) -> BinaryIO:
    """A film open for reading, wherever it is.

    Raises:
        OSError: it is on disk, and can't be read.
    """
    film = _held.get(_key(path))
    return Path(path).open("rb") if film is None else io.BytesIO(film)


def _key(path: str | os.PathLike[str]) -> str:
    return os.path.abspath(os.fspath(path))  # noqa: PTH100 - links are not to be followed: there is no such folder
