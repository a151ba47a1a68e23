"""Rows as values and as columns: the model's dataclasses on one side, plain mappings on the other.

The same mapping is written to the tables and, as JSON, to the change log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Table

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import Row, RowChange
from vig_annotator.model.clip_look import ClipLook
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass, PassState
from vig_annotator.model.consent import (
    Absence,
    Consent,
    ConsentException,
    Decision,
    GivenBy,
    Method,
    Person,
    PersonRole,
    Purpose,
)
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.family import Family
from vig_annotator.model.imported_file import ImportedFile
from vig_annotator.model.link import Link
from vig_annotator.model.made_file import MadeFile, MadeKind
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.plan import PlanItem, PlanKind
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.model.reference import Reference, TrainingAttempt
from vig_annotator.model.review import EntryKind, ReviewEntry, SeenEntry
from vig_annotator.model.sealed_packet import Direction, SealedPacket
from vig_annotator.model.second_coding import Draw, Unit
from vig_annotator.model.service_decision import ServiceDecision
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.settlement import Choice, Settlement
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice
from vig_annotator.storage import schema
from vig_annotator.storage.nested_values import plain_of, value_of

R = TypeVar("R", bound=Row)

TABLES: dict[type, Table] = {
    Family: schema.family,
    Session: schema.session,
    Recording: schema.recording,
    Coder: schema.coder,
    CodebookSnapshot: schema.codebook_snapshot,
    CodingPass: schema.coding_pass,
    Annotation: schema.annotation,
    Link: schema.link,
    Moment: schema.moment,
    Reel: schema.reel,
    ReelClip: schema.reel_clip,
    ReviewEntry: schema.review_entry,
    SeenEntry: schema.seen_entry,
    Draw: schema.second_coding,
    ImportedFile: schema.imported_file,
    Person: schema.person,
    Consent: schema.consent,
    Absence: schema.absence,
    ConsentException: schema.consent_exception,
    ServiceDecision: schema.service_decision,
    Exemplar: schema.exemplar,
    MadeFile: schema.made_file,
    Settlement: schema.settlement,
    Reference: schema.reference,
    TrainingAttempt: schema.training_attempt,
    SharedReview: schema.shared_review,
    SharedWords: schema.shared_words,
    PlanItem: schema.plan_item,
    SealedPacket: schema.sealed_packet,
}
"""Which table holds which kind of row."""

NOUNS: dict[type, str] = {
    Family: "family",
    Session: "session",
    Recording: "film",
    Coder: "coder",
    CodebookSnapshot: "codebook",
    CodingPass: "coding",
    Annotation: "tag",
    Link: "link",
    Moment: "moment",
    Reel: "reel",
    ReelClip: "clip",
    ReviewEntry: "remark",
    SeenEntry: "reading",
    Draw: "second coding",
    ImportedFile: "imported file",
    Person: "person",
    Consent: "consent",
    Absence: "absence",
    ConsentException: "exception",
    ServiceDecision: "decision",
    Exemplar: "exemplar",
    MadeFile: "made file",
    Settlement: "settled tag",
    Reference: "reference coding",
    TrainingAttempt: "attempt",
    SharedReview: "shared review",
    SharedWords: "words",
    PlanItem: "line of the plan",
    SealedPacket: "packet",
}
"""What people call each kind of row."""

_ADDED_LATER: dict[type, dict[str, object]] = {
    Annotation: {"onset_shift_us": 0, "offset_shift_us": 0},
    Reel: {"style": {}},
    ReelClip: {"look": {}, "camera_id": None, "leave_for": []},
    CodingPass: {"state": "draft", "submitted_at": "", "blind": False, "segments": [], "joint": False},
}
"""Columns that older entries of the log do not have, and what they stand for there."""

_TYPES = {table.name: row_type for row_type, table in TABLES.items()}
_FIELDS: dict[type, tuple[str, ...]] = {
    row_type: tuple(field.name for field in fields(row_type)) for row_type in TABLES
}


def columns_of(row: Row) -> dict[str, Any]:
    """The row as plain columns, ready for a table or for JSON."""
    columns = {name: getattr(row, name) for name in _FIELDS[type(row)]}
    if isinstance(row, Annotation):
        columns["modifiers"] = {key: list(chosen) for key, chosen in row.modifiers.items()}
    elif isinstance(row, CodingPass):
        columns["segments"] = [[span.onset_us, span.offset_us] for span in row.segments]
    elif isinstance(row, MadeFile):
        columns["session_ids"] = list(row.session_ids)
    elif isinstance(row, ReelClip):
        columns["leave_for"] = list(row.leave_for)
    elif isinstance(row, Draw):
        columns |= {"drawn_from": list(row.drawn_from), "pass_ids": list(row.pass_ids)}
    elif isinstance(row, SealedPacket):
        columns |= {"session_ids": list(row.session_ids), "pass_ids": list(row.pass_ids)}
    for name in _WORDS.get(type(row), ()):
        columns[name] = columns[name].value
    for name in _NESTED.get(type(row), ()):
        columns[name] = plain_of(columns[name])
    return columns


def row_from(row_type: type[R], columns: Mapping[Any, Any]) -> R:
    """The row that these columns hold; a column that was not there when they were logged has its usual value."""
    defaults = _ADDED_LATER.get(row_type, {})
    return row_of(
        row_type,
        [columns[name] if name in columns else defaults[name] for name in _FIELDS[row_type]],
    )


def row_of(row_type: type[R], values: Sequence[Any]) -> R:
    """The row with these values, in the order of its table's columns, which is that of its fields (a test says so)."""
    build: Callable[..., R] = row_type
    read = _READ.get(row_type)
    if read is None:
        return build(*values)
    listed = list(values)
    for place, converted in read:
        listed[place] = converted(listed[place])
    return build(*listed)


