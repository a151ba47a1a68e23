"""Rows of a packet: written with the library's own columns, read back with every value looked at before it is believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from vig_annotator.errors import PacketError
from vig_annotator.exchange.packet_format import Rows, not_understood
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import Row
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.link import Link
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.review import EntryKind, ReviewEntry
from vig_annotator.model.session import Recording, Session
from vig_annotator.storage.rows import TABLES, columns_of, row_from

R = TypeVar("R", bound=Row)

KINDS: tuple[type[Row], ...] = (
    Family,
    Session,
    Recording,
    Coder,
    CodebookSnapshot,
    CodingPass,
    Annotation,
    Link,
    ReviewEntry,
)
"""What a packet can hold, in an order in which each row comes after those that it names."""

_LATEST = 1 << 53
_LONGEST_TEXT = 4_000_000
_TAG: Mapping[str, Any] = {
    "code_id": str,
    "onset_us": MediaTime,
    "offset_us": MediaTime | None,
    "note": str,
    "modifiers": dict[str, tuple[str, ...]],
}
_DETAILS: Mapping[EntryKind, Mapping[str, Any]] = {
    EntryKind.AMEND: {"before": _TAG, "after": _TAG},
    EntryKind.PROPOSE: {"after": {**_TAG, "offset_us": MediaTime}},
    EntryKind.SUMMARY: {"strengths": str, "next_steps": str},
    EntryKind.RATING: {"form": str, "ratings": dict[str, int]},
}
"""What each kind of entry says beside its words."""


def rows_of(rows: Iterable[Row]) -> Rows:
    """Rows as a packet holds them, by table.

    Raises:
        KeyError: a kind of row that no packet holds.
    """
    found: Rows = {TABLES[kind].name: [] for kind in KINDS}
    for row in rows:
        found[TABLES[type(row)].name].append(columns_of(row))
    return {name: listed for name, listed in found.items() if listed}


def read_rows(rows: Rows, kind: type[R]) -> list[R]:
    """The rows of a kind that a packet holds, each of the shape that the program gives it.

    Raises:
        PacketError: a value is missing or is none of its kind.
    """
    try:
        return [_checked(kind, columns) for columns in rows.get(TABLES[kind].name, ())]
    except PacketError:
        raise
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise not_understood() from error


def check_tables(rows: Rows, kinds: Iterable[type[Row]]) -> None:
    """See that a packet holds no other kinds of rows than these.

    Raises:
        PacketError: it does.
    """
    if not rows.keys() <= {TABLES[kind].name for kind in kinds}:
        raise not_understood()


def _checked(kind: type[R], columns: Mapping[str, Any]) -> R:
    row = row_from(kind, columns)
    hints = get_type_hints(kind)
    for one in fields(kind):
        value = columns.get(one.name, getattr(row, one.name))
        if one.name == "segments":
            _require((isinstance(value, list) and all(_is(span, list[int]) for span in value)) or value == ())
        elif not _is(value, hints[one.name]):
            raise not_understood()
    _require(0 < len(row.id) <= 64 and row.revision >= 1)
    if isinstance(row, Annotation | ReviewEntry):
        _require(_in_order(row.onset_us, row.offset_us))
    if isinstance(row, ReviewEntry):
        shape = _DETAILS.get(row.kind, {})
        _require(row.detail.keys() == shape.keys() and _is(row.detail, shape))
        if row.kind in (EntryKind.AMEND, EntryKind.PROPOSE):
            _require(
                all(
                    _in_order(columns["detail"][name]["onset_us"], columns["detail"][name]["offset_us"])
                    for name in shape
                )
            )
    return row


def _in_order(onset_us: int | None, offset_us: int | None) -> bool:
    if onset_us is None:
        return offset_us is None
    return onset_us >= 0 and (offset_us is None or onset_us <= offset_us)


def _is(value: object, hint: Any) -> bool:
    """Whether a value, as JSON holds it, is of the kind that a type hint names."""
    if isinstance(hint, Mapping):
        return (
            isinstance(value, dict)
            and value.keys() == hint.keys()
            and all(_is(value[n], h) for n, h in hint.items())
        )
    if hint is MediaTime or hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LATEST
    if hint is str:
        return isinstance(value, str) and len(value) <= _LONGEST_TEXT and "\x00" not in value
    if hint is bool:
        return isinstance(value, bool)
    if hint is object:
        return True
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (list, tuple):
        return isinstance(value, list | tuple) and all(_is(one, inside[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            _is(n, inside[0]) and _is(v, inside[1]) for n, v in value.items()
        )
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return isinstance(value, str) and value in [one.value for one in hint]
    return value is None if hint is type(None) else any(_is(value, one) for one in inside)


def _require(good: bool) -> None:
    if not good:
        raise not_understood()
