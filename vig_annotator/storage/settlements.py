"""Reading what coders settled on, and references with their attempts, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from vig_annotator.model.changes import Row
from vig_annotator.model.reference import Reference, TrainingAttempt
from vig_annotator.model.settlement import Settlement
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import coding_pass, reference, settlement, training_attempt

R = TypeVar("R", bound=Row)


def settlements_of(connection: Connection, pass_id: str) -> list[Settlement]:
    """What was settled in a consensus, oldest first."""
    query = select(settlement).where(settlement.c.pass_id == pass_id).order_by(settlement.c.id)
    return _rows(connection, Settlement, query)


def references_of(connection: Connection, session_id: str | None = None) -> list[Reference]:
    """The reference codings of a session, or of all, oldest first."""
    query = select(reference).order_by(reference.c.id)
    if session_id is not None:
        query = query.join(coding_pass, coding_pass.c.id == reference.c.pass_id).where(
            coding_pass.c.session_id == session_id
        )
    return _rows(connection, Reference, query)


def attempts_of(connection: Connection, reference_ids: Sequence[str] | None = None) -> list[TrainingAttempt]:
    """The attempts at some references, or all, oldest first."""
    query = select(training_attempt).order_by(training_attempt.c.tried_at, training_attempt.c.id)
    if reference_ids is not None:
        query = query.where(training_attempt.c.reference_id.in_(list(reference_ids)))
    return _rows(connection, TrainingAttempt, query)


def _rows(connection: Connection, row_type: type[R], query: Select[Any]) -> list[R]:
    return [row_of(row_type, row) for row in connection.execute(query)]
