"""Where a film's packets do not tell which pictures are displayed, and how decoding settles it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.packet_scan import NO_TIME, PacketTable
from vig_annotator.media.picture_count import Pictures
from vig_annotator.media.picture_kinds import Shown

Stretch = tuple[int, int]
"""First and one-past-last row of a `PacketTable`."""

_TOO_MUCH_DOUBT = 0.5
_CROWDED = 0.125
_DEEPEST_REORDER = 32
_NEVER = np.iinfo(np.int64).max


def is_worth_counting(table: PacketTable) -> bool:
    """Whether the packets tell enough for decoding to be needed in places only."""
    unsure = int(np.count_nonzero(table.shown == Shown.UNSURE))
    return bool(table.key.any()) and unsure <= _TOO_MUCH_DOUBT * len(table)


def is_settled(table: PacketTable, reorder_depth: int) -> bool:
    """Whether the packets that are displayed, after doubts were settled, make a list of frames.

    They don't if times are missing or used twice, or if pictures are stored more out of order than the decoder expects:
    it drops some then, or the film's clock jumps back.

    Args:
        table: the packets.
        reorder_depth: how many pictures the decoder is ready to hold back.
    """
    pts = table.pts[table.shown == Shown.YES]
    if (pts == NO_TIME).any() or len(np.unique(pts)) < len(pts):
        return False
    return reorder_needed(pts) <= reorder_depth


def increasing(pts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these timestamps are greater than all before them."""
    greatest = np.maximum.accumulate(pts)
    return np.concatenate(([True], greatest[1:] > greatest[:-1])) if len(pts) else np.zeros(0, dtype=np.bool_)


def reorder_needed(pts: NDArray[np.int64]) -> int:
    """The most pictures that are stored before another one but displayed after it."""
    held = np.zeros(len(pts), dtype=np.int64)
    for back in range(1, min(_DEEPEST_REORDER + 1, len(pts))):
        held[back:] += pts[:-back] > pts[back:]
    return int(held.max(initial=0))


def stretches_in_doubt(table: PacketTable, truncated: bool, reorder_depth: int) -> list[Stretch]:
    """The parts of the film that are to be decoded, in order and apart from one another.

    Args:
        table: packets that can be trusted for the rest.
        truncated: whether the end of the film is missing, so that its last packet may be cut.
        reorder_depth: how many pictures the decoder is ready to hold back.
    """
    doubtful = table.corrupt | table.breaks | (table.shown == Shown.UNSURE)
    if reorder_depth:
        doubtful |= _crowded(table)
    doubtful[-1] |= truncated
    keys = np.flatnonzero(table.key)
    found = [_around(table, keys, int(row)) for row in np.flatnonzero(doubtful)]
    found += _beginning(table, int(keys[0]))
    merged: list[Stretch] = []
    for first, stop in sorted(found):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], stop)
        else:
            merged.append((first, stop))
    return merged


def settle(table: PacketTable, stretches: Sequence[Stretch], counted: Sequence[Pictures]) -> bool | None:
    """Correct the table by what came out of the decoder.

    Answers whether pictures are missing after the first one that came out; None if they came out in another order than
    that of their times, or some that no packet announced: then every picture is to be decoded.
    """
    if len(stretches) != len(counted):
        return None
    missing = False
    for (first, stop), pictures in zip(stretches, counted, strict=True):
        rows = np.arange(first, stop)
        rows = rows[(table.shown[first:stop] != Shown.NO) & (table.pts[first:stop] != NO_TIME)]
        if first > 0:  # what is displayed before the first packet of a stretch belongs to the one before it
            rows = rows[table.pts[rows] >= table.pts[first]]
        came = np.array(pictures.pts, dtype=np.int64)
        if first == 0:
            came = came[
                came == np.maximum.accumulate(came)
            ]  # a cut film's scraps come out late: nobody sees them
        if (came == NO_TIME).any() or (np.diff(came) <= 0).any():
            return None
        expected = table.pts[rows]
        within = (
            came[(came >= expected.min(initial=0)) & (came <= expected.max(initial=0))]
            if len(rows)
            else came[:0]
        )
        announced = table.pts[first:][table.shown[first:] != Shown.NO]
        if not np.isin(within, announced).all():
            return None
        absent = ~np.isin(expected, came)
        missing |= bool(absent.any()) and (
            first > 0 or bool((expected[absent] > came.min(initial=_NEVER)).any())
        )
        table.shown[rows] = np.where(np.isin(expected, came), Shown.YES, Shown.NO)
        unknown = np.arange(first, stop)[table.shown[first:stop] == Shown.UNSURE]
        table.shown[unknown] = Shown.NO
    return missing


def _around(table: PacketTable, keys: NDArray[np.int64], row: int) -> Stretch:
    """From a keyframe before a packet to the one after it."""
    before = keys[keys < row]
    if len(before) > 1 and table.pts[row] < table.pts[before[-1]]:
        before = before[:-1]  # a leading picture of that keyframe
    after = keys[keys > row]
    first = int(before[-1]) if len(before) else 0
    if not len(after):
        return first, len(table)
    # The leading pictures of the keyframe that follows may need what is missing here.
    key = int(after[0])
    limit = int(after[1]) if len(after) > 1 else len(table)
    leading = np.flatnonzero(table.pts[key:limit] < table.pts[key])
    return first, key + (int(leading[-1]) + 1 if len(leading) else 0)


def _crowded(table: PacketTable) -> NDArray[np.bool_]:
    """Packets that are displayed for next to no time: joined by a careless program, their order may be another."""
    rows = np.flatnonzero(table.shown == Shown.YES)
    rows = rows[np.argsort(table.pts[rows], kind="stable")]
    steps = np.diff(table.pts[rows])
    crowded = np.zeros(len(table), dtype=np.bool_)
    if len(steps):
        crowded[rows[:-1][steps < np.median(steps) * _CROWDED]] = True
    return crowded


def _beginning(table: PacketTable, first_key: int) -> list[Stretch]:
    """Pictures before the first keyframe, in the file or on the screen: many decoders drop them."""
    shown = table.shown == Shown.YES
    early = shown & (table.pts < table.pts[first_key])
    early[:first_key] |= shown[:first_key]
    if not early.any():
        return []
    return [(0, max(int(np.flatnonzero(early)[-1]), first_key) + 1)]
