"""Points that are really the beginnings of stretches: each lasts until the next of its group, or until something ends them all.

Programs such as VCode write a mark where a look begins and none where it ends; the look lasts until the next mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from vig_annotator.errors import UsageError
from vig_annotator.exchange.document import Document, ForeignAnnotation, ForeignCode, Observation, Role, Tier
from vig_annotator.exchange.text import shortened
from vig_annotator.exchange.wishes import key_of
from vig_annotator.model.codebook import Kind

_MOST_NAMED = 12


class Marks(StrEnum):
    """What the points of a tier, or of one text of it, really are."""

    POINTS = "points"
    LAST = "last"
    END = "end"


@dataclass(frozen=True, slots=True)
class UntilNext:
    """Which points last until the next.

    Attributes:
        names: tiers (``Gaze``, or ``Gaze@Parent`` of one subject alone) or single texts of one (``Gaze:left``) that exclude
            each other; none for nothing.
        ended_by: tiers or texts that end them without being one of them, such as ``end`` or ``out of frame``.
    """

    names: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()

    @classmethod
    def of(cls, marks: Mapping[str, Marks]) -> UntilNext:
        """What was said about tiers and texts, each by its name."""
        return cls(
            tuple(name for name, one in marks.items() if one is Marks.LAST),
            tuple(name for name, one in marks.items() if one is Marks.END),
        )

    def within(self, document: Document) -> UntilNext:
        """The same without the names that a file does not have, for files that are taken in like another."""
        there = _names_there(document)
        return UntilNext(
            tuple(name for name in self.names if name in there),
            tuple(name for name in self.ended_by if name in there),
        )


def names_in(text: str) -> tuple[str, ...]:
    """The names in a line, between commas."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def lasting(document: Document, wish: UntilNext) -> tuple[Document, str]:
    """The document with those points made stretches, and a sentence about what was made of them; as it was without a wish.

    Of each observation, coder and subject by itself: a point of the group lasts until the next mark of the group or of
    what ends it. One that something ends in the very same instant is left out, and one that goes on in the next of the
    same name is one stretch with it. One after which nothing follows is a running state: nobody says when it ended.
    Several tiers become one group of codes that exclude each other.

    Of what ends them, a name that the file does not have is told: files of one study differ in their tiers.

    Raises:
        UsageError: the file has no tier or text of such a name, or of none of those that end them.
    """
    if not wish.names:
        return document, ""
    there = _names_there(document)
    _require_names(there, wish)
    counts = [0, 0, 0, 0]
    observations = tuple(_observation(one, wish, counts) for one in document.observations)
    made, joined, dropped, left = counts
    parts = [f"{made:,} points last until the next"]
    if joined:
        parts.append(f"{joined:,} went on in the one after and are one with it")
    if dropped:
        parts.append(f"{dropped:,} were ended in the same instant and are left out")
    if left:
        parts.append(f"{left:,} with nothing after {'it goes' if left == 1 else 'them go'} on without an end")
    said = "; ".join(parts) + "."
    absent = [f"“{shortened(name)}”" for name in wish.ended_by if name not in there]
    if absent:
        said += f" Nothing in the file is called {' or '.join(absent)}, so nothing is ended by it."
    return replace(document, observations=observations, codes=_codes(document, wish)), said


def _names(tier: Tier, value: str) -> tuple[str, ...]:
    key = key_of(tier)
    return tier.name, f"{tier.name}:{value}", key, f"{key}:{value}"


def _names_there(document: Document) -> dict[str, None]:
    """All that can be named in a file: its tiers first, then their texts."""
    there: dict[str, None] = {}
    for observation in document.observations:
        there.update(dict.fromkeys(name for tier in observation.tiers for name in (tier.name, key_of(tier))))
    for observation in document.observations:
        used = {(one.tier, one.value): None for one in observation.annotations}
        for tier, value in used:
            there.update(dict.fromkeys(_names(observation.tiers[tier], value)))
    return there


