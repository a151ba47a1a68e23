"""The words that change sets are written with: made, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from vig_annotator.model.changes import Row, RowChange

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a row, and when.

    Attributes:
        who: the coder's name.
        at: UTC, ISO 8601.
    """

    who: str
    at: str


def made(row: Row) -> RowChange:
    """A row that is new."""
    return RowChange(None, row)


def changed(row: R, **values: Any) -> RowChange:
    """A row with other values, one revision further."""
    return RowChange(row, replace(row, revision=row.revision + 1, **values))


def removed(row: Row) -> RowChange:
    """A row that goes."""
    return RowChange(row, None)


def quoted(label: str, count: int = 1, noun: str = "tags") -> str:
    """How a label names what it is about: ``“Smile”``, or ``3 tags``."""
    return f"“{label}”" if count == 1 else f"{count} {noun}"
