"""Work on a picture as the encoder takes it: a plane of brightness, and two of colour at half the size.

Video range, BT.709. A decoded picture may be shared with the decoder, so work is done on copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from vig_annotator.reels.canvas import Size

Plane = NDArray[np.uint8]

PIXEL_FORMAT = "yuv420p"
BLACK, GREY = 16, 128
_CELLS = 5
"""A blurred region is made of so many cells along its longer side: no face can be told, or be put together again, from that."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels of a picture: left and top edge (inclusive), right and bottom edge (exclusive)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.right - self.left, self.bottom - self.top)


@dataclass(slots=True, eq=False)
class Planes:
    """A picture that is being worked on.

    Attributes:
        y: brightness.
        u, v: colour, at half the size.
    """

    y: Plane
    u: Plane
    v: Plane

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.y.shape[1], self.y.shape[0])


def planes_of(frame: VideoFrame) -> Planes:
    """A copy of a frame's planes; the frame is `PIXEL_FORMAT`, of even size."""
    width, height = frame.width, frame.height
    sizes = ((width, height), (width // 2, height // 2), (width // 2, height // 2))
    copies = [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:tall, :wide].copy()
        for plane, (wide, tall) in zip(frame.planes, sizes, strict=True)
    ]
    return Planes(*copies)


def frame_of(planes: Planes) -> VideoFrame:
    """A frame of these planes."""
    frame = VideoFrame(planes.size.width, planes.size.height, PIXEL_FORMAT)
    for plane, pixels in zip(frame.planes, (planes.y, planes.u, planes.v), strict=True):
        tall, wide = pixels.shape
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        rows[:tall, :wide] = pixels
    return frame


def blank(size: Size) -> Planes:
    """A black picture."""
    half = (size.height // 2, size.width // 2)
    return Planes(
        np.full((size.height, size.width), BLACK, np.uint8),
        np.full(half, GREY, np.uint8),
        np.full(half, GREY, np.uint8),
    )


def put(onto: Planes, picture: Planes, x: int, y: int) -> None:
    """Put a picture onto a larger one, at even places."""
    width, height = picture.size.width, picture.size.height
    onto.y[y : y + height, x : x + width] = picture.y
    half = np.s_[y // 2 : y // 2 + height // 2, x // 2 : x // 2 + width // 2]
    onto.u[half], onto.v[half] = picture.u, picture.v


def hide(planes: Planes, rect: Rect) -> None:
    """Make what is in a rectangle impossible to recognise: a few cells, run together.

    The cells are means of all pixels in them; nothing else of the picture is left there.
    """
    half = Rect(rect.left // 2, rect.top // 2, -(-rect.right // 2), -(-rect.bottom // 2))
    for plane, part in ((planes.y, rect), (planes.u, half), (planes.v, half)):
        region = plane[part.top : part.bottom, part.left : part.right]
        tall, wide = region.shape
        if min(tall, wide) < 1:
            continue
        cell = max(1, -(-max(tall, wide) // _CELLS))
        few = cv2.resize(
            region, (max(1, round(wide / cell)), max(1, round(tall / cell))), interpolation=cv2.INTER_AREA
        )
        region[:] = cv2.resize(few, (wide, tall), interpolation=cv2.INTER_LINEAR)


def dim(planes: Planes, light: Plane) -> None:
    """Darken a picture: `light` is 255 where it stays, less where it becomes darker; of the picture's size."""
    above = np.maximum(planes.y, BLACK) - np.uint8(BLACK)
    planes.y[:] = np.asarray(cv2.multiply(above, light, scale=1 / 255), np.uint8) + np.uint8(BLACK)
    small = cv2.resize(light, planes.u.shape[::-1], interpolation=cv2.INTER_AREA)
    share = small.astype(np.float32) / 255
    for plane in (planes.u, planes.v):
        plane[:] = np.rint((plane.astype(np.float32) - GREY) * share + GREY).astype(np.uint8)


def fade(planes: Planes, light: float) -> Planes:
    """The picture on its way into the dark: 1 is as it is, 0 is black."""
    return Planes(
        _faded(planes.y, light, BLACK), _faded(planes.u, light, GREY), _faded(planes.v, light, GREY)
    )


def _faded(plane: Plane, light: float, ground: int) -> Plane:
    return np.asarray(cv2.convertScaleAbs(plane, alpha=light, beta=ground * (1 - light)), dtype=np.uint8)


def zoom(planes: Planes, left: float, top: float, width: float, height: float, size: Size) -> Planes:
    """A part of a picture, given in its pixels, at another (even) size."""
    return Planes(
        _zoomed(planes.y, left, top, width, height, size),
        _zoomed(planes.u, left / 2, top / 2, width / 2, height / 2, Size(size.width // 2, size.height // 2)),
        _zoomed(planes.v, left / 2, top / 2, width / 2, height / 2, Size(size.width // 2, size.height // 2)),
    )


def _zoomed(plane: Plane, left: float, top: float, width: float, height: float, size: Size) -> Plane:
    across, down = width / size.width, height / size.height
    if max(across, down) > 1.5:  # much smaller: every pixel must count, or fine patterns shimmer
        rows = slice(max(0, round(top)), max(round(top) + 1, round(top + height)))
        columns = slice(max(0, round(left)), max(round(left) + 1, round(left + width)))
        part = np.ascontiguousarray(plane[rows, columns])
        return np.asarray(cv2.resize(part, (size.width, size.height), interpolation=cv2.INTER_AREA), np.uint8)
    # Pixels are squares: the middle of the first one lies half a pixel inside.
    move = np.array([[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]], dtype=np.float64)
    return np.asarray(
        cv2.warpAffine(
            plane,
            move,
            (size.width, size.height),
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A half-transparent picture, made ready to be laid onto others.

    Attributes:
        light: what it adds, each plane already multiplied by the opacity.
        rest: how much of what is below stays, 0 to 255, for brightness and for colour.
        x, y: where it lies, even.
    """

    light: Planes
    rest: tuple[Plane, Plane]
    x: int
    y: int


def sheet_of(rgba: NDArray[np.uint8], x: int, y: int) -> Sheet:
    """Make a picture with opacity ready; only what is not wholly transparent is kept, odd edges are filled up."""
    shown = rgba[..., 3] > 0
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if rows.size == 0:
        rgba, top, left = np.zeros((2, 2, 4), np.uint8), 0, 0
    else:
        top, left = int(rows[0]) // 2 * 2, int(columns[0]) // 2 * 2
        rgba = rgba[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    rgba = np.pad(rgba, ((0, rgba.shape[0] % 2), (0, rgba.shape[1] % 2), (0, 0)))
    alpha = rgba[..., 3].astype(np.float32) / 255
    red, green, blue = (rgba[..., n].astype(np.float32) * alpha for n in range(3))
    # BT.709, video range; colours are taken with their opacity, so that edges don't take on a colour of their own.
    luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) * 219 / 255 + BLACK * alpha
    u = (-0.1146 * red - 0.3854 * green + 0.5 * blue) * 224 / 255 + GREY * alpha
    v = (0.5 * red - 0.4542 * green - 0.0458 * blue) * 224 / 255 + GREY * alpha
    half = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    small_u, small_v, small_alpha = (
        cv2.resize(one, half, interpolation=cv2.INTER_AREA) for one in (u, v, alpha)
    )
    light = Planes(_bytes(luma), _bytes(small_u), _bytes(small_v))
    return Sheet(light, (_bytes((1 - alpha) * 255), _bytes((1 - small_alpha) * 255)), x + left, y + top)


def _bytes(values: NDArray[Any]) -> Plane:
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


def lay(planes: Planes, sheet: Sheet) -> None:
    """Lay a sheet onto a picture; what reaches out of it is cut off."""
    for plane, light, rest, x, y in (
        (planes.y, sheet.light.y, sheet.rest[0], sheet.x, sheet.y),
        (planes.u, sheet.light.u, sheet.rest[1], sheet.x // 2, sheet.y // 2),
        (planes.v, sheet.light.v, sheet.rest[1], sheet.x // 2, sheet.y // 2),
    ):
        tall, wide = min(light.shape[0], plane.shape[0] - y), min(light.shape[1], plane.shape[1] - x)
        below = plane[y : y + tall, x : x + wide]
        below[:] = cv2.add(
            cv2.multiply(below, np.ascontiguousarray(rest[:tall, :wide]), scale=1 / 255), light[:tall, :wide]
        )
