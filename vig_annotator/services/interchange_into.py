"""Taking a file into a visit that is there, as another coder's coding."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.model.coding_pass import CodebookSnapshot
from vig_annotator.model.session import Session
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Into:
    """A session that a file goes into, as values, so that any thread can look at it.

    Attributes:
        starts_at_us: where its first film begins on its clock; 0 without a film.
        has_film: whether it has one.
        codebook: of its first coding that who works may see; None if there is none.
    """

    session_id: str
    title: str
    starts_at_us: int
    has_film: bool
    codebook: LoadedCodebook | None


def into_session(ws: Workspace, session_id: str) -> Into:
    """What has to be known of a session to take a file into it.

    Raises:
        NotFound: it is not there.
        CodebookError: its codebook can't be understood.
    """
    session = ws.get(Session, session_id)
    films = recordings_of(ws, session_id)
    codings = [one for one in passes_of(ws, session_id) if not one.joint]
    codebook = None
    if codings:
        snapshot = ws.get(CodebookSnapshot, codings[0].snapshot_id)
        codebook = parse_codebook(snapshot.yaml_text, snapshot.title)
    start = films[0].starts_at_us if films else 0
    return Into(session_id, session.title, start, bool(films), codebook)
