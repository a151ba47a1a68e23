"""Writing a change set: every row checked against its revision, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Delete, Executable, Insert, Update, bindparam, delete, insert, update

from vig_annotator.errors import StaleEdit
from vig_annotator.model.changes import ChangeSet, Row, RowChange
from vig_annotator.storage.queries import rows_with_ids
from vig_annotator.storage.rows import NOUNS, TABLES, columns_of

_AT_ONCE = 5_000
Tell = Callable[[float], None]

_INSERTS: dict[type[Row], Insert] = {}
_UPDATES: dict[type[Row], Update] = {}
_DELETES: dict[type[Row], Delete] = {}
for _type, _table in TABLES.items():
    _is_the_version = (_table.c.id == bindparam("known_id")) & (
        _table.c.revision == bindparam("known_revision")
    )
    _INSERTS[_type] = insert(_table)
    _UPDATES[_type] = (
        update(_table)
        .where(_is_the_version)
        .values(
            {name: bindparam(name) for name in (column.name for column in _table.columns) if name != "id"}
        )
    )
    _DELETES[_type] = delete(_table).where(_is_the_version)


def write(connection: Connection, change_set: ChangeSet, tell: Tell | None = None) -> None:
    """Write the rows of a change set, inside the caller's transaction.

    `tell` is given the share of the rows that is written now and then; what it raises ends the transaction.

    Raises:
        StaleEdit: a row is no longer at the revision that the change set starts from.
    """
    written = 0
    for (row_type, kind), changes in groupby(change_set.changes, key=_kind):
        for some in _some(changes):
            # Together, not one by one: undoing an import takes a hundred thousand rows away.
            done = connection.execute(_STATEMENTS[kind][row_type], [_VALUES[kind](one) for one in some])
            if kind != "insert" and done.rowcount != len(some):
                raise _stale(row_type)
            written += len(some)
            if tell is not None:
                tell(written / len(change_set.changes))


def _inserted(change: RowChange) -> dict[str, Any]:
    return columns_of(change.row)


def _deleted(change: RowChange) -> dict[str, Any]:
    assert change.before is not None
    return {"known_id": change.before.id, "known_revision": change.before.revision}


def _updated(change: RowChange) -> dict[str, Any]:
    columns = columns_of(change.row)
    del columns["id"]
    return _deleted(change) | columns


_STATEMENTS: dict[str, Mapping[type[Row], Executable]] = {
    "insert": _INSERTS,
    "update": _UPDATES,
    "delete": _DELETES,
}
_VALUES: dict[str, Callable[[RowChange], dict[str, Any]]] = {
    "insert": _inserted,
    "update": _updated,
    "delete": _deleted,
}


def _some(changes: Iterator[RowChange]) -> Iterator[list[RowChange]]:
    while some := list(islice(changes, _AT_ONCE)):
        yield some


def _kind(change: RowChange) -> tuple[type[Row], str]:
    if change.before is None:
        return type(change.row), "insert"
    return type(change.row), "delete" if change.after is None else "update"


def rebased(connection: Connection, change_set: ChangeSet) -> ChangeSet | None:
    """A change set taken from the log, set upon the rows as they are now, for undo and redo.

    The rows must hold what the change set starts from, whatever their revision; revisions go on rising. None if any row
    was changed, removed or made again since.
    """
    changes: list[RowChange] = []
    there = _rows_now(connection, change_set)
    for change in change_set.changes:
        now = there.get((type(change.row), change.row.id))
        if now is None or change.before is None:
            if now is not change.before:
                return None
            changes.append(RowChange(None, replace(change.row, revision=change.row.revision + 1)))
            continue
        if now != change.before and now != replace(change.before, revision=now.revision):
            return None
        after = None if change.after is None else replace(change.after, revision=now.revision + 1)
        changes.append(RowChange(now, after))
    return ChangeSet(change_set.label, tuple(changes))


def _rows_now(connection: Connection, change_set: ChangeSet) -> dict[tuple[type[Row], str], Row]:
    """The rows of a change set that are there, as they are, by kind and id."""
    wanted: dict[type[Row], list[str]] = {}
    for change in change_set.changes:
        wanted.setdefault(type(change.row), []).append(change.row.id)
    return {
        (row_type, row.id): row
        for row_type, ids in wanted.items()
        for row in rows_with_ids(connection, row_type, ids)
    }


def _stale(row_type: type[Row]) -> StaleEdit:
    return StaleEdit(
        f"This {NOUNS[row_type]} was changed or removed in the meantime.",
        "Look at it again, then repeat your change.",
    )
