"""Splitting, merging, copying, nudging and setting back annotations; each is one step for undo and on disk at its end.

Errors are those of `timeline_editing`. `frames` is the film's frame index.
"""

from __future__ import annotations

from collections.abc import Collection

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import nudging, reaction, shaping
from vig_annotator.model.edits.room import Neighbours
from vig_annotator.model.frames import FrameTimes
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services.linking import write_tags
from vig_annotator.services.workspace import Workspace


def split(ws: Workspace, coding_pass: CodingPass, annotation_id: str, at_us: MediaTime) -> None:
    """Part a finished state in two; both keep its code, note and modifiers, the first its links."""
    coding = ws.desk(coding_pass).coding
    write_tags(ws, coding_pass, shaping.split(coding, annotation_id, at_us, ws.stamp()))


def merge(ws: Workspace, coding_pass: CodingPass, ids: Collection[str]) -> None:
    """Make one state of several of one code; one that is chosen alone is merged with the next of its code."""
    write_tags(ws, coding_pass, shaping.merge(ws.desk(coding_pass).coding, ids))


def copy(
    ws: Workspace,
    coding_pass: CodingPass,
    ids: Collection[str],
    code_id: str,
    frames: FrameTimes | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> list[Annotation]:
    """Set tags of another code, and so of another tier, where these are; answers the new ones.

    A point that is copied to a state covers its frame, for which `frames` is needed.
    """
    coding = ws.desk(coding_pass).coding
    ends = {} if frames is None else {one: _frame_end(frames, coding.get(one).onset_us) for one in ids}
    change_set, new_ids = shaping.copy(coding, ids, code_id, ws.stamp(), ends, neighbours)
    write_tags(ws, coding_pass, change_set, new_ids)
    return [coding.get(one) for one in new_ids]


def nudge(
    ws: Workspace,
    coding_pass: CodingPass,
    ids: Collection[str],
    by_frames: int,
    frames: FrameTimes,
    neighbours: Neighbours = Neighbours.STAY,
) -> None:
    """Move annotations by whole frames, earlier if negative."""
    write_tags(
        ws, coding_pass, nudging.nudge(ws.desk(coding_pass).coding, ids, by_frames, frames, neighbours)
    )


def set_back(
    ws: Workspace, coding_pass: CodingPass, ids: Collection[str], reaction_us: int, frames: FrameTimes
) -> None:
    """Set tags back by the coder's reaction time; those that are set back already are left as they are."""
    write_tags(ws, coding_pass, reaction.set_back(ws.desk(coding_pass).coding, ids, reaction_us, frames))


def take_back(ws: Workspace, coding_pass: CodingPass, ids: Collection[str]) -> None:
    """Put tags that were set back for the reaction time where the key came down."""
    write_tags(ws, coding_pass, reaction.take_back(ws.desk(coding_pass).coding, ids))


def _frame_end(frames: FrameTimes, time_us: MediaTime) -> MediaTime:
    return frames.time_of(frames.frame_at(time_us) + 1)
