"""Sessions: names, days, notes and whose they are; each function is one step for undo."""

from __future__ import annotations

from vig_annotator.errors import NotFound, UsageError
from vig_annotator.model.edits import sessions as rules
from vig_annotator.model.family import Family
from vig_annotator.model.overview import FamilyOverview
from vig_annotator.model.session import Recording, Session
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.hiding import hidden_in
from vig_annotator.storage.overview import families_overview

_SHORTEST_PREFIX = 4


def overview(ws: Workspace) -> list[FamilyOverview]:
    """What the start page shows: every family with its sessions, the last worked on first; what is blind is not counted."""
    with ws.store.reading() as connection:
        return families_overview(connection, hidden_in(connection, ws.coder))


def sessions_of(ws: Workspace, family_id: str | None = None) -> list[Session]:
    """The sessions of a family, or all, in the order in which they were made."""
    with ws.store.reading() as connection:
        return queries.sessions(connection, family_id)


def recordings_of(ws: Workspace, session_id: str) -> list[Recording]:
    """The films of a session, in order."""
    with ws.store.reading() as connection:
        return queries.recordings(connection, session_id)


def find_session(ws: Workspace, wanted: str) -> Session:
    """The session that a person means by an id, the beginning of an id (four characters or more), or a title.

    Raises:
        NotFound: there is none.
        UsageError: there are several.
    """
    every = sessions_of(ws)
    text = wanted.strip().casefold()
    by_id = [one for one in every if one.id == text]
    by_title = [one for one in every if one.title.strip().casefold() == text]
    by_beginning = [one for one in every if len(text) >= _SHORTEST_PREFIX and one.id.startswith(text)]
    found = by_id or by_title or by_beginning
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"“{wanted}” means {len(found)} sessions of this library.",
            f"Use an id: {', '.join(one.id for one in found)}.",
        )
    titles = ", ".join(f"“{one.title}”" for one in every) or "none"
    raise NotFound(f"There is no session “{wanted}” in this library.", f"Its sessions are: {titles}.")


def rename_session(ws: Workspace, session_id: str, title: str) -> Session:
    """Give a session another title.

    Raises:
        NotFound: it is not there.
        RuleViolation: no title.
    """
    ws.history.apply(rules.rename(ws.get(Session, session_id), title))
    return ws.get(Session, session_id)


def set_recorded_on(ws: Workspace, session_id: str, day: str) -> Session:
    """Say on which day it was filmed, as in ``2026-11-12``; empty for unknown.

    Raises:
        NotFound: it is not there.
        RuleViolation: not a day.
    """
    ws.history.apply(rules.set_recorded_on(ws.get(Session, session_id), day))
    return ws.get(Session, session_id)


def set_note(ws: Workspace, session_id: str, note: str) -> Session:
    """Write a note about a session.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.set_note(ws.get(Session, session_id), note))
    return ws.get(Session, session_id)


def set_family(ws: Workspace, session_id: str, family_id: str) -> Session:
    """Say that a session is another family's.

    Raises:
        NotFound: the session or the family is not there.
        RuleViolation: a reel of the former family shows it.
    """
    with ws.store.reading() as connection:
        showing = queries.reels_showing(connection, session_id)
    ws.history.apply(rules.set_family(ws.get(Session, session_id), ws.get(Family, family_id), showing))
    return ws.get(Session, session_id)
