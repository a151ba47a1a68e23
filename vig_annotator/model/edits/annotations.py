"""Changing annotations that are there: edges, codes, notes, modifiers, place; and deleting them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Code, Kind
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import changed, quoted, removed
from vig_annotator.model.edits.room import described, require_room
from vig_annotator.model.mediatime import MediaTime


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
    coding: Coding, annotation_id: str, edge: Edge, to_us: MediaTime, film_end_us: MediaTime | None = None
) -> ChangeSet:
    """Move one end of a state, or a point as a whole.

    The edge stops at the film's start and end, and at a neighbour of the same exclusive group.

    Raises:
        NotFound: it is not there.
        RuleViolation: the end would come before the start, or a running state has no end to move.
    """
    one = coding.get(annotation_id)
    wanted = MediaTime(min(max(to_us, 0), film_end_us if film_end_us is not None else max(to_us, 0)))
    if one.is_point:
        _require_no_point(coding, one.code_id, wanted, but=(one.id,))
        return _replaced(coding, one, "move", onset_us=wanted, offset_us=wanted)
    if one.offset_us is None:
        if edge is Edge.OFFSET:
            raise RuleViolation(f"“{coding.label_of(one)}” is still running.", "End it with its key first.")
        return _replaced(coding, one, "move the start of", onset_us=wanted)
    lane = coding.lane_of(one.code_id)
    if edge is Edge.ONSET:
        before = [
            n.offset_us
            for n in coding.overlapping(lane, min(wanted, one.onset_us), one.onset_us)
            if n.offset_us
        ]
        onset = MediaTime(max([wanted, *before])) if wanted < one.onset_us else wanted
        _require_length(onset, one.offset_us)
        return _replaced(coding, one, "move the start of", onset_us=onset)
    after = [
        n.onset_us
        for n in coding.overlapping(lane, one.offset_us, max(wanted, one.offset_us))
        if n.id != one.id
    ]
    offset = MediaTime(min([wanted, *after])) if wanted > one.offset_us else wanted
    _require_length(one.onset_us, offset)
    return _replaced(coding, one, "move the end of", offset_us=offset)


def set_span(
    coding: Coding,
    annotation_id: str,
    onset_us: MediaTime,
    offset_us: MediaTime,
    film_end_us: MediaTime | None = None,
) -> ChangeSet:
    """Give a finished state another start and end, or a point (``onset_us == offset_us``) another place.

    Raises:
        NotFound: it is not there.
        RuleViolation: no length, outside the film, or another of its exclusive group is there.
    """
    one = coding.get(annotation_id)
    if one.offset_us is None:
        raise RuleViolation(f"“{coding.label_of(one)}” is still running.", "End it with its key first.")
    if one.is_point:
        if onset_us != offset_us:
            raise RuleViolation(f"“{coding.label_of(one)}” marks an instant and has no length.", "")
        _require_no_point(coding, one.code_id, onset_us, but=(one.id,))
    else:
        _require_length(onset_us, offset_us)
        require_room(coding, coding.lane_of(one.code_id), onset_us, offset_us, but=(one.id,))
    _require_in_film(onset_us, offset_us, film_end_us)
    return _replaced(coding, one, "move", onset_us=onset_us, offset_us=offset_us)


def shift(
    coding: Coding, ids: Collection[str], by_us: int, film_end_us: MediaTime | None = None
) -> ChangeSet:
    """Move annotations as a whole, earlier (negative) or later.

    Raises:
        NotFound: one is not there.
        RuleViolation: one would leave the film, or meet another of its exclusive group that stays.
    """
    moving = [coding.get(one) for one in dict.fromkeys(ids)]
    chosen = {one.id for one in moving}
    changes: list[RowChange] = []
    for one in moving:
        onset = MediaTime(one.onset_us + by_us)
        offset = None if one.offset_us is None else MediaTime(one.offset_us + by_us)
        _require_in_film(onset, onset if offset is None else offset, film_end_us)
        if one.is_point:
            _require_no_point(coding, one.code_id, onset, but=chosen)
        elif offset is not None:
            require_room(coding, coding.lane_of(one.code_id), onset, offset, but=chosen)
        changes.append(changed(one, onset_us=onset, offset_us=offset))
    return ChangeSet(f"move {_named(coding, moving)}", tuple(changes) if by_us else ())


def change_code(
    coding: Coding, annotation_id: str, code_id: str, frame_end_us: MediaTime | None = None
) -> ChangeSet:
    """Say that an annotation is of another code.

    A state that becomes a point keeps its start. A point that becomes a state gets the length of its frame, which the
    caller must tell. Modifiers that the new code does not have are dropped.

    Args:
        coding: the coding as it stands.
        annotation_id: which.
        code_id: the new code.
        frame_end_us: where the frame at the annotation's onset ends; needed when a point becomes a state.

    Raises:
        NotFound: the annotation or the code is not there.
        RuleViolation: another of the new code's exclusive group is there; or a point would need a length.
    """
    one = coding.get(annotation_id)
    code = coding.code(code_id)
    if one.code_id == code_id:
        return ChangeSet("", ())
    onset, offset = one.onset_us, one.offset_us
    if code.kind is Kind.POINT:
        offset = onset
        _require_no_point(coding, code_id, onset)
    elif one.is_point:
        if frame_end_us is None or frame_end_us <= onset:
            raise RuleViolation(
                f"“{code.label}” is tagged from a start to an end, and this tag has no length.",
                f"Delete it and tag “{code.label}” with its key.",
            )
        offset = frame_end_us
    lane = coding.lane_of(code_id)
    if offset is None:
        other = coding.running_in(lane)
        if other is not None and other.id != one.id:
            raise RuleViolation(f"{described(coding, other)} is of the same group.", "End it first.")
    elif offset > onset:
        require_room(coding, lane, onset, offset, but=(one.id,))
    kept = {name: chosen for name, chosen in one.modifiers.items() if name in code.modifiers}
    change = changed(one, code_id=code_id, offset_us=offset, modifiers=kept)
    return ChangeSet(f"change “{coding.label_of(one)}” to “{code.label}”", (change,))


def set_note(coding: Coding, annotation_id: str, note: str) -> ChangeSet:
    """Write, change or (with an empty text) remove the note of an annotation.

    Raises:
        NotFound: it is not there.
    """
    return _replaced(coding, coding.get(annotation_id), "note on", note=note.strip())


def set_modifiers(coding: Coding, annotation_id: str, modifiers: Mapping[str, Sequence[str]]) -> ChangeSet:
    """Set the further choices of an annotation, all of them at once; one without choices is left out.

    Raises:
        NotFound: it is not there.
        RuleViolation: its code has no such modifier, the modifier no such choice, or only one may be chosen.
    """
    one = coding.get(annotation_id)
    code = coding.code(one.code_id)
    chosen = {name: tuple(dict.fromkeys(choices)) for name, choices in modifiers.items() if choices}
    for name, choices in chosen.items():
        _require_modifier(coding, code, name, choices)
    return _replaced(coding, one, "describe", modifiers=chosen)


def _require_modifier(coding: Coding, code: Code, name: str, choices: tuple[str, ...]) -> None:
    modifier = next((one for one in coding.codebook.modifiers if one.id == name), None)
    if modifier is None or name not in code.modifiers:
        raise RuleViolation(
            f"“{code.label}” has no modifier “{name}”.", "Choose one that the codebook gives it."
        )
    unknown = [choice for choice in choices if choice not in modifier.choices]
    if unknown:
        raise RuleViolation(f"“{modifier.label}” has no choice “{unknown[0]}”.", "Choose one of its choices.")
    if len(choices) > 1 and not modifier.multiple:
        raise RuleViolation(f"Only one choice can be made for “{modifier.label}”.", "")


def _replaced(coding: Coding, one: Annotation, what: str, **values: object) -> ChangeSet:
    if all(getattr(one, name) == value for name, value in values.items()):
        return ChangeSet("", ())
    return ChangeSet(f"{what} “{coding.label_of(one)}”", (changed(one, **values),))


def _named(coding: Coding, chosen: Sequence[Annotation]) -> str:
    return quoted(coding.label_of(chosen[0]) if chosen else "", len(chosen))


def _require_no_point(coding: Coding, code_id: str, at_us: int, but: Collection[str] = ()) -> None:
    for one in coding.points_at(code_id, at_us):
        if one.id not in but:
            raise RuleViolation(f"“{coding.label_of(one)}” is already tagged on this frame.", "")


def _require_length(onset_us: int, offset_us: int) -> None:
    if offset_us <= onset_us:
        raise RuleViolation("The end must come after the start.", "")


def _require_in_film(onset_us: int, offset_us: int, film_end_us: int | None) -> None:
    if onset_us < 0 or (film_end_us is not None and offset_us > film_end_us):
        raise RuleViolation("That would reach beyond the film.", "")
