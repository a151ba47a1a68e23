"""Reading reviews: entries, and who has read which."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from vig_annotator.model.review import ReviewEntry
from vig_annotator.storage import schema
from vig_annotator.storage.rows import row_of


def entries_of(connection: Connection, pass_ids: Collection[str]) -> list[ReviewEntry]:
    """All that was said about some codings, oldest first."""
    table = schema.review_entry
    query = select(table).where(table.c.pass_id.in_(pass_ids)).order_by(table.c.created_at, table.c.id)
    return [row_of(ReviewEntry, found) for found in connection.execute(query)]


def seen_by(connection: Connection, who: str) -> set[str]:
    """The ids of the entries that somebody has read."""
    table = schema.seen_entry
    return set(connection.execute(select(table.c.entry_id).where(table.c.who == who)).scalars())
