"""What of a family's sessions could go into a reel, the best first; `reel_building.add_stretches` puts it in."""

from __future__ import annotations

from vig_annotator.model import reel_candidates as rules
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.reels import Stretch
from vig_annotator.model.reel_candidates import Candidate, SessionMaterial, Source
from vig_annotator.services import passes
from vig_annotator.services.sessions import recordings_of, sessions_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


def candidates_for(ws: Workspace, family_id: str, shortest_run: int = rules.SHORTEST_RUN) -> list[Candidate]:
    """The candidates of all sessions of a family, ranked; narrow them with `model.reel_candidates.filtered`.

    Args:
        ws: the open library.
        family_id: whose sessions.
        shortest_run: how many received initiatives in a row make a run.

    Raises:
        CodebookError: a coding can't be understood (so that no concern is overlooked).
    """
    return rules.candidates(
        (_material(ws, session.id) for session in sessions_of(ws, family_id)), shortest_run
    )


def labels_of(ws: Workspace, family_id: str) -> dict[str, str]:
    """What people call the codes that a family's sessions are coded with, by id."""
    return {
        code.id: code.label
        for session in sessions_of(ws, family_id)
        for one in passes.passes_of(ws, session.id)
        for code in ws.codebook(one.snapshot_id).codes
    }


def stretch_of(candidate: Candidate) -> Stretch:
    """A candidate as `reel_building.add_stretches` takes it."""
    moment_id = candidate.source_id if candidate.source is Source.MOMENT else None
    return Stretch(candidate.session_id, candidate.span, candidate.caption, moment_id)


def _material(ws: Workspace, session_id: str) -> SessionMaterial:
    with ws.store.reading() as connection:
        moments = queries.moments(connection, session_id)
    codings = []
    # What is blind to who works is not offered either: it would tell what the other coder found.
    for one in passes.passes_of(ws, session_id):
        with ws.store.reading() as connection:
            tags, links = queries.annotations_of(connection, one.id), queries.links_of(connection, one.id)
        codings.append(Coding(ws.codebook(one.snapshot_id), tags, links))
    films = recordings_of(ws, session_id)
    known_us = max((film.starts_at_us + film.duration_us for film in films), default=0)
    # The length of a film that was never opened is not known yet; what was tagged in it tells the least that it has.
    tagged_us = [one.offset_us or one.onset_us for coding in codings for one in coding.annotations]
    return SessionMaterial(session_id, max([known_us, *tagged_us]), moments, codings)
