"""What of a whole library is hidden from somebody, because it is coded blind."""

from __future__ import annotations

from sqlalchemy import Connection

from vig_annotator.model.blindness import NOBODY_LEARNS, Learning, by_session, hidden_passes
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.storage import queries
from vig_annotator.storage.settlements import references_of


def hidden_in(connection: Connection, viewer: str) -> frozenset[str]:
    """The ids of all codings that somebody must not see now (`model/blindness.py`).

    Args:
        connection: to read with.
        viewer: the name of who looks; empty for nobody in particular.
    """
    return frozenset(one.id for one in hidden_passes_in(connection, viewer))


def hidden_passes_in(connection: Connection, viewer: str) -> list[CodingPass]:
    """The codings that somebody must not see now."""
    role, learning = role_and_learning(connection, viewer)
    hidden: list[CodingPass] = []
    for passes in by_session(queries.every_pass(connection)):
        if learning.references or any(one.blind for one in passes):
            ids = hidden_passes(viewer, role, passes, learning)
            hidden.extend(one for one in passes if one.id in ids)
    return hidden


def role_and_learning(
    connection: Connection, coder: str, session_id: str | None = None
) -> tuple[Role | None, Learning]:
    """What `model.blindness` asks: somebody's role, and who learns from what.

    Args:
        connection: to read with.
        coder: their name.
        session_id: whose references; None for those of all sessions.
    """
    found = queries.coder_named(connection, coder)
    return None if found is None else found.role, learning_in(connection, session_id)


def learning_in(connection: Connection, session_id: str | None = None) -> Learning:
    """Who learns from what in a session; in the whole library, if no session is given."""
    marked = references_of(connection, session_id)
    if not marked:
        return NOBODY_LEARNS
    trainees = frozenset(one.name for one in queries.coders(connection) if one.role is Role.TRAINEE)
    return Learning({one.pass_id: one.created_by for one in marked}, trainees)
