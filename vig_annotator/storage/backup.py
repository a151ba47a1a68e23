"""Copies of the library's database: one a day, and one before each migration.

A copy is made with SQLite's own backup, so it is whole even while the library is in use, under a temporary name that
is changed at the end. A damaged library is never copied over good copies: it is checked first.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from vig_annotator.storage.opening import DATABASE_NAME
from vig_annotator.storage.troubles import damaged

FOLDER_NAME = "backups"
KEPT_DAYS = 14
_FRESH = "library-fresh.sqlite"
_DAILY = "library-????-??-??.sqlite"


def daily_is_due(folder: Path, today: date) -> bool:
    """Whether this day's copy is missing."""
    return not _daily_file(folder, today).exists()


def make_daily(connection: Connection, folder: Path, today: date) -> Path:
    """Copy the library and let go of the oldest daily copies; answers where the copy is."""
    copy = _copy(connection, _daily_file(folder, today))
    for old in sorted((folder / FOLDER_NAME).glob(_DAILY))[:-KEPT_DAYS]:
        old.unlink()
    return copy


def make_before_migration(connection: Connection, folder: Path, version: str) -> Path:
    """Copy the library as it is before its schema is changed; answers where the copy is."""
    return _copy(connection, folder / FOLDER_NAME / f"library-before-update-from-{version}.sqlite")


def copies(folder: Path) -> list[Path]:
    """Every copy, and what is left of one that was broken off."""
    return sorted(one for one in (folder / FOLDER_NAME).glob("library-*") if one.is_file())


def make_fresh(connection: Connection, folder: Path) -> Path:
    """Copy the library beside the other copies, so that they can go; `as_daily` makes it this day's."""
    return _copy(connection, folder / FOLDER_NAME / _FRESH)


def as_daily(folder: Path, today: date) -> None:
    """The fresh copy becomes this day's copy."""
    (folder / FOLDER_NAME / _FRESH).replace(_daily_file(folder, today))


def newest(folder: Path) -> Path | None:
    """The latest daily copy, or None."""
    return max((folder / FOLDER_NAME).glob(_DAILY), default=None)


def check(connection: Connection) -> None:
    """Read the whole database and see that it is healthy.

    Raises:
        LibraryDamaged: it is not.
    """
    answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if answer != "ok":
        raise damaged()


def how_to_restore(folder: Path) -> str:
    """What to do about a damaged library, in one sentence."""
    copy = newest(folder)
    if copy is None:
        return f"Put a copy of {DATABASE_NAME} from your own backup in its place."
    return (
        f"Rename {DATABASE_NAME}, then copy {FOLDER_NAME}/{copy.name} to {DATABASE_NAME}: "
        "it holds the library as it was on that day."
    )


def _daily_file(folder: Path, day: date) -> Path:
    return folder / FOLDER_NAME / f"library-{day.isoformat()}.sqlite"


def _copy(connection: Connection, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    part = target.with_name(target.name + ".part")
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            # A copy is one file: it must not need a write-ahead log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target
