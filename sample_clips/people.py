"""A parent and a baby: what they look like, what a face can do, and the arms and hands that reach."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sample_clips.canvas import Canvas, Colour, Point, between, bezier, shade


@dataclass(frozen=True)
class Looks:
    """What a person looks like; lengths are shares of the head's radius."""

    skin: Colour
    hair: Colour
    clothes: Colour
    eye_size: float
    eye_spread: float  # degrees of longitude
    eye_height: float  # degrees of latitude, positive is down
    mouth_height: float
    mouth_width: float
    face_width: float
    baby: bool


PARENT = Looks(
    skin=(226, 180, 146),
    hair=(84, 54, 42),
    clothes=(74, 109, 140),
    eye_size=0.125,
    eye_spread=22,
    eye_height=-2,
    mouth_height=34,
    mouth_width=0.34,
    face_width=0.94,
    baby=False,
)
BABY = Looks(
    skin=(240, 203, 174),
    hair=(150, 104, 68),
    clothes=(219, 170, 74),
    eye_size=0.165,
    eye_spread=25,
    eye_height=6,
    mouth_height=37,
    mouth_width=0.28,
    face_width=1.06,
    baby=True,
)


@dataclass(frozen=True)
class Face:
    """What a face does at one instant.

    Attributes:
        yaw: degrees the head is turned, positive to the picture's right.
        pitch: degrees the head is bent, positive downwards.
        tilt: degrees the head leans to its side, clockwise.
        gaze: where the eyes point beyond the head's turn, each from -1 to 1.
        smile: -1 (sad) to 1 (broad).
        mouth_open: 0 to 1.
        lids: 0 (open) to 1 (closed).
        squint: 0 to 1, eyes that laugh.
        brow: -1 (worried) to 1 (raised).
    """

    yaw: float = 0.0
    pitch: float = 0.0
    tilt: float = 0.0
    gaze: Point = (0.0, 0.0)
    smile: float = 0.2
    mouth_open: float = 0.0
    lids: float = 0.0
    squint: float = 0.0
    brow: float = 0.0


def draw_arm(canvas: Canvas, looks: Looks, shoulder: Point, hand: Point, size: float, bend: float) -> None:
    """An arm from the shoulder to the wrist; `bend` is how far the elbow hangs aside, in head radii."""
    middle = between(shoulder, hand, 0.5)
    length = max(1e-6, math.dist(shoulder, hand))
    across = (-(hand[1] - shoulder[1]) / length, (hand[0] - shoulder[0]) / length)
    elbow = (middle[0] + across[0] * bend * size, middle[1] + across[1] * bend * size)
    line = bezier([shoulder, elbow, hand], 14)
    canvas.limb(line[9:], size * 0.27, size * 0.24, looks.skin)
    canvas.limb(line[:12], size * 0.5, size * 0.35, shade(looks.clothes, 0.92))


def draw_hand(
    canvas: Canvas, looks: Looks, at: Point, size: float, angle: float, spread: float = 0.4
) -> None:
    """A hand whose fingers point towards `angle` (degrees, clockwise from the right)."""
    for grow, skin in ((size * 0.045, shade(looks.skin, 0.8)), (0.0, shade(looks.skin, 0.99))):
        for root, tip, first, last in _fingers(looks, at, size, angle, spread):
            canvas.limb([root, tip], first + grow, last + grow, skin)
        palm = size * (0.25 if looks.baby else 0.225) + grow / 2
        canvas.ellipse(at, (palm, palm * 0.96), skin)


def _fingers(
    looks: Looks, at: Point, size: float, angle: float, spread: float
) -> list[tuple[Point, Point, float, float]]:
    """Root, tip and widths of the four fingers and the thumb."""
    short, thick = (0.8, 0.135) if looks.baby else (1.0, 0.125)
    found = []
    for finger, length in ((-1.5, 0.42), (-0.5, 0.5), (0.5, 0.49), (1.5, 0.4)):
        turn = math.radians(angle + finger * (9 + 13 * spread))
        root = (at[0] + math.cos(turn) * size * 0.14, at[1] + math.sin(turn) * size * 0.14)
        tip = (at[0] + math.cos(turn) * size * length * short, at[1] + math.sin(turn) * size * length * short)
        found.append((root, tip, size * thick * 1.1, size * thick * 0.9))
    thumb = math.radians(angle - 62 - 16 * spread)
    tip = (at[0] + math.cos(thumb) * size * 0.34 * short, at[1] + math.sin(thumb) * size * 0.34 * short)
    found.append((at, tip, size * thick * 1.25, size * thick))
    return found
