"""The change log: what was done is appended here, and undo and redo are read from here.

The log is only ever appended to. An undo is an entry of its own that names the edit it takes back; so is a redo. An
edit is *done* when the last entry about it is itself or a redo, and *undone* when it is an undo. What can be undone is
the latest edit that is done; what can be redone is the latest undo since the last edit, if it still stands.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, and_, exists, func, insert, select

from vig_annotator.model.changes import ChangeSet, LoggedChange, Origin
from vig_annotator.model.ids import new_id
from vig_annotator.storage.rows import change_as_json, change_from_json
from vig_annotator.storage.schema import change_log
from vig_annotator.storage.subject import session_of


def append(
    connection: Connection, change_set: ChangeSet, *, who: str, at: str, origin: Origin, of_change: str | None
) -> LoggedChange:
    """Add an entry, inside the transaction that writes the rows."""
    entry: dict[str, Any] = {
        "id": new_id(),
        "at": at,
        "who": who,
        "label": change_set.label,
        "origin": origin.value,
        "of_change": of_change,
        "session_id": session_of(connection, change_set),
        "changes": [change_as_json(change) for change in change_set.changes],
    }
    key = connection.execute(insert(change_log), entry).inserted_primary_key
    assert key is not None
    return LoggedChange(
        seq=key.seq, id=entry["id"], at=at, who=who, origin=origin, of_change=of_change, change_set=change_set
    )


def next_undo(connection: Connection, who: str) -> tuple[str, str] | None:
    """Id and label of the edit that an undo would take back, or None."""
    edit = change_log.alias("edit")
    query = (
        select(edit.c.id, edit.c.label)
        .where(edit.c.who == who, edit.c.origin == Origin.EDIT.value, ~_is_undone(edit))
        .order_by(edit.c.seq.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none()
    return None if found is None else (found.id, found.label)


def next_redo(connection: Connection, who: str) -> tuple[str, str] | None:
    """Id and label of the edit that a redo would bring back, or None; a new edit leaves nothing to redo."""
    undo, later = change_log.alias("undo"), change_log.alias("later")
    last_edit = (
        select(func.max(change_log.c.seq))
        .where(change_log.c.who == who, change_log.c.origin == Origin.EDIT.value)
        .scalar_subquery()
    )
    query = (
        select(undo.c.of_change, undo.c.label)
        .where(
            undo.c.who == who,
            undo.c.origin == Origin.UNDO.value,
            undo.c.seq > last_edit,
            ~exists().where(and_(later.c.of_change == undo.c.of_change, later.c.seq > undo.c.seq)),
        )
        .order_by(undo.c.seq.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none()
    return None if found is None else (found.of_change, found.label)


def latest_about(connection: Connection, change_id: str) -> LoggedChange:
    """The last entry about an edit: itself, or the latest undo or redo of it."""
    query = (
        select(change_log)
        .where((change_log.c.id == change_id) | (change_log.c.of_change == change_id))
        .order_by(change_log.c.seq.desc())
        .limit(1)
    )
    return entry_from(connection.execute(query).mappings().one())


def entry_from(columns: RowMapping) -> LoggedChange:
    """The entry that these columns hold."""
    return LoggedChange(
        seq=columns["seq"],
        id=columns["id"],
        at=columns["at"],
        who=columns["who"],
        origin=Origin(columns["origin"]),
        of_change=columns["of_change"],
        change_set=ChangeSet(columns["label"], tuple(map(change_from_json, columns["changes"]))),
    )


def _is_undone(edit: Any) -> Any:
    undo, redo = change_log.alias("an_undo"), change_log.alias("a_redo")
    return (
        exists()
        .where(
            undo.c.of_change == edit.c.id,
            undo.c.origin == Origin.UNDO.value,
            ~exists()
            .where(and_(redo.c.of_change == edit.c.id, redo.c.seq > undo.c.seq))
            .correlate(undo, edit),
        )
        .correlate(edit)
    )
