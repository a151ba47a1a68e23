"""When ELAN's annotations without times of their own take place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence


def proposed(values_ms: Sequence[int | None]) -> list[int]:
    """A time for every slot: those without one lie evenly between their nearest neighbours that have one.

    Between two aligned slots with ``n`` unaligned ones, the k-th lies at ``begin + k * (end - begin) // (n + 1)``, as
    ELAN itself shows them. Before the first and after the last aligned slot, they lie at that slot.
    """
    times: list[int] = []
    waiting = 0
    last: int | None = None
    for value in values_ms:
        if value is None:
            waiting += 1
            continue
        begin = value if last is None else last
        times.extend(_between(begin, value, waiting))
        times.append(value)
        waiting, last = 0, value
    times.extend([0 if last is None else last] * waiting)
    return times


def _between(begin: int, end: int, count: int) -> list[int]:
    return [begin + k * (end - begin) // (count + 1) for k in range(1, count + 1)]


def along_chains(pairs: Sequence[tuple[int, int]], values_ms: Sequence[int | None], times: list[int]) -> None:
    """Put the unaligned slots of one subdivided tier evenly between the aligned ones of their own chain.

    A chain is a run of annotations of which each begins in the slot where the one before ends. In a file with several tiers
    the slots of different chains lie mixed in the global order, so the chain is what counts.

    Args:
        pairs: the two slots of each annotation of the tier, in order.
        values_ms: the time of each slot, None where it has none.
        times: changed in place.
    """
    chain: list[int] = []
    for begin, end in pairs:
        if not chain or chain[-1] != begin:
            _spread(chain, values_ms, times)
            chain = [begin]
        chain.append(end)
    _spread(chain, values_ms, times)


def _spread(chain: Sequence[int], values_ms: Sequence[int | None], times: list[int]) -> None:
    anchors = [place for place, slot in enumerate(chain) if values_ms[slot] is not None]
    for first, last in itertools.pairwise(anchors):
        between = chain[first + 1 : last]
        for slot, time in zip(
            between, _between(times[chain[first]], times[chain[last]], len(between)), strict=True
        ):
            times[slot] = time


def subdivided(begin_us: int, end_us: int, count: int) -> list[tuple[int, int]]:
    """Equal parts of a parent annotation, without gaps."""
    edges = [begin_us + k * (end_us - begin_us) // count for k in range(count + 1)]
    return list(itertools.pairwise(edges))


def neighbours(slots: Sequence[tuple[int, int | None]]) -> dict[int, tuple[int | None, int | None]]:
    """For each unaligned slot the aligned ones that it lies between, by number; None at either end.

    Args:
        slots: number and time of each, in order.
    """
    found: dict[int, tuple[int | None, int | None]] = {}
    waiting: list[int] = []
    last: int | None = None
    for number, value in slots:
        if value is None:
            waiting.append(number)
            continue
        found.update((one, (last, number)) for one in waiting)
        waiting, last = [], number
    found.update((one, (last, None)) for one in waiting)
    return found
