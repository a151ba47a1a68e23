"""Agreement about events: are there the same ones, and are they called the same?

Tables have the codes in the order of the labels and "nil" (the other coder has no such event) as the last row and
column; rows are coder A's, columns coder B's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from vig_annotator.analysis.chance import Floats
from vig_annotator.analysis.matching import Pair, best_matching, near_pairs, overlapping_pairs
from vig_annotator.analysis.record import Events

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Linked:
    """Two coders' events and which belong together.

    Attributes:
        pairs: places in A's and in B's list.
    """

    a: Events
    b: Events
    pairs: tuple[Pair, ...]

    @property
    def only_a(self) -> Ints:
        """Places of A's events that B does not have."""
        return _left_over(len(self.a), [pair.a for pair in self.pairs])

    @property
    def only_b(self) -> Ints:
        """Places of B's events that A does not have."""
        return _left_over(len(self.b), [pair.b for pair in self.pairs])

    def onset_errors_us(self) -> Ints:
        """B's onset minus A's of each pair that both call the same, in microseconds."""
        return np.array(
            [
                int(self.b.onset_us[pair.b]) - int(self.a.onset_us[pair.a])
                for pair in self.pairs
                if self.a.code[pair.a] == self.b.code[pair.b]
            ],
            dtype=np.int64,
        )

    def tables(self, codes: int, edges: Ints, pair_weight: int = 1) -> Floats:
        """Pairs and lone events tallied by code and block of time, shape ``(blocks, K+1, K+1)``, nil last.

        Args:
            codes: how many codes there are.
            edges: of the blocks; a pair belongs to the block of A's onset.
            pair_weight: 2 counts every pair once for each coder (GSEQ, EasyDIAg); lone events always count once.
        """
        blocks = len(edges) - 1
        tables = np.zeros((blocks, codes + 1, codes + 1))

        def block_of(onsets: Ints) -> Ints:
            return np.clip(np.searchsorted(edges, onsets, side="right") - 1, 0, blocks - 1)

        in_a = np.array([pair.a for pair in self.pairs], dtype=np.int64)
        in_b = np.array([pair.b for pair in self.pairs], dtype=np.int64)
        place = (block_of(self.a.onset_us[in_a]), self.a.code[in_a], self.b.code[in_b])
        np.add.at(tables, place, pair_weight)
        for onsets, rows, columns in (
            (self.a.onset_us[self.only_a], self.a.code[self.only_a], None),
            (self.b.onset_us[self.only_b], None, self.b.code[self.only_b]),
        ):
            nil = np.full(len(onsets), codes, dtype=np.int64)
            np.add.at(
                tables,
                (block_of(onsets), nil if rows is None else rows, nil if columns is None else columns),
                1,
            )
        return tables


def link_states(a: Events, b: Events, share: Fraction, onset_within_us: int | None = None) -> Linked:
    """Link states by the share of time they have in common, whatever they are called; see `overlapping_pairs`."""
    return Linked(a, b, tuple(best_matching(overlapping_pairs(a, b, share, onset_within_us))))


def link_points(a: Events, b: Events, codes: int, within_us: int) -> Linked:
    """Link points at most `within_us` apart: first those of one code, then what is left over across codes."""
    pairs: list[Pair] = []
    for code in range(codes):
        places_a, places_b = np.flatnonzero(a.code == code), np.flatnonzero(b.code == code)
        for pair in best_matching(near_pairs(a.of_code(code), b.of_code(code), within_us)):
            pairs.append(Pair(int(places_a[pair.a]), int(places_b[pair.b]), pair.fit))
    rest_a = _left_over(len(a), [pair.a for pair in pairs])
    rest_b = _left_over(len(b), [pair.b for pair in pairs])
    for pair in best_matching(near_pairs(_at(a, rest_a), _at(b, rest_b), within_us)):
        pairs.append(Pair(int(rest_a[pair.a]), int(rest_b[pair.b]), pair.fit))
    return Linked(a, b, tuple(pairs))


def _at(events: Events, places: Ints) -> Events:
    return Events(events.code[places], events.onset_us[places], events.offset_us[places])


def _left_over(count: int, used: list[int]) -> Ints:
    free = np.ones(count, dtype=np.bool_)
    free[used] = False
    return np.flatnonzero(free).astype(np.int64)
