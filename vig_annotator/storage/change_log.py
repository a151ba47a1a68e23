"""The change log: what was done is appended here, and undo and redo are read from here.

The log is only ever appended to. An undo is an entry of its own that names the edit it takes back; so is a redo. An
edit is *done* when the last entry about it is itself or a redo, and *undone* when it is an undo. What can be undone is
the latest edit that is done; what can be redone is the latest undo since the last edit, if it still stands.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    RowMapping,
    ScalarSelect,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    insert,
    or_,
    select,
)

from vig_annotator.model.changes import ChangeSet, LoggedChange, Origin, Step
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
    last = _last_step(connection, who)
    if last is None:
        return None
    query = select(change_log.c.id, change_log.c.label)
    if last.origin == Origin.EDIT:
        query = query.where(change_log.c.id == last.id)
    elif last.origin == Origin.REDO:
        query = query.where(change_log.c.id == last.of_change)
    else:  # what was done before the edit that was undone last
        query = (
            query.where(
                *_edits_of(who),
                change_log.c.seq < _seq_of(last.of_change),
                ~_stands_undone_since(0),
            )
            .order_by(change_log.c.seq.desc())
            .limit(1)
        )
    found = connection.execute(query).one_or_none()
    return None if found is None else (found.id, found.label)


def next_redo(connection: Connection, who: str) -> tuple[str, str] | None:
    """Id and label of the edit that a redo would bring back, or None; a new edit leaves nothing to redo."""
    last = _last_step(connection, who)
    if last is None or last.origin == Origin.EDIT:
        return None
    query = select(change_log.c.id, change_log.c.label)
    if last.origin == Origin.UNDO:
        query = query.where(change_log.c.id == last.of_change)
    else:  # what was done after the edit that was redone last, and undone since the last new edit
        own = change_log.alias("own")
        last_edit = (
            select(func.max(own.c.seq))
            .where(own.c.who == who, own.c.origin == Origin.EDIT.value)
            .scalar_subquery()
        )
        query = (
            query.where(
                *_edits_of(who),
                change_log.c.seq > _seq_of(last.of_change),
                _stands_undone_since(last_edit),
            )
            .order_by(change_log.c.seq)
            .limit(1)
        )
    found = connection.execute(query).one_or_none()
    return None if found is None else (found.id, found.label)


def _last_step(connection: Connection, who: str) -> Row[Any, Any, Any] | None:
    """The last edit, undo or redo of somebody."""
    latest = [
        connection.execute(
            select(func.max(change_log.c.seq)).where(
                change_log.c.who == who, change_log.c.origin == origin.value
            )
        ).scalar_one()
        for origin in (Origin.EDIT, Origin.UNDO, Origin.REDO)
    ]
    seq = max((one for one in latest if one is not None), default=None)
    query = select(change_log.c.id, change_log.c.origin, change_log.c.of_change).where(
        change_log.c.seq == seq
    )
    return connection.execute(query).one_or_none()


def _edits_of(who: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return change_log.c.who == who, change_log.c.origin == Origin.EDIT.value


def _seq_of(change_id: str) -> ScalarSelect[int]:
    named = change_log.alias("named")
    return select(named.c.seq).where(named.c.id == change_id).scalar_subquery()


def _stands_undone_since(seq: ScalarSelect[int] | int) -> ColumnElement[bool]:
    """Whether the last entry about an edit is an undo, and came after an entry of the log."""
    undo, later = change_log.alias("an_undo"), change_log.alias("a_later_one")
    overtaken = exists().where(later.c.of_change == change_log.c.id, later.c.seq > undo.c.seq)
    return (
        exists()
        .where(
            undo.c.of_change == change_log.c.id,
            undo.c.origin == Origin.UNDO.value,
            undo.c.seq > seq,
            ~overtaken.correlate(undo, change_log),
        )
        .correlate(change_log)
    )


def steps(
    connection: Connection,
    who: str,
    before_seq: int | None,
    limit: int,
    hidden: Collection[tuple[str, str, str]] = (),
) -> list[Step]:
    """A page of the edits of everybody, the latest first, as somebody sees them; see `Step`.

    Args:
        connection: to read with.
        who: whose undo and redo it is.
        before_seq: only edits before that one in the log; None from the end.
        limit: how many at most.
        hidden: session, coder and id of the codings that are hidden from `who`: what that coder did in that session is left out, and
            what anybody else did to that coding, such as a supervisor's words on its tags.
    """
    query = _as_steps(connection, who).order_by(change_log.c.seq.desc()).limit(limit)
    if before_seq is not None:
        query = query.where(change_log.c.seq < before_seq)
    for session_id, coder, pass_id in hidden:
        theirs = and_(func.coalesce(change_log.c.session_id, "") == session_id, change_log.c.who == coder)
        about_it = cast(change_log.c.changes, Text).contains(pass_id, autoescape=True)
        query = query.where(~or_(theirs, and_(change_log.c.who != who, about_it)))
    return [_step(found, who) for found in connection.execute(query)]


def step(connection: Connection, who: str, change_id: str) -> Step | None:
    """One edit as somebody sees it, or None if there is none of that id."""
    query = _as_steps(connection, who).where(change_log.c.id == change_id)
    found = connection.execute(query).one_or_none()
    return None if found is None else _step(found, who)


def _as_steps(connection: Connection, who: str) -> Select[Any]:
    last_edit = connection.execute(select(func.max(change_log.c.seq)).where(*_edits_of(who))).scalar_one()
    columns = change_log.c
    return select(
        columns.seq,
        columns.id,
        columns.label,
        columns.at,
        columns.who,
        _stands_undone_since(0).label("undone"),
        _stands_undone_since(last_edit or 0).label("can_be_redone"),
        columns.origin,
    ).where(columns.origin.in_((Origin.EDIT.value, Origin.ERASURE.value)))


def _step(found: Row[Any], who: str) -> Step:
    return Step(
        seq=found.seq,
        change_id=found.id,
        label=found.label,
        at=found.at,
        who=found.who,
        undone=bool(found.undone),
        reachable=(
            found.who == who
            and found.origin == Origin.EDIT.value
            and bool(not found.undone or found.can_be_redone)
        ),
    )


def latest_about(connection: Connection, change_id: str) -> LoggedChange:
    """The last entry about an edit: itself, or the latest undo or redo of it."""
    # Two questions, not one with OR: each is one look into an index.
    of_it = select(change_log).where(change_log.c.of_change == change_id).order_by(change_log.c.seq.desc())
    found = connection.execute(of_it.limit(1)).mappings().one_or_none()
    if found is None:
        found = connection.execute(select(change_log).where(change_log.c.id == change_id)).mappings().one()
    return entry_from(found)


def session_of_edit(connection: Connection, change_id: str) -> str | None:
    """Id of the session that an edit changed something of, or None."""
    query = select(change_log.c.session_id).where(change_log.c.id == change_id)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def written_about(connection: Connection, change_id: str) -> int:
    """How much is written in the log about an edit, in characters: what walking it costs grows with it."""
    return _written(connection, change_log.c.id == change_id)


def written_since(connection: Connection, who: str, seq: int) -> int:
    """The same of all edits of somebody from one in the log on, done or undone: a walk to it passes by no others."""
    return _written(connection, and_(*_edits_of(who), change_log.c.seq >= seq))


def _written(connection: Connection, which: ColumnElement[bool]) -> int:
    length = func.coalesce(func.sum(func.length(cast(change_log.c.changes, Text))), 0)
    return int(connection.execute(select(length).where(which)).scalar_one())


def entries_after(connection: Connection, seq: int) -> list[LoggedChange]:
    """The entries of the log that came after one, oldest first; 0 for all: the history of everything."""
    query = select(change_log).where(change_log.c.seq > seq).order_by(change_log.c.seq)
    return [entry_from(found) for found in connection.execute(query).mappings()]


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
