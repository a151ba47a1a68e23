"""The number of a frame, drawn into its picture for machines and for eyes.

A slim dark bar lies along the bottom edge of the picture. Its left part holds 38 cells, light for 1 and dark for 0:
three finder cells, 20 bits of frame number, 12 bits of checksum, three finder cells. Its right part shows the
same number in digits. All measures are shares of the picture's width and height, so the bar is read
after scaling, after a change of pixel shape and after compression.

Reading never guesses: a picture whose cells are unclear, or whose checksum does not fit, has no number.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""An RGB picture, ``(height, width, 3)``."""

Rect = tuple[int, int, int, int]
"""Where a picture lies on a larger canvas: x, y, width, height in pixels."""

MAX_FRAME = (1 << 20) - 1
"""The largest number that fits."""

BAR_HEIGHT = 1 / 22
"""The bar's height as a share of the picture's height."""

BAR_COLOUR = (35, 39, 43)
CELL_COLOUR = (240, 238, 233)

_NUMBER_BITS = 20
_CHECK_BITS = 12
_CHECK_POLYNOMIAL = 0x80F
_FINDER_START = (1, 0, 1)
_FINDER_END = (0, 1, 1)
_CELLS = len(_FINDER_START) + _NUMBER_BITS + _CHECK_BITS + len(_FINDER_END)

# The cells' place inside the picture, as shares of its width, and inside the bar, as shares of its height.
_CELLS_LEFT, _CELLS_RIGHT = 0.01, 0.77
_CELLS_TOP, _CELLS_BOTTOM = 0.14, 0.86

_LEAST_CONTRAST = 70.0
_UNCLEAR = 0.32
"""A cell whose level lies further than this share of the contrast from both dark and light is unclear."""


def bar_top(height: int) -> int:
    """The first row of the bar in a picture of that height; the rows above are free for a drawing."""
    return height - max(4, round(height * BAR_HEIGHT))


def draw_pattern(rgb: Picture, frame: int) -> None:
    """Draw a frame's number along the bottom edge of its picture, in place.

    Args:
        rgb: the upright picture, at least 160 pixels wide if it is to survive compression.
        frame: the number, 0 to `MAX_FRAME`.

    Raises:
        ValueError: the number does not fit.
    """
    height, width = rgb.shape[:2]
    top = bar_top(height)
    rgb[top:] = BAR_COLOUR
    edges = [round(_cell_edge(i) * width) for i in range(_CELLS + 1)]
    first_row = top + round((height - top) * _CELLS_TOP)
    last_row = top + round((height - top) * _CELLS_BOTTOM)
    for bit, left, right in zip(_bits_of(frame), edges, edges[1:], strict=False):
        if bit:
            rgb[first_row:last_row, left:right] = CELL_COLOUR
    _draw_digits(rgb, frame, top)


def read_pattern(rgb: Picture, rect: Rect | None = None) -> int | None:
    """Read the number off a picture.

    Args:
        rgb: the picture, upright.
        rect: where the picture lies if `rgb` is a larger canvas (letterbox); None means that it fills the canvas
            or is surrounded by black bars, whichever can be read.

    Returns:
        The frame's number, or None when it can't be read with certainty.
    """
    if rect is not None:
        return _read_in(rgb, rect)
    height, width = rgb.shape[:2]
    number = _read_in(rgb, (0, 0, width, height))
    if number is not None:
        return number
    found = {n for r in _rects_inside_black(_luma(rgb)) if (n := _read_in(rgb, r)) is not None}
    return found.pop() if len(found) == 1 else None


def _luma(rgb: Picture) -> NDArray[np.float32]:
    return np.asarray(rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32), dtype=np.float32)


def _cell_edge(index: int) -> float:
    return _CELLS_LEFT + (_CELLS_RIGHT - _CELLS_LEFT) * index / _CELLS


def _check_of(number: int) -> int:
    """A 12-bit cyclic checksum; not zero for zero, so that a blank bar is no number."""
    register = 0xA5C
    for position in reversed(range(_NUMBER_BITS)):
        top_bit = (register >> (_CHECK_BITS - 1)) & 1
        register = (register << 1) & ((1 << _CHECK_BITS) - 1)
        if top_bit ^ ((number >> position) & 1):
            register ^= _CHECK_POLYNOMIAL
    return register


