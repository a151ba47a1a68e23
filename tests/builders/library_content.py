"""Everything that a library holds, for tests that compare before and after."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.model.changes import Row
from vig_annotator.storage import queries
from vig_annotator.storage.library_store import LibraryStore
from vig_annotator.storage.rows import TABLES

Content = dict[str, Row]


def content(store: LibraryStore) -> Content:
    """Every row on disk by id, without its revision, which goes on rising through undo and redo."""
    with store.reading() as connection:
        return {row.id: without_revision(row) for kind in TABLES for row in queries.every(connection, kind)}


def without_revision(row: Row) -> Row:
    """The row as `content` holds it."""
    return replace(row, revision=0)
