"""An imported file: what a session was made from, kept so that writing back to that format loses nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file of another program that went into a session.

    Attributes:
        format: id of the file's format, such as ``eaf``.
        name: the file's name, without its folder.
        digest: SHA-256 of the file's bytes, in hex: the same file is recognised when it comes again.
        kept: what the file holds beyond what the library has a place for, and which annotation each part belongs to;
            packed text that `exchange/keeping.py` reads.
    """

    id: str
    session_id: str
    format: str
    name: str
    digest: str
    kept: str
    created_at: str = ""
    revision: int = 1
