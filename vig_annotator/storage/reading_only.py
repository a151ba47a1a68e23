"""Opening a library only to read it: no lock is taken, nothing is written, whoever has it open goes on working."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from vig_annotator.errors import LibraryError, NotFound
from vig_annotator.storage.migrating import needs_migration, version_of
from vig_annotator.storage.opening import DATABASE_NAME
from vig_annotator.storage.troubles import damaged, translated

Reading = Connection
"""What the queries are asked on."""


@contextmanager
def open_for_reading(folder: Path) -> Iterator[Connection]:
    """A connection for the queries of `storage/queries.py`, which sees the library as it was when it was opened.

    Raises:
        NotFound: there is no library.
        LibraryError: it was made by an older version of this program and not opened with this one since.
        LibraryTooNew: made by a newer version of this program.
        LibraryDamaged: the file is no healthy library.
    """
    file = folder / DATABASE_NAME
    if not file.is_file():
        raise NotFound(f"There is no library in “{folder}”.", f"Name the folder that holds {DATABASE_NAME}.")
    engine = create_engine("sqlite://", creator=lambda: _connect(file), poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN DEFERRED"))
    try:
        with translated(), engine.connect() as connection:
            version = version_of(connection)
            if version is None:
                raise damaged()
            if needs_migration(version):
                raise LibraryError(
                    "This library was made by an older version of the program.",
                    "Open it in the program once.",
                )
            yield connection
    finally:
        engine.dispose()


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA query_only = ON").close()
    return connection
