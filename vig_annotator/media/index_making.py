"""From packets or pictures, and what was noticed on the way, to a frame index."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.doubts import increasing
from vig_annotator.media.frame_index import FrameIndex, media_times
from vig_annotator.media.packet_scan import NO_TIME, PacketTable
from vig_annotator.media.picture_count import Pictures
from vig_annotator.media.picture_kinds import Shown

_RATE_WITHOUT_ANY = Fraction(25)
_AS_THE_OTHERS = 0
"""Ticks of a last frame of a film whose times are worked out: what the film says of one picture may not fit their grid."""
_MOST_LATE_IN_A_ROW, _MOST_LATE = 16, 0.1
_NO_TIMES = "The film does not store the times of its frames; they are worked out from its frame rate."
_OUT_OF_ORDER = "A few frames of the film are out of order; they are listed by their times."
_CLOCK_JUMPS = "The film's clock jumps back; from there on, times are counted on."


@dataclass(slots=True)
class Findings:
    """What was noticed about a film besides its frames.

    Attributes:
        truncated: its end is missing.
        damaged: parts of it can't be decoded, or are missing.
        no_clock: its file is a bare stream of pictures that stores no times.
        time_base: seconds a tick.
        header_rate: frames a second as the header says, or None.
    """

    truncated: bool = False
    damaged: bool = False
    no_clock: bool = False
    time_base: Fraction = Fraction(1)
    header_rate: Fraction | None = None


def index_of_packets(table: PacketTable, findings: Findings) -> FrameIndex | None:
    """The index of the packets that are displayed; None if there are none."""
    rows = np.flatnonzero(table.shown == Shown.YES)
    if not len(rows):
        return None
    rows = rows[np.argsort(table.pts[rows], kind="stable")]
    pts = table.pts[rows]
    last_ticks = int(table.duration[rows[-1]])
    return _index(pts, pts, table.key[rows], last_ticks, findings, _reasons(findings, len(rows)))


def index_of_pictures(pictures: Pictures, findings: Findings) -> FrameIndex | None:
    """The index of pictures that were decoded, in the decoder's order; None if there are none."""
    if not len(pictures.pts):
        return None
    pts = np.array(pictures.pts, dtype=np.int64)
    key = np.array(pictures.key, dtype=np.bool_)
    stored = not (findings.no_clock or (pts == NO_TIME).any())
    if not stored:
        pts = _guessed(pictures, findings)
        reasons = [*_reasons(findings, len(pts)), _NO_TIMES]
        return _index(pts, pts, key, _AS_THE_OTHERS, findings, reasons, decoded=True, stored=False)
    clock, more, last_ticks = pts, [], pictures.duration[-1]
    if (np.diff(pts) <= 0).any():
        decoding_order = _completed(pictures.dts, findings)
        if _few_are_late(pts):
            order = np.argsort(pts)
            pts, key, more = pts[order], key[order], [_OUT_OF_ORDER]
            clock = pts
        elif decoding_order is not None:
            pts, clock, more, stored = decoding_order, decoding_order, [_NO_TIMES], False
            last_ticks = _AS_THE_OTHERS
        else:
            clock, more = _carried_on(pts), [_CLOCK_JUMPS]
    reasons = _reasons(findings, len(pts)) + more
    return _index(pts, clock, key, last_ticks, findings, reasons, decoded=True, stored=stored)


def _index(
    pts: NDArray[np.int64],
    clock: NDArray[np.int64],
    key: NDArray[np.bool_],
    last_ticks: int,
    findings: Findings,
    reasons: list[str],
    decoded: bool = False,
    stored: bool = True,
) -> FrameIndex:
    """Put an index together.

    Args:
        pts: timestamps as the pictures have them.
        clock: timestamps that increase, to make media time from.
        key: keyframe flags.
        last_ticks: how long the last frame lasts, 0 if that is not stored.
        findings: of the film.
        reasons: why the index is not exact.
        decoded: whether all pictures were decoded.
        stored: whether the pictures carry these timestamps.
    """
    if last_ticks <= 0:
        last_ticks = _usual_step(clock, findings)
    times = media_times(np.append(clock, clock[-1] + last_ticks), findings.time_base)
    numbers = np.arange(len(times))
    times = np.maximum.accumulate(times - numbers) + numbers  # a tick may be shorter than a microsecond
    entry = key.copy()
    entry[0] = True
    return FrameIndex(
        pts=pts,
        time_base=findings.time_base,
        time_us=times[:-1],
        keyframe=key,
        entry=entry,
        end_us=int(times[-1]),
        exact=not reasons,
        reason=" ".join(reasons),
        decoded=decoded,
        stored=stored,
    )


