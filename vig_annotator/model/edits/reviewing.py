"""Saying something about a coding, and what its coder makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Kind
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding import Coding
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.annotations import delete
from vig_annotator.model.edits.drafting import Stamp, changed, made
from vig_annotator.model.edits.room import Neighbours, edges, require_no_point, room_for
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.rating_form import RatingForm
from vig_annotator.model.review import EntryKind, ReviewEntry, SeenEntry, as_said

LONGEST_TEXT = 10_000


def comment(
    one: CodingPass, text: str, place: Span | None, annotation: Annotation | None, stamp: Stamp
) -> ChangeSet:
    """Say something about a frame, a stretch, a tag or the whole coding.

    Args:
        one: the coding.
        text: the words.
        place: a frame (no length) or stretch; None for the whole coding, or where a tag says it.
        annotation: the tag that it is about, or None.
        stamp: who says it, and when.

    Raises:
        RuleViolation: no words, or too many.
    """
    if annotation is not None:
        place = _place(annotation)
    entry = _entry(one, EntryKind.COMMENT, stamp, text=_words(text), annotation=annotation, place=place)
    return ChangeSet("comment", (made(entry),))


def verdict(
    coding: Coding, one: CodingPass, annotation_id: str, kind: EntryKind, text: str, who: Coder, stamp: Stamp
) -> ChangeSet:
    """Accept, question or reject a tag.

    Raises:
        NotFound: the tag is not there.
        RuleViolation: who says it is no supervisor or coded it; a question without words.
    """
    _require_supervisor(one, who)
    annotation = coding.get(annotation_id)
    words = _words(text, needed=kind is EntryKind.QUESTION)
    entry = _entry(one, kind, stamp, text=words, annotation=annotation, place=_place(annotation))
    return ChangeSet(f"{kind.value} “{coding.label_of(annotation)}”", (made(entry),))


def amend(
    coding: Coding,
    one: CodingPass,
    annotation_id: str,
    wanted: ChangeSet,
    text: str,
    who: Coder,
    stamp: Stamp,
) -> ChangeSet:
    """Propose that a tag be another one; the tag itself stays as it is.

    Args:
        coding: the coding as it stands.
        one: its row.
        annotation_id: which tag.
        wanted: the change of the tag that is proposed, as the rules of coding would make it.
        text: why; may be empty.
        who: who proposes it.
        stamp: who and when.

    Raises:
        NotFound: the tag is not there.
        RuleViolation: who proposes it is no supervisor or coded it; or nothing would change.
    """
    _require_supervisor(one, who)
    annotation = coding.get(annotation_id)
    after = next((c.after for c in wanted.changes if c.row.id == annotation_id), None)
    if not isinstance(after, Annotation) or as_said(after) == as_said(annotation):
        raise RuleViolation("That is how it is coded already.", "Propose another code, start or end.")
    entry = _entry(
        one,
        EntryKind.AMEND,
        stamp,
        text=_words(text, needed=False),
        annotation=annotation,
        place=_place(annotation),
        detail={"before": as_said(annotation), "after": as_said(after)},
    )
    return ChangeSet(f"amend “{coding.label_of(annotation)}”", (made(entry),))


def propose(
    coding: Coding, one: CodingPass, code_id: str, place: Span, text: str, who: Coder, stamp: Stamp
) -> ChangeSet:
    """Propose a tag that is not there; it is none of the coder's until they take it.

    Args:
        coding: the coding as it stands.
        one: its row.
        code_id: what it should be.
        place: where; without length for a code that marks an instant.
        text: why; may be empty.
        who: who proposes it.
        stamp: who and when.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: who proposes it is no supervisor or coded it; the place does not suit the code; it is tagged already; or
            another state would vanish.
    """
    _require_supervisor(one, who)
    code = coding.code(code_id)
    if (code.kind is Kind.POINT) != (place.duration_us == 0):
        what = "an instant" if code.kind is Kind.POINT else "a stretch"
        raise RuleViolation(
            f"“{code.label}” marks {what}.", "Mark where it begins, go to its last frame, then propose it."
        )
    _new_tag_room(coding, code_id, place)
    after = as_said(Annotation("", one.id, code_id, place.onset_us, place.offset_us))
    entry = _entry(
        one, EntryKind.PROPOSE, stamp, text=_words(text, needed=False), place=place, detail={"after": after}
    )
    return ChangeSet(f"propose “{code.label}”", (made(entry),))


def summary(one: CodingPass, strengths: str, next_steps: str, who: Coder, stamp: Stamp) -> ChangeSet:
    """Sum up what was good and what comes next.

    Raises:
        RuleViolation: who sums up is no supervisor or coded it, or both are empty.
    """
    _require_supervisor(one, who)
    if not strengths.strip() and not next_steps.strip():
        raise RuleViolation("There are no words yet.", "Write what was good, and what comes next.")
    detail: dict[str, object] = {
        "strengths": _words(strengths, needed=False),
        "next_steps": _words(next_steps, needed=False),
    }
    return ChangeSet("sum up the review", (made(_entry(one, EntryKind.SUMMARY, stamp, detail=detail)),))


def rate(
    one: CodingPass,
    form: RatingForm,
    form_text: str,
    ratings: Mapping[str, int],
    text: str,
    who: Coder,
    stamp: Stamp,
) -> ChangeSet:
    """Fill in a rating form about a coding.

    Args:
        one: the coding.
        form: the form.
        form_text: its text, which is kept with the ratings.
        ratings: by item id; an item that is not rated is left out.
        text: a few words; may be empty.
        who: who rates.
        stamp: who and when.

    Raises:
        RuleViolation: who rates is no supervisor or coded it; nothing is rated, or outside the form or its scale.
    """
    _require_supervisor(one, who)
    if not ratings:
        raise RuleViolation("Nothing is rated yet.", "Choose a rating for one item at least.")
    known = {item.id for item in form.items}
    for item, rating in ratings.items():
        if item not in known:
            raise RuleViolation(f"The form “{form.title}” has no item “{item}”.", "")
        if not form.lowest <= rating <= form.highest:
            raise RuleViolation(
                f"The scale has no {rating}.", f"Choose a rating from {form.lowest} to {form.highest}."
            )
    detail: dict[str, object] = {"form": form_text, "ratings": dict(ratings)}
    entry = _entry(one, EntryKind.RATING, stamp, text=_words(text, needed=False), detail=detail)
    return ChangeSet(f"fill in “{form.title}”", (made(entry),))


def answer(one: CodingPass, about: ReviewEntry, kind: EntryKind, text: str, stamp: Stamp) -> ChangeSet:
    """Reply to a remark, or close or open its thread.

    Raises:
        RuleViolation: a reply without words.
    """
    words = _words(text, needed=kind is EntryKind.REPLY)
    label = {EntryKind.REPLY: "reply", EntryKind.RESOLVE: "close the remark"}.get(
        kind, "open the remark again"
    )
    return ChangeSet(label, (made(_about(one, about, kind, stamp, words)),))


def take(coding: Coding, one: CodingPass, about: ReviewEntry, who: Coder, stamp: Stamp) -> ChangeSet:
    """Do what a remark proposes: change the tag as it was amended, delete the rejected one, set the missing one, agree to a comment.

    It is one step for undo. Both versions and both names stay in the review and in the log.

    Raises:
        RuleViolation: it is somebody else's coding; the tag is gone or was changed since; or there is no room.
    """
    _require_coder(one, who)
    if about.kind is EntryKind.PROPOSE:
        return _take_proposal(coding, one, about, stamp)
    changes: list[RowChange] = []
    label = "agree with the remark"
    if about.kind in (EntryKind.AMEND, EntryKind.REJECT):
        if about.annotation_id is None or about.annotation_id not in coding:
            raise RuleViolation("The tag is no longer there.", "Leave the remark, or answer it.")
        annotation = coding.get(about.annotation_id)
        if about.kind is EntryKind.REJECT:
            changes.extend(delete(coding, [annotation.id]).changes)
        else:
            if as_said(annotation) != about.detail.get("before"):
                raise RuleViolation(
                    "The tag was changed since the amendment was made.",
                    "Change it by hand, or leave the remark.",
                )
            changes.extend(_amended(coding, annotation, about))
        label = f"take the supervisor’s word on “{coding.label_of(annotation)}”"
    return ChangeSet(label, (*changes, made(_about(one, about, EntryKind.TAKE, stamp, ""))))


def leave(one: CodingPass, about: ReviewEntry, text: str, who: Coder, stamp: Stamp) -> ChangeSet:
    """Leave a tag as it is in spite of a remark, and perhaps say why.

    Raises:
        RuleViolation: it is somebody else's coding.
    """
    _require_coder(one, who)
    entry = _about(one, about, EntryKind.LEAVE, stamp, _words(text, needed=False))
    return ChangeSet("leave it as it is", (made(entry),))


def see(unread: Iterable[ReviewEntry], stamp: Stamp) -> ChangeSet:
    """Note that somebody has read entries."""
    rows = [SeenEntry(new_id(), one.id, stamp.who, stamp.at) for one in unread]
    return ChangeSet("read the review", tuple(made(row) for row in rows))


def _take_proposal(coding: Coding, one: CodingPass, about: ReviewEntry, stamp: Stamp) -> ChangeSet:
    after = about.detail["after"]
    assert isinstance(after, Mapping)
    code_id = str(after["code_id"])
    label = coding.code(code_id).label
    place = Span(MediaTime(after["onset_us"]), MediaTime(after["offset_us"]))
    tag = Annotation(
        id=new_id(),
        pass_id=one.id,
        code_id=code_id,
        onset_us=place.onset_us,
        offset_us=place.offset_us,
        note=str(after["note"]),
        modifiers={str(name): tuple(chosen) for name, chosen in after["modifiers"].items()},
        created_by=stamp.who,
        created_at=stamp.at,
    )
    taken = replace(_about(one, about, EntryKind.TAKE, stamp, ""), annotation_id=tag.id)
    room = _new_tag_room(coding, code_id, place)
    return ChangeSet(f"take the supervisor’s “{label}”", (made(tag), *room, made(taken)))


def _new_tag_room(coding: Coding, code_id: str, place: Span) -> list[RowChange]:
    """What gives way to a new tag.

    Raises:
        RuleViolation: it is there already, or another state would vanish.
    """
    if place.duration_us == 0:
        require_no_point(coding, code_id, place.onset_us)
        return []
    there = coding.overlapping(coding.lane_of(code_id), place.onset_us, place.offset_us)
    if any(tag.code_id == code_id and _covers(tag, place) for tag in there):
        raise RuleViolation("That is how it is coded already.", "Propose what is not tagged yet.")
    return room_for(coding, code_id, place, Neighbours.GIVE_WAY, ())


def _covers(tag: Annotation, place: Span) -> bool:
    return tag.onset_us <= place.onset_us and (tag.offset_us is None or place.offset_us <= tag.offset_us)


def _amended(coding: Coding, annotation: Annotation, about: ReviewEntry) -> list[RowChange]:
    after = about.detail["after"]
    assert isinstance(after, Mapping)
    code_id, onset, offset = str(after["code_id"]), MediaTime(after["onset_us"]), after["offset_us"]
    coding.code(code_id)
    room: list[RowChange] = []
    if offset == onset:
        require_no_point(coding, code_id, onset, but=(annotation.id,))
    elif offset is not None:
        room = room_for(
            coding, code_id, Span(onset, MediaTime(offset)), Neighbours.GIVE_WAY, (annotation.id,)
        )
    modifiers = {str(name): tuple(chosen) for name, chosen in after["modifiers"].items()}
    values = edges(annotation, onset, None if offset is None else MediaTime(offset))
    change = changed(annotation, code_id=code_id, note=str(after["note"]), modifiers=modifiers, **values)
    return [change, *room]


def _entry(
    one: CodingPass,
    kind: EntryKind,
    stamp: Stamp,
    *,
    text: str = "",
    annotation: Annotation | None = None,
    place: Span | None = None,
    detail: dict[str, object] | None = None,
) -> ReviewEntry:
    return ReviewEntry(
        id=new_id(),
        pass_id=one.id,
        kind=kind,
        annotation_id=None if annotation is None else annotation.id,
        onset_us=None if place is None else place.onset_us,
        offset_us=None if place is None else place.offset_us,
        text=text,
        detail=detail or {},
        created_by=stamp.who,
        created_at=stamp.at,
    )


def _about(one: CodingPass, about: ReviewEntry, kind: EntryKind, stamp: Stamp, text: str) -> ReviewEntry:
    return ReviewEntry(
        id=new_id(),
        pass_id=one.id,
        kind=kind,
        about_id=about.id,
        annotation_id=about.annotation_id,
        onset_us=about.onset_us,
        offset_us=about.offset_us,
        text=text,
        created_by=stamp.who,
        created_at=stamp.at,
    )


def _place(annotation: Annotation) -> Span:
    end = annotation.onset_us if annotation.offset_us is None else annotation.offset_us
    return Span(annotation.onset_us, end)


def _words(text: str, *, needed: bool = True) -> str:
    words = text.strip()
    if needed and not words:
        raise RuleViolation("There are no words yet.", "Write what you want to say.")
    if len(words) > LONGEST_TEXT:
        raise RuleViolation(f"That is longer than {LONGEST_TEXT} letters.", "Write less, or two remarks.")
    return words


def _require_supervisor(one: CodingPass, who: Coder) -> None:
    if one.coder == who.name:
        raise RuleViolation("This is your own coding.", "Change the tag itself; others review it.")
    if who.role is not Role.SUPERVISOR:
        raise RuleViolation(
            f"Only a supervisor judges tags, and {who.name} is a {who.role.label} here.",
            "Write a comment, or say who works now.",
        )


def _require_coder(one: CodingPass, who: Coder) -> None:
    if one.coder != who.name:
        raise RuleViolation(f"This is {one.coder}’s coding; only {one.coder} takes or leaves a remark.", "")
