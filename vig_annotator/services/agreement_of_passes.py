"""Two coders' passes of a library, made ready to be compared: of one session, or of all that both coded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.analysis.double_coding import DoubleCoding
from vig_annotator.analysis.side_by_side import Tag
from vig_annotator.errors import NotFound, UsageError
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import Span
from vig_annotator.services import passes, sessions
from vig_annotator.services.codebook_used import UsedCodebook, codebook_used
from vig_annotator.services.codings_in_common import in_common, tags_in
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class TwoCoders:
    """What two coders coded in the same sessions.

    Attributes:
        codings: one for each session, or for each stretch of one that was drawn for second coding; its span is the film, or from
            the first onset to the last offset where that is not known.
        codebooks: what each of the two coded with, for each session.
        groups: the codes of each exclusive group and subject of the codebooks, by what they are called.
        known: every code of the codebooks.
    """

    codings: list[DoubleCoding]
    codebooks: list[tuple[UsedCodebook, UsedCodebook]]
    groups: dict[str, tuple[str, ...]]
    known: frozenset[str]


def read_passes(
    library: Path, wanted_a: str, wanted_b: str, *, every_session: bool = False, observed: Span | None = None
) -> TwoCoders:
    """Read the codings of two coders.

    Args:
        library: the library's folder.
        wanted_a: a pass by its id, the beginning of its id, or its coder's name.
        wanted_b: likewise.
        every_session: all sessions that both coded; else there must be only one.
        observed: only what lies in this stretch of each session; None for all that both were to code.

    Raises:
        NotFound: there is no such library or pass, or one is blind and not both were sent yet.
        UsageError: the names mean several passes of one session, or no session is coded by both; or nothing is coded.
        LibraryError: the library can't be opened.
        CodebookError: a pass's codebook can't be understood.
    """
    with Workspace.open(library, _WHO, create=False) as ws:
        names = {session.id: session.title for session in sessions.sessions_of(ws)}
        every = [one for session_id in names for one in passes.all_passes_of(ws, session_id)]
        pairs = _pairs(_named(every, wanted_a), _named(every, wanted_b), every_session=every_session)
        for pair in pairs:
            for one in pair:
                passes.visible_pass(ws, one.id)
        codings: list[DoubleCoding] = []
        groups: dict[str, tuple[str, ...]] = {}
        known: set[str] = set()
        codebooks = [(codebook_used(ws, one), codebook_used(ws, other)) for one, other in pairs]
        for one, other in pairs:
            codings.extend(double_codings(ws, one, other, names[one.session_id], observed))
            for coding_pass in (one, other):
                book = ws.desk(coding_pass).codebook
                groups |= exclusive_groups(book)
                known.update(code.id for code in book.codes)
        return TwoCoders(codings, codebooks, groups, frozenset(known))


def exclusive_groups(book: Codebook) -> dict[str, tuple[str, ...]]:
    """The codes of each exclusive group and subject, by "group (subject)"; groups of one code are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for group in book.groups:
        if not group.exclusive:
            continue
        for subject in book.subjects:
            codes = tuple(
                code.id for code in book.codes if code.group == group.id and code.subject == subject.id
            )
            if len(codes) > 1:
                found[f"{group.label} ({subject.label})"] = codes
    return found


def _named(every: list[CodingPass], wanted: str) -> list[CodingPass]:
    text = wanted.strip().casefold()
    by_id = [one for one in every if one.id == text]
    by_coder = [one for one in every if one.coder.casefold() == text]
    by_beginning = [one for one in every if len(text) >= _SHORTEST_PREFIX and one.id.startswith(text)]
    found = by_id or by_coder or by_beginning
    if not found:
        known = ", ".join(f"{one.coder} ({one.id})" for one in every) or "none"
        raise NotFound(f"There is no coding “{wanted}” in this library.", f"Its codings are: {known}.")
    return found


def _pairs(
    a: list[CodingPass], b: list[CodingPass], *, every_session: bool
) -> list[tuple[CodingPass, CodingPass]]:
    pairs = [
        (one, other) for one in a for other in b if one.session_id == other.session_id and one.id != other.id
    ]
    if not pairs:
        raise UsageError("These are not two codings of one session.", "Name two codings of the same film.")
    pairs = _of_one_codebook(pairs)
    sessions_met = [one.session_id for one, _ in pairs]
    if len(pairs) == 1 or (every_session and len(set(sessions_met)) == len(pairs)):
        return pairs
    known = ", ".join(sorted({one.id for pair in pairs for one in pair}))
    if len(set(sessions_met)) == len(pairs):
        raise UsageError(
            f"Both coded {len(pairs)} sessions.", f"Add --all to compare them together, or use ids: {known}."
        )
    raise UsageError(f"The names fit {len(pairs)} pairs of codings.", f"Use ids: {known}.")


def _of_one_codebook(pairs: list[tuple[CodingPass, CodingPass]]) -> list[tuple[CodingPass, CodingPass]]:
    """Where the names fit several pairs of a session, those with the same version of a codebook, if there are any."""
    by_session: dict[str, list[tuple[CodingPass, CodingPass]]] = defaultdict(list)
    for pair in pairs:
        by_session[pair[0].session_id].append(pair)
    return [
        pair
        for of_session in by_session.values()
        for pair in [one for one in of_session if one[0].snapshot_id == one[1].snapshot_id] or of_session
    ]


def double_codings(
    ws: Workspace, one: CodingPass, other: CodingPass, name: str = "", observed: Span | None = None
) -> list[DoubleCoding]:
    """The events of two passes of one session of the library; the rest and errors as of `codings_in_common.in_common`."""
    with_tags = [(each, tags_of(ws, each)) for each in (one, other)]
    return in_common(with_tags[0], with_tags[1], _film_end_us(ws, one.session_id), name, observed)


def tags_of(ws: Workspace, coding_pass: CodingPass) -> list[Tag]:
    """A pass's annotations as they are now; see `codings_in_common.tags_in`."""
    desk = ws.desk(coding_pass)
    return tags_in(desk.annotations, desk.codebook, _film_end_us(ws, coding_pass.session_id))


def _film_end_us(ws: Workspace, session_id: str) -> int:
    films = sessions.recordings_of(ws, session_id)
    return max((film.starts_at_us + film.duration_us for film in films), default=0)
