"""A change of data as a value: the rows before and after; its inverse is the undo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.consent import Absence, Consent, ConsentException, Person
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.family import Family
from vig_annotator.model.imported_file import ImportedFile
from vig_annotator.model.link import Link
from vig_annotator.model.made_file import MadeFile
from vig_annotator.model.moment import Moment
from vig_annotator.model.plan import PlanItem
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reference import Reference, TrainingAttempt
from vig_annotator.model.review import ReviewEntry, SeenEntry
from vig_annotator.model.sealed_packet import SealedPacket
from vig_annotator.model.second_coding import Draw
from vig_annotator.model.service_decision import ServiceDecision
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.settlement import Settlement
from vig_annotator.model.shared_review import SharedReview, SharedWords

Row = (
    Family
    | Session
    | Recording
    | Coder
    | CodebookSnapshot
    | CodingPass
    | ReviewEntry
    | Draw
    | SeenEntry
    | Annotation
    | Link
    | Moment
    | Reel
    | ReelClip
    | ImportedFile
    | Person
    | Consent
    | Absence
    | ConsentException
    | ServiceDecision
    | Exemplar
    | MadeFile
    | Settlement
    | Reference
    | TrainingAttempt
    | SharedReview
    | SharedWords
    | PlanItem
    | SealedPacket
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row made (`before` is None), changed, or removed (`after` is None).

    Raises:
        ValueError: both are None, or they are not versions of one row.
    """

    before: Row | None
    after: Row | None

    def __post_init__(self) -> None:
        before, after = self.before, self.after
        if before is None and after is None:
            raise ValueError("a change needs a row before or after")
        if before is None or after is None:
            return
        if (type(before), before.id) != (type(after), after.id):
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
        changes: in the order in which they are written; each row at most once.

    Raises:
        ValueError: a row is changed twice.
    """

    label: str
    changes: tuple[RowChange, ...]

    def __post_init__(self) -> None:
        if len({change.row.id for change in self.changes}) != len(self.changes):
            raise ValueError("a change set may change each row only once")

    def inverse(self) -> ChangeSet:
        """The change set that takes this one back, in reverse order."""
        return ChangeSet(self.label, tuple(change.inverse() for change in reversed(self.changes)))


class Origin(StrEnum):
    """How a change came about.

    ``setup`` is what the program does by itself so that work can begin (a film is registered, a codebook is kept); it
    is logged like everything else and can't be undone. ``erasure`` stands where something was erased for good: it holds no rows.
    """

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    SETUP = "setup"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Step:
    """One edit, as a list of what was done shows it.

    Attributes:
        seq: its place in the log.
        change_id: of its entry in the log.
        label: what was done, in the user's words.
        at: UTC, ISO 8601.
        who: the coder's name.
        undone: whether it is taken back at present.
        reachable: whether undo or redo lead to it: not to what others did, nor to what was undone before something new
            was done.
    """

    seq: int
    change_id: str
    label: str
    at: str
    who: str
    undone: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One entry of the change log: undo, audit trail and version history at once.

    Attributes:
        seq: rises with every entry; the order of the log.
        at: UTC, ISO 8601.
        of_change: id of the edit that an undo or redo is about, else None.
        change_set: the rows exactly as they were and as they became.
    """

    seq: int
    id: str
    at: str
    who: str
    origin: Origin
    of_change: str | None
    change_set: ChangeSet
