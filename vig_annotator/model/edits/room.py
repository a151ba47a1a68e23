"""Exclusive groups: a stretch that is newly coded, and the neighbours that give way to it.

A neighbour gives way where it is plain what is meant: one that reaches into the new stretch is cut back to its edge,
and one that holds the whole of it is parted in two. One that would vanish is never removed silently: the coder is
told, and decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import RowChange
from vig_annotator.model.coding import Coding, Lane
from vig_annotator.model.edits.drafting import changed, made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.timecode import format_time


class Neighbours(StrEnum):
    """What becomes of neighbours in an exclusive group when a tag is put where they are; the coder chooses."""

    STAY = "stay"
    """They stay: an edge stops at them, and a tag that would cover one is refused."""
    GIVE_WAY = "give way"
    """They are cut back, or parted in two; one that would vanish is never removed, so then it is refused."""


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
    return make_rooms(coding, {lane: [Span(onset_us, offset_us)]}, but)


def make_rooms(
    coding: Coding, wanted: Mapping[Lane, Sequence[Span]], but: Collection[str] = ()
) -> list[RowChange]:
    """The changes of the finished states that give way to several stretches at once, each state changed once.

    Raises:
        RuleViolation: one would vanish.
    """
    return [change for lane, spans in wanted.items() for change in _rooms_in(coding, lane, spans, but)]


def _rooms_in(coding: Coding, lane: Lane, spans: Sequence[Span], but: Collection[str]) -> list[RowChange]:
    changes: list[RowChange] = []
    touched = {
        one.id: one
        for span in spans
        for one in coding.overlapping(lane, span.onset_us, span.offset_us)
        if one.id not in but
    }
    for one in touched.values():
        assert one.offset_us is not None
        left = [Span(one.onset_us, one.offset_us)]
        for span in spans:
            left = [piece for whole in left for piece in _without(whole, span)]
        if not left:
            raise RuleViolation(
                f"{described(coding, one)} lies in between.", "Delete it first, or end before it."
            )
        first, *others = left
        changes.append(changed(one, **edges(one, first.onset_us, first.offset_us)))
        changes.extend(
            made(replace(one, id=new_id(), revision=1, **edges(one, piece.onset_us, piece.offset_us)))
            for piece in others
        )
    return changes


def _without(whole: Span, cut: Span) -> list[Span]:
    pieces = (
        (whole.onset_us, min(whole.offset_us, cut.onset_us)),
        (max(whole.onset_us, cut.offset_us), whole.offset_us),
    )
    return [Span(onset, offset) for onset, offset in pieces if onset < offset]


def edges(one: Annotation, onset_us: MediaTime, offset_us: MediaTime | None) -> dict[str, Any]:
    """The columns that give a tag other edges; an edge that is moved is no longer set back for the reaction time."""
    values: dict[str, Any] = {"onset_us": onset_us, "offset_us": offset_us}
    if onset_us != one.onset_us:
        values["onset_shift_us"] = 0
    if offset_us != one.offset_us:
        values["offset_shift_us"] = 0
    return values


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


def room_for(
    coding: Coding, code_id: str, span: Span, neighbours: Neighbours, but: Collection[str]
) -> list[RowChange]:
    """Room for a tag of a code, as the coder wants it: neighbours give way, or it is refused.

    Raises:
        RuleViolation: another of its exclusive group is there and stays, or would vanish.
    """
    lane = coding.lane_of(code_id)
    if neighbours is Neighbours.GIVE_WAY:
        return make_room(coding, lane, span.onset_us, span.offset_us, but)
    require_room(coding, lane, span.onset_us, span.offset_us, but)
    return []


def require_no_point(coding: Coding, code_id: str, at_us: int, but: Collection[str] = ()) -> None:
    """A point is tagged once on a frame.

    Raises:
        RuleViolation: one of the code is there already.
    """
    for one in coding.points_at(code_id, at_us):
        if one.id not in but:
            raise RuleViolation(f"“{coding.label_of(one)}” is already tagged on this frame.", "")


def described(coding: Coding, one: Annotation) -> str:
    """How a message names an annotation: ``“Looks away” (0:00:10.000 to 0:00:12.400)``, ``“Smile” (0:00:10.000)``."""
    if one.is_point:
        return f"“{coding.label_of(one)}” ({format_time(one.onset_us)})"
    until = "still running" if one.offset_us is None else f"to {format_time(one.offset_us)}"
    return f"“{coding.label_of(one)}” ({format_time(one.onset_us)} {until})"


def still_running(coding: Coding, one: Annotation) -> RuleViolation:
    """Why something can't be done to a state that has no end yet."""
    return RuleViolation(f"“{coding.label_of(one)}” is still running.", "End it with its key first.")
