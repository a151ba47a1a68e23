"""Marking, changing, ordering and deleting moments."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Code, Codebook, Valence
from vig_annotator.model.edits.drafting import Stamp, changed, made, quoted, removed
from vig_annotator.model.edits.ordering import moved, next_position, reordered
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment

AROUND_A_POINT_US = 2_000_000
"""How much film before and after a point annotation belongs to a moment made from it."""


def mark(
    existing: Sequence[Moment], session_id: str, span: Span, stamp: Stamp, caption: str = ""
) -> tuple[ChangeSet, Moment]:
    """A new moment, last in the list.

    Raises:
        RuleViolation: the stretch has no length, or begins before the film.
    """
    _require_span(span)
    moment = Moment(
        id=new_id(),
        session_id=session_id,
        onset_us=span.onset_us,
        offset_us=span.offset_us,
        caption=caption.strip(),
        position=next_position(existing),
        created_by=stamp.who,
        created_at=stamp.at,
    )
    return ChangeSet("mark a moment", (made(moment),)), moment


def from_annotation(
    existing: Sequence[Moment],
    session_id: str,
    annotation: Annotation,
    codebook: Codebook,
    code: Code,
    film_end_us: MediaTime,
    stamp: Stamp,
) -> tuple[ChangeSet, Moment]:
    """A moment of an annotation's stretch, or of the two seconds before and after a point, within the film.

    What the codebook lets a parent read of a positive code becomes the caption. The coder's label never does, nor does any
    wording of a restricted codebook: captions are shown in the film.

    Raises:
        RuleViolation: the state is still running.
    """
    span = span_of_tag(annotation, code, film_end_us)
    _require_span(span)
    moment = Moment(
        id=new_id(),
        session_id=session_id,
        onset_us=span.onset_us,
        offset_us=span.offset_us,
        caption="" if codebook.restricted or code.valence is not Valence.POSITIVE else code.parent_label,
        source_annotation_id=annotation.id,
        position=next_position(existing),
        created_by=stamp.who,
        created_at=stamp.at,
    )
    return ChangeSet(f"make a moment of “{code.label}”", (made(moment),)), moment


def span_of_tag(annotation: Annotation, code: Code, film_end_us: MediaTime) -> Span:
    """The stretch of a tag: of a state, its own; of a point, the two seconds before and after it, within the film.

    Raises:
        RuleViolation: the state is still running.
    """
    if annotation.offset_us is None:
        raise RuleViolation(f"“{code.label}” is still running.", "End it with its key first.")
    if not annotation.is_point:
        return Span(annotation.onset_us, annotation.offset_us)
    start = MediaTime(max(0, annotation.onset_us - AROUND_A_POINT_US))
    return Span(start, MediaTime(min(film_end_us, annotation.onset_us + AROUND_A_POINT_US)))


def set_caption(moment: Moment, caption: str) -> ChangeSet:
    """Say what a moment shows; no change if it says so already."""
    if moment.caption == caption.strip():
        return ChangeSet("", ())
    return ChangeSet("caption a moment", (changed(moment, caption=caption.strip()),))


def set_starred(moment: Moment, starred: bool) -> ChangeSet:
    """Star a moment, or take its star away."""
    if moment.starred == starred:
        return ChangeSet("", ())
    return ChangeSet("star a moment" if starred else "unstar a moment", (changed(moment, starred=starred),))


def set_span(moment: Moment, span: Span, film_end_us: MediaTime | None = None) -> ChangeSet:
    """Move a moment's edges.

    Raises:
        RuleViolation: no length, or beyond the film.
    """
    _require_span(span, film_end_us)
    if Span(moment.onset_us, moment.offset_us) == span:
        return ChangeSet("", ())
    change = changed(moment, onset_us=span.onset_us, offset_us=span.offset_us)
    return ChangeSet("move the edges of a moment", (change,))


def delete(moments: Sequence[Moment]) -> ChangeSet:
    """Delete moments; clips that were made from them stay in their reels."""
    names = "a moment" if len(moments) == 1 else quoted("", len(moments), "moments")
    return ChangeSet(f"delete {names}", tuple(removed(one) for one in moments))


def reorder(existing: Sequence[Moment], ids: Sequence[str]) -> ChangeSet:
    """Put the moments of a session into the order of `ids`.

    Raises:
        RuleViolation: `ids` are not exactly the session's moments.
    """
    return ChangeSet("reorder the moments", reordered(existing, ids))


def move(existing: Sequence[Moment], moment_id: str, to_index: int) -> ChangeSet:
    """Put one moment at an index of the list."""
    return ChangeSet("reorder the moments", moved(existing, moment_id, to_index))


def _require_span(span: Span, film_end_us: int | None = None) -> None:
    if span.duration_us == 0:
        raise RuleViolation("A moment needs some length.", "Mark its end after its start.")
    if span.onset_us < 0 or (film_end_us is not None and span.offset_us > film_end_us):
        raise RuleViolation("That would reach beyond the film.", "")
