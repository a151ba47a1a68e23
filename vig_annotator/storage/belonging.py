"""What belongs to a session, a family or a person: their rows, those of rows, and what the change log holds of all of them.

The log also knows rows that are no longer in any table (a tag that was deleted, a reel that an undo took back), so what belongs
is found in the tables and in the log together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from vig_annotator.storage import schema

OWNERS: dict[str, tuple[str, ...]] = {
    "family": (),
    "session": ("family_id",),
    "recording": ("session_id",),
    "coding_pass": ("session_id",),
    "annotation": ("pass_id",),
    "link": ("pass_id",),
    "moment": ("session_id",),
    "reel": ("family_id",),
    "reel_clip": ("reel_id", "session_id"),
    "review_entry": ("pass_id",),
    "seen_entry": ("entry_id",),
    "imported_file": ("session_id",),
    "person": ("family_id",),
    "consent": ("person_id",),
    "absence": ("session_id", "person_id"),
    "consent_exception": ("family_id",),
    "exemplar": ("session_id",),
    "made_file": ("family_id",),
    "settlement": ("pass_id",),
    "reference": ("pass_id",),
    "training_attempt": ("reference_id", "pass_id"),
    "shared_review": ("family_id", "reel_id"),
    "shared_words": ("review_id", "session_id", "clip_id"),
    "plan_item": ("family_id",),
    "second_coding": (),
    "sealed_packet": ("request_id",),
}
"""By table, the columns of which one is enough for a row to belong to what it names; owners come before what they own."""

OF_ALL: dict[str, str] = {
    "made_file": "session_ids",
    "second_coding": "pass_ids",
    "sealed_packet": "session_ids",
}
"""By table, a column that lists several owners: the row belongs when all of them do, else it only forgets those that go."""

NOBODYS = frozenset(("codebook_snapshot", "coder", "change_log", "erasing", "service_decision"))
"""Tables that hold nothing about a family."""


@dataclass(slots=True)
class Belongings:
    """Everything that belongs to what is to be erased.

    Attributes:
        ids: of the rows, by table, in the order of `OWNERS`.
        kept: by table, rows that name something of it and stay: each with its list without what goes.
        entries: places in the change log of the entries that hold something of it.
    """

    ids: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in OWNERS})
    kept: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)

    def count(self, table: str) -> int:
        """How many rows of a table go."""
        return len(self.ids[table])


def belongings(connection: Connection, roots: Collection[str]) -> Belongings:
    """What belongs to sessions, families and persons, given by their ids."""
    found = Belongings()
    entries = list(_logged(connection))
    gone = set(roots)
    before = -1
    while len(gone) != before:
        before = len(gone)
        _gather_rows(connection, gone)
        _gather_logged(entries, gone)
        gone |= _emptied_reels(connection, gone)
    for name in OWNERS:
        every = connection.execute(select(schema.metadata.tables[name].c.id)).scalars()
        found.ids[name].update(one for one in every if one in gone)
    for name, column in OF_ALL.items():
        found.kept[name] = _shortened(connection, name, column, gone)
    found.entries = [seq for seq, rows in entries if any(row.id in gone for row in rows)]
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    owners: tuple[str | None, ...]
    all_of: tuple[str, ...]

    def belongs(self, gone: Collection[str]) -> bool:
        if self.id in gone or any(one in gone for one in self.owners):
            return True
        return bool(self.all_of) and all(one in gone for one in self.all_of)


def _logged(connection: Connection) -> Iterator[tuple[int, list[_Known]]]:
    log = schema.change_log
    for seq, changes in connection.execute(select(log.c.seq, log.c.changes).order_by(log.c.seq)):
        yield (
            seq,
            [
                _row_of(change["table"], state)
                for change in changes
                for state in (change["before"], change["after"])
                if state is not None
            ],
        )


def _row_of(table: str, state: Mapping[str, Any]) -> _Known:
    owners = tuple(state[name] for name in OWNERS.get(table, ()) if state.get(name))
    return _Known(state["id"], owners, tuple(state.get(OF_ALL.get(table, ""), ())))


def _gather_logged(entries: list[tuple[int, list[_Known]]], gone: set[str]) -> None:
    for _, rows in entries:
        gone.update(row.id for row in rows if row.belongs(gone))


def _gather_rows(connection: Connection, gone: set[str]) -> None:
    for name, owners in OWNERS.items():
        table = schema.metadata.tables[name]
        listed = OF_ALL.get(name)
        columns = [table.c[one] for one in ("id", *owners, *([listed] if listed else []))]
        for row_id, *rest in connection.execute(select(*columns)):
            all_of = tuple(rest.pop()) if listed else ()
            if _Known(row_id, tuple(rest), all_of).belongs(gone):
                gone.add(row_id)


def _shortened(connection: Connection, name: str, column: str, gone: Collection[str]) -> dict[str, list[str]]:
    table = schema.metadata.tables[name]
    found = {}
    for row_id, named in connection.execute(select(table.c.id, table.c[column])):
        left = [one for one in named if one not in gone]
        if row_id not in gone and len(left) != len(named):
            found[row_id] = left
    return found


def _emptied_reels(connection: Connection, gone: Collection[str]) -> set[str]:
    """Reels of which every clip goes."""
    clips: dict[str, list[str]] = {}
    for clip_id, reel_id in connection.execute(select(schema.reel_clip.c.id, schema.reel_clip.c.reel_id)):
        clips.setdefault(reel_id, []).append(clip_id)
    return {reel_id for reel_id, inside in clips.items() if all(one in gone for one in inside)}
