"""Reading what was sent for second coding."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vig_annotator.model.second_coding import Draw
from vig_annotator.storage import schema
from vig_annotator.storage.rows import row_of


def draws(connection: Connection) -> list[Draw]:
    """What was drawn for second coding, the latest first."""
    table = schema.second_coding
    query = select(table).order_by(table.c.created_at.desc(), table.c.id.desc())
    return [row_of(Draw, found) for found in connection.execute(query)]
