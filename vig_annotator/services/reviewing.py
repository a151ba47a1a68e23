"""Reviewing a coding: each function is one step for undo and is on disk when it returns; the coder's tags stay the coder's.

What is blind to who works is not there for them: every function raises `NotFound` for it, as for what is gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass, PassState
from vig_annotator.model.edits import annotations as tag_rules
from vig_annotator.model.edits import describing
from vig_annotator.model.edits import reviewing as rules
from vig_annotator.model.edits.room import Neighbours
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.review import EntryKind, ReviewEntry, unread, waiting_for
from vig_annotator.model.session import Session
from vig_annotator.services import passes
from vig_annotator.services.coders import all_coders, who_works
from vig_annotator.services.linking import write_tags
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries, reviews


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for somebody on the start page.

    Attributes:
        words: what it is: ``3 remarks to read``.
        family: the family's pseudonym.
        session: the session's title.
        pass_id: the coding to open.
    """

    words: str
    family: str
    session: str
    session_id: str
    pass_id: str


def entries_of(ws: Workspace, pass_id: str) -> list[ReviewEntry]:
    """All that was said about a coding, oldest first.

    Raises:
        NotFound: it is not there, or is hidden from who works.
    """
    passes.visible_pass(ws, pass_id)
    with ws.store.reading() as connection:
        return reviews.entries_of(connection, [pass_id])


def unread_of(ws: Workspace, pass_id: str) -> list[ReviewEntry]:
    """What others said about a coding that who works has not read, oldest first."""
    known = entries_of(ws, pass_id)
    with ws.store.reading() as connection:
        return unread(ws.coder, known, reviews.seen_by(connection, ws.coder))


def mark_read(ws: Workspace, pass_id: str) -> None:
    """Note that who works has read all that was said; it is logged and is no step for undo."""
    ws.history.set_up(rules.see(unread_of(ws, pass_id), ws.stamp()))


def comment(
    ws: Workspace, pass_id: str, text: str, place: Span | None = None, annotation_id: str | None = None
) -> None:
    """Say something about a frame, a stretch, a tag, or (without either) the whole coding.

    Raises:
        NotFound: coding or tag is not there.
        RuleViolation: no words.
    """
    one = passes.visible_pass(ws, pass_id)
    annotation = None if annotation_id is None else ws.desk(one).coding.get(annotation_id)
    who_works(ws)
    ws.history.apply(rules.comment(one, text, place, annotation, ws.stamp()))


def accept(ws: Workspace, pass_id: str, annotation_id: str) -> None:
    """Agree with a tag.

    Raises:
        NotFound: coding or tag is not there.
        RuleViolation: who works is no supervisor, or coded it.
    """
    _verdict(ws, pass_id, annotation_id, EntryKind.ACCEPT, "")


def question(ws: Workspace, pass_id: str, annotation_id: str, text: str) -> None:
    """Ask about a tag.

    Raises:
        NotFound: coding or tag is not there.
        RuleViolation: who works is no supervisor, or coded it; no words.
    """
    _verdict(ws, pass_id, annotation_id, EntryKind.QUESTION, text)


def reject(ws: Workspace, pass_id: str, annotation_id: str, text: str = "") -> None:
    """Propose that a tag be deleted.

    Raises:
        NotFound: coding or tag is not there.
        RuleViolation: who works is no supervisor, or coded it.
    """
    _verdict(ws, pass_id, annotation_id, EntryKind.REJECT, text)


def amend_code(
    ws: Workspace,
    pass_id: str,
    annotation_id: str,
    code_id: str,
    frame_end_us: MediaTime | None,
    text: str = "",
) -> None:
    """Propose another code for a tag; `frame_end_us` as in `timeline_editing.change_code`.

    Raises:
        NotFound: coding, tag or code is not there.
        RuleViolation: who works is no supervisor, or coded it; the code can't be there; nothing would change.
    """
    coding = ws.judged_coding(passes.visible_pass(ws, pass_id), annotation_id)
    wanted = describing.change_code(coding, annotation_id, code_id, frame_end_us, Neighbours.GIVE_WAY)
    _amend(ws, pass_id, annotation_id, wanted, text)


def amend_span(
    ws: Workspace, pass_id: str, annotation_id: str, onset_us: MediaTime, offset_us: MediaTime, text: str = ""
) -> None:
    """Propose another start and end for a tag (the same time twice for a point).

    Raises:
        NotFound: coding or tag is not there.
        RuleViolation: who works is no supervisor, or coded it; it can't be there; nothing would change.
    """
    coding = ws.judged_coding(passes.visible_pass(ws, pass_id), annotation_id)
    wanted = tag_rules.set_span(coding, annotation_id, onset_us, offset_us, None, Neighbours.GIVE_WAY)
    _amend(ws, pass_id, annotation_id, wanted, text)


def propose(ws: Workspace, pass_id: str, code_id: str, place: Span, text: str = "") -> None:
    """Propose a tag that is missing; `place` has no length for a code that marks an instant.

    Raises:
        NotFound: coding or code is not there.
        RuleViolation: who works is no supervisor, or coded it; the place does not suit the code; it is tagged already.
    """
    one = passes.visible_pass(ws, pass_id)
    coding = ws.judged_coding(one)
    ws.history.apply(rules.propose(coding, one, code_id, place, text, who_works(ws), ws.stamp()))


