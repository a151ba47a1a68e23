"""Saying something else about annotations that are there: their code, their note, their modifiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Code, Kind
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import changed
from vig_annotator.model.edits.room import Neighbours, described, edges, require_no_point, room_for
from vig_annotator.model.mediatime import MediaTime, Span


def change_code(
    coding: Coding,
    annotation_id: str,
    code_id: str,
    frame_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> ChangeSet:
    """Say that an annotation is of another code.

    A state that becomes a point keeps its start. A point that becomes a state gets the length of its frame, which the
    caller must tell. Modifiers that the new code does not have are dropped.

    Args:
        coding: the coding as it stands.
        annotation_id: which.
        code_id: the new code.
        frame_end_us: where the frame at the annotation's onset ends; needed when a point becomes a state.
        neighbours: what becomes of others of the new code's exclusive group that are there.

    Raises:
        NotFound: the annotation or the code is not there.
        RuleViolation: another of the new code's exclusive group is there and can't give way; or a point would need a
            length.
    """
    one = coding.get(annotation_id)
    code = coding.code(code_id)
    if one.code_id == code_id:
        return ChangeSet("", ())
    onset, offset = one.onset_us, one.offset_us
    room: list[RowChange] = []
    if code.kind is Kind.POINT:
        offset = onset
        require_no_point(coding, code_id, onset)
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
        room = room_for(coding, code_id, Span(onset, offset), neighbours, (one.id,))
    kept = {name: chosen for name, chosen in one.modifiers.items() if name in code.modifiers}
    change = changed(one, code_id=code_id, modifiers=kept, **edges(one, onset, offset))
    return ChangeSet(f"change “{coding.label_of(one)}” to “{code.label}”", (change, *room))


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
