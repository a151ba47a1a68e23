"""Making one annotation of several, several of one, and others after their pattern: merge, split, copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Code, Kind
from vig_annotator.model.coding import Coding, Lane
from vig_annotator.model.edits.drafting import Stamp, changed, made, quoted, removed
from vig_annotator.model.edits.room import (
    Neighbours,
    described,
    edges,
    make_rooms,
    require_no_point,
    require_room,
    still_running,
)
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span


def split(coding: Coding, annotation_id: str, at_us: MediaTime, stamp: Stamp) -> ChangeSet:
    """Part a finished state in two at a moment; both keep its code, note and modifiers, the first its links.

    Raises:
        NotFound: it is not there.
        RuleViolation: it is a point, is still running, or the moment is not inside it.
    """
    one = coding.get(annotation_id)
    _require_finished_state(coding, one)
    if one.offset_us is None or not one.onset_us < at_us < one.offset_us:
        raise RuleViolation(
            f"{described(coding, one)} can only be split inside it.",
            "Go to a frame between its start and its end.",
        )
    second = replace(_copied(one, stamp), onset_us=at_us, onset_shift_us=0)
    return ChangeSet(
        f"split “{coding.label_of(one)}”", (changed(one, **edges(one, one.onset_us, at_us)), made(second))
    )


def merge(coding: Coding, ids: Collection[str]) -> ChangeSet:
    """Make one state of several of one code, from the start of the first to the end of the last.

    One that is chosen alone is merged with the next of its code. The first stays, with its links; the notes are
    put together, and so are the modifiers (of those that allow one choice, the first one's stays).

    Raises:
        NotFound: one is not there.
        RuleViolation: not of one code, points, still running, no next one, or another of the group lies between.
    """
    chosen = sorted((coding.get(one) for one in dict.fromkeys(ids)), key=lambda one: (one.onset_us, one.id))
    if len(chosen) == 1:
        chosen.append(_next(coding, chosen[0]))
    if len({one.code_id for one in chosen}) != 1:
        raise RuleViolation("Only tags of one code can be merged.", "Choose tags of one code.")
    for one in chosen:
        _require_finished_state(coding, one)
    first, *others = chosen
    end = MediaTime(max(one.offset_us or 0 for one in chosen))
    lane = coding.lane_of(first.code_id)
    require_room(coding, lane, first.onset_us, end, but=[one.id for one in chosen])
    last = max(chosen, key=lambda one: one.offset_us or 0)
    whole = changed(
        first,
        offset_us=end,
        offset_shift_us=last.offset_shift_us,
        note="\n".join(dict.fromkeys(one.note for one in chosen if one.note)),
        modifiers=_together(coding, chosen),
    )
    return ChangeSet(f"merge {len(chosen)} “{coding.label_of(first)}”", (*map(removed, others), whole))


def copy(
    coding: Coding,
    ids: Collection[str],
    code_id: str,
    stamp: Stamp,
    frame_ends: Mapping[str, MediaTime] | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> tuple[ChangeSet, tuple[str, ...]]:
    """Set tags of another code (and so of another tier) where these are; answers the ids of the new ones too.

    Notes go along, and the modifiers that the new code has. A state copied to a point marks its start.

    Args:
        coding: the coding as it stands.
        ids: what is copied.
        code_id: the code of the copies.
        stamp: who works, and the time.
        frame_ends: for points that are copied to a state: where the frame of each ends, by annotation id.
        neighbours: what becomes of others of the new code's exclusive group.

    Raises:
        NotFound: an annotation or the code is not there.
        RuleViolation: one is there already or can't give way, is still running, or would need a length.
    """
    code = coding.code(code_id)
    chosen = [coding.get(one) for one in dict.fromkeys(ids)]
    copies = [_as(coding, one, code, frame_ends or {}, stamp) for one in chosen]
    changes: list[RowChange] = []
    rooms: dict[Lane, list[Span]] = {}
    lane = coding.lane_of(code.id)
    for new in copies:
        assert new.offset_us is not None
        span = Span(new.onset_us, new.offset_us)
        if new.is_point:
            require_no_point(coding, code.id, new.onset_us)
        elif neighbours is Neighbours.STAY:
            require_room(coding, lane, span.onset_us, span.offset_us)
        if any(_clash(span, other) for other in rooms.get(lane, ())):
            raise RuleViolation(
                f"The tags lie over each other, and “{code.label}” can be only once at a time.",
                "Copy fewer of them.",
            )
        rooms.setdefault(lane, []).append(span)
        changes.append(made(new))
    if neighbours is Neighbours.GIVE_WAY:
        changes = [*make_rooms(coding, rooms), *changes]
    names = quoted(coding.label_of(chosen[0]) if chosen else "", len(chosen))
    return ChangeSet(f"copy {names} to “{code.label}”", tuple(changes)), tuple(one.id for one in copies)


def _clash(one: Span, other: Span) -> bool:
    return one == other or one.overlaps(other)


def _as(
    coding: Coding, one: Annotation, code: Code, frame_ends: Mapping[str, MediaTime], stamp: Stamp
) -> Annotation:
    if one.code_id == code.id:
        raise RuleViolation(f"{described(coding, one)} is of that code already.", "Choose another code.")
    if one.offset_us is None:
        raise still_running(coding, one)
    offset = one.offset_us
    if code.kind is Kind.POINT:
        offset = one.onset_us
    elif one.is_point:
        offset = frame_ends.get(one.id, one.onset_us)
        if offset <= one.onset_us:
            raise RuleViolation(
                f"“{code.label}” is tagged from a start to an end, and {described(coding, one)} has no length.",
                f"Tag “{code.label}” with its key.",
            )
    kept = {name: choices for name, choices in one.modifiers.items() if name in code.modifiers}
    return replace(
        _copied(one, stamp),
        code_id=code.id,
        offset_us=offset,
        modifiers=kept,
        offset_shift_us=one.offset_shift_us if offset == one.offset_us else 0,
    )


def _copied(one: Annotation, stamp: Stamp) -> Annotation:
    return replace(one, id=new_id(), created_by=stamp.who, created_at=stamp.at, revision=1)


def _next(coding: Coding, one: Annotation) -> Annotation:
    later = (other for other in coding.after(coding.lane_of(one.code_id), one.onset_us) if other.id != one.id)
    found = next((other for other in later if other.code_id == one.code_id), None)
    if found is None:
        raise RuleViolation(
            f"There is no later “{coding.label_of(one)}” to merge this one with.", "Choose the tags to merge."
        )
    return found


def _require_finished_state(coding: Coding, one: Annotation) -> None:
    if one.offset_us is None:
        raise still_running(coding, one)
    if one.is_point:
        raise RuleViolation(f"“{coding.label_of(one)}” marks an instant and has no length.", "")


def _together(coding: Coding, chosen: Iterable[Annotation]) -> dict[str, tuple[str, ...]]:
    united: dict[str, tuple[str, ...]] = {}
    for one in chosen:
        for name, choices in one.modifiers.items():
            modifier = coding.codebook.modifier(name)
            if name not in united:
                united[name] = choices
            elif modifier is not None and modifier.multiple:
                united[name] = tuple(dict.fromkeys((*united[name], *choices)))
    return united
