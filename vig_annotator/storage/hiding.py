"""What of a whole library is hidden from somebody, because it is coded blind."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from vig_annotator.model.blindness import hidden_passes
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
    of_session: dict[str, list[CodingPass]] = defaultdict(list)
    for one in queries.every_pass(connection):
        of_session[one.session_id].append(one)
    role, references = role_and_references(connection, viewer)
    hidden: list[CodingPass] = []
    for passes in of_session.values():
        if references or any(one.blind for one in passes):
            ids = hidden_passes(viewer, role, passes, references)
            hidden.extend(one for one in passes if one.id in ids)
    return hidden


def role_and_references(
    connection: Connection, coder: str, session_id: str | None = None
) -> tuple[Role | None, frozenset[str]]:
    """What `model.blindness` asks about somebody: their role; and for a trainee, the ids of the codings that are references.

    Args:
        connection: to read with.
        coder: their name.
        session_id: whose references; None for those of all sessions.
    """
    found = queries.coder_named(connection, coder)
    role = None if found is None else found.role
    marked = references_of(connection, session_id) if role is Role.TRAINEE else []
    return role, frozenset(one.pass_id for one in marked)
