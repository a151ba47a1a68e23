"""Moving annotations by whole frames, whatever the film's rate does in between."""

from __future__ import annotations

from collections.abc import Collection

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.annotations import move_to
from vig_annotator.model.edits.room import Neighbours
from vig_annotator.model.frames import FrameTimes, edge_frame
from vig_annotator.model.mediatime import MediaTime


def nudge(
    coding: Coding,
    ids: Collection[str],
    by_frames: int,
    frames: FrameTimes,
    neighbours: Neighbours = Neighbours.STAY,
) -> ChangeSet:
    """Move annotations by frames, earlier (negative) or later; each edge by that many, so a state keeps its frames.

    Raises:
        NotFound: one is not there.
        RuleViolation: one would leave the film, or meet another of its exclusive group.
    """

    def moved(time_us: MediaTime, last: int) -> MediaTime:
        frame = edge_frame(frames, time_us) + by_frames
        if not 0 <= frame <= last:
            raise RuleViolation("That would reach beyond the film.", "")
        return frames.time_of(frame)

    places: dict[str, tuple[MediaTime, MediaTime | None]] = {}
    for one in (coding.get(name) for name in dict.fromkeys(ids)):
        onset = moved(one.onset_us, len(frames) - 1)
        if one.is_point or one.offset_us is None:
            places[one.id] = onset, None if one.offset_us is None else onset
        else:
            places[one.id] = onset, moved(one.offset_us, len(frames))
    return (
        move_to(coding, places, frames.time_of(len(frames)), neighbours) if by_frames else ChangeSet("", ())
    )
