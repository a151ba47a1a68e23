"""Coding passes: who codes which session with which codebook, how far each is, and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.errors import NotFound
from vig_annotator.model.blindness import begins_blind, hidden_passes
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits import passes as rules
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import Span
from vig_annotator.model.session import Session
from vig_annotator.services.coders import ensure_coders, who_works
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.hiding import role_and_learning


def ensure_pass(
    ws: Workspace, session: Session, loaded: LoadedCodebook, coder: str | None = None
) -> CodingPass:
    """The pass of a coder on a session with exactly this text of a codebook; made if there is none.

    Args:
        ws: the open library.
        session: what is coded.
        loaded: the codebook as loaded from its file.
        coder: whose pass; who has the library open, if not given.
    """
    who = coder or ws.coder
    mine = [
        one for one in all_passes_of(ws, session.id) if one.coder == who and one.snapshot_id == loaded.sha256
    ]
    return mine[0] if mine else new_pass(ws, session, loaded, who)


def new_pass(
    ws: Workspace,
    session: Session,
    loaded: LoadedCodebook,
    coder: str | None = None,
    *,
    blind: bool = False,
    segments: Sequence[Span] = (),
    joint: bool = False,
) -> CodingPass:
    """Begin another coding of a session.

    The codebook's text is kept in the library, once for each version, so that the coding stays readable whatever
    becomes of the file.

    Args:
        ws: the open library.
        session: what is coded.
        loaded: the codebook as loaded from its file.
        coder: whose pass; who has the library open, if not given.
        blind: whether it and the others' codings are hidden from each other until both were submitted; that of a trainee is in any case
            where there is a reference to be compared with, and that of whom a reference is kept from.
        segments: the stretches that are to be coded; empty for the whole session.
        joint: made together, so that whoever works may change it.
    """
    who = coder or ws.coder
    ensure_coders(ws, (who,))
    changes, coding_pass = passing(ws, session, loaded, who, blind=blind, segments=segments, joint=joint)
    ws.history.set_up(ChangeSet(f"begin coding with “{loaded.codebook.title}”", tuple(changes)))
    return coding_pass


def passing(
    ws: Workspace,
    session: Session,
    loaded: LoadedCodebook,
    coder: str,
    *,
    blind: bool = False,
    segments: Sequence[Span] = (),
    joint: bool = False,
) -> tuple[list[RowChange], CodingPass]:
    """The changes that begin a coding, for whoever writes them together with others; arguments as for `new_pass`."""
    now = ws.stamp().at
    if not (blind or joint):
        with ws.store.reading() as connection:
            role, learning = role_and_learning(connection, coder, session.id)
        blind = begins_blind(coder, role, all_passes_of(ws, session.id), learning)
    changes: list[RowChange] = []
    with ws.store.reading() as connection:
        known = queries.get(connection, CodebookSnapshot, loaded.sha256)
    if known is None:
        book = loaded.codebook
        changes.append(
            made(
                CodebookSnapshot(
                    id=loaded.sha256,
                    codebook_id=book.id,
                    version=book.version,
                    title=book.title,
                    yaml_text=loaded.yaml_text,
                    created_at=now,
                )
            )
        )
    coding_pass = CodingPass(
        id=new_id(),
        session_id=session.id,
        coder=coder,
        snapshot_id=loaded.sha256,
        blind=blind,
        segments=tuple(segments),
        joint=joint,
        created_at=now,
    )
    return [*changes, made(coding_pass)], coding_pass


def passes_of(ws: Workspace, session_id: str) -> list[CodingPass]:
    """The passes of a session that who works may see now, oldest first: none that is blind to them (`model/blindness.py`)."""
    every = all_passes_of(ws, session_id)
    hidden = hidden_of(ws, every)
    return [one for one in every if one.id not in hidden]


def comparable_first(ws: Workspace, coding: CodingPass, others: Sequence[CodingPass]) -> list[CodingPass]:
    """Other codings of the same session, those first that say most beside a coding.

    The same text of the codebook goes before another text of it, that before another codebook; then somebody else's coding before one's
    own, and a person's before one that two made together.
    """

    def distance(other: CodingPass) -> tuple[bool, bool, bool, bool]:
        return (
            book(other) != book(coding),
            other.snapshot_id != coding.snapshot_id,
            other.coder == coding.coder,
            other.joint,
        )

    def book(one: CodingPass) -> str:
        return ws.get(CodebookSnapshot, one.snapshot_id).codebook_id

    return sorted(others, key=distance)


def all_passes_of(ws: Workspace, session_id: str) -> list[CodingPass]:
    """All passes of a session, oldest first, those too that who works must not see: for states and names, never for tags."""
    with ws.store.reading() as connection:
        return queries.passes(connection, session_id)


def hidden_of(ws: Workspace, passes: Sequence[CodingPass]) -> frozenset[str]:
    """The ids of those of a session's passes (all of them) that who works must not see now."""
    if not any(one.blind or one.coder != ws.coder for one in passes):
        return frozenset()
    with ws.store.reading() as connection:
        role, learning = role_and_learning(connection, ws.coder, passes[0].session_id)
    return hidden_passes(ws.coder, role, passes, learning)