def _bits_of(frame: int) -> tuple[int, ...]:
    if not 0 <= frame <= MAX_FRAME:
        raise ValueError(f"frame number {frame} does not fit into {_NUMBER_BITS} bits")
    payload = frame << _CHECK_BITS | _check_of(frame)
    length = _NUMBER_BITS + _CHECK_BITS
    return (*_FINDER_START, *((payload >> (length - 1 - i)) & 1 for i in range(length)), *_FINDER_END)


def _draw_digits(rgb: Picture, frame: int, top: int) -> None:
    height, width = rgb.shape[:2]
    text = f"{frame:05d}"
    room_w, room_h = width * (0.985 - _CELLS_RIGHT - 0.04), (height - top) * 0.7
    font, trial = cv2.FONT_HERSHEY_SIMPLEX, height / 500
    (text_w, text_h), _ = cv2.getTextSize(text, font, trial, 1)
    scale = trial * min(room_w / text_w, room_h / text_h)
    thickness = max(1, round(scale * 1.6))
    (text_w, text_h), _ = cv2.getTextSize(text, font, scale, thickness)
    right = round(width * 0.985 - text_w)
    baseline = round(top + (height - top + text_h) / 2)
    cv2.putText(rgb, text, (right, baseline), font, scale, CELL_COLOUR, thickness, cv2.LINE_AA)


def _read_in(rgb: Picture, rect: Rect) -> int | None:
    levels = _cell_levels(rgb, rect)
    if levels is None:
        return None
    start, end = len(_FINDER_START), _CELLS - len(_FINDER_END)
    finder = np.array(_FINDER_START + _FINDER_END, dtype=bool)
    finder_levels = np.concatenate([levels[:start], levels[end:]])
    dark, light = finder_levels[~finder].mean(), finder_levels[finder].mean()
    contrast = light - dark
    if contrast < _LEAST_CONTRAST:
        return None
    share = (levels - dark) / contrast
    if np.any((share > _UNCLEAR) & (share < 1 - _UNCLEAR)) or share.min() < -0.5 or share.max() > 1.5:
        return None
    bits = (share > 0.5).astype(int)
    if tuple(bits[:start]) != _FINDER_START or tuple(bits[end:]) != _FINDER_END:
        return None
    payload = int("".join(map(str, bits[start:end])), 2)
    number, check = payload >> _CHECK_BITS, payload & ((1 << _CHECK_BITS) - 1)
    return number if check == _check_of(number) else None


def _cell_levels(rgb: Picture, rect: Rect) -> NDArray[np.float32] | None:
    """The mean brightness of the middle of each cell; None when the bar is too small to have a middle."""
    x, y, width, height = rect
    inside = x >= 0 and y >= 0 and x + width <= rgb.shape[1] and y + height <= rgb.shape[0]
    if not inside or width < _CELLS * 2 or height < 22:
        return None
    bar = height * BAR_HEIGHT
    middle = y + height - bar / 2
    reach = bar * (_CELLS_BOTTOM - _CELLS_TOP) * 0.22
    first_row, stop_row = round(middle - reach - 0.5), round(middle + reach + 0.5)
    rows = _luma(rgb[first_row : max(stop_row, first_row + 1)])
    if rows.size == 0:
        return None
    line = np.concatenate([[0.0], np.cumsum(rows.mean(axis=0), dtype=np.float64)])
    edges = x + width * np.array([_cell_edge(i) for i in range(_CELLS + 1)])
    cell = edges[1] - edges[0]
    # The mean between two fractional columns, from the running sum.
    left, right = edges[:-1] + cell * 0.3, edges[1:] - cell * 0.3
    columns = np.arange(line.size)
    means = (np.interp(right, columns, line) - np.interp(left, columns, line)) / (right - left)
    return np.asarray(means, dtype=np.float32)


def _rects_inside_black(luma: NDArray[np.float32]) -> Iterator[Rect]:
    """Where a picture may lie between black bars, allowing for soft edges of a pixel or two."""
    tried: set[Rect] = set()
    for threshold in (10.0, 18.0, 26.0):
        shown = luma > threshold
        rows, columns = np.flatnonzero(shown.mean(axis=1) > 0.1), np.flatnonzero(shown.mean(axis=0) > 0.1)
        if rows.size == 0 or columns.size == 0:
            return
        for left in (0, -1, 1):
            for right in (0, 1, -1):
                for bottom in (0, 1, -1):
                    x, y = int(columns[0]) + left, int(rows[0])
                    rect = (x, y, int(columns[-1]) + 1 + right - x, int(rows[-1]) + 1 + bottom - y)
                    if rect not in tried:
                        tried.add(rect)
                        yield rect
