"""The picture that all clips of a reel are put on, and each clip's place on it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONG_SIDE = 1920
SHORT_SIDE = 1080
_SMALLEST = 16  # H.264 codes in blocks of this many pixels; no film worth showing is smaller


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in square pixels."""

    width: int
    height: int

    @property
    def portrait(self) -> bool:
        """Whether it stands upright; a square lies."""
        return self.height > self.width

    @property
    def area(self) -> int:
        """Pixels."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a clip's picture goes.

    Attributes:
        picture: the size it is scaled to; up to one pixel larger than the canvas, where an odd edge is cut off.
        x: left edge of the picture on the canvas, even.
        y: top edge of the picture on the canvas, even.
        canvas: the whole.
    """

    picture: Size
    x: int
    y: int
    canvas: Size

    @property
    def fills(self) -> bool:
        """Whether no bars are needed."""
        return self.picture.width >= self.canvas.width and self.picture.height >= self.canvas.height


FULL_HD = Size(LONG_SIDE, SHORT_SIDE)
"""The largest picture of a reel, lying."""

PREVIEW_SIZE = Size(960, 540)
"""The largest picture of a preview, lying; two cores make it at playing speed."""


def choose_canvas(clips: Sequence[tuple[Size, int]], most: Size = FULL_HD, *, fill: bool = False) -> Size:
    """The canvas for clips of several sizes.

    It lies or stands as most of the reel's time does. Among the clips that lie or stand like it, the one with the
    most pixels gives its size, made smaller where needed to fit `most` (or `most` upright), and even, as 4:2:0
    colour asks. So the best clip is never blown up, and a reel of like films has no bars.

    Args:
        clips: display size (upright, square pixels) and duration in microseconds of each clip.
        most: the largest canvas, lying.
        fill: make it as large as `most` even if every clip is smaller: on a large screen, words are sharp then.

    Raises:
        ValueError: there are no clips.
    """
    if not clips:
        raise ValueError("a canvas needs at least one clip")
    standing = sum(duration for size, duration in clips if size.portrait)
    lying = sum(duration for size, duration in clips if not size.portrait)
    portrait = standing > lying
    alike = [size for size, _ in clips if size.portrait == portrait] or [size for size, _ in clips]
    limit = Size(most.height, most.width) if portrait else most
    fitted = [_fitted(size, limit) if fill else _shrunk(size, limit) for size in alike]
    best = max(fitted, key=lambda size: size.area)
    return Size(max(_SMALLEST, best.width // 2 * 2), max(_SMALLEST, best.height // 2 * 2))


def place(picture: Size, canvas: Size) -> Placement:
    """A picture as large as the canvas allows, undistorted, in the middle.

    Sizes and edges are even, so that the half-size colour planes line up. A picture that is the canvas but for an odd
    last row or column keeps its pixels, and that row or column is cut off: nothing is blurred for it.
    """
    if 0 <= picture.width - canvas.width <= 1 and 0 <= picture.height - canvas.height <= 1:
        return Placement(picture, 0, 0, canvas)
    if picture.width * canvas.height >= picture.height * canvas.width:
        width = canvas.width
        height = min(canvas.height, _even(picture.height * canvas.width / picture.width))
    else:
        height = canvas.height
        width = min(canvas.width, _even(picture.width * canvas.height / picture.height))
    x, y = (canvas.width - width) // 4 * 2, (canvas.height - height) // 4 * 2
    return Placement(Size(width, height), x, y, canvas)


def _shrunk(size: Size, limit: Size) -> Size:
    if size.width <= limit.width and size.height <= limit.height:
        return size
    return _fitted(size, limit)


def _fitted(size: Size, limit: Size) -> Size:
    factor = min(limit.width / size.width, limit.height / size.height)
    return Size(min(limit.width, _even(size.width * factor)), min(limit.height, _even(size.height * factor)))


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