def _require_names(there: dict[str, None], wish: UntilNext) -> None:
    ending = wish.ended_by[:1] if there.keys().isdisjoint(wish.ended_by) else ()
    missing = next((name for name in (*wish.names, *ending) if name not in there), None)
    if missing is not None:
        named = ", ".join(shortened(name) for name in list(there)[:_MOST_NAMED])
        raise UsageError(f"Nothing in the file is called “{shortened(missing)}”.", f"There are: {named}.")
    both = next((name for name in wish.names if name in wish.ended_by), None)
    if both is not None:
        raise UsageError(
            f"“{shortened(both)}” can’t both last until the next and be what ends it.", "Name it once."
        )


def _observation(observation: Observation, wish: UntilNext, counts: list[int]) -> Observation:
    mine, ending = set(wish.names), set(wish.ended_by)
    marks: dict[tuple[str, str], list[tuple[int, bool, int]]] = {}
    for number, one in enumerate(observation.annotations):
        tier = observation.tiers[one.tier]
        names = _names(tier, one.value)
        belongs = not mine.isdisjoint(names)
        if one.onset_us is not None and (belongs or not ending.isdisjoint(names)):
            marks.setdefault((tier.coder, tier.subject), []).append((one.onset_us, belongs, number))
    ends: dict[int, int | None] = {}
    into: dict[int, int | None] = {}
    for row in marks.values():
        row.sort()
        _last_until_next(observation, row, ends, into, counts)
    kept = [number for number in range(len(observation.annotations)) if number not in into]
    places = {number: place for place, number in enumerate(kept)}
    for number, other in into.items():
        if other is not None:
            places[number] = places[other]
    annotations = []
    for number in kept:
        one = observation.annotations[number]
        if number in ends:
            one = replace(one, offset_us=ends[number], kept=None)
        annotations.append(one if one.parent is None else replace(one, parent=places.get(one.parent)))
    links = tuple((places[a], places[b]) for a, b in observation.links if a in places and b in places)
    return replace(observation, annotations=tuple(annotations), links=links)


def _last_until_next(
    observation: Observation,
    row: list[tuple[int, bool, int]],
    ends: dict[int, int | None],
    into: dict[int, int | None],
    counts: list[int],
) -> None:
    """Go through the marks of one person; at the same instant what ends comes before what begins."""
    before: int | None = None
    for place, (onset, belongs, number) in enumerate(row):
        one = observation.annotations[number]
        if not belongs or one.offset_us != onset:
            continue
        following = row[place + 1][0] if place + 1 < len(row) else None
        if following is None:
            ends[number] = None
            counts[3] += 1
        elif following == onset:
            into[number] = None
            counts[2] += 1
        elif before is not None and ends[before] == onset and _same(observation.annotations[before], one):
            ends[before] = following
            into[number] = before
            counts[1] += 1
        else:
            ends[number] = following
            before = number
            counts[0] += 1


def _same(a: ForeignAnnotation, b: ForeignAnnotation) -> bool:
    return (a.tier, a.value, a.note, a.modifiers) == (b.tier, b.value, b.note, b.modifiers)


def _codes(document: Document, wish: UntilNext) -> tuple[ForeignCode, ...]:
    """The file's vocabulary, in which they are states now; tiers that are codes become one group."""
    mine = {name.split(":", 1)[-1] for name in wish.names}
    codes = tuple(
        replace(code, kind=Kind.STATE) if code.name in mine or code.group in mine else code
        for code in document.codes
    )
    known = {code.name for code in codes}
    tiers = {
        tier.name: tier
        for observation in document.observations
        for tier in observation.tiers
        if tier.role is Role.TEXT and tier.name in wish.names and tier.name not in known
    }
    if len(tiers) < 2:
        return codes
    group = ", ".join(tiers)
    return (*codes, *(ForeignCode(name, Kind.STATE, group=group) for name in tiers))
