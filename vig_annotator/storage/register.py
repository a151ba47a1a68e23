"""Reading the export register, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vig_annotator.model.made_file import MadeFile
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import made_file


def made_files(connection: Connection, family_id: str | None = None) -> list[MadeFile]:
    """What was made for a family, or for all, the latest first; without what is still being made."""
    query = select(made_file).where(made_file.c.digest != "")
    query = query.order_by(made_file.c.created_at.desc(), made_file.c.id.desc())
    if family_id is not None:
        query = query.where(made_file.c.family_id == family_id)
    return [row_of(MadeFile, found) for found in connection.execute(query)]


def unsettled_files(connection: Connection) -> list[MadeFile]:
    """What was going to be made, the earliest first."""
    query = select(made_file).where(made_file.c.digest == "").order_by(made_file.c.id)
    return [row_of(MadeFile, found) for found in connection.execute(query)]
