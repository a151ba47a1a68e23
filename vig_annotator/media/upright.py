"""Upright pictures: how large one is, how it fits a box, and how the stored rows become it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.probe import FilmInfo

Size = tuple[int, int]
"""Width and height in pixels."""

Rgb = NDArray[np.uint8]


def shown_size(info: FilmInfo, stored: Size, box: Size | None) -> Size:
    """The size of the upright picture in square pixels.

    Args:
        info: of the film.
        stored: width and height of the decoded frame; a film may change it on its way.
        box: the picture is made as large as fits in here, its shape kept; None for the film's own full size.
    """
    if stored != (info.width, info.height):
        info = replace(info, width=stored[0], height=stored[1])
    full = info.display_size
    return full if box is None else fit(full, box)


def fit(size: Size, box: Size) -> Size:
    """The largest size of the same shape that fits in a box; at least one pixel each way.

    Raises:
        ValueError: the box has no pixels.
    """
    if min(box) < 1:
        raise ValueError(f"a box of {box[0]}x{box[1]} pixels holds no picture")
    width, height = size
    if width * box[1] >= height * box[0]:
        return box[0], max(1, round(height * box[0] / width))
    return max(1, round(width * box[1] / height)), box[1]


def before_turning(size: Size, info: FilmInfo) -> Size:
    """The size as the frame is stored, for an upright size."""
    return size if info.rotation in (0, 180) else (size[1], size[0])


def turn_upright(stored: Rgb, info: FilmInfo) -> Rgb:
    """Turn (and flip, if it was filmed in a mirror) a picture that lies as the film stores it."""
    if not info.rotation and not info.mirrored:
        return np.ascontiguousarray(stored, dtype=np.uint8)
    import cv2  # not with the first window: most films lie upright

    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    turned = cv2.rotate(stored, turns[info.rotation]) if info.rotation else stored
    if info.mirrored:
        turned = cv2.flip(turned, 1)
    return np.ascontiguousarray(turned, dtype=np.uint8)
