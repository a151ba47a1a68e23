"""Placing annotations that are there: edges, stretches, shifting many; and deleting them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coding import Coding, Lane
from vig_annotator.model.edits.drafting import changed, quoted, removed
from vig_annotator.model.edits.room import (
    Neighbours,
    described,
    edges,
    make_room,
    make_rooms,
    require_no_point,
    require_room,
    room_for,
    still_running,
)
from vig_annotator.model.mediatime import MediaTime, Span


class Edge(StrEnum):
    """Which end of a stretch."""

    ONSET = "onset"
    OFFSET = "offset"


def delete(coding: Coding, ids: Collection[str]) -> ChangeSet:
    """Delete annotations.

    Raises:
        NotFound: one is not there.
    """
    doomed = [coding.get(one) for one in dict.fromkeys(ids)]
    return ChangeSet(f"delete {_named(coding, doomed)}", tuple(removed(one) for one in doomed))


def move_edge(
    coding: Coding,
    annotation_id: str,
    edge: Edge,
    to_us: MediaTime,
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> ChangeSet:
    """Move one end of a state, or a point as a whole.

    The edge stops at the film's start and end, and at a neighbour of the same exclusive group unless that gives way.

    Raises:
        NotFound: it is not there.
        RuleViolation: the end would come before the start, a running state has no end to move, or a neighbour that
            gives way would vanish.
    """
    one = coding.get(annotation_id)
    wanted = MediaTime(min(max(to_us, 0), film_end_us if film_end_us is not None else max(to_us, 0)))
    if one.is_point:
        require_no_point(coding, one.code_id, wanted, but=(one.id,))
        return _placed(coding, one, "move", wanted, wanted)
    if one.offset_us is None:
        if edge is Edge.OFFSET:
            raise still_running(coding, one)
        return _placed(coding, one, "move the start of", wanted, None)
    onset, offset = (wanted, one.offset_us) if edge is Edge.ONSET else (one.onset_us, wanted)
    if neighbours is Neighbours.STAY:
        onset, offset = _stopped(coding, one, onset, offset)
    _require_length(onset, offset)
    what = "move the start of" if edge is Edge.ONSET else "move the end of"
    return _placed(
        coding,
        one,
        what,
        onset,
        offset,
        make_room(coding, coding.lane_of(one.code_id), onset, offset, (one.id,)),
    )


def _stopped(
    coding: Coding, one: Annotation, onset_us: MediaTime, offset_us: MediaTime
) -> tuple[MediaTime, MediaTime]:
    """A longer stretch for a finished state, as far as its neighbours let it."""
    assert one.offset_us is not None
    lane = coding.lane_of(one.code_id)
    before = [
        other.offset_us
        for other in coding.overlapping(lane, min(onset_us, one.onset_us), one.onset_us)
        if other.offset_us is not None
    ]
    after = [
        other.onset_us
        for other in coding.overlapping(lane, one.offset_us, max(offset_us, one.offset_us))
        if other.id != one.id
    ]
    return max([onset_us, *before]), min([offset_us, *after])


def why_stopped(coding: Coding, annotation_id: str, edge: Edge, wanted_us: MediaTime) -> RuleViolation | None:
    """Why an edge that was moved is not where it was wanted: a neighbour of its exclusive group stays there.

    Args:
        coding: the coding as it is now, the edge moved as far as it goes.
        annotation_id: whose edge.
        edge: which one.
        wanted_us: where it was to go.

    Returns:
        the reason, to be told; None if no neighbour is in the way.

    Raises:
        NotFound: it is not there.
    """
    one = coding.get(annotation_id)
    if one.is_point or one.offset_us is None:
        return None
    first, last = (wanted_us, one.onset_us) if edge is Edge.ONSET else (one.offset_us, wanted_us)
    there = coding.overlapping(coding.lane_of(one.code_id), first, last) if first < last else ()
    stays = sorted((other for other in there if other.id != one.id), key=lambda other: other.onset_us)
    if not stays:
        return None
    nearest, word = (stays[-1], "start") if edge is Edge.ONSET else (stays[0], "end")
    return RuleViolation(
        f"{described(coding, nearest)} stays, so the {word} stops at it.",
        "To change that: Neighbours give way, or stay (Ctrl+K).",
    )


def set_span(
    coding: Coding,
    annotation_id: str,
    onset_us: MediaTime,
    offset_us: MediaTime,
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> ChangeSet:
    """Give a finished state another start and end, or a point (``onset_us == offset_us``) another place.

    Raises:
        NotFound: it is not there.
        RuleViolation: no length, outside the film, or another of its exclusive group is there and can't give way.
    """
    one = coding.get(annotation_id)
    room: list[RowChange] = []
    if one.offset_us is None:
        raise still_running(coding, one)
    if one.is_point:
        if onset_us != offset_us:
            raise RuleViolation(f"“{coding.label_of(one)}” marks an instant and has no length.", "")
        require_no_point(coding, one.code_id, onset_us, but=(one.id,))
    else:
        _require_length(onset_us, offset_us)
        room = room_for(coding, one.code_id, Span(onset_us, offset_us), neighbours, (one.id,))
    _require_in_film(onset_us, offset_us, film_end_us)
    return _placed(coding, one, "move", onset_us, offset_us, room)


def shift(
    coding: Coding,
    ids: Collection[str],
    by_us: int,
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> ChangeSet:
    """Move annotations as a whole, earlier (negative) or later.

    Raises:
        NotFound: one is not there.
        RuleViolation: one would leave the film, or meet another of its exclusive group that stays.
    """
    moving = [coding.get(one) for one in dict.fromkeys(ids)]
    places = {
        one.id: (
            MediaTime(one.onset_us + by_us),
            None if one.offset_us is None else MediaTime(one.offset_us + by_us),
        )
        for one in moving
    }
    return move_to(coding, places, film_end_us, neighbours)


def move_to(
    coding: Coding,
    places: Mapping[str, tuple[MediaTime, MediaTime | None]],
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> ChangeSet:
    """Give several annotations other edges at once (offset None while running); they must not meet each other.

    Raises:
        NotFound: one is not there.
        RuleViolation: one would lose its length, leave the film, or meet another of its exclusive group.
    """
    moving = [coding.get(one) for one in places]
    changes: list[RowChange] = []
    rooms: dict[Lane, list[Span]] = {}
    for one in moving:
        onset, offset = places[one.id]
        _require_in_film(onset, onset if offset is None else offset, film_end_us)
        if one.is_point:
            require_no_point(coding, one.code_id, onset, but=places)
        elif offset is not None:
            _require_length(onset, offset)
            lane = coding.lane_of(one.code_id)
            span = Span(onset, offset)
            if any(span.overlaps(other) for other in rooms.get(lane, ())):
                raise RuleViolation("The tags would lie over each other.", "Move fewer of them.")
            rooms.setdefault(lane, []).append(span)
            if neighbours is Neighbours.STAY:
                require_room(coding, lane, onset, offset, but=places)
        if places[one.id] != (one.onset_us, one.offset_us):
            changes.append(changed(one, **edges(one, onset, offset)))
    if not changes:
        return ChangeSet("", ())
    if neighbours is Neighbours.GIVE_WAY:
        changes.extend(make_rooms(coding, rooms, but=places))
    return ChangeSet(f"move {_named(coding, moving)}", tuple(changes))


def _placed(
    coding: Coding,
    one: Annotation,
    what: str,
    onset_us: MediaTime,
    offset_us: MediaTime | None,
    room: Sequence[RowChange] = (),
) -> ChangeSet:
    if (onset_us, offset_us) == (one.onset_us, one.offset_us):
        return ChangeSet("", ())
    change = changed(one, **edges(one, onset_us, offset_us))
    return ChangeSet(f"{what} “{coding.label_of(one)}”", (change, *room))


def _named(coding: Coding, chosen: Sequence[Annotation]) -> str:
    return quoted(coding.label_of(chosen[0]) if chosen else "", len(chosen))


def _require_length(onset_us: int, offset_us: int) -> None:
    if offset_us <= onset_us:
        raise RuleViolation("The end must come after the start.", "")


def _require_in_film(onset_us: int, offset_us: int, film_end_us: int | None) -> None:
    if onset_us < 0 or (film_end_us is not None and offset_us > film_end_us):
        raise RuleViolation("That would reach beyond the film.", "")
