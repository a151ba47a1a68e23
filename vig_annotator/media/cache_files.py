"""Small arrays kept beside the library for a film: what was worked out once, as long as the film's file is unchanged.

A kept file can be lost at any time: one that is missing, damaged, out of date or not writable is as good as none.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media import faults
from vig_annotator.media.fingerprint import fingerprint

KEPT_DIGITS = 40
"""How many digits of a film's fingerprint the name of each kept file begins with."""

_LOG = logging.getLogger(__name__)
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
)


def stamp_of(film: Path) -> str:
    """What must be the same for kept arrays to be of this file: content, and time of its last change.

    Raises:
        MediaMissing: it is not there, or may not be read.
        MediaUnreadable: it is no ordinary file, or reading it failed.
    """
    content = fingerprint(film)
    try:
        return f"{content} {film.stat().st_mtime_ns}"
    except OSError as error:
        raise faults.broke_off(faults.shown_name(film)) from error


def kept_path(cache_dir: Path, stamp: str, subject: str) -> Path:
    """Where arrays about `subject` (one word) are kept for the film of that stamp."""
    return cache_dir / f"{stamp.partition(' ')[0][:KEPT_DIGITS]}.{subject}.npz"


def load_arrays(kept: Path, made_from: str) -> dict[str, NDArray[Any]] | None:
    """Kept arrays by name; None if there are none that were made from `made_from` (a stamp, and whatever else counts)."""
    try:
        with kept.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            if str(stored["made_from"]) != made_from:
                return None
            return {name: stored[name] for name in stored.files if name != "made_from"}
    except FileNotFoundError:
        return None
    except _UNREADABLE:
        _LOG.info("a kept file could not be read; it is made again")
        return None


def keep_arrays(kept: Path, made_from: str, **arrays: NDArray[Any]) -> None:
    """Keep arrays for the next time; does nothing where that can't be."""
    part: Path | None = None
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=kept.parent, prefix=kept.stem, suffix=".part", delete=False
        ) as file:
            part = Path(file.name)
            np.savez(file, made_from=np.array(made_from), **arrays)  # type: ignore[arg-type]
        part.replace(kept)
    except OSError:
        _LOG.info("a file could not be kept; it is made again next time")
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()
