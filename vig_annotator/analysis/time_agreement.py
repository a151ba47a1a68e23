"""Agreement over time: at how much of the film do two coders say the same?

All tables have the codes in the order of the labels and "none" (nothing coded) as the last row and column; rows are
coder A's, columns coder B's. A first axis holds the blocks of time that a bootstrap draws from.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vig_annotator.analysis.chance import Floats
from vig_annotator.analysis.record import Events
from vig_annotator.model.mediatime import Span

Ints = NDArray[np.int64]


def duration_tables(a: Events, b: Events, codes: int, span: Span, edges: Ints) -> Floats:
    """Microseconds that each pair of codes shares, exactly (no sampling), by block: shape ``(blocks, K+1, K+1)``."""
    cuts, weights, block = _pieces((a, b), span, edges)
    starts = cuts[:-1]
    return _tally(
        a.code_at(starts, codes), b.code_at(starts, codes), block, weights, codes + 1, len(edges) - 1
    )


def occurrence_tables(a: Events, b: Events, code: int, span: Span, edges: Ints) -> Floats:
    """Microseconds in which each coder has one code or has not, by block: shape ``(blocks, 2, 2)``, "has it" first.

    Codes may overlap with others: only this one is looked at.
    """
    a, b = a.of_code(code), b.of_code(code)
    cuts, weights, block = _pieces((a, b), span, edges)
    starts = cuts[:-1]
    return _tally(1 - a.present_at(starts), 1 - b.present_at(starts), block, weights, 2, len(edges) - 1)


def unit_codes(events: Events, codes: int, span: Span, unit_us: int) -> Ints:
    """The code at the start of each unit of time, the span's onset being the first; `codes` means none."""
    return events.code_at(np.arange(span.onset_us, span.offset_us, unit_us, dtype=np.int64), codes)


def unit_tables(a: Ints, b: Ints, codes: int, block: Ints, blocks: int) -> Floats:
    """Units tallied by what each coder says in them, by block.

    Args:
        a: coder A's code in each unit.
        b: coder B's, likewise.
        codes: how many codes there are; that number itself means none.
        block: the block of time of each unit.
        blocks: how many blocks there are.
    """
    return _tally(a, b, block, np.ones(len(a)), codes + 1, blocks)


def with_tolerance(reference: Ints, other: Ints, codes: int, reach: int) -> Ints:
    """The other coder's code in each unit, given the benefit of a tolerance (Bakeman, Quera & Gnisci 2009).

    In a unit where the other coder has the reference's code anywhere within `reach` units before or after, that counts
    as agreement; elsewhere the other's own code stands. The answer depends on who is the reference: report both.
    """
    answer = other.copy()
    places = np.arange(len(reference))
    for code in range(codes + 1):
        count = np.concatenate(([0], np.cumsum(other == code)))
        first = np.maximum(places - reach, 0)
        stop = np.minimum(places + reach + 1, len(reference))
        near = count[stop] > count[first]
        answer[(reference == code) & near] = code
    return answer


def _pieces(records: tuple[Events, Events], span: Span, edges: Ints) -> tuple[Ints, Floats, Ints]:
    bounds = [edges, *(side for record in records for side in (record.onset_us, record.offset_us))]
    cuts = np.unique(np.clip(np.concatenate(bounds), span.onset_us, span.offset_us))
    weights = np.diff(cuts).astype(np.float64)
    block = np.clip(np.searchsorted(edges, cuts[:-1], side="right") - 1, 0, len(edges) - 2)
    return cuts, weights, block


def _tally(a: Ints, b: Ints, block: Ints, weights: Floats, size: int, blocks: int) -> Floats:
    place = (block * size + a) * size + b
    flat = np.bincount(place, weights=weights, minlength=blocks * size * size)
    return flat.reshape(blocks, size, size).astype(np.float64)
