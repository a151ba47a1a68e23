"""The border between SQLite's errors and ours: each is translated here, once, into a plain sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from vig_annotator.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryNotWritable,
    RuleViolation,
    StaleEdit,
)


def not_writable() -> LibraryNotWritable:
    """The trouble of a folder that may not be written."""
    return LibraryNotWritable(
        "The library's folder can't be written to.",
        "Check that you may write to the folder, or choose a library in another place.",
    )


def gone() -> LibraryNotWritable:
    """The trouble of a library that was moved, renamed or deleted while it is open."""
    return LibraryNotWritable(
        "The library is no longer in its folder, so this change was not written; everything before it was.",
        "Put the folder back where it was, or plug its drive in again; else quit and open the library where it is now.",
    )


def disk_full() -> LibraryNotWritable:
    """The trouble of a full disk."""
    return LibraryNotWritable(
        "The disk is full, so this change could not be written; everything before it is safe.",
        "Free some space on the disk that holds the library, then do it again.",
    )


def damaged(remedy: str = "") -> LibraryDamaged:
    """The trouble of a file that is no healthy library; the store adds where the last good copy is."""
    return LibraryDamaged(
        "The file library.sqlite in this folder is damaged, or is not a library.",
        remedy,
    )


def busy() -> LibraryBusy:
    """The trouble of a library that another program holds."""
    return LibraryBusy(
        "This library is open in another window or program.", "Close it there first, then open it here."
    )


def from_os_error(error: OSError) -> LibraryError:
    """What an operating system's error means for the library."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return not_writable()
    return LibraryError("The library's folder can't be used.", f"The system says: {error.strerror or error}.")


def from_sqlite_error(error: BaseException) -> Exception | None:
    """What a database error means to the user, or None if it is a bug of ours."""
    if isinstance(error, sqlite3.IntegrityError):
        return StaleEdit(
            "This can't be written, because something that it belongs to has changed in the meantime.",
            "Look at what is there now and try again.",
        )
    if not isinstance(error, sqlite3.Error):
        return None
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return disk_full()
        case sqlite3.SQLITE_IOERR:
            return LibraryNotWritable(
                "The disk refused to read or write the library; everything confirmed before is safe.",
                "Check that the disk is connected and has free space, then do it again.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return not_writable()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy()
        case _:
            return None


@contextmanager
def translated() -> Iterator[None]:
    """Raise the library's own errors for the database's and the system's, once, with their cause."""
    try:
        yield
    except DBAPIError as error:
        told = from_sqlite_error(error.orig) if error.orig is not None else None
        if told is None:
            raise
        raise told from error
    except sqlite3.Error as error:
        told = from_sqlite_error(error)
        if told is None:
            raise
        raise told from error
    except UnicodeEncodeError as error:
        raise RuleViolation(
            "These words can't be written: a character of them is only half there.", "Write them again."
        ) from error
    except OSError as error:
        raise from_os_error(error) from error
