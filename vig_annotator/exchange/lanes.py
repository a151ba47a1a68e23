"""Sorting stretches that overlap into lanes in which they don't."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush


def lanes_of(spans: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """For each stretch the lowest lane that was free where it starts; touching is not overlapping.

    Args:
        spans: a key, the onset and the offset of each.
    """
    lanes: dict[int, int] = {}
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    count = 0
    for key, onset, offset in sorted(spans, key=lambda span: (span[1], span[2], span[0])):
        while busy and busy[0][0] <= onset:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, count = count, count + 1
        lanes[key] = lane
        heappush(busy, (max(offset, onset), lane))
    return lanes


OPEN_END = 1 << 62
"""Where a stretch ends that nobody ended."""
