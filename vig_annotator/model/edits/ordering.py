"""Lists with an order that people choose: positions from 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import RowChange
from vig_annotator.model.edits.drafting import changed
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import ReelClip

P = TypeVar("P", Moment, ReelClip)


def reordered(rows: Sequence[P], ids: Sequence[str]) -> tuple[RowChange, ...]:
    """The changes that put rows into the order of `ids`; rows that keep their position are left alone.

    Raises:
        RuleViolation: `ids` are not exactly the ids of the rows.
    """
    by_id = {row.id: row for row in rows}
    if len(ids) != len(rows) or set(ids) != set(by_id):
        raise RuleViolation(
            "The list has changed in the meantime.", "Look at it again, then put it in order."
        )
    return tuple(
        changed(by_id[one], position=place) for place, one in enumerate(ids) if by_id[one].position != place
    )


def moved(rows: Sequence[P], row_id: str, to_index: int) -> tuple[RowChange, ...]:
    """The changes that put one row at an index of the list (clamped), the others keeping their order."""
    ids = [row.id for row in rows if row.id != row_id]
    ids.insert(min(max(to_index, 0), len(ids)), row_id)
    return reordered(rows, ids)


def next_position(rows: Sequence[P]) -> int:
    """The position after the last row."""
    return max((row.position for row in rows), default=-1) + 1