def _modifiers(stored: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(chosen) for name, chosen in stored.items()}


def _segments(stored: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(MediaTime(onset), MediaTime(offset)) for onset, offset in stored)


_WORDS: dict[type, dict[str, type[StrEnum]]] = {
    Reel: {"audience": Audience},
    Coder: {"role": Role},
    CodingPass: {"state": PassState},
    ReviewEntry: {"kind": EntryKind},
    Draw: {"unit": Unit},
    Person: {"role": PersonRole},
    Consent: {"purpose": Purpose, "decision": Decision, "given_by": GivenBy, "method": Method},
    ConsentException: {"purpose": Purpose},
    MadeFile: {"kind": MadeKind, "audience": Audience},
    Settlement: {"choice": Choice},
    SharedWords: {"voice": Voice},
    PlanItem: {"kind": PlanKind},
    SealedPacket: {"direction": Direction},
}
"""The columns of a kind of row that are one of a few words."""

_NESTED: dict[type, dict[str, type]] = {Reel: {"style": ReelStyle}, ReelClip: {"look": ClipLook}}
"""The columns of a kind of row that hold values of their own."""

_OTHERWISE: dict[type, dict[str, Callable[[Any], Any]]] = {
    Annotation: {"modifiers": _modifiers},
    CodingPass: {"segments": _segments},
    Draw: {"drawn_from": tuple, "pass_ids": tuple},
    MadeFile: {"session_ids": tuple},
    ReelClip: {"leave_for": tuple},
    SealedPacket: {"session_ids": tuple, "pass_ids": tuple},
}
"""The columns of a kind of row that are kept in another form, and how to read them."""

_READ: dict[type, tuple[tuple[int, Callable[[Any], Any]], ...]] = {}
for _row_type in {**_WORDS, **_NESTED, **_OTHERWISE}:
    _readers: dict[str, Callable[[Any], Any]] = {**_WORDS.get(_row_type, {}), **_OTHERWISE.get(_row_type, {})}
    _readers |= {name: partial(value_of, kind) for name, kind in _NESTED.get(_row_type, {}).items()}
    _READ[_row_type] = tuple((_FIELDS[_row_type].index(name), read) for name, read in _readers.items())
"""The columns of a kind of row that are kept in another form, and how to read each."""


def change_as_json(change: RowChange) -> dict[str, Any]:
    """A row's change as the log keeps it: ``{"table": ..., "before": {...}, "after": {...}}``."""
    return {
        "table": TABLES[type(change.row)].name,
        "before": None if change.before is None else columns_of(change.before),
        "after": None if change.after is None else columns_of(change.after),
    }


def change_from_json(entry: Mapping[str, Any]) -> RowChange:
    """The row's change that the log kept."""
    row_type = _TYPES[entry["table"]]
    before, after = entry["before"], entry["after"]
    return RowChange(
        before=None if before is None else row_from(row_type, before),
        after=None if after is None else row_from(row_type, after),
    )
