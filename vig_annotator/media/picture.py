"""A picture of a film, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One frame of a film as people see it: upright, square pixels, ordinary (SDR) tones.

    Attributes:
        rgb: ``(height, width, 3)``, 8 bits, full range, C-contiguous; nobody writes to it.
        frame: number of the frame, from 0.
        time_us: media time at which the frame begins.
        approximate: the frame can't be decoded as it was filmed: this is a picture patched up by the decoder, or its
            nearest readable neighbour.
    """

    rgb: NDArray[np.uint8]
    frame: int
    time_us: int
    approximate: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.rgb.shape[:2]
        return width, height
