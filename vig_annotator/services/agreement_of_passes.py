"""Two coding passes of a library, made ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vig_annotator.analysis.record import CodedEvent
from vig_annotator.errors import NotFound, UsageError
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import passes, sessions
from vig_annotator.services.codebook_used import UsedCodebook, codebook_used
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class TwoCodings:
    """Two coders' events of one session, and what of it was observed.

    Attributes:
        codebooks: what each was coded with; None where that is not known, as for tables.
    """

    a: list[CodedEvent]
    b: list[CodedEvent]
    film: Span | None
    codebooks: tuple[UsedCodebook, UsedCodebook] | None = None


def read_passes(library: Path, wanted_a: str, wanted_b: str) -> TwoCodings:
    """Read two passes of one session.

    Args:
        library: the library's folder.
        wanted_a: a pass by its id, the beginning of its id, or its coder's name.
        wanted_b: likewise; of the same session.

    Raises:
        NotFound: there is no such library or pass.
        UsageError: a name means several passes, or the two are not of one session.
        LibraryError: the library can't be opened.
        CodebookError: a pass's codebook can't be understood.
    """
    with Workspace.open(library, _WHO, create=False) as ws:
        every = [one for session in sessions.sessions_of(ws) for one in passes.passes_of(ws, session.id)]
        one, other = _of_one_session(_named(every, wanted_a), _named(every, wanted_b))
        films = sessions.recordings_of(ws, one.session_id)
        end_us = max((film.starts_at_us + film.duration_us for film in films), default=0)
        film = Span(MediaTime(0), MediaTime(end_us)) if end_us > 0 else None
        used = (codebook_used(ws, one), codebook_used(ws, other))
        return TwoCodings(_events(ws, one, end_us), _events(ws, other, end_us), film, used)


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


def _of_one_session(a: list[CodingPass], b: list[CodingPass]) -> tuple[CodingPass, CodingPass]:
    pairs = [
        (one, other) for one in a for other in b if one.session_id == other.session_id and one.id != other.id
    ]
    if len(pairs) == 1:
        return pairs[0]
    if not pairs:
        raise UsageError("These are not two codings of one session.", "Name two codings of the same film.")
    known = ", ".join(sorted({one.id for pair in pairs for one in pair}))
    raise UsageError(f"The names fit {len(pairs)} pairs of codings.", f"Use ids: {known}.")


def _events(ws: Workspace, coding_pass: CodingPass, film_end_us: int) -> list[CodedEvent]:
    """A pass's annotations; a state that nobody ended runs to the film's end, or is left out where that is not known."""
    desk = ws.desk(coding_pass)
    events = []
    for annotation in desk.annotations:
        code = desk.code_of(annotation)
        offset_us = film_end_us if annotation.offset_us is None else annotation.offset_us
        if offset_us >= annotation.onset_us:
            subject = "" if code is None else code.subject
            events.append(CodedEvent(annotation.code_id, annotation.onset_us, offset_us, subject))
    return events
