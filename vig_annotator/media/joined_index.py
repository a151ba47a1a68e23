"""The frames of a take that lies in several files: one list, on one clock, as if it were one film.

Camcorders begin a new file every few gigabytes. Frames are counted through, media time is the session's; which file a
frame is in, and which frame of that file it is, only the readers ask (`joined_reader`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.mediatime import US_PER_SECOND


@dataclass(frozen=True, eq=False)
class FilmPart:
    """One file of a take.

    Attributes:
        path: the file.
        index: its frames, on its own clock.
        starts_us: where its first frame lies on the take's clock.
    """

    path: Path
    index: FrameIndex
    starts_us: int

    @property
    def stop_us(self) -> int:
        """Where its last frame ends on the take's clock."""
        return self.starts_us + self.index.end_us


@dataclass(frozen=True, eq=False)
class JoinedIndex(FrameIndex):
    """The frames of all parts, one after the other.

    Between two files the last picture stays until the next one begins, as it does between two frames.

    Attributes:
        parts: in order; the first starts at 0, none starts before the one before it has ended.
    """

    parts: tuple[FilmPart, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if sum(len(part.index) for part in self.parts) != len(self):
            raise ValueError("a joined index has the frames of its parts")
        object.__setattr__(
            self, "_firsts", np.cumsum([0, *(len(part.index) for part in self.parts)]).tolist()
        )

    def locate(self, frame: int) -> tuple[int, int]:
        """In which part a frame is, and which frame of that file it is.

        Raises:
            IndexError: there is no such frame.
        """
        if not 0 <= frame < len(self):
            raise IndexError(f"frame {frame} of {len(self)}")
        firsts: list[int] = self._firsts  # type: ignore[attr-defined]
        part = bisect_right(firsts, frame) - 1
        return part, frame - firsts[part]


def join(parts: Sequence[FilmPart]) -> JoinedIndex:
    """One index of several files.

    Raises:
        ValueError: there are none, the first does not start at 0, or two overlap.
    """
    if not parts or parts[0].starts_us != 0:
        raise ValueError("a take starts with its first file, at 0")
    for before, after in pairwise(parts):
        if after.starts_us < before.stop_us:
            raise ValueError("a file of a take begins after the one before it has ended")
    times = np.concatenate([part.index.time_us + part.starts_us for part in parts])
    doubtful = next((part.index for part in parts if not part.index.exact), None)
    return JoinedIndex(
        pts=times.copy(),
        time_base=Fraction(1, US_PER_SECOND),
        time_us=times,
        keyframe=np.concatenate([part.index.keyframe for part in parts]),
        entry=np.concatenate([part.index.entry for part in parts]),
        end_us=parts[-1].stop_us,
        exact=doubtful is None,
        reason="" if doubtful is None else doubtful.reason,
        decoded=any(part.index.decoded for part in parts),
        stored=False,
        parts=tuple(parts),
    )


def parts_of(path: Path, index: FrameIndex) -> tuple[FilmPart, ...]:
    """The files of a film: those of a take, else the one."""
    return index.parts if isinstance(index, JoinedIndex) else (FilmPart(path, index, 0),)
