"""Which tiers our annotations need in ELAN, where nothing may overlap and nothing may be without length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from vig_annotator.exchange.document import ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.lanes import lanes_of
from vig_annotator.exchange.seconds import whole_ms

Milliseconds = tuple[int, int]


@dataclass(slots=True)
class ElanTier:
    """A tier of ELAN's.

    Attributes:
        id: unlike all others.
        source: our tier.
        points: its annotations stand for instants.
        members: the numbers of our annotations, with their times.
    """

    id: str
    source: Tier
    points: bool
    members: list[tuple[int, Milliseconds]] = field(default_factory=list)


class TakenTime:
    """Stretches of a tier on which nothing else may lie."""

    def __init__(self) -> None:
        self._stretches: list[Milliseconds] = []

    def add(self, stretch: Milliseconds) -> bool:
        """Take a stretch, unless another lies there; answers whether it was free."""
        place = bisect_left(self._stretches, stretch)
        before = self._stretches[place - 1] if place else None
        after = self._stretches[place] if place < len(self._stretches) else None
        free = (before is None or before[1] <= stretch[0]) and (after is None or stretch[1] <= after[0])
        if free:
            self._stretches.insert(place, stretch)
        return free


def last_end_us(observation: Observation) -> int:
    """Where what nobody ended is taken to end: with the film, or with the last annotation."""
    ends = [one.offset_us or one.onset_us or 0 for one in observation.annotations]
    films = [link.starts_us + link.duration_us for link in observation.media if link.duration_us]
    return max([0, *ends, *films])


def milliseconds(one: ForeignAnnotation, last_us: int, point_us: int = 0) -> Milliseconds:
    """When it takes place, as ELAN can say it: whole milliseconds, not negative, at least one long.

    Args:
        one: the annotation.
        last_us: where what nobody ended ends.
        point_us: how long an instant is made.
    """
    begin = max(0, whole_ms(one.onset_us or 0))
    end = whole_ms(last_us if one.offset_us is None else one.offset_us)
    if one.offset_us == one.onset_us:
        end = begin + whole_ms(point_us)
    return begin, max(end, begin + 1)


def elan_tiers(
    observation: Observation,
    numbers: Iterable[int],
    taken: set[str],
    several_coders: bool,
    point_us: int = 0,
) -> list[ElanTier]:
    """The tiers for annotations: one for each of ours, and more where points, stretches or overlaps need it.

    Args:
        observation: what is written.
        numbers: which of its annotations.
        taken: names of tiers that are there already; added to.
        several_coders: whether the coder's name is needed to tell tiers apart.
        point_us: how long instants are made.
    """
    last = last_end_us(observation)
    by_tier: dict[tuple[int, bool], list[tuple[int, Milliseconds]]] = {}
    for number in numbers:
        one = observation.annotations[number]
        is_point = one.onset_us == one.offset_us
        by_tier.setdefault((one.tier, is_point), []).append((number, milliseconds(one, last, point_us)))
    tiers = []
    for (place, is_point), members in sorted(by_tier.items()):
        source = observation.tiers[place]
        lanes = lanes_of((number, begin, end) for number, (begin, end) in members)
        by_lane: dict[int, ElanTier] = {}
        for number, times in sorted(members, key=lambda member: member[1]):
            lane = lanes[number]
            if lane not in by_lane:
                by_lane[lane] = ElanTier(fresh_id(source, several_coders, taken), source, is_point)
                tiers.append(by_lane[lane])
            by_lane[lane].members.append((number, times))
    return tiers


def fresh_id(tier: Tier, several_coders: bool, taken: set[str]) -> str:
    """A name that no other tier has: ``Parent · Gaze``, with ``@AB`` where several coders need it."""
    stem = " · ".join(part for part in (tier.subject, tier.name or "tier") if part)
    if several_coders and tier.coder:
        stem += f" @{tier.coder}"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem} ({number})", number + 1
    taken.add(name)
    return name
