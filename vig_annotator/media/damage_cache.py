"""Keeps what a search for damaged frames found beside the library, so that a film is decoded from end to end once.

A search that was broken off is kept, too, and taken up again where it stopped.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media.cache_files import keep_arrays, kept_path, load_arrays, stamp_of
from vig_annotator.media.damage import Damage, DamageSearch
from vig_annotator.media.frame_index import FrameIndex

_FORMAT = 1
_MADE_WITH = f"{_FORMAT} av {av.__version__}"


def load_or_search(
    path: str | os.PathLike[str], index: FrameIndex, cache_dir: Path | None, ctx: JobContext | None = None
) -> Damage:
    """The damaged frames of a film: the kept answer if the film's file is unchanged, else it is searched.

    Args:
        path: the film.
        index: its frames.
        cache_dir: where answers are kept; None keeps nothing.
        ctx: told how far the work is, and asked whether to stop.

    Raises:
        MediaMissing, MediaUnreadable, NoPicture, Cancelled: as `DamageSearch.run`.
    """
    film = Path(path)
    if cache_dir is None:
        return DamageSearch(index).run(film, ctx)
    stamp = stamp_of(film)
    kept, made_from = (
        kept_path(cache_dir, stamp, "damage"),
        f"{_MADE_WITH} {stamp} {index.end_us} {len(index)}",
    )
    search = _restored(load_arrays(kept, made_from), index) or DamageSearch(index)
    if search.settled == len(index):
        return search.damage
    try:
        return search.run(film, ctx)
    finally:
        if search.settled and stamp_of(film) == stamp:
            found = search.damage
            keep_arrays(
                kept,
                made_from,
                missing=found.missing,
                faulty=found.faulty,
                settled=np.array(search.settled),
            )


def _restored(arrays: dict[str, NDArray[Any]] | None, index: FrameIndex) -> DamageSearch | None:
    if arrays is None or not {"missing", "faulty", "settled"} <= arrays.keys():
        return None
    settled = int(arrays["settled"])
    known = Damage(arrays["missing"].astype(np.int64), arrays["faulty"].astype(np.int64))
    fits = 0 < settled <= len(index) and all(
        not len(numbers) or (int(numbers.min()) >= 0 and int(numbers.max()) < settled)
        for numbers in (known.missing, known.faulty)
    )
    return DamageSearch(index, settled, known) if fits else None
