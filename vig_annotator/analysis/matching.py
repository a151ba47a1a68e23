"""Which event of one coder is which event of the other?

Pairs never cross: if a pair is earlier for one coder it is earlier for the other. Among all ways to link, the one with the
most pairs is taken, and among these the one with the best fit in total. It is found by dynamic programming over the
candidate pairs only (a heaviest increasing subsequence), so time grows as n log n.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from vig_annotator.analysis.record import Events


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate link: places in the two lists, and how well they fit (greater is better)."""

    a: int
    b: int
    fit: int


def overlapping_pairs(
    a: Events, b: Events, share: Fraction, onset_within_us: int | None = None
) -> Iterator[Pair]:
    """States that share at least `share` of the longer of the two (Holle & Rein 2015), fit being the time shared.

    Args:
        a: coder A's states, sorted by onset.
        b: coder B's, likewise.
        share: 0 to 1; 0 means that any shared time will do.
        onset_within_us: if given, the onsets must lie no further apart than this as well.
    """
    # No event of B before `from_place` reaches as far as the onset: the latest end so far never falls.
    from_place = np.searchsorted(np.maximum.accumulate(b.offset_us), a.onset_us, side="right")
    to_place = np.searchsorted(b.onset_us, a.offset_us, side="left")
    for i in range(len(a)):
        onset, offset = int(a.onset_us[i]), int(a.offset_us[i])
        candidates = slice(int(from_place[i]), int(to_place[i]))
        onsets, offsets = b.onset_us[candidates], b.offset_us[candidates]
        shared = np.minimum(offsets, offset) - np.maximum(onsets, onset)
        longer = np.maximum(offsets - onsets, offset - onset)
        good = (shared > 0) & (shared * share.denominator >= longer * share.numerator)
        if onset_within_us is not None:
            good &= np.abs(onsets - onset) <= onset_within_us
        for place in np.flatnonzero(good):
            yield Pair(i, candidates.start + int(place), int(shared[place]))


def near_pairs(a: Events, b: Events, within_us: int) -> Iterator[Pair]:
    """Events whose onsets lie at most `within_us` apart; the nearer, the better they fit."""
    from_place = np.searchsorted(b.onset_us, a.onset_us - within_us, side="left")
    to_place = np.searchsorted(b.onset_us, a.onset_us + within_us, side="right")
    for i in range(len(a)):
        onset = int(a.onset_us[i])
        for j in range(int(from_place[i]), int(to_place[i])):
            yield Pair(i, j, within_us - abs(int(b.onset_us[j]) - onset))


def best_matching(pairs: Iterator[Pair]) -> list[Pair]:
    """The most pairs that don't cross and use no event twice; among these the best fit in total."""
    # Within one event of A, later events of B first: so no two pairs of one event can follow each other.
    ordered = sorted(pairs, key=lambda pair: (pair.a, -pair.b))
    if not ordered:
        return []
    ranks = {b: rank for rank, b in enumerate(sorted({pair.b for pair in ordered}), start=1)}
    # A Fenwick tree of the best chain that ends at or before a rank; a chain's worth is (pairs, fit).
    best: list[tuple[int, int, int]] = [(0, 0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for place, pair in enumerate(ordered):
        rank = ranks[pair.b]
        count, fit, last = _best_before(best, rank - 1)
        before.append(last)
        worth = (count + 1, fit + pair.fit, place)
        while rank < len(best):
            if worth[:2] > best[rank][:2]:
                best[rank] = worth
            rank += rank & -rank
    chain: list[Pair] = []
    place = _best_before(best, len(ranks))[2]
    while place >= 0:
        chain.append(ordered[place])
        place = before[place]
    return chain[::-1]


def _best_before(best: list[tuple[int, int, int]], rank: int) -> tuple[int, int, int]:
    answer = (0, 0, -1)
    while rank > 0:
        if best[rank][:2] > answer[:2]:
            answer = best[rank]
        rank -= rank & -rank
    return answer
