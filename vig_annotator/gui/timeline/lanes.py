"""Which lane and row each code has: a lane for every subject and group of the codebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vig_annotator.model.codebook import Code, Codebook, Kind


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane.

    Attributes:
        title: what people read: ``Baby``, ``Parent · attention``.
        subject: id of its subject; empty for tags whose code the codebook does not know.
        code_ids: its codes, in the codebook's order.
        rows: how many rows lie below each other in it, at least 1.
        exclusive: whether it is of a group of states of which one only can be true; time without any is a gap.
    """

    title: str
    subject: str
    code_ids: tuple[str, ...]
    rows: int = 1
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code's tags are drawn: the number of its lane, and of the row in the lane."""

    lane: int
    row: int


@dataclass(frozen=True, slots=True)
class LanePlan:
    """All lanes from top to bottom, and the place of every code.

    A lane of an exclusive group has one row: its states can't overlap. In other lanes states may overlap, so each state
    code that is used has a row of its own; points share the first row.
    """

    lanes: tuple[Lane, ...]
    places: dict[str, Place]

    def place(self, code_id: str) -> Place:
        """Where a code's tags are drawn.

        Raises:
            KeyError: the plan was made without this code.
        """
        return self.places[code_id]


def plan_lanes(codebook: Codebook | None, used_codes: Iterable[str] = ()) -> LanePlan:
    """The lanes of a codebook.

    Subjects come in the codebook's order; within a subject first the codes without a group if they are first in the
    book, else in the order in which the groups' first codes come.

    Args:
        codebook: None while there is none.
        used_codes: codes of which there are annotations; those that the codebook does not know get a lane at the end.
    """
    used = set(used_codes)
    grouped: dict[tuple[str, str | None], list[Code]] = {}
    codes = codebook.codes if codebook is not None else ()
    for subject in codebook.subjects if codebook is not None else ():
        for code in codes:
            if code.subject == subject.id:
                grouped.setdefault((subject.id, code.group), []).append(code)
    lanes: list[Lane] = []
    places: dict[str, Place] = {}
    for (subject_id, group_id), members in grouped.items():
        assert codebook is not None
        exclusive = _is_exclusive(codebook, group_id)
        rows = _rows(members, used, exclusive=exclusive)
        places.update({code.id: Place(len(lanes), rows[code.id]) for code in members})
        title = _title(codebook, subject_id, group_id)
        lanes.append(
            Lane(
                title,
                subject_id,
                tuple(code.id for code in members),
                max(rows.values()) + 1,
                exclusive and any(code.kind is Kind.STATE for code in members),
            )
        )
    unknown = sorted(used - places.keys())
    if unknown:
        places.update({code_id: Place(len(lanes), row) for row, code_id in enumerate(unknown)})
        lanes.append(Lane("Not in this codebook", "", tuple(unknown), len(unknown)))
    return LanePlan(tuple(lanes), places)


def _is_exclusive(codebook: Codebook, group_id: str | None) -> bool:
    group = codebook.group(group_id)
    return group is not None and group.exclusive


def _rows(codes: list[Code], used: set[str], *, exclusive: bool) -> dict[str, int]:
    if exclusive:
        return {code.id: 0 for code in codes}
    states = [code.id for code in codes if code.kind is Kind.STATE and code.id in used]
    return {code.id: states.index(code.id) if code.id in states else 0 for code in codes}


def _title(codebook: Codebook, subject_id: str, group_id: str | None) -> str:
    subject, group = codebook.subject(subject_id), codebook.group(group_id)
    name = subject.label if subject is not None else subject_id
    if group is None:
        return name
    if group.label.casefold().startswith(name.casefold()):
        return group.label
    return f"{name} · {group.label[:1].lower()}{group.label[1:]}"
