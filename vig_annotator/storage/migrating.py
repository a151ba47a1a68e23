"""Bringing a library's schema up to this program's version, all of it or nothing."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from vig_annotator.errors import LibraryDamaged, LibraryTooNew
from vig_annotator.storage.schema import CURRENT_VERSION, KNOWN_VERSIONS
from vig_annotator.storage.troubles import damaged

_VERSION_TABLE = "alembic_version"
SCRIPTS = Path(__file__).parent / "migrations"
"""Where Alembic finds the migrations."""


def version_of(connection: Connection) -> str | None:
    """The schema version of an open library; None for a new, empty file.

    Raises:
        LibraryTooNew: made by a newer version of this program.
        LibraryDamaged: a database, but none of ours.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if _VERSION_TABLE not in tables:
        raise _not_ours()
    versions = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalars().all()
    if len(versions) != 1:
        raise _not_ours()
    version = str(versions[0])
    if version not in KNOWN_VERSIONS:
        raise LibraryTooNew(
            "This library was made by a newer version of VIG Annotator.",
            "Update the program, then open it again.",
        )
    return version


def needs_migration(version: str | None) -> bool:
    """Whether the schema is older than this program's."""
    return version != CURRENT_VERSION


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction: all of them or nothing."""
    with engine.connect() as connection:
        # Alembic changes a table of SQLite by copying it; foreign keys are checked at the end instead. The pragma has
        # no effect inside a transaction, so it goes past SQLAlchemy, which would begin one.
        _enforce_foreign_keys(connection, False)
        try:
            with connection.begin():
                _upgrade(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise damaged()
        finally:
            _enforce_foreign_keys(connection, True)


def _enforce_foreign_keys(connection: Connection, enforced: bool) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute(f"PRAGMA foreign_keys = {'ON' if enforced else 'OFF'}").close()


def _upgrade(connection: Connection) -> None:
    # Imported here: a library that is up to date, which is nearly always, opens without waiting for Alembic.
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _not_ours() -> LibraryDamaged:
    return damaged("The file library.sqlite here belongs to another program; choose another folder.")
