"""Codings from draft to approval, and the rule that keeps what is submitted or approved from being changed.

A coder submits; a supervisor who is somebody else returns or approves. What is submitted or approved is not changed by
anybody. Each step is logged for good and is no step for undo; ways back are steps of their own: *take back*, *reopen*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding_pass import CodingPass, PassState
from vig_annotator.model.edits.drafting import changed
from vig_annotator.model.link import Link
from vig_annotator.model.session import Session


def submit(one: CodingPass, who: Coder, at: str, running: int = 0) -> ChangeSet:
    """Send a coding to the supervisor.

    Args:
        one: the coding as it is.
        who: who sends it: its coder.
        at: UTC, ISO 8601.
        running: how many of its states are still running.

    Raises:
        RuleViolation: it is somebody else's, is not open, or a state is running.
    """
    _require_own(one, who, "send")
    if not one.open:
        raise RuleViolation(f"This coding is {one.state} already.", "")
    if running:
        states = "One state is" if running == 1 else f"{running} states are"
        raise RuleViolation(f"{states} still running.", "End what is running (Ctrl+E), then send the coding.")
    change = changed(one, state=PassState.SUBMITTED, submitted_at=one.submitted_at or at)
    return ChangeSet("send the coding to the supervisor", (change,))


def take_back(one: CodingPass, who: Coder) -> ChangeSet:
    """Take back a coding that was sent and that nobody has returned or approved yet.

    Raises:
        RuleViolation: it is somebody else's, was not sent, or is blind: the other coding may have been seen since.
    """
    _require_own(one, who, "take back")
    if one.state is not PassState.SUBMITTED:
        raise RuleViolation(
            f"This coding is {one.state}, so there is nothing to take back.",
            "A supervisor can reopen it." if one.state is PassState.APPROVED else "",
        )
    if one.blind:
        raise RuleViolation("A blind coding can't be taken back.", "Ask a supervisor to return it.")
    return ChangeSet("take back the coding", (changed(one, state=PassState.DRAFT),))


def give_back(one: CodingPass, who: Coder) -> ChangeSet:
    """Return a coding that was sent, so that its coder goes on with it.

    Raises:
        RuleViolation: who returns it is no supervisor or coded it, or it was not sent.
    """
    _require_supervisor(one, who, "return")
    if one.state is not PassState.SUBMITTED:
        raise RuleViolation(f"This coding is {one.state}; only one that was sent can be returned.", "")
    return ChangeSet(f"return {one.coder}’s coding", (changed(one, state=PassState.RETURNED),))


def approve(one: CodingPass, who: Coder) -> ChangeSet:
    """Approve a coding that was sent; nobody can change it from then on.

    Raises:
        RuleViolation: who approves it is no supervisor or coded it, or it was not sent.
    """
    _require_supervisor(one, who, "approve")
    if one.state is not PassState.SUBMITTED:
        raise RuleViolation(f"This coding is {one.state}; only one that was sent can be approved.", "")
    return ChangeSet(f"approve {one.coder}’s coding", (changed(one, state=PassState.APPROVED),))


def reopen(one: CodingPass, who: Coder) -> ChangeSet:
    """Give an approved coding back to its coder.

    Raises:
        RuleViolation: who reopens it is no supervisor or coded it, or it is not approved.
    """
    _require_supervisor(one, who, "reopen")
    if one.state is not PassState.APPROVED:
        raise RuleViolation("This coding is not approved, so there is nothing to reopen.", "")
    return ChangeSet(f"reopen {one.coder}’s coding", (changed(one, state=PassState.RETURNED),))


def make_blind(one: CodingPass, who: Coder, others_seen: bool) -> ChangeSet:
    """Hide a coding and those of others from each other until both were submitted.

    Args:
        one: the coding as it is.
        who: who asks for it: its coder.
        others_seen: whether there is a coding of somebody else that this coder can see now.

    Raises:
        RuleViolation: it is somebody else's, was submitted, or others' codings could be seen already.
    """
    _require_own(one, who, "change")
    if one.blind:
        return ChangeSet("", ())
    if one.submitted_at:
        raise RuleViolation("This coding was sent already.", "Only a new coding can be made blind.")
    if others_seen:
        raise RuleViolation(
            "Another coding of this film could be seen already, so this one can’t be blind.",
            "Ask somebody who has not seen it.",
        )
    return ChangeSet("code blind", (changed(one, blind=True),))


def touched_passes(change_set: ChangeSet) -> Collection[str]:
    """The ids of the codings whose tags, links or own row a change set is about."""
    ids = set()
    for change in change_set.changes:
        if isinstance(change.row, Annotation | Link):
            ids.add(change.row.pass_id)
        elif isinstance(change.row, CodingPass):
            ids.add(change.row.id)
    return ids


def require_open(change_set: ChangeSet, passes: Iterable[CodingPass], who: str) -> None:
    """Refuse a change of tags or links of a coding that is not open, or is somebody else's.

    A change that makes or takes over the coding as a whole (an import, another version of the codebook) may be somebody
    else's; a joint coding is everybody's; one that removes the whole session is no coding.

    Args:
        change_set: what is to be written.
        passes: the codings that it touches (`touched_passes`), as they are on disk.
        who: who changes.

    Raises:
        RuleViolation: it may not be changed; the message says why.
    """
    changes = change_set.changes
    gone = {change.row.id for change in changes if isinstance(change.row, Session) and change.after is None}
    whole = {change.row.id: change for change in changes if isinstance(change.row, CodingPass)}
    tagged = {change.row.pass_id for change in changes if isinstance(change.row, Annotation | Link)}
    for one in passes:
        if one.session_id in gone:
            continue
        own_row = whole.get(one.id)
        if not one.open and (one.id in tagged or _changes_content(own_row)):
            raise _closed(one)
        if one.id in tagged and own_row is None and one.coder != who and not one.joint:
            raise RuleViolation(
                f"This is {one.coder}’s coding; only {one.coder} changes it.",
                "Propose an amendment in the review, or begin a coding of your own.",
            )


def _changes_content(change: RowChange | None) -> bool:
    if change is None:
        return False
    before, after = change.before, change.after
    if not isinstance(before, CodingPass) or not isinstance(after, CodingPass):
        return True
    return before.snapshot_id != after.snapshot_id or before.coder != after.coder


def _closed(one: CodingPass) -> RuleViolation:
    if one.state is PassState.APPROVED:
        return RuleViolation(
            "This coding is approved, so it can’t be changed.", "A supervisor can reopen it."
        )
    return RuleViolation(
        "This coding was sent to the supervisor, so it can’t be changed now.",
        "Take it back, or wait until it is returned.",
    )


def _require_own(one: CodingPass, who: Coder, verb: str) -> None:
    if one.coder != who.name:
        raise RuleViolation(f"This is {one.coder}’s coding; only {one.coder} can {verb} it.", "")


def _require_supervisor(one: CodingPass, who: Coder, verb: str) -> None:
    if who.role is not Role.SUPERVISOR:
        raise RuleViolation(
            f"Only a supervisor can {verb} a coding, and {who.name} is a {who.role.label} here.",
            "Say who works now, or change the role.",
        )
    if one.coder == who.name:
        raise RuleViolation(f"Nobody can {verb} a coding of their own.", "Ask another supervisor.")
