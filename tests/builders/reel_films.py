"""Films for the pure part of reels: an index and facts, without a file."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from vig_annotator.media.frame_index import FrameIndex, media_times
from vig_annotator.media.probe import FilmInfo
from vig_annotator.reels.parts import ReelFilm

MPEG_CLOCK = Fraction(1, 90_000)


def index_of(pts: Sequence[int], time_base: Fraction, last_ticks: int) -> FrameIndex:
    """An index of frames with these timestamps; the last one is `last_ticks` long."""
    ticks = np.array([*pts, pts[-1] + last_ticks], dtype=np.int64)
    times = media_times(ticks, time_base)
    entries = np.zeros(len(pts), dtype=np.bool_)
    entries[::12] = True
    return FrameIndex(ticks[:-1], time_base, times[:-1], entries, entries.copy(), int(times[-1]))


def constant_index(frames: int, rate: Fraction, time_base: Fraction, start: int = 0) -> FrameIndex:
    """An index of constant rate, its timestamps rounded to the clock as a container rounds them."""
    pts = [start + round(k / rate / time_base) for k in range(frames + 1)]
    return index_of(pts[:-1], time_base, pts[-1] - pts[-2])


def film_of(index: FrameIndex, size: tuple[int, int] = (640, 360), name: str = "film.mp4") -> ReelFilm:
    """A film that has this index and display size."""
    info = FilmInfo(
        path=Path(name),
        container="mov,mp4,m4a,3gp,3g2,mj2",
        codec="h264",
        width=size[0],
        height=size[1],
        rotation=0,
        mirrored=False,
        sar=Fraction(1),
        pix_fmt="yuv420p",
        hdr=None,
        interlaced=False,
        duration_us=index.end_us,
        rate=Fraction(25),
        audio=None,
        stream_index=0,
    )
    return ReelFilm(Path(name), info, index)
