"""Where the ruler has its marks, and what is written at them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.timecode import format_time

_STEPS: tuple[tuple[int, int], ...] = tuple(
    (step_ms * 1000, parts)
    for step_ms, parts in (
        (10, 10), (20, 4), (50, 5), (100, 10), (200, 4), (500, 5),
        (1_000, 10), (2_000, 4), (5_000, 5), (10_000, 10), (15_000, 3), (30_000, 6),
        (60_000, 6), (120_000, 4), (300_000, 5), (600_000, 10), (900_000, 3), (1_800_000, 6), (3_600_000, 6),
    )
)  # fmt: skip
"""Distances between two labels in microseconds, each with the number of parts that small marks cut it into."""

LEAST_LABEL_PX, LEAST_MARK_PX = 96.0, 9.0
LEAST_FRAME_PX, LEAST_FRAME_LABEL_PX = 7.0, 128.0
"""Frames are marked from the first width on; a label with time and frame number has at least the second."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the ruler.

    Attributes:
        time_us: where it is.
        label: what is written there; empty for a small mark.
        frame: whether a frame begins there, and frames are marked.
    """

    time_us: int
    label: str
    frame: bool = False


def ruler_marks(scale: TimeScale, index: FrameIndex | None) -> list[Mark]:
    """The marks in view: where frames are wide enough to be told apart each frame, else even times."""
    return _frame_marks(scale, index) or _time_marks(scale)


def _time_marks(scale: TimeScale) -> list[Mark]:
    # One label more on the left, as it may reach into view.
    step, parts = _step(scale.us_per_px)
    small = step // parts if step / parts / scale.us_per_px >= LEAST_MARK_PX else step
    first = floor((scale.left_us - step) / small)
    last = ceil(min(scale.right_us, scale.end_us) / small)
    return [
        Mark(n * small, _label(n * small, step) if n * small % step == 0 else "")
        for n in range(max(first, 0), last + 1)
    ]


def _frame_marks(scale: TimeScale, index: FrameIndex | None) -> list[Mark]:
    if index is None:
        return []
    first, stop = index.frame_at(int(scale.left_us)), index.frame_at(int(scale.right_us)) + 1
    count = stop - first
    if count * LEAST_FRAME_PX > scale.width_px + LEAST_FRAME_PX:
        return []
    seen_px = (index.time_of(stop) - index.time_of(first)) / scale.us_per_px
    every = next((n for n in (1, 2, 5, 10, 20) if n * seen_px / count >= LEAST_FRAME_LABEL_PX), 50)
    marks = []
    for k in range(max(0, first - first % every), stop):
        time_us, label = index.time_of(k), ""
        # Frames of a variable rate may come close to each other: a label that would run into the next is left out.
        following_us = index.time_of(min(k + every, len(index)))
        if k % every == 0 and (following_us - time_us) / scale.us_per_px >= LEAST_FRAME_LABEL_PX * 0.9:
            label = f"{format_time(time_us)}  f {k}"
        marks.append(Mark(time_us, label, frame=True))
    return marks


def _step(us_per_px: float) -> tuple[int, int]:
    return next((s for s in _STEPS if s[0] / us_per_px >= LEAST_LABEL_PX), _STEPS[-1])


def _label(time_us: int, step_us: int) -> str:
    text = format_time(time_us)
    if step_us % 1_000_000 == 0:
        return text[:-4]
    return text[:-2] if step_us % 100_000 == 0 else text[:-1] if step_us % 10_000 == 0 else text