def sum_up(ws: Workspace, pass_id: str, strengths: str, next_steps: str) -> None:
    """Say what was good and what comes next; the latest counts, earlier ones are kept.

    Raises:
        NotFound: the coding is not there.
        RuleViolation: who works is no supervisor, or coded it; no words.
    """
    one = passes.visible_pass(ws, pass_id)
    ws.history.apply(rules.summary(one, strengths, next_steps, who_works(ws), ws.stamp()))


def reply(ws: Workspace, entry_id: str, text: str) -> None:
    """Answer a remark.

    Raises:
        NotFound: it is not there.
        RuleViolation: no words.
    """
    _answer(ws, entry_id, EntryKind.REPLY, text)


def resolve(ws: Workspace, entry_id: str, resolved: bool = True) -> None:
    """Close a remark's thread, or open it again.

    Raises:
        NotFound: it is not there.
    """
    _answer(ws, entry_id, EntryKind.RESOLVE if resolved else EntryKind.UNRESOLVE, "")


def take(ws: Workspace, entry_id: str) -> None:
    """As the coder, do what a remark proposes, in one step.

    Raises:
        NotFound: it is not there.
        RuleViolation: it is somebody else's coding, is locked, or the tag is another one by now; or it is taken already.
    """
    about = ws.get(ReviewEntry, entry_id)
    one = passes.visible_pass(ws, about.pass_id)
    if any(each.about_id == entry_id and each.kind is EntryKind.TAKE for each in entries_of(ws, one.id)):
        raise RuleViolation("This is taken already.", "")
    change_set = rules.take(ws.desk(one).coding, one, about, who_works(ws), ws.stamp())
    # A tag that comes of a proposal is set now: it is linked to what it answers, as if the coder had pressed its key.
    new = {
        each.row.id for each in change_set.changes if isinstance(each.row, Annotation) and each.before is None
    }
    taken = next(each.row for each in change_set.changes if isinstance(each.row, ReviewEntry))
    fresh = new.intersection({taken.annotation_id})
    write_tags(ws, one, change_set, fresh)


def leave(ws: Workspace, entry_id: str, text: str = "") -> None:
    """As the coder, leave a tag as it is in spite of a remark.

    Raises:
        NotFound: it is not there.
        RuleViolation: it is somebody else's coding.
    """
    about = ws.get(ReviewEntry, entry_id)
    one = passes.visible_pass(ws, about.pass_id)
    ws.history.apply(rules.leave(one, about, text, who_works(ws), ws.stamp()))


def waits_for_me(ws: Workspace) -> list[Waiting]:
    """What waits for who works: remarks on their codings, replies to theirs, codings to review, second codings to do."""
    with ws.store.reading() as connection:
        every = queries.every_pass(connection)
        seen = reviews.seen_by(connection, ws.coder)
    supervisor = any(one.name == ws.coder and one.role is Role.SUPERVISOR for one in all_coders(ws))
    of_session: dict[str, list[CodingPass]] = {}
    for one in every:
        of_session.setdefault(one.session_id, []).append(one)
    found: list[Waiting] = []
    for session_id, there in of_session.items():
        hidden = passes.hidden_of(ws, there)
        for one in there:
            words = "" if one.id in hidden else _waits(ws, one, supervisor, seen)
            if words:
                session = ws.get(Session, session_id)
                family = ws.get(Family, session.family_id)
                found.append(Waiting(words, family.pseudonym, session.title, session_id, one.id))
    return found


def _waits(ws: Workspace, one: CodingPass, supervisor: bool, seen: set[str]) -> str:
    with ws.store.reading() as connection:
        entries = reviews.entries_of(connection, [one.id])
    mine = one.coder == ws.coder
    if mine and one.state is PassState.RETURNED:
        open_ones = len(waiting_for(ws.coder, entries))
        return (
            f"Returned to you, {_counted(open_ones, 'remark')} to go through"
            if open_ones
            else "Returned to you"
        )
    if supervisor and not mine and one.state is PassState.SUBMITTED:
        return f"{one.coder} sent it to be looked at"
    took_part = mine or any(entry.created_by == ws.coder for entry in entries)
    fresh = unread(ws.coder, entries, seen) if took_part else []
    if fresh:
        return f"{_counted(len(fresh), 'remark')} to read"
    if mine and one.open and (one.segments or one.blind) and not len(ws.desk(one).annotations):
        return "A second coding to do"
    return ""


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _verdict(ws: Workspace, pass_id: str, annotation_id: str, kind: EntryKind, text: str) -> None:
    one = passes.visible_pass(ws, pass_id)
    coding = ws.desk(one).coding
    ws.history.apply(rules.verdict(coding, one, annotation_id, kind, text, who_works(ws), ws.stamp()))


def _amend(ws: Workspace, pass_id: str, annotation_id: str, wanted: ChangeSet, text: str) -> None:
    one = passes.visible_pass(ws, pass_id)
    coding = ws.desk(one).coding
    ws.history.apply(rules.amend(coding, one, annotation_id, wanted, text, who_works(ws), ws.stamp()))


def _answer(ws: Workspace, entry_id: str, kind: EntryKind, text: str) -> None:
    about = ws.get(ReviewEntry, entry_id)
    if about.about_id is not None:
        raise RuleViolation("This is an answer itself.", "Answer the remark that it belongs to.")
    one = passes.visible_pass(ws, about.pass_id)
    ws.history.apply(rules.answer(one, about, kind, text, ws.stamp()))
