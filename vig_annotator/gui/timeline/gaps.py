"""Where nothing is coded in a row of states, and where two of its states lie over each other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.layout import BAR_PX
from vig_annotator.gui.timeline.row_painter import RowArea, is_crowd
from vig_annotator.gui.timeline.styles import Styles
from vig_annotator.gui.timeline.tracks import FOREVER, Track

Stretch = tuple[int, int]
_LEAST_PX = 5.0


def gaps_and_overlaps(
    states: Iterable[Stretch], start_us: int, stop_us: int
) -> tuple[list[Stretch], list[Stretch]]:
    """What lies between states, and what two or more of them share, within ``[start_us, stop_us)``.

    Args:
        states: half-open stretches, by their beginnings.
        start_us: from where.
        stop_us: to where.
    """
    gaps: list[Stretch] = []
    overlaps: list[Stretch] = []
    until = start_us
    for onset, offset in states:
        if onset > until:
            gaps.append((until, min(onset, stop_us)))
        elif onset < until and offset > start_us:
            shared = (max(onset, start_us), min(offset, until, stop_us))
            if shared[0] < shared[1]:
                overlaps.append(shared)
        until = max(until, offset)
        if until >= stop_us:
            until = stop_us
    if until < stop_us:
        gaps.append((until, stop_us))
    return [one for one in gaps if one[0] < one[1]], overlaps


def paint_gaps(
    painter: QPainter,
    track: Track | None,
    scale: TimeScale,
    area: RowArea,
    styles: Styles,
    end_us: int,
    *,
    exclusive: bool,
) -> None:
    """A dotted line where an exclusive group has nothing, hatching where states lie over each other.

    A state that runs leaves no gap after it, but lies over nothing that comes later: where it ends is not known yet.
    """
    left_us, right_us = int(scale.left_us), int(min(scale.right_us, end_us))
    states: list[Stretch] = []
    if track is not None:
        seen = track.in_view(left_us, right_us + 1)
        if is_crowd(len(seen), area):
            return
        states = [
            (onset, offset)
            for onset, offset in zip(seen.onset_us.tolist(), seen.offset_us.tolist(), strict=True)
            if onset != offset
        ]
    ended = [one for one in states if one[1] != FOREVER]
    gaps = gaps_and_overlaps(states, left_us, right_us)[0]
    overlaps = gaps_and_overlaps(ended, left_us, right_us)[1]

    def x_of(time_us: int) -> float:
        return area.left + scale.x_of(time_us)

    if exclusive:
        painter.setPen(QPen(QColor(styles.tokens.ink3), 1.2, Qt.PenStyle.DotLine))
        lines = [
            QLineF(x_of(start) + 1, area.middle, x_of(stop) - 1, area.middle)
            for start, stop in gaps
            if x_of(stop) - x_of(start) >= _LEAST_PX
        ]
        if lines:
            painter.drawLines(lines)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(styles.tokens.ink), Qt.BrushStyle.BDiagPattern))
    for start, stop in overlaps:
        width = max(x_of(stop) - x_of(start), 2.0)
        painter.drawRect(QRectF(x_of(start), area.middle - BAR_PX / 2, width, BAR_PX))
