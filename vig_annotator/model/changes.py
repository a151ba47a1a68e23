"""A change of data as a value: the rows before and after; its inverse is the undo."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.session import Recording, Session

Row = Family | Session | Recording | CodebookSnapshot | CodingPass | Annotation | Moment | Reel | ReelClip


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row made (`before` is None), changed, or removed (`after` is None).

    Raises:
        ValueError: both are None, or they are not versions of one row.
    """

    before: Row | None
    after: Row | None

    def __post_init__(self) -> None:
        rows = [row for row in (self.before, self.after) if row is not None]
        if not rows:
            raise ValueError("a change needs a row before or after")
        if len({(type(row), row.id) for row in rows}) != 1:
            raise ValueError("before and after must be versions of one row")

    @property
    def row(self) -> Row:
        """The row that it is about: as it will be, or as it was if it is removed."""
        row = self.after if self.after is not None else self.before
        assert row is not None
        return row

    def inverse(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One operation: one transaction, one undo step, one event.

    Attributes:
        label: what was done, in the user's words: ``tag “Baby's initiative”``.
        changes: in the order in which they are written.
    """

    label: str
    changes: tuple[RowChange, ...]

    def inverse(self) -> ChangeSet:
        """The change set that takes this one back, in reverse order."""
        return ChangeSet(self.label, tuple(change.inverse() for change in reversed(self.changes)))
