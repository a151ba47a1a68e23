"""Small pictures of a film for the timeline's film lane."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from vig_annotator.jobs import JobContext
from vig_annotator.media import cache_files
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.opening import Source
from vig_annotator.media.picture import Picture
from vig_annotator.media.upright import Size

BOX: Size = (120, 68)
"""Twice the size at which the film lane draws them, for screens at 200 %."""

MOST = 240
_NEAREST_US, _FARTHEST_US = 500_000, 2_000_000
_MOST_BETWEEN = 60
"""How many pictures, about, are decoded on the way from one place where decoding begins to the next: they come slowly."""
_FORMAT = 1

OnPicture = Callable[[Picture], None]


def thumbnail_frames(index: FrameIndex, most: int = MOST) -> list[int]:
    """Which frames stand for a film: spread evenly, moved to the frames where decoding begins, as those come quickly.

    Where such frames are far apart (two seconds, more in a long film), others are added between them.
    """
    distance_us = max(_NEAREST_US, -(-index.end_us // most))
    farthest_us = max(_FARTHEST_US, -(-index.end_us // _MOST_BETWEEN), distance_us)
    chosen: set[int] = set()
    last_us = -farthest_us
    for time_us in range(0, index.end_us, distance_us):
        wanted = index.frame_at(time_us)
        entry = index.entry_before(wanted)
        if index.time_of(entry) > last_us:
            chosen.add(entry)
            last_us = index.time_of(entry)
        elif time_us - last_us >= farthest_us:
            chosen.add(wanted)
            last_us = time_us
    return sorted(chosen)


def thumbnails(
    source: Source,
    index: FrameIndex,
    frames: Sequence[int],
    size: Size = BOX,
    ctx: JobContext | None = None,
    on_picture: OnPicture = lambda _: None,
) -> list[Picture]:
    """Small pictures of frames, in the order of `frames`.

    They are made from coarse to fine: a few over the whole film first, then those between them.

    Args:
        source: the film.
        index: its frames.
        frames: which pictures.
        size: width and height of a box that they fit in.
        ctx: told how far the work is, and asked whether to stop.
        on_picture: given each picture as it is made.

    Raises:
        MediaMissing, MediaUnreadable, NoPicture: the film can't be opened.
        Cancelled: somebody asked to stop.
    """
    made: dict[int, Picture] = {}
    check = ctx.check if ctx is not None else lambda: None
    with FilmReader(source, index) as reader:
        for frame in _coarse_to_fine(list(frames)):
            if ctx is not None:
                ctx.report(len(made) / max(1, len(frames)))
            made[frame] = reader.read(frame, size, check=check)
            on_picture(made[frame])
    return [made[frame] for frame in frames]


def load_or_make(
    path: str | os.PathLike[str],
    index: FrameIndex,
    cache_dir: Path | None,
    ctx: JobContext | None = None,
    on_picture: OnPicture = lambda _: None,
) -> list[Picture]:
    """The small pictures of a film: the kept ones if the film's file is unchanged, else made and kept.

    `on_picture` is given each of them, kept or made. Errors as `thumbnails`.
    """
    film, frames = Path(path), thumbnail_frames(index)
    if cache_dir is None:
        return thumbnails(film, index, frames, BOX, ctx, on_picture)
    stamp = cache_files.stamp_of(film)
    kept = cache_files.kept_path(cache_dir, stamp, "pictures")
    made_from = f"{_FORMAT} {stamp} {index.end_us} {len(index)}"
    stored = cache_files.load_arrays(kept, made_from)
    if stored is not None and stored.get("frames", np.zeros(0)).tolist() == frames and "rgb" in stored:
        rgb = np.ascontiguousarray(stored["rgb"], np.uint8)
        pictures = [Picture(rgb[n], frame, index.time_of(frame)) for n, frame in enumerate(frames)]
        for picture in pictures:
            on_picture(picture)
        return pictures
    pictures = thumbnails(film, index, frames, BOX, ctx, on_picture)
    # Pictures of a film whose size changes on the way don't fit into one array: they are made each time.
    if len({picture.size for picture in pictures}) == 1 and cache_files.stamp_of(film) == stamp:
        cache_files.keep_arrays(
            kept, made_from, frames=np.array(frames), rgb=np.stack([picture.rgb for picture in pictures])
        )
    return pictures


def _coarse_to_fine(frames: list[int]) -> Iterator[int]:
    step = 1
    while step * 2 < len(frames):
        step *= 2
    given: set[int] = set()
    while step >= 1:
        for at in range(0, len(frames), step):
            if at not in given:
                given.add(at)
                yield frames[at]
        step //= 2
