"""Exclusive groups: a stretch that is newly coded, and the neighbours that give way to it.

A neighbour gives way where it is plain what is meant: one that reaches into the new stretch is cut back to its edge,
and one that holds the whole of it is parted in two. One that would vanish is never removed silently: the coder is
told, and decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import RowChange
from vig_annotator.model.coding import Coding, Lane
from vig_annotator.model.edits.drafting import changed, made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.timecode import format_time


def make_room(
    coding: Coding, lane: Lane, onset_us: MediaTime, offset_us: MediaTime, but: Collection[str] = ()
) -> list[RowChange]:
    """The changes of the finished states of a lane that give way to ``[onset_us, offset_us)``.

    Args:
        coding: the coding as it stands.
        lane: where room is needed.
        onset_us: where the new stretch starts.
        offset_us: where it ends, half-open.
        but: ids that don't count, because they are what is being placed.

    Raises:
        RuleViolation: one lies wholly inside the stretch.
    """
    changes: list[RowChange] = []
    for one in coding.overlapping(lane, onset_us, offset_us):
        if one.id in but or one.offset_us is None:
            continue
        if one.onset_us < onset_us:
            changes.append(changed(one, offset_us=onset_us))
            if one.offset_us > offset_us:
                changes.append(made(replace(one, id=new_id(), onset_us=offset_us, revision=1)))
        elif one.offset_us > offset_us:
            changes.append(changed(one, onset_us=offset_us))
        else:
            raise RuleViolation(
                f"{described(coding, one)} lies in between.", "Delete it first, or end before it."
            )
    return changes


def require_room(
    coding: Coding, lane: Lane, onset_us: int, offset_us: int, but: Collection[str] = ()
) -> None:
    """Nothing gives way here: refuse if a finished state of the lane shares time with the stretch.

    Raises:
        RuleViolation: one does.
    """
    for one in coding.overlapping(lane, onset_us, offset_us):
        if one.id not in but:
            why = ", and only one of its group can go on at a time" if lane[0] == "group" else ""
            raise RuleViolation(
                f"{described(coding, one)} is there already{why}.", "Move or delete it first."
            )


def described(coding: Coding, one: Annotation) -> str:
    """How a message names an annotation: ``“Looks away” (0:00:10.000 to 0:00:12.400)``, ``“Smile” (0:00:10.000)``."""
    if one.is_point:
        return f"“{coding.label_of(one)}” ({format_time(one.onset_us)})"
    until = "still running" if one.offset_us is None else f"to {format_time(one.offset_us)}"
    return f"“{coding.label_of(one)}” ({format_time(one.onset_us)} {until})"
