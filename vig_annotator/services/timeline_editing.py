"""Changing annotations that are there; each function is one step for undo and is on disk when it returns.

Every function takes the open library and the pass that the annotations belong to. All of them raise `NotFound` for an
annotation that is not there (any more), `RuleViolation` for what the rules of coding forbid (the message says why),
and `LibraryNotWritable` if the disk refuses; then nothing was changed. What changes nothing leaves no undo step. Where
`neighbours` is asked for, the coder chooses what becomes of others of an exclusive group that are in the way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import annotations as rules
from vig_annotator.model.edits import describing
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.edits.room import Neighbours
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services.linking import write_tags
from vig_annotator.services.workspace import Workspace


def delete(ws: Workspace, coding_pass: CodingPass, ids: Collection[str]) -> None:
    """Delete annotations, all in one step."""
    write_tags(ws, coding_pass, rules.delete(ws.desk(coding_pass).coding, ids))


def move_edge(
    ws: Workspace,
    coding_pass: CodingPass,
    annotation_id: str,
    edge: Edge,
    to_us: MediaTime,
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> Annotation:
    """Move the start or the end of a state (or a point as a whole) and answer what became of it.

    The edge stops at the film's ends and at a neighbour of the same exclusive group, unless neighbours give way;
    crossing its own other edge is refused.
    """
    coding = ws.desk(coding_pass).coding
    change_set = rules.move_edge(coding, annotation_id, edge, to_us, film_end_us, neighbours)
    write_tags(ws, coding_pass, change_set)
    return coding.get(annotation_id)


def why_stopped(
    ws: Workspace, coding_pass: CodingPass, annotation_id: str, edge: Edge, wanted_us: MediaTime
) -> RuleViolation | None:
    """Why an edge that was moved did not come as far as wanted, to be told; None if no neighbour is in its way."""
    return rules.why_stopped(ws.desk(coding_pass).coding, annotation_id, edge, wanted_us)


def set_span(
    ws: Workspace,
    coding_pass: CodingPass,
    annotation_id: str,
    onset_us: MediaTime,
    offset_us: MediaTime,
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> Annotation:
    """Give an annotation another start and end, as when a bar is dragged or times are typed."""
    coding = ws.desk(coding_pass).coding
    change_set = rules.set_span(coding, annotation_id, onset_us, offset_us, film_end_us, neighbours)
    write_tags(ws, coding_pass, change_set)
    return coding.get(annotation_id)


def shift(
    ws: Workspace,
    coding_pass: CodingPass,
    ids: Collection[str],
    by_us: int,
    film_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> None:
    """Move annotations as a whole by the same time, earlier if negative, all in one step."""
    write_tags(ws, coding_pass, rules.shift(ws.desk(coding_pass).coding, ids, by_us, film_end_us, neighbours))


def change_code(
    ws: Workspace,
    coding_pass: CodingPass,
    annotation_id: str,
    code_id: str,
    frame_end_us: MediaTime | None = None,
    neighbours: Neighbours = Neighbours.STAY,
) -> Annotation:
    """Say that an annotation is of another code.

    `frame_end_us`, ``index.time_of(index.frame_at(onset) + 1)``, is needed only when a point becomes a state: it then
    covers the frame it was on.
    """
    coding = ws.desk(coding_pass).coding
    write_tags(
        ws,
        coding_pass,
        describing.change_code(coding, annotation_id, code_id, frame_end_us),
        (annotation_id,),
    )
    return coding.get(annotation_id)


def set_note(ws: Workspace, coding_pass: CodingPass, annotation_id: str, note: str) -> Annotation:
    """Write, change or (empty) remove the note of an annotation."""
    coding = ws.desk(coding_pass).coding
    ws.history.apply(describing.set_note(coding, annotation_id, note))
    return coding.get(annotation_id)


def set_modifiers(
    ws: Workspace, coding_pass: CodingPass, annotation_id: str, modifiers: Mapping[str, Sequence[str]]
) -> Annotation:
    """Set the further choices of an annotation (modifier id to choices), all of them at once."""
    coding = ws.desk(coding_pass).coding
    ws.history.apply(describing.set_modifiers(coding, annotation_id, modifiers))
    return coding.get(annotation_id)
