"""Reading the export register, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vig_annotator.model.made_file import MadeFile
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import made_file


def made_files(connection: Connection) -> list[MadeFile]:
    """What was made for whomever, the latest first; without what is still being made."""
    query = select(made_file).where(made_file.c.digest != "")
    query = query.order_by(made_file.c.created_at.desc(), made_file.c.id.desc())
    return [row_of(MadeFile, found) for found in connection.execute(query)]


def unsettled_files(connection: Connection) -> list[MadeFile]:
    """What was going to be made, the earliest first."""
    query = select(made_file).where(made_file.c.digest == "").order_by(made_file.c.id)
    return [row_of(MadeFile, found) for found in connection.execute(query)]
