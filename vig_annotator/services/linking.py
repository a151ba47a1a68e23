"""Links: what answers what; each function is one step for undo and is on disk when it returns."""

from __future__ import annotations

from collections.abc import Collection

from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import linking as rules
from vig_annotator.model.link import Link
from vig_annotator.services.workspace import Workspace


def write_tags(
    ws: Workspace, coding_pass: CodingPass, change_set: ChangeSet, fresh: Collection[str] = ()
) -> None:
    """Write a change of tags together with the links that it makes and breaks, as one step.

    Args:
        ws: the open library.
        coding_pass: whose tags.
        change_set: changes of annotations of that pass.
        fresh: ids of the tags that the coder just set; they are linked to what they answer, and to what answers them.

    Raises:
        StaleEdit: a row was changed or removed in the meantime; nothing was written.
        LibraryNotWritable: the disk is full, or refuses; nothing was written.
    """
    if change_set.changes:
        coding = ws.desk(coding_pass).coding
        ws.history.apply(rules.completed(coding, change_set, ws.stamp(), fresh))


def link(ws: Workspace, coding_pass: CodingPass, one_id: str, other_id: str) -> Link:
    """Link two tags by hand, whichever way round the codebook allows; the window does not matter here.

    Raises:
        NotFound: one is not there.
        RuleViolation: neither answers the other in this codebook, the answer comes first, or it is answered already.
    """
    coding = ws.desk(coding_pass).coding
    ws.history.apply(rules.link(coding, one_id, other_id, ws.stamp()))
    found = coding.answering(one_id)
    if found is None or found.answered_id != other_id:
        found = coding.answering(other_id)
    assert found is not None
    return found


def unlink(ws: Workspace, coding_pass: CodingPass, ids: Collection[str]) -> None:
    """Break the links between the tags chosen; where they have none among themselves, all links of theirs.

    Raises:
        NotFound: one is not there.
        RuleViolation: there is no link to break.
    """
    ws.history.apply(rules.unlink(ws.desk(coding_pass).coding, ids))


def link_all(ws: Workspace, coding_pass: CodingPass) -> int:
    """Link every answer that is not linked, by the rule of the window, as after an import; answers how many."""
    coding = ws.desk(coding_pass).coding
    before = len(coding.links)
    ws.history.apply(rules.link_all(coding, ws.stamp()))
    return len(coding.links) - before


def links_of(ws: Workspace, coding_pass: CodingPass) -> tuple[Link, ...]:
    """The links of a pass, the oldest first."""
    return ws.desk(coding_pass).links
