"""Keeps frame indexes beside the library, so that a film is listed once.

A cache can be lost at any time: one that is missing, damaged, out of date or not writable means that the film is listed
again, nothing else.
"""

from __future__ import annotations

import logging
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media.cache_files import keep_arrays, kept_path, load_arrays, stamp_of
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index

_log = logging.getLogger(__name__)
_FORMAT = 1
_MADE_WITH = f"{_FORMAT} av {av.__version__}"
_COLUMNS = ("pts", "time_us", "keyframe", "entry")


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
    stamp = stamp_of(film)
    made_from = f"{_MADE_WITH} {stamp}"
    kept = kept_path(cache_dir, stamp, "frames")
    index = _restored(load_arrays(kept, made_from))
    if index is None:
        index = build_index(film, ctx)
        if stamp_of(film) == stamp:  # a film that is still being copied is not worth keeping
            keep_arrays(kept, made_from, **_arrays(index))
    return index


def _restored(arrays: dict[str, NDArray[Any]] | None) -> FrameIndex | None:
    if arrays is None:
        return None
    try:
        numerator, denominator, end_us, exact, decoded, has_times = arrays["numbers"].tolist()
        return FrameIndex(
            pts=arrays["pts"].astype(np.int64),
            time_base=Fraction(numerator, denominator),
            time_us=arrays["time_us"].astype(np.int64),
            keyframe=arrays["keyframe"].astype(np.bool_),
            entry=arrays["entry"].astype(np.bool_),
            end_us=end_us,
            exact=bool(exact),
            reason=str(arrays["reason"]),
            decoded=bool(decoded),
            stored=bool(has_times),
        )
    except (ValueError, KeyError, IndexError):
        _log.info("a kept frame index makes no sense; it is made again")
        return None


def _arrays(index: FrameIndex) -> dict[str, NDArray[Any]]:
    base = index.time_base
    numbers = [base.numerator, base.denominator, index.end_us, index.exact, index.decoded, index.stored]
    return {
        "reason": np.array(index.reason),
        "numbers": np.array(numbers, dtype=np.int64),
        **{column: getattr(index, column) for column in _COLUMNS},
    }
