"""How loud a film is from moment to moment, for the timeline's sound lane."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media import cache_files
from vig_annotator.media.audio_source import AudioReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_index import FilmPart
from vig_annotator.media.opening import Source
from vig_annotator.model.mediatime import US_PER_SECOND

PEAKS_PER_SECOND = 100
_FORMAT = 1
_BLOCK_US = 5_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Waveform:
    """How loud a film is.

    Attributes:
        peaks: the loudest sample of each stretch of ``1 / per_second`` seconds from time 0 to the film's end, of both sides;
            1.0 is full scale (more is possible where the film clips).
        per_second: how many of them make a second.
        reason: why there is nothing to hear, in plain words; empty if there is.
    """

    peaks: NDArray[np.float32]
    per_second: int
    reason: str


def waveform(
    source: Source, index: FrameIndex, ctx: JobContext | None = None, per_second: int = PEAKS_PER_SECOND
) -> Waveform:
    """Listen through a film.

    Args:
        source: the film.
        index: its frames.
        ctx: told how far the work is, and asked whether to stop.
        per_second: peaks a second.

    Raises:
        MediaMissing, MediaUnreadable: the film can't be opened.
        Cancelled: somebody asked to stop.
    """
    count = -(-index.end_us * per_second // US_PER_SECOND)
    peaks = np.zeros(count, np.float32)
    with AudioReader(source, Fraction(int(index.pts[0])) * index.time_base) as reader:
        if reader.reason:
            return Waveform(peaks, per_second, reader.reason)
        step = max(1, _BLOCK_US * per_second // US_PER_SECOND)
        for first in range(0, count, step):
            if ctx is not None:
                ctx.report(first / count)
            stop = min(first + step, count)
            peaks[first:stop] = _peaks(reader, first, stop, per_second)
    return Waveform(peaks, per_second, "")


def load_or_make(
    path: str | os.PathLike[str], index: FrameIndex, cache_dir: Path | None, ctx: JobContext | None = None
) -> Waveform:
    """The waveform of a film: the kept one if the film's file is unchanged, else made and kept. Errors as `waveform`."""
    film = Path(path)
    if cache_dir is None:
        return waveform(film, index, ctx)
    stamp = cache_files.stamp_of(film)
    kept, made_from = cache_files.kept_path(cache_dir, stamp, "sound"), f"{_FORMAT} {stamp} {index.end_us}"
    stored = cache_files.load_arrays(kept, made_from)
    if stored is not None and {"peaks", "per_second", "reason"} <= stored.keys():
        return Waveform(stored["peaks"].astype(np.float32), int(stored["per_second"]), str(stored["reason"]))
    made = waveform(film, index, ctx)
    if cache_files.stamp_of(film) == stamp:  # a film that is still being copied is not worth keeping
        cache_files.keep_arrays(
            kept,
            made_from,
            peaks=made.peaks,
            per_second=np.array(made.per_second),
            reason=np.array(made.reason),
        )
    return made


def listen(parts: Sequence[FilmPart], cache_dir: Path | None, ctx: JobContext | None = None) -> Waveform:
    """The waveform of a take: each file's is kept by itself. Errors as `waveform`."""
    ctx = ctx or JobContext()
    heard = []
    for number, part in enumerate(parts):
        step = ctx.share(number / len(parts), (number + 1) / len(parts))
        heard.append((load_or_make(part.path, part.index, cache_dir, step), part.starts_us))
    return joined(heard)


def joined(parts: Sequence[tuple[Waveform, int]]) -> Waveform:
    """The waveform of a take that lies in several files.

    Args:
        parts: each file's, made with the same `per_second`, and where it begins on the take's clock.
    """
    per_second = parts[0][0].per_second
    firsts = [round(starts_us * per_second / US_PER_SECOND) for _, starts_us in parts]
    ends = [first + len(one.peaks) for first, (one, _) in zip(firsts, parts, strict=True)]
    peaks = np.zeros(max(ends), np.float32)
    for first, end, (one, _) in zip(firsts, ends, parts, strict=True):
        peaks[first:end] = np.maximum(peaks[first:end], one.peaks)
    silent = all(one.reason for one, _ in parts)
    return Waveform(peaks, per_second, parts[0][0].reason if silent else "")


def _peaks(reader: AudioReader, first: int, stop: int, per_second: int) -> NDArray[np.float32]:
    edges_us = [n * US_PER_SECOND // per_second for n in (first, stop)]
    sound = np.abs(reader.read(edges_us[0], edges_us[1], reader.rate))
    sound = np.maximum(sound[:, 0], sound[:, 1])
    starts = (np.arange(stop - first) * len(sound)) // (stop - first)
    loudest: NDArray[np.float32] = np.maximum.reduceat(sound, starts)
    return loudest
