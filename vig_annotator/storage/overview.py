"""The start page's query: families, sessions, counts and when each was last worked on, in a handful of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, func, select

from vig_annotator.model.overview import FamilyOverview, SessionOverview
from vig_annotator.model.session import Recording
from vig_annotator.storage import queries
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import annotation, change_log, coding_pass, moment, recording, reel, session


def families_overview(connection: Connection, hidden: Collection[str] = ()) -> list[FamilyOverview]:
    """Every family with its sessions; the last worked on first.

    Args:
        connection: to read with.
        hidden: ids of the codings whose tags are not counted, because who looks must not see them.
    """
    of_family: dict[str, list[SessionOverview]] = defaultdict(list)
    for one in _sessions(connection, hidden):
        of_family[one.session.family_id].append(one)
    reels = _counts(connection, reel.c.family_id)
    overviews = []
    for family in queries.families(connection):
        sessions = sorted(of_family[family.id], key=lambda one: one.last_worked_at, reverse=True)
        last = sessions[0].last_worked_at if sessions else family.created_at
        overviews.append(FamilyOverview(family, tuple(sessions), reels.get(family.id, 0), last))
    return sorted(overviews, key=lambda one: one.last_worked_at, reverse=True)


def _sessions(connection: Connection, hidden: Collection[str]) -> list[SessionOverview]:
    films: dict[str, list[Recording]] = defaultdict(list)
    in_order = select(recording).order_by(recording.c.position, recording.c.id)
    for found in connection.execute(in_order):
        films[found.session_id].append(row_of(Recording, found))
    tags = {
        found.session_id: found.number
        for found in connection.execute(
            select(coding_pass.c.session_id, func.count().label("number"))
            .join(annotation, annotation.c.pass_id == coding_pass.c.id)
            .where(coding_pass.c.id.not_in(hidden))
            .group_by(coding_pass.c.session_id)
        )
    }
    moments = _counts(connection, moment.c.session_id)
    # One look into an index for each session; grouping would read the whole log.
    last_change = (
        select(func.max(change_log.c.at)).where(change_log.c.session_id == session.c.id).scalar_subquery()
    )
    worked = {found[0]: found[1] for found in connection.execute(select(session.c.id, last_change))}
    return [
        SessionOverview(
            session=one,
            recordings=tuple(films[one.id]),
            annotations=tags.get(one.id, 0),
            moments=moments.get(one.id, 0),
            last_worked_at=worked.get(one.id) or one.created_at,
        )
        for one in queries.sessions(connection)
    ]


def _counts(connection: Connection, column: Any) -> dict[str, int]:
    return {found[0]: found[1] for found in connection.execute(select(column, func.count()).group_by(column))}
