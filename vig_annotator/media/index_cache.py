"""Keeps frame indexes beside the library, so that a film is listed once.

A cache can be lost at any time: one that is missing, damaged, out of date or not writable means that the film is listed
again, nothing else.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import zipfile
import zlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from vig_annotator.jobs import JobContext
from vig_annotator.media import faults
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index

_log = logging.getLogger(__name__)
_FORMAT = 1
_MADE_WITH = f"{_FORMAT} av {av.__version__}"
_COLUMNS = ("pts", "time_us", "keyframe", "entry")
_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
)


def load_or_build(
    path: str | os.PathLike[str], cache_dir: Path | None, ctx: JobContext | None = None
) -> FrameIndex:
    """The frame index of a film: from the cache if the film's file is unchanged, else made and kept.

    Args:
        path: the film.
        cache_dir: where indexes are kept; made if need be. None keeps nothing.
        ctx: told how far the work is, and asked whether to stop.

    Raises:
        MediaMissing, MediaUnreadable, NoPicture, Cancelled: as `build_index`.
    """
    film = Path(path)
    if cache_dir is None:
        return build_index(film, ctx)
    stamp = _stamp(film)
    kept = cache_dir / f"{stamp.partition(' ')[0][:40]}.frames.npz"
    index = _load(kept, stamp)
    if index is None:
        index = build_index(film, ctx)
        if _stamp(film) == stamp:  # a film that is still being copied is not worth keeping
            _save(kept, stamp, index)
    return index


def _stamp(film: Path) -> str:
    """What must be the same for an index to be of this file: content, and time of its last change."""
    content = fingerprint(film)
    try:
        return f"{content} {film.stat().st_mtime_ns}"
    except OSError as error:
        raise faults.broke_off(faults.shown_name(film)) from error


def _load(kept: Path, stamp: str) -> FrameIndex | None:
    try:
        with kept.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            if str(stored["made_with"]) != _MADE_WITH or str(stored["stamp"]) != stamp:
                return None
            numerator, denominator, end_us, exact, decoded, has_times = stored["numbers"].tolist()
            return FrameIndex(
                pts=stored["pts"].astype(np.int64),
                time_base=Fraction(numerator, denominator),
                time_us=stored["time_us"].astype(np.int64),
                keyframe=stored["keyframe"].astype(np.bool_),
                entry=stored["entry"].astype(np.bool_),
                end_us=end_us,
                exact=bool(exact),
                reason=str(stored["reason"]),
                decoded=bool(decoded),
                stored=bool(has_times),
            )
    except FileNotFoundError:
        return None
    except _BROKEN:
        _log.info("a kept frame index could not be read; it is made again")
        return None


def _save(kept: Path, stamp: str, index: FrameIndex) -> None:
    numbers = [
        index.time_base.numerator,
        index.time_base.denominator,
        index.end_us,
        index.exact,
        index.decoded,
        index.stored,
    ]
    part: Path | None = None
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=kept.parent, prefix=kept.stem, suffix=".part", delete=False
        ) as file:
            part = Path(file.name)
            np.savez(
                file,
                made_with=np.array(_MADE_WITH),
                stamp=np.array(stamp),
                reason=np.array(index.reason),
                numbers=np.array(numbers, dtype=np.int64),
                **{column: getattr(index, column) for column in _COLUMNS},
            )
        part.replace(kept)
    except OSError:
        _log.info("a frame index could not be kept; the film is listed again next time")
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()
