"""The room, the things and the people, put together into one picture."""

from __future__ import annotations

import math

from sample_clips.canvas import Canvas, Colour, Pixels, Point, bezier, rounded, shade
from sample_clips.head import Head
from sample_clips.people import BABY, PARENT, draw_arm, draw_hand
from sample_clips.poses import PLAY_STAGE, Person, Pose, Stage
from sample_clips.rooms import draw_living_room, draw_nursery

_VOICE_COLOURS: dict[str, Colour] = {"parent": (255, 214, 170), "baby": (190, 222, 255)}
_WOOD: Colour = (186, 142, 104)


class Scene:
    """A room that is drawn once, with people who are drawn for each frame."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._room = Canvas(*stage.size)
        if stage is PLAY_STAGE:
            draw_living_room(self._room)
        else:
            draw_nursery(self._room)

    def picture(self, pose: Pose) -> Pixels:
        """The finished picture of a pose."""
        canvas = self._room.copy()
        if self._stage is PLAY_STAGE:
            self._draw_at_table(canvas, pose)
        else:
            self._draw_on_mat(canvas, pose)
        return canvas.finished()

    def _draw_at_table(self, canvas: Canvas, pose: Pose) -> None:
        stage, parent, baby = self._stage, pose.parent, pose.baby
        _draw_chair(canvas, baby.head, stage.baby_radius)
        parent_head = Head(PARENT, parent.head, stage.parent_radius, parent.face)
        baby_head = Head(BABY, baby.head, stage.baby_radius, baby.face)
        parent_head.draw_back(canvas)
        shoulder_y = _draw_parent_body(canvas, parent.head, stage.parent_radius, 480)
        baby_shoulder = _draw_baby_body(canvas, baby.head, stage.baby_radius, 480)
        parent_head.draw(canvas)
        baby_head.draw(canvas)
        _draw_table(canvas)
        _draw_ring(canvas, (494, 462))
        r, b = stage.parent_radius, stage.baby_radius
        far = (parent.head[0] - r * 0.98, shoulder_y + r * 0.62)
        near = (parent.head[0] + r * 0.72, shoulder_y + r * 0.68)
        draw_arm(canvas, PARENT, far, parent.far_hand, r, 0.55 - 0.2 * parent.hiding - 0.1 * pose.phone_held)
        draw_arm(canvas, PARENT, near, parent.near_hand, r, 0.35 - 0.8 * parent.hiding)
        _draw_phone(canvas, pose, parent.far_hand)
        draw_hand(
            canvas, PARENT, parent.far_hand, r * (1.02 + 0.2 * parent.hiding), parent.far_angle, parent.spread
        )
        draw_hand(
            canvas,
            PARENT,
            parent.near_hand,
            r * (1.02 + 0.2 * parent.hiding),
            parent.near_angle,
            parent.spread,
        )
        draw_arm(
            canvas, BABY, (baby.head[0] + b * 0.66, baby_shoulder + b * 0.45), baby.far_hand, b * 0.95, -0.3
        )
        draw_hand(canvas, BABY, baby.far_hand, b * 0.86, baby.far_angle, baby.spread)
        draw_arm(
            canvas, BABY, (baby.head[0] - b * 0.56, baby_shoulder + b * 0.45), baby.near_hand, b * 0.95, -0.25
        )
        draw_hand(canvas, BABY, baby.near_hand, b * 0.86, baby.near_angle, baby.spread)
        _draw_voice(canvas, "parent", parent, parent_head, baby.head)
        _draw_voice(canvas, "baby", baby, baby_head, parent.head)

    def _draw_on_mat(self, canvas: Canvas, pose: Pose) -> None:
        stage, parent, baby = self._stage, pose.parent, pose.baby
        parent_head = Head(PARENT, parent.head, stage.parent_radius, parent.face)
        baby_head = Head(BABY, baby.head, stage.baby_radius, baby.face)
        r, b = stage.parent_radius, stage.baby_radius
        parent_head.draw_back(canvas)
        shoulder_y = _draw_parent_body(canvas, parent.head, r, 960)
        parent_head.draw(canvas)
        # One arm lies behind the baby, only its hand is seen; the other one comes round in front.
        behind = (parent.head[0] + r * 0.8, shoulder_y + r * 0.7)
        draw_arm(canvas, PARENT, behind, parent.near_hand, r, -0.3)
        baby_shoulder = _draw_baby_body(canvas, baby.head, b, 920)
        baby_head.draw(canvas)
        before = (parent.head[0] - r * 0.98, shoulder_y + r * 0.7)
        draw_arm(canvas, PARENT, before, parent.far_hand, r, 0.45)
        draw_hand(canvas, PARENT, parent.far_hand, r * 0.95, 6, 0.2)
        draw_hand(canvas, PARENT, parent.near_hand, r * 0.95, 186, 0.2)
        for hand, side, angle in ((baby.near_hand, -1, baby.near_angle), (baby.far_hand, 1, baby.far_angle)):
            shoulder = (baby.head[0] + side * b * 0.62, baby_shoulder + b * 0.45)
            draw_arm(canvas, BABY, shoulder, hand, b * 0.95, -0.28 * side)
            draw_hand(canvas, BABY, hand, b * 0.86, angle, baby.spread)
        _draw_voice(canvas, "parent", parent, parent_head, baby.head)
        _draw_voice(canvas, "baby", baby, baby_head, parent.head)


def _draw_chair(canvas: Canvas, head: Point, r: float) -> None:
    x, y = 660, 262
    canvas.polygon(
        rounded(
            [
                (x - r * 1.0, y + r * 0.4),
                (x + r * 0.1, y - r * 0.5),
                (x + r * 1.55, y + r * 0.15),
                (x + r * 1.78, y + r * 2.0),
                (x + r * 1.5, y + r * 3.7),
                (x - r * 1.3, y + r * 3.7),
                (x - r * 1.45, y + r * 2.2),
            ]
        ),
        (196, 112, 90),
    )
    canvas.polygon(
        rounded(
            [
                (x - r * 0.7, y + r * 0.6),
                (x + r * 0.25, y - r * 0.15),
                (x + r * 1.3, y + r * 0.4),
                (x + r * 1.45, y + r * 2.1),
                (x + r * 1.2, y + r * 3.4),
                (x - r * 1.0, y + r * 3.4),
                (x - r * 1.1, y + r * 2.2),
            ]
        ),
        (214, 134, 108),
    )


def _draw_parent_body(canvas: Canvas, head: Point, r: float, bottom: float) -> float:
    """Neck and jumper; answers the height of the shoulders."""
    x, y = head[0] - r * 0.1, head[1] + r * 1.3
    canvas.limb(
        [(head[0] - r * 0.04, head[1] + r * 0.7), (x, y + r * 0.1)],
        r * 0.56,
        r * 0.66,
        shade(PARENT.skin, 0.9),
    )
    body = [
        (x - r * 0.36, y - r * 0.06),
        (x + r * 0.36, y - r * 0.06),
        *bezier(
            [
                (x + r * 0.36, y - r * 0.06),
                (x + r * 1.05, y + r * 0.1),
                (x + r * 1.16, y + r * 0.9),
                (x + r * 1.2, bottom),
            ]
        ),
    ]
    body += bezier(
        [
            (x - r * 1.42, bottom),
            (x - r * 1.36, y + r * 0.9),
            (x - r * 1.2, y + r * 0.12),
            (x - r * 0.36, y - r * 0.06),
        ]
    )
    canvas.polygon(body, PARENT.clothes)
    neckline = bezier([(x - r * 0.38, y - r * 0.05), (x, y + r * 0.36), (x + r * 0.38, y - r * 0.05)])
    throat = [(x + r * 0.26, y - r * 0.12), (x - r * 0.26, y - r * 0.12)]
    canvas.polygon([*neckline, *throat], shade(PARENT.skin, 0.9))
    canvas.stroke(neckline, r * 0.09, shade(PARENT.clothes, 0.86))
    return y


def _draw_baby_body(canvas: Canvas, head: Point, r: float, bottom: float) -> float:
    """Romper and collar; answers the height of the shoulders."""
    x, y = head[0] + r * 0.1, head[1] + r * 0.96
    body = [
        (x - r * 0.34, y),
        (x + r * 0.34, y),
        *bezier(
            [
                (x + r * 0.34, y),
                (x + r * 0.98, y + r * 0.2),
                (x + r * 1.02, y + r * 1.2),
                (x + r * 0.98, bottom),
            ]
        ),
    ]
    body += bezier(
        [(x - r * 0.98, bottom), (x - r * 1.02, y + r * 1.2), (x - r * 0.98, y + r * 0.2), (x - r * 0.34, y)]
    )
    canvas.polygon(body, BABY.clothes)
    bib = rounded(
        [
            (x - r * 0.42, y + r * 0.02),
            (x, y + r * 0.1),
            (x + r * 0.42, y + r * 0.02),
            (x + r * 0.46, y + r * 0.6),
            (x, y + r * 0.9),
            (x - r * 0.46, y + r * 0.6),
        ]
    )
    canvas.polygon(bib, (246, 240, 228))
    canvas.ellipse((x, y + r * 0.52), (r * 0.12, r * 0.12), (214, 134, 108))
    return y


def _draw_table(canvas: Canvas) -> None:
    canvas.polygon([(0, 446), (960, 446), (960, 540), (0, 540)], _WOOD)
    canvas.polygon([(0, 446), (960, 446), (960, 451), (0, 451)], shade(_WOOD, 1.22))
    for y in (474, 500):
        canvas.stroke([(0, y), (960, y + 2)], 1.5, shade(_WOOD, 0.95))


def _draw_ring(canvas: Canvas, at: Point) -> None:
    """A wooden ring with three beads: the baby's toy."""
    canvas.tint_ellipse((at[0] + 2, at[1] + 20), (44, 9), (90, 60, 40), 0.25)
    canvas.ellipse(at, (40, 22), (212, 92, 76))
    canvas.ellipse((at[0], at[1] - 1), (24, 10), shade(_WOOD, 0.96))
    canvas.ellipse((at[0] - 2, at[1] - 14), (30, 4), (228, 128, 110))
    for dx, tone in ((-30, (236, 196, 96)), (0, (96, 156, 152)), (30, (236, 196, 96))):
        canvas.ellipse((at[0] + dx, at[1] + 10 - abs(dx) * 0.22), (11, 11), tone)
        canvas.ellipse((at[0] + dx - 3, at[1] + 6 - abs(dx) * 0.22), (3.5, 3), shade(tone, 1.5))


