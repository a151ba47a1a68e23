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
_MOST_LATE_IN_A_ROW = 16
_NO_TIMES = "The film does not store the times of its frames; they are worked out from its frame rate."
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
        return _index(pts, pts, key, pictures.duration[-1], findings, reasons, decoded=True, stored=False)
    late = _late(pts)
    if late.any():
        pts, key = pts[~late], key[~late]
        findings.damaged = True
    reasons = _reasons(findings, len(pts))
    clock = pts
    if (np.diff(pts) <= 0).any():
        clock = _carried_on(pts)
        reasons.append(_CLOCK_JUMPS)
    return _index(pts, clock, key, pictures.duration[-1], findings, reasons, decoded=True)


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


def _late(pts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which pictures came out after later ones, where that is a fault (a few), not a clock that was set back (many).

    Players show no such picture: its time has passed.
    """
    late = ~increasing(pts)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], late, [False])).astype(np.int8)))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    return late if longest <= _MOST_LATE_IN_A_ROW and not late[-1] else np.zeros_like(late)


def _carried_on(pts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Timestamps that go on by one usual step where the stored ones jump back."""
    steps = np.diff(pts)
    forward = steps[steps > 0]
    usual = int(np.median(forward)) if len(forward) else 1
    return np.concatenate(([0], np.cumsum(np.where(steps > 0, steps, usual)))).astype(np.int64)


def _guessed(pictures: Pictures, findings: Findings) -> NDArray[np.int64]:
    """Timestamps for pictures that don't all have one: FFmpeg's best guess, or, without any, an even grid."""
    step = 1 / (_rate(findings) * findings.time_base)
    guess = _best_effort(pictures.pts, pictures.dts)
    known = [tick for tick in guess if tick != NO_TIME]
    if len(known) > len(guess) // 2:
        for frame, tick in enumerate(guess):
            if tick == NO_TIME:
                guess[frame] = guess[frame - 1] + round(step) if frame else known[0] - round(step)
        ticks = np.array(guess, dtype=np.int64)
        if (np.diff(ticks) > 0).all():
            return ticks
    return np.array([round(frame * step) for frame in range(len(guess))], dtype=np.int64)


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