def visible_pass(ws: Workspace, pass_id: str) -> CodingPass:
    """A pass by its id.

    Raises:
        NotFound: it is not there, or is hidden from who works.
    """
    one = ws.get(CodingPass, pass_id)
    if one.id in hidden_of(ws, all_passes_of(ws, one.session_id)):
        raise NotFound(
            f"{one.coder}’s coding is hidden until both codings were sent.", "It is compared blind."
        )
    return one


def submit(ws: Workspace, pass_id: str) -> CodingPass:
    """Send one's coding to the supervisor; it is locked from then on.

    Raises:
        NotFound: it is not there.
        RuleViolation: it is somebody else's, was sent, or a state is still running.
    """
    one = ws.get(CodingPass, pass_id)
    running = len(ws.desk(one).running)
    return _written(ws, rules.submit(one, who_works(ws), ws.stamp().at, running), pass_id)


def take_back(ws: Workspace, pass_id: str) -> CodingPass:
    """Take back a coding that was sent.

    Raises:
        NotFound: it is not there.
        RuleViolation: it can't be taken back; the message says why.
    """
    return _step(ws, pass_id, rules.take_back)


def give_back(ws: Workspace, pass_id: str) -> CodingPass:
    """Return somebody's coding to them.

    Raises:
        NotFound: it is not there.
        RuleViolation: who works is no supervisor or coded it, or it was not sent.
    """
    return _step(ws, pass_id, rules.give_back)


def approve(ws: Workspace, pass_id: str) -> CodingPass:
    """Approve somebody's coding; nobody can change it from then on.

    Raises:
        NotFound: it is not there.
        RuleViolation: who works is no supervisor or coded it, or it was not sent.
    """
    return _step(ws, pass_id, rules.approve)


def reopen(ws: Workspace, pass_id: str) -> CodingPass:
    """Give an approved coding back to its coder.

    Raises:
        NotFound: it is not there.
        RuleViolation: who works is no supervisor or coded it, or it is not approved.
    """
    return _step(ws, pass_id, rules.reopen)


def code_blind(ws: Workspace, pass_id: str) -> CodingPass:
    """Hide one's coding and those of others from each other until both were sent.

    Raises:
        NotFound: it is not there.
        RuleViolation: another coding could be seen already, or it was sent.
    """
    one = ws.get(CodingPass, pass_id)
    others_seen = any(
        other.coder != ws.coder and len(ws.desk(other).annotations) for other in passes_of(ws, one.session_id)
    )
    return _written(ws, rules.make_blind(one, who_works(ws), others_seen), pass_id)


def _step(ws: Workspace, pass_id: str, rule: Callable[[CodingPass, Coder], ChangeSet]) -> CodingPass:
    return _written(ws, rule(ws.get(CodingPass, pass_id), who_works(ws)), pass_id)


def _written(ws: Workspace, change_set: ChangeSet, pass_id: str) -> CodingPass:
    ws.history.set_up(change_set)
    return ws.get(CodingPass, pass_id)