def _draw_phone(canvas: Canvas, pose: Pose, hand: Point) -> None:
    """Flat on the table, or held up in the far hand; its light falls on the parent."""
    held, light = pose.phone_held, pose.phone_light
    x, y = 138 + (hand[0] - 8 - 138) * held, 474 + (hand[1] - 42 - 474) * held
    half_w, half_h = 30 - 2 * held, 11 + 35 * held
    if light > 0:
        canvas.glow((x + 10, y - 24), (150, 140), (214, 234, 255), 0.5 * light)
    tip = 10 * (1 - held) + 9 * held
    corners = [
        (x - half_w + tip, y - half_h),
        (x + half_w + tip, y - half_h),
        (x + half_w - tip, y + half_h),
        (x - half_w - tip, y + half_h),
    ]
    canvas.polygon(_rounded_corners(corners, 7), (44, 48, 54))
    inner = [(x + (cx - x) * 0.86, y + (cy - y) * 0.86) for cx, cy in corners]
    dark, bright = (70, 78, 88), (226, 240, 255)
    r, g, b = (round(p + (q - p) * light) for p, q in zip(dark, bright, strict=True))
    canvas.polygon(_rounded_corners(inner, 4), (r, g, b))


def _rounded_corners(corners: list[Point], radius: float) -> list[Point]:
    """A polygon whose corners are bows."""
    outline: list[Point] = []
    count = len(corners)
    for i, corner in enumerate(corners):
        sides = []
        for other in (corners[i - 1], corners[(i + 1) % count]):
            length = max(1e-6, math.dist(corner, other))
            share = min(0.5, radius / length)
            sides.append(
                (corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share)
            )
        outline += bezier([sides[0], corner, sides[1]], 5)
    return outline


def _draw_voice(canvas: Canvas, who: str, person: Person, head: Head, towards: Point) -> None:
    """Bows that travel from the mouth to the other one while a voice is heard: the sound can be seen."""
    if person.voice <= 0.02:
        return
    r, mouth = head.radius, head.mouth
    middle = math.atan2(towards[1] - mouth[1], towards[0] - mouth[0])
    # They leave from the edge of the face, not from its middle.
    start = (mouth[0] + math.cos(middle) * r * 0.62, mouth[1] + math.sin(middle) * r * 0.62)
    age = person.voice_age_us / 620_000
    for i in range(3):
        if age < i / 3:
            continue
        travel = (age - i / 3) % 1.0
        radius = r * (0.22 + 0.95 * travel)
        inner, outer = (
            [
                (start[0] + reach * math.cos(middle + a), start[1] + reach * math.sin(middle + a))
                for a in (0.55 * (k / 6 - 1) for k in range(13))
            ]
            for reach in (radius, radius + r * 0.075)
        )
        strength = 0.95 * (1 - travel * travel) * min(1.0, person.voice * 2.4)
        canvas.tint([*inner, *outer[::-1]], _VOICE_COLOURS[who], strength)
