"""When each annotation of an ELAN file takes place: by its own slots, or by the annotation that it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vig_annotator.exchange.document import ForeignAnnotation, Tier
from vig_annotator.exchange.elan_times import along_chains, proposed, subdivided
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.text import shortened


@dataclass(slots=True)
class RawAnnotation:
    """An annotation as it stands in the file; its parent and its times are found by `find_times`.

    Attributes:
        slots: numbers of its time slots; None where it only refers to another.
        extra: further attributes of its element.
        parent: index of the annotation that it refers to.
    """

    tier: int
    value: str
    line: int
    slots: tuple[int, int] | None = None
    parent_id: str = ""
    previous_id: str = ""
    id: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    parent: int | None = None
    onset_us: int | None = None
    offset_us: int | None = None


def find_times(
    raws: list[RawAnnotation], tiers: Sequence[Tier], slots: list[int | None], problems: Problems
) -> None:
    """Give each annotation its parent and its times, in place.

    Args:
        raws: in the order of the file.
        tiers: with the constraint of each in `kept`.
        slots: the time of each slot in milliseconds; None for an unaligned one.
        problems: what is not as it should be is told here.
    """
    placing = _Placing(raws, tiers, slots, problems)
    placing.find_parents()
    placing.find_times()


def as_annotations(raws: Sequence[RawAnnotation]) -> list[ForeignAnnotation]:
    """The annotations of the document; what only ELAN understands is kept."""
    previous = {(one.tier, one.id): number for number, one in enumerate(raws)}
    made: list[ForeignAnnotation] = []
    for one in raws:
        kept: dict[str, Any] = {"i": one.id}
        if one.slots is not None:
            kept["s"] = list(one.slots)
        else:
            kept["p"] = previous.get((one.tier, one.previous_id)) if one.previous_id else None
        if one.extra:
            kept["x"] = one.extra
        made.append(
            ForeignAnnotation(one.tier, one.value, one.onset_us, one.offset_us, parent=one.parent, kept=kept)
        )
    return made


class _Placing:
    def __init__(
        self, raws: list[RawAnnotation], tiers: Sequence[Tier], slots: list[int | None], problems: Problems
    ) -> None:
        self._raws = raws
        self._tiers = tiers
        self._slot_values = slots
        self._problems = problems

    def find_parents(self) -> None:
        """By id; where an id is there several times (other programs write such files), the one on the parent tier."""
        by_id: dict[str, int] = {}
        on_tier: dict[tuple[int, str], int] = {}
        for number, one in enumerate(self._raws):
            if one.id in by_id:
                self._problems.add(
                    "annotations with one id",
                    f"Line {one.line}: the annotation id “{shortened(one.id)}” is there twice.",
                )
            by_id.setdefault(one.id, number)
            on_tier.setdefault((one.tier, one.id), number)
        for one in self._raws:
            if one.slots is not None:
                continue
            parent_tier = self._tiers[one.tier].parent
            found = on_tier.get((parent_tier, one.parent_id)) if parent_tier is not None else None
            one.parent = by_id.get(one.parent_id) if found is None else found
            if one.parent is None:
                self._problems.add(
                    "annotations without their parent",
                    f"Line {one.line}: the annotation that this one refers to is not there; it has no time.",
                )

    def find_times(self) -> None:
        times = proposed(self._slot_values)
        by_tier: dict[int, list[tuple[int, int]]] = {}
        for one in self._raws:
            if one.slots is not None:
                by_tier.setdefault(one.tier, []).append(one.slots)
        for place, pairs in by_tier.items():
            if self._tiers[place].kept["constraint"] == "Time_Subdivision":
                along_chains(pairs, self._slot_values, times)
        for one in self._raws:
            if one.slots is None:
                continue
            begin, end = times[one.slots[0]] * 1000, times[one.slots[1]] * 1000
            one.onset_us, one.offset_us = begin, end
            if end < begin:
                self._problems.add(
                    "annotations that end before they start",
                    f"Line {one.line}: the annotation ends ({end // 1000} ms) before it starts ({begin // 1000} ms); "
                    "it was taken as started and never ended.",
                )
                one.offset_us = None
        self._give_times_of_parents()

    def _give_times_of_parents(self) -> None:
        children: dict[int, dict[int, list[int]]] = {}
        for number, one in enumerate(self._raws):
            if one.parent is not None:
                children.setdefault(one.parent, {}).setdefault(one.tier, []).append(number)
        ready = [number for number, one in enumerate(self._raws) if one.slots is not None]
        while ready:
            number = ready.pop()
            parent = self._raws[number]
            for tier, members in children.pop(number, {}).items():
                self._place(parent, tier, members)
                ready.extend(members)
        for one in (
            self._raws[n] for tiers in children.values() for members in tiers.values() for n in members
        ):
            self._problems.add(
                "annotations without a time",
                f"Line {one.line}: the annotation hangs on none that has a time.",
            )

    def _place(self, parent: RawAnnotation, tier: int, members: list[int]) -> None:
        begin, end = parent.onset_us, parent.offset_us
        divided = self._tiers[tier].kept["constraint"] == "Symbolic_Subdivision"
        if divided and begin is not None and end is not None:
            for number, (onset, offset) in zip(members, subdivided(begin, end, len(members)), strict=True):
                self._raws[number].onset_us, self._raws[number].offset_us = onset, offset
            return
        for number in members:
            self._raws[number].onset_us, self._raws[number].offset_us = begin, end
