"""A canvas for soft, flat drawings: everything is drawn twice as large and then made small, so edges are smooth.

Coordinates are those of the finished picture; they may be fractions.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Colour = tuple[int, int, int]
Pixels = NDArray[np.uint8]

_SCALE = 2
_SHIFT = 4  # cv2 takes coordinates with four binary places
_UNIT = _SCALE << _SHIFT


def shade(colour: Colour, share: float) -> Colour:
    """A colour made darker (share below 1) or lighter (above 1, towards white)."""
    if share <= 1:
        return (round(colour[0] * share), round(colour[1] * share), round(colour[2] * share))
    towards = share - 1
    r, g, b = (round(c + (255 - c) * towards) for c in colour)
    return (r, g, b)


def between(a: Point, b: Point, share: float) -> Point:
    """The point that lies a share of the way from `a` to `b`."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def bezier(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """A quadratic (three points) or cubic (four points) curve as a chain of points."""
    t = np.linspace(0.0, 1.0, steps + 1)[:, None]
    p = [np.array(q, dtype=float) for q in points]
    if len(p) == 3:
        curve = (1 - t) ** 2 * p[0] + 2 * (1 - t) * t * p[1] + t**2 * p[2]
    else:
        curve = (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t**2 * p[2] + t**3 * p[3]
    return [(float(x), float(y)) for x, y in curve]


def rounded(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """A closed smooth outline through the given points (Catmull-Rom)."""
    p = np.array(points, dtype=float)
    before, after, later = np.roll(p, 1, axis=0), np.roll(p, -1, axis=0), np.roll(p, -2, axis=0)
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[None, :, None]
    a, b, c, d = (q[:, None, :] for q in (before, p, after, later))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return [(float(x), float(y)) for x, y in curve.reshape(-1, 2)]


def soft(points: Sequence[Point]) -> list[Point]:
    """An open line through the given points, without corners."""
    first, last = points[0], points[-1]
    ahead = (2 * first[0] - points[1][0], 2 * first[1] - points[1][1])
    behind = (2 * last[0] - points[-2][0], 2 * last[1] - points[-2][1])
    steps = 6
    # The closed outline's first stretches run through the points; those that lead back are cut off.
    return [*rounded([first, *points[1:-1], last, behind, ahead], steps)[: (len(points) - 1) * steps], last]


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.pixels: Pixels = np.zeros((height * _SCALE, width * _SCALE, 3), np.uint8)

    def copy(self) -> Canvas:
        """A second canvas with the same drawing on it."""
        other = Canvas.__new__(Canvas)
        other.width, other.height, other.pixels = self.width, self.height, self.pixels.copy()
        return other

    def finished(self) -> Pixels:
        """The drawing at its real size."""
        small = cv2.resize(self.pixels, (self.width, self.height), interpolation=cv2.INTER_AREA)
        return np.asarray(small, dtype=np.uint8)

    def gradient(self, top: float, bottom: float, upper: Colour, lower: Colour) -> None:
        """Fill a band across the whole width with a vertical change of colour."""
        y0, y1 = round(top * _SCALE), round(bottom * _SCALE)
        share = np.linspace(0.0, 1.0, max(1, y1 - y0))[:, None, None]
        band = np.array(upper) * (1 - share) + np.array(lower) * share
        self.pixels[y0:y1] = np.rint(band).astype(np.uint8)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill an outline."""
        cv2.fillPoly(self.pixels, [_fixed(points)], colour, cv2.LINE_AA, _SHIFT)

    def ellipse(self, centre: Point, radii: Point, colour: Colour, angle: float = 0.0) -> None:
        """Fill an ellipse; `angle` in degrees, clockwise."""
        self.polygon(_ellipse(centre, radii, angle), colour)

    def stroke(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A line with round ends."""
        thickness = max(1, round(width * _SCALE))
        cv2.polylines(self.pixels, [_fixed(points)], False, colour, thickness, cv2.LINE_AA, _SHIFT)

    def limb(self, points: Sequence[Point], first_width: float, last_width: float, colour: Colour) -> None:
        """A line that grows thinner, with round ends: an arm, a finger, a leaf's stem."""
        p = np.array(points, dtype=float)
        along = np.gradient(p, axis=0)
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
        across = np.stack([-along[:, 1], along[:, 0]], axis=1) / length[:, None]
        half = np.linspace(first_width, last_width, len(p))[:, None] / 2
        outline = np.concatenate([p + across * half, (p - across * half)[::-1]])
        self.polygon([(float(x), float(y)) for x, y in outline], colour)
        self.ellipse(points[0], (first_width / 2, first_width / 2), colour)
        self.ellipse(points[-1], (last_width / 2, last_width / 2), colour)

    def tint(self, points: Sequence[Point], colour: Colour, strength: float) -> None:
        """Lay a see-through colour over an outline; strength 0 to 1."""
        fixed = _fixed(points)
        xs, ys = fixed[:, 0] >> _SHIFT, fixed[:, 1] >> _SHIFT
        x0, x1 = max(0, int(xs.min()) - 2), min(self.pixels.shape[1], int(xs.max()) + 3)
        y0, y1 = max(0, int(ys.min()) - 2), min(self.pixels.shape[0], int(ys.max()) + 3)
        if x1 <= x0 or y1 <= y0 or strength <= 0:
            return
        part = self.pixels[y0:y1, x0:x1]
        painted = part.copy()
        cv2.fillPoly(painted, [fixed - np.array([x0, y0]) * (1 << _SHIFT)], colour, cv2.LINE_AA, _SHIFT)
        cv2.addWeighted(painted, strength, part, 1 - strength, 0, dst=part)

    def tint_ellipse(self, centre: Point, radii: Point, colour: Colour, strength: float) -> None:
        """Lay a see-through ellipse over the drawing."""
        self.tint(_ellipse(centre, radii, 0.0), colour, strength)

    def glow(self, centre: Point, radii: Point, colour: Colour, strength: float) -> None:
        """A soft light that fades towards its edge; strength 0 to 1 in the middle."""
        cx, cy, rx, ry = (v * _SCALE for v in (*centre, *radii))
        x0, x1 = max(0, round(cx - rx)), min(self.pixels.shape[1], round(cx + rx))
        y0, y1 = max(0, round(cy - ry)), min(self.pixels.shape[0], round(cy + ry))
        if x1 <= x0 or y1 <= y0 or strength <= 0:
            return
        dx = ((np.arange(x0, x1, dtype=np.float32) - cx) / rx) ** 2
        dy = ((np.arange(y0, y1, dtype=np.float32) - cy) / ry) ** 2
        fade = np.clip(1 - (dx[None, :] + dy[:, None]), 0, 1) ** 2 * np.float32(strength)
        part = self.pixels[y0:y1, x0:x1]
        lit = part + (np.array(colour, np.float32) - part) * fade[..., None]
        part[:] = np.rint(lit).astype(np.uint8)


def _fixed(points: Sequence[Point]) -> NDArray[np.int32]:
    # Pixel centres lie at half units: the large picture is averaged two by two.
    fixed = np.rint(np.array(points, dtype=float) * _UNIT - (1 << (_SHIFT - 1)))
    return np.asarray(fixed, dtype=np.int32)


def _ellipse(centre: Point, radii: Point, angle: float) -> list[Point]:
    turn = np.deg2rad(angle)
    around = np.linspace(0.0, 2 * np.pi, 48, endpoint=False)
    x, y = radii[0] * np.cos(around), radii[1] * np.sin(around)
    return [
        (float(px), float(py))
        for px, py in zip(
            centre[0] + x * np.cos(turn) - y * np.sin(turn),
            centre[1] + x * np.sin(turn) + y * np.cos(turn),
            strict=True,
        )
    ]
