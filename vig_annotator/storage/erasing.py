"""Erasing rows so that nothing of them stays in the library's file: deleted in one transaction, overwritten, and the file written anew.

What has to follow outside the transaction (files, copies, the file's own free room) is noted in the table ``erasing`` within it, so that
an erasing that was killed is finished when the library is opened next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from vig_annotator.model.changes import Origin
from vig_annotator.model.ids import new_id
from vig_annotator.storage import schema
from vig_annotator.storage.belonging import OF_ALL, OWNERS, Belongings

T = TypeVar("T")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DoomedFile:
    """A file that is to be erased, if it still holds what it held.

    Attributes:
        path: where it lies.
        content: the SHA-256 of a made file, the fingerprint of a film.
        is_film: which of the two.
    """

    path: str
    content: str
    is_film: bool


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An erasing of which the rows are gone, and that is not wholly done."""

    id: str
    files: tuple[DoomedFile, ...]


def delete_rows(
    connection: Connection, doomed: Belongings, files: Sequence[DoomedFile], *, label: str, who: str, at: str
) -> None:
    """Delete what belongs together, and note in the log that it was erased: when, by whom, nothing else. Inside a transaction."""
    log = schema.change_log
    for entries in _some(doomed.entries):
        connection.execute(delete(log).where(log.c.seq.in_(entries)))
    for name, rows in doomed.kept.items():
        table = schema.metadata.tables[name]
        for row_id, left in rows.items():
            connection.execute(update(table).where(table.c.id == row_id).values({OF_ALL[name]: left}))
    for name in reversed(OWNERS):
        table = schema.metadata.tables[name]
        for some in _some(sorted(doomed.ids[name])):
            connection.execute(delete(table).where(table.c.id.in_(some)))
    connection.execute(
        insert(log),
        {
            "id": new_id(),
            "at": at,
            "who": who,
            "label": label,
            "origin": Origin.ERASURE.value,
            "of_change": None,
            "session_id": None,
            "changes": [],
        },
    )
    listed = [[one.path, one.content, one.is_film] for one in files]
    connection.execute(insert(schema.erasing), {"id": new_id(), "files": listed})


def unfinished(connection: Connection) -> list[Unfinished]:
    """What was begun and is not wholly done."""
    rows = connection.execute(
        select(schema.erasing.c.id, schema.erasing.c.files).order_by(schema.erasing.c.id)
    )
    return [Unfinished(row_id, tuple(DoomedFile(*one) for one in files)) for row_id, files in rows]


def note_files_done(connection: Connection, row_id: str) -> None:
    """The files of an erasing were seen to; their names go, too."""
    connection.execute(update(schema.erasing).where(schema.erasing.c.id == row_id).values(files=[]))


def note_done(connection: Connection, row_id: str) -> None:
    """Nothing is left to do of an erasing."""
    connection.execute(delete(schema.erasing).where(schema.erasing.c.id == row_id))


@contextmanager
def overwriting(connection: Connection) -> Iterator[None]:
    """What is deleted in between is overwritten with zeros."""
    driver = _driver(connection)
    driver.execute("PRAGMA secure_delete = ON").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA secure_delete = OFF").close()


def write_anew(connection: Connection) -> None:
    """Write the whole file anew, without its free room, and empty the log of writes beside it. Outside any transaction."""
    driver = _driver(connection)
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    driver.execute("VACUUM").close()
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _some(ids: Iterable[T]) -> Iterator[list[T]]:
    """A few at a time: a question to the database can name only so many."""
    every = iter(ids)
    while found := list(islice(every, _AT_ONCE)):
        yield found


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
