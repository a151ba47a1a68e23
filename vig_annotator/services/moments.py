"""Moments: stretches worth showing; each function is one step for undo and is on disk when it returns.

All raise `NotFound` for a moment that is not there (any more), and `RuleViolation` for what can't be.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import moments as rules
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


def moments_of(ws: Workspace, session_id: str) -> list[Moment]:
    """The moments of a session, in the clinician's order."""
    with ws.store.reading() as connection:
        return queries.moments(connection, session_id)


def mark(
    ws: Workspace,
    session_id: str,
    in_us: MediaTime,
    out_us: MediaTime,
    *,
    next_frame_us: MediaTime | None = None,
    caption: str = "",
) -> Moment:
    """Mark a moment from one time to another, last in the list.

    Args:
        ws: the open library.
        session_id: of the film.
        in_us: first frame shown.
        out_us: where it ends, half-open; if it comes before `in_us`, the two are swapped.
        next_frame_us: where the frame at `in_us` ends; used when in and out are the same frame.
        caption: what it shows, in words that the parent may read.
    """
    start, end = min(in_us, out_us), max(in_us, out_us)
    if start == end and next_frame_us is not None:
        end = max(end, next_frame_us)
    change_set, moment = rules.mark(
        moments_of(ws, session_id), session_id, Span(start, end), ws.stamp(), caption
    )
    ws.history.apply(change_set)
    return moment


def from_annotation(
    ws: Workspace, coding_pass: CodingPass, annotation: Annotation, film_end_us: MediaTime
) -> Moment:
    """Make a moment of an annotation; of a point, with the two seconds before and after it."""
    coding = ws.desk(coding_pass).coding
    change_set, moment = rules.from_annotation(
        moments_of(ws, coding_pass.session_id),
        coding_pass.session_id,
        annotation,
        coding.codebook,
        coding.code(annotation.code_id),
        film_end_us,
        ws.stamp(),
    )
    ws.history.apply(change_set)
    return moment


def set_caption(ws: Workspace, moment_id: str, caption: str) -> Moment:
    """Say what a moment shows."""
    ws.history.apply(rules.set_caption(ws.get(Moment, moment_id), caption))
    return ws.get(Moment, moment_id)


def set_starred(ws: Workspace, moment_id: str, starred: bool) -> Moment:
    """Star a moment as one of the best, or take the star away."""
    ws.history.apply(rules.set_starred(ws.get(Moment, moment_id), starred))
    return ws.get(Moment, moment_id)


def set_edges(
    ws: Workspace,
    moment_id: str,
    onset_us: MediaTime,
    offset_us: MediaTime,
    film_end_us: MediaTime | None = None,
) -> Moment:
    """Move a moment's start and end; if the end comes first, the two are swapped."""
    span = Span(min(onset_us, offset_us), max(onset_us, offset_us))
    ws.history.apply(rules.set_span(ws.get(Moment, moment_id), span, film_end_us))
    return ws.get(Moment, moment_id)


def delete(ws: Workspace, ids: Collection[str]) -> None:
    """Delete moments, in one step; clips made from them stay in their reels."""
    ws.history.apply(rules.delete([ws.get(Moment, one) for one in dict.fromkeys(ids)]))


def reorder(ws: Workspace, session_id: str, ids: Sequence[str]) -> None:
    """Put all moments of a session into the order of `ids`."""
    ws.history.apply(rules.reorder(moments_of(ws, session_id), ids))


def move(ws: Workspace, moment_id: str, to_index: int) -> None:
    """Put one moment at an index of its list (clamped)."""
    moment = ws.get(Moment, moment_id)
    ws.history.apply(rules.move(moments_of(ws, moment.session_id), moment_id, to_index))
