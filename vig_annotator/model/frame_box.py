"""A box on the picture, standing or moving: for zoom, spotlight and blur.

Measured in ten-thousandths of the upright picture's width and height, as whole numbers, so that a box holds for every size
at which the film is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from vig_annotator.model.mediatime import MediaTime

WHOLE = 10_000
"""The width, and the height, of the whole picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the upright picture.

    Attributes:
        x, y: its upper left corner.
        width, height: at least 1.
    """

    x: int
    y: int
    width: int
    height: int

    @property
    def inside(self) -> bool:
        """Whether it has a size and lies within the picture."""
        return (
            min(self.width, self.height) > 0
            and min(self.x, self.y) >= 0
            and self.x + self.width <= WHOLE
            and self.y + self.height <= WHOLE
        )

    def clipped(self) -> Box:
        """The part of it that lies within the picture; at least a unit wide and high."""
        left, top = min(max(0, self.x), WHOLE - 1), min(max(0, self.y), WHOLE - 1)
        right = min(max(left + 1, self.x + self.width), WHOLE)
        bottom = min(max(top + 1, self.y + self.height), WHOLE)
        return Box(left, top, right - left, bottom - top)

    def grown(self, percent: int) -> Box:
        """The box with a margin of so many hundredths of its size on each side, within the picture."""
        across, down = self.width * percent // 100, self.height * percent // 100
        return Box(self.x - across, self.y - down, self.width + 2 * across, self.height + 2 * down).clipped()


WHOLE_PICTURE = Box(0, 0, WHOLE, WHOLE)


@dataclass(frozen=True, slots=True)
class BoxAt:
    """Where a box is at a moment.

    Attributes:
        at_us: on the session's clock; the beginning of the frame it was drawn on.
    """

    at_us: MediaTime
    box: Box


def box_at(keys: Sequence[BoxAt], at_us: int) -> Box:
    """Where a box is: evenly on its way between two keys, still before the first and after the last.

    Args:
        keys: by time; at least one.
        at_us: on the session's clock.
    """
    place = bisect_right(keys, at_us, key=lambda key: key.at_us)
    if place == 0 or place == len(keys):
        return keys[min(place, len(keys) - 1)].box
    before, after = keys[place - 1], keys[place]
    done, whole = at_us - before.at_us, after.at_us - before.at_us

    def between(start: int, stop: int) -> int:
        return start + round((stop - start) * done / whole)

    return Box(
        between(before.box.x, after.box.x),
        between(before.box.y, after.box.y),
        between(before.box.width, after.box.width),
        between(before.box.height, after.box.height),
    )
