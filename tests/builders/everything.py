"""One row of every kind that can belong to a family, each with the same words in whatever holds words; made through the history, so that the log holds them too."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, Text

from vig_annotator.model.changes import ChangeSet, Row
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import rows
from vig_annotator.storage.belonging import OF_ALL, OWNERS
from vig_annotator.storage.schema import metadata

_TYPES = {table.name: row_type for row_type, table in rows.TABLES.items()}
_POINTS_AT = {
    "family_id": "family",
    "session_id": "session",
    "pass_id": "coding_pass",
    "person_id": "person",
    "reel_id": "reel",
    "clip_id": "reel_clip",
    "review_id": "shared_review",
    "reference_id": "reference",
    "entry_id": "review_entry",
    "answered_id": "annotation",
    "annotation_id": "annotation",
    "about_id": "annotation",
    "moment_id": "moment",
}


def make_everything(
    ws: Workspace, words: str, snapshot_id: str, known: dict[str, str] | None = None
) -> dict[str, str]:
    """Make a row of each kind; answers their ids by table.

    Args:
        ws: the open library.
        words: what each text of each row holds.
        snapshot_id: of a codebook.
        known: rows that are there already, by table; they are not made again.
    """
    ids = dict(known or {})
    rule, ws.store.rule = ws.store.rule, None  # whose coding it is does not matter here
    for name in OWNERS:
        if name in ids:
            continue
        row = _row(name, words, ids | {"snapshot": snapshot_id})
        ids[name] = row.id
        ws.history.apply(ChangeSet(f"make {words} {name}", (made(row),)))
        if name == "annotation":
            other = _row(name, words, ids | {"snapshot": snapshot_id})
            ids["answer"] = other.id
            ws.history.apply(ChangeSet(f"make {words} {name}", (made(other),)))
    ws.store.rule = rule
    return ids


def _row(name: str, words: str, ids: dict[str, str]) -> Row:
    row_type = _TYPES[name]
    values = {column.name: _value(row_type, column, words, ids) for column in metadata.tables[name].columns}
    if name in OF_ALL:
        values[OF_ALL[name]] = [ids["session" if OF_ALL[name] == "session_ids" else "coding_pass"]]
    if name == "link":
        values["answer_id"] = ids["answer"]
    row: Row = rows.row_from(row_type, values)
    return row


def _value(row_type: type, column: Column[Any], words: str, ids: dict[str, str]) -> Any:
    name = column.name
    if name == "id":
        return new_id()
    if name == "snapshot_id":
        return ids["snapshot"]
    if name in _POINTS_AT:
        return ids[_POINTS_AT[name]]
    enum = rows._WORDS.get(row_type, {}).get(name)
    if enum is not None:
        return next(iter(enum)).value
    if isinstance(column.type, Text):
        return f"{words} {name} {new_id()}"
    if isinstance(column.type, JSON):
        return [] if name in ("segments", "drawn_from", "pass_ids") else {}
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Float):
        return 0.5
    if isinstance(column.type, Integer):
        return 40_000 if name == "offset_us" else 1
    return None if column.nullable else ""
