"""Taking a coding over to another version of its codebook: looked at first, then done in one step that undo takes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.compare import Difference, What, compare
from vig_annotator.codebook.loader import LoadedCodebook, load_codebook
from vig_annotator.errors import NotFound, RuleViolation, UsageError
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.edits.migrating import Migration, plan_migration
from vig_annotator.services import passes, sessions
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

_WHO = "command line"
_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A coding, the codebook to come, and what would become of it.

    Attributes:
        coding_pass: as it is now.
        old: the codebook that it is made with.
        new: the codebook to come.
        counts: how many tags there are of each code.
        differences: what changed between the two, gravest first, with how many tags each touches.
        to_map: ids of used codes that have to be mapped, with the most likely new code or an empty text.
        mapping: ids of the old codebook to ids of the new one, as asked for.
        migration: what it does, or why it can't be done.
    """

    coding_pass: CodingPass
    old: Codebook
    new: LoadedCodebook
    counts: Mapping[str, int]
    differences: tuple[Difference, ...]
    to_map: Mapping[str, str]
    mapping: Mapping[str, str]
    migration: Migration


def propose(
    ws: Workspace, coding_pass: CodingPass, new: LoadedCodebook, mapping: Mapping[str, str] | None = None
) -> Proposal:
    """Compare a coding's codebook with another version and see what a migration would do; nothing is changed.

    Raises:
        RuleViolation: it is made with this very codebook already, or its coder has another coding with it.
        CodebookError: this version of the program can't read the coding's codebook.
    """
    if coding_pass.snapshot_id == new.sha256:
        raise RuleViolation(
            f"This coding is made with “{new.codebook.title}” {new.codebook.version} already.",
            "There is nothing to do.",
        )
    desk = ws.desk(coding_pass)
    counts = Counter(one.code_id for one in desk.annotations)
    differences = compare(desk.codebook, new.codebook, counts)
    chosen = dict(mapping or {})
    return Proposal(
        coding_pass=coding_pass,
        old=desk.codebook,
        new=new,
        counts=counts,
        differences=tuple(differences),
        to_map={one.code_id: _likely(one) for one in differences if one.breaking},
        mapping=chosen,
        migration=plan_migration(
            desk.coding,
            coding_pass,
            new.codebook,
            _snapshot(ws, new),
            chosen,
            _empty_twin(ws, coding_pass, new),
        ),
    )


def migrate(ws: Workspace, proposal: Proposal) -> CodingPass:
    """Do what was proposed, in one step for undo; answers the coding with its new codebook.

    Raises:
        RuleViolation: it can't be done, and why.
        StaleEdit: the coding was changed since; nothing was done.
    """
    proposal.migration.require_possible()
    snapshot = _snapshot(ws, proposal.new)
    with ws.store.reading() as connection:
        known = queries.get(connection, CodebookSnapshot, snapshot.id)
    if known is None:
        # Kept apart from the step, so that undoing the step never takes away a text that another coding uses by then.
        ws.history.set_up(ChangeSet(f"keep the codebook “{snapshot.title}”", (made(snapshot),)))
    ws.history.apply(proposal.migration.change_set)
    return ws.get(CodingPass, proposal.coding_pass.id)


@contextmanager
def open_proposal(
    library: Path, new: Path, mapping: Mapping[str, str], session: str | None, coding: str | None
) -> Iterator[tuple[Workspace, Proposal]]:
    """A proposal for one coding of a library that nobody has open; it is made in the coder's name, who can undo it.

    Args:
        library: the library's folder.
        new: the codebook's file.
        mapping: ids of the old codebook to ids of the new one.
        session: title, id or beginning of an id; None if the coding says enough.
        coding: coder's name, id or beginning of an id; None if the session has one coding only.

    Raises:
        NotFound: there is no such library, session or coding.
        UsageError: several codings are meant.
        CodebookError: the new codebook has faults.
        RuleViolation: the coding is made with it already.
        LibraryError: the library can't be opened.
    """
    loaded = load_codebook(new)
    with Workspace.open(library, _WHO, create=False) as ws:
        found = passes.visible_pass(ws, _find(ws, session, coding).id)
    with Workspace.open(library, found.coder, create=False) as ws:
        yield ws, propose(ws, found, loaded, mapping)


def _likely(difference: Difference) -> str:
    """The new code that most likely takes the place; itself where only its kind or subject is another."""
    return difference.replacement or ("" if difference.what is What.REMOVED else difference.code_id)


def _snapshot(ws: Workspace, loaded: LoadedCodebook) -> CodebookSnapshot:
    book = loaded.codebook
    return CodebookSnapshot(
        id=loaded.sha256,
        codebook_id=book.id,
        version=book.version,
        title=book.title,
        yaml_text=loaded.yaml_text,
        created_at=ws.stamp().at,
    )


def _empty_twin(ws: Workspace, coding_pass: CodingPass, new: LoadedCodebook) -> CodingPass | None:
    """The coder's coding with the new codebook, if there is one and it holds nothing.

    Raises:
        RuleViolation: it holds tags.
    """
    for one in passes.all_passes_of(ws, coding_pass.session_id):
        if one.id == coding_pass.id or (one.coder, one.snapshot_id) != (coding_pass.coder, new.sha256):
            continue
        with ws.store.reading() as connection:
            if queries.annotations_of(connection, one.id):
                raise RuleViolation(
                    f"{one.coder} has another coding of this film with this codebook.",
                    "Go on in that one, or delete its tags first.",
                )
        return one
    return None


def _find(ws: Workspace, session: str | None, coding: str | None) -> CodingPass:
    chosen = sessions.sessions_of(ws) if session is None else [sessions.find_session(ws, session)]
    every = [one for found in chosen for one in passes.all_passes_of(ws, found.id)]
    named = every if coding is None else _named(every, coding)
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"{one.coder} ({one.id})" for one in (named or every)) or "none"
    if not named:
        what = f"coding “{coding}”" if coding is not None else "coding"
        raise NotFound(f"There is no {what} here.", f"The codings are: {known}.")
    raise UsageError(f"{len(named)} codings are meant.", f"Name one with --pass: {known}.")


def _named(every: list[CodingPass], wanted: str) -> list[CodingPass]:
    text = wanted.strip().casefold()
    by_id = [one for one in every if one.id == text]
    by_coder = [one for one in every if one.coder.casefold() == text]
    by_beginning = [one for one in every if len(text) >= _SHORTEST_PREFIX and one.id.startswith(text)]
    return by_id or by_coder or by_beginning
