"""The one place where the database of a library is opened; encryption at rest will go in here."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

DATABASE_NAME = "library.sqlite"
_CACHE_KIB = 64 * 1024
_MOST_PAGES_AHEAD = 4_000
"""About 350 tags are written ahead before a commit has to move them into the library's own file, if no quiet time came before
(`LibraryStore.settle`)."""
READING = {"vig_begin": "DEFERRED"}
"""Execution options of a connection that only reads: it takes no write lock."""


def open_database(file: Path) -> Engine:
    """An engine on the library's file, made if it is not there.

    There is one connection, used by the thread that opened it; the driver refuses others. It writes ahead (WAL) and
    waits for the disk at each commit (``synchronous=FULL``), so what was committed survives a power cut; foreign keys
    are enforced. A transaction begins with ``BEGIN IMMEDIATE``, so that it never finds out late that somebody else is writing.
    """
    engine = create_engine("sqlite://", creator=lambda: _connect(file), poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def open_in_memory() -> Engine:
    """An engine on a database that is nowhere on disk, neither itself nor what SQLite puts aside while it works."""
    engine = create_engine("sqlite://", creator=_connect_in_memory, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _connect_in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for pragma in (
        "temp_store = MEMORY",
        "journal_mode = MEMORY",
        "foreign_keys = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in (
            "busy_timeout = 2000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"cache_size = -{_CACHE_KIB}",
            f"wal_autocheckpoint = {_MOST_PAGES_AHEAD}",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("vig_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")