def _reasons(findings: Findings, count: int) -> list[str]:
    frames = f"{count:,} frame{'' if count == 1 else 's'}"
    if findings.truncated:
        return [f"The end of the film is missing; {frames} could be read."]
    if findings.damaged:
        return [f"Parts of the film are damaged; {frames} could be read."]
    return []


def _usual_step(clock: NDArray[np.int64], findings: Findings) -> int:
    """Ticks from one frame to the next: the median, or what the header says of a film of one frame."""
    if len(clock) > 1:
        return max(1, int(np.median(np.diff(clock))))
    return max(1, round(1 / (_rate(findings) * findings.time_base)))


def _rate(findings: Findings) -> Fraction:
    return findings.header_rate if findings.header_rate else _RATE_WITHOUT_ANY


def _few_are_late(pts: NDArray[np.int64]) -> bool:
    """Whether just a few pictures came out after later ones: a fault, not a clock that was set back."""
    if len(np.unique(pts)) < len(pts):
        return False
    late = ~increasing(pts)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], late, [False])).astype(np.int8)))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    few = int(np.count_nonzero(late)) <= max(2, _MOST_LATE * len(pts))
    return few and longest <= _MOST_LATE_IN_A_ROW and not late[-1]


def _carried_on(pts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Timestamps that go on by one usual step where the stored ones jump back."""
    steps = np.diff(pts)
    forward = steps[steps > 0]
    usual = int(np.median(forward)) if len(forward) else 1
    return np.concatenate(([0], np.cumsum(np.where(steps > 0, steps, usual)))).astype(np.int64)


def _guessed(pictures: Pictures, findings: Findings) -> NDArray[np.int64]:
    """Timestamps for pictures that don't all have one: FFmpeg's best guess, or, without any, an even grid."""
    guess = _completed(_best_effort(pictures.pts, pictures.dts), findings)
    if guess is not None:
        return guess
    step = 1 / (_rate(findings) * findings.time_base)
    return np.array([round(frame * step) for frame in range(len(pictures.pts))], dtype=np.int64)


def _completed(ticks: list[int], findings: Findings) -> NDArray[np.int64] | None:
    """Timestamps with the few that are missing put in at the film's rate; None if they don't increase even then."""
    known = [tick for tick in ticks if tick != NO_TIME]
    if len(known) <= len(ticks) // 2:
        return None
    step = max(1, round(1 / (_rate(findings) * findings.time_base)))
    filled: list[int] = []
    for tick in ticks:
        if tick == NO_TIME:
            tick = filled[-1] + step if filled else known[0] - step
        filled.append(tick)
    times = np.array(filled, dtype=np.int64)
    return times if (np.diff(times) > 0).all() else None


def _best_effort(pts: list[int], dts: list[int]) -> list[int]:
    """FFmpeg's choice between both timestamps of each picture (guess_correct_pts in libavcodec/decode.c)."""
    guesses = []
    last_pts = last_dts = NO_TIME
    faulty_pts = faulty_dts = 0
    for display, decode in zip(pts, dts, strict=True):
        if decode != NO_TIME:
            faulty_dts += decode <= last_dts
            last_dts = decode
        elif display != NO_TIME:
            last_dts = display
        if display != NO_TIME:
            faulty_pts += display <= last_pts
            last_pts = display
        elif decode != NO_TIME:
            last_pts = decode
        trust_pts = (faulty_pts <= faulty_dts or decode == NO_TIME) and display != NO_TIME
        guesses.append(display if trust_pts else decode)
    return guesses
