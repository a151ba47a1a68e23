"""A drawn head that turns: eyes that look, a mouth that smiles and speaks."""

from __future__ import annotations

import math

from sample_clips.canvas import Canvas, Colour, Point, bezier, rounded, shade, soft
from sample_clips.people import Face, Looks

_MOUTH_INSIDE: Colour = (122, 46, 50)
_TONGUE: Colour = (214, 112, 108)
_LIP: Colour = (158, 72, 66)
_IRIS: Colour = (52, 38, 34)
_EYE_WHITE: Colour = (252, 250, 246)


class Head:
    """A head at a place, as a ball on which the features lie: turning it moves them as they would move."""

    def __init__(self, looks: Looks, centre: Point, radius: float, face: Face) -> None:
        self.looks, self.centre, self.radius, self.face = looks, centre, radius, face
        self._cos, self._sin = math.cos(math.radians(face.tilt)), math.sin(math.radians(face.tilt))

    def flat(self, x: float, y: float) -> Point:
        """A point in the plane of the picture, in radii from the middle of the head."""
        x *= self.looks.face_width
        return (
            self.centre[0] + self.radius * (x * self._cos - y * self._sin),
            self.centre[1] + self.radius * (x * self._sin + y * self._cos),
        )

    def on(self, longitude: float, latitude: float) -> Point:
        """A point on the ball, in degrees from the middle of the face; latitude is positive downwards."""
        turned = math.radians(max(-90.0, min(90.0, longitude + self.face.yaw)))
        bent = math.radians(max(-85.0, min(85.0, latitude + self.face.pitch)))
        return self.flat(math.cos(bent * 0.55) * math.sin(turned), math.sin(bent))

    def rim(self, longitude: float, latitude: float) -> Point:
        """A point of the hairline: true to the ball, so that it meets the head's outline near the crown."""
        turned = math.radians(max(-90.0, min(90.0, longitude + self.face.yaw)))
        bent = math.radians(max(-85.0, min(85.0, latitude + self.face.pitch)))
        return self.flat(math.cos(bent) * math.sin(turned), math.sin(bent))

    def narrowing(self, longitude: float) -> float:
        """How much narrower a feature at that longitude looks because of the turn."""
        return max(0.12, math.cos(math.radians(longitude + self.face.yaw)))

    @property
    def mouth(self) -> Point:
        """The middle of the mouth."""
        return self.on(0, self.looks.mouth_height)

    def draw_back(self, canvas: Canvas) -> None:
        """Hair that lies behind the head."""
        if self.looks.baby:
            return
        swing = -math.sin(math.radians(self.face.yaw)) * 0.2
        hair = self.looks.hair
        bun = self.flat(swing * 1.6, -1.02)
        canvas.ellipse(bun, (self.radius * 0.36, self.radius * 0.34), shade(hair, 0.92))
        outline = [(-1.14, -0.35), (-0.86, -0.98), (0.0, -1.19), (0.86, -0.98), (1.14, -0.35)]
        outline += [(1.15, 0.3), (0.98, 0.82), (0.4, 0.9), (-0.4, 0.9), (-0.98, 0.82), (-1.15, 0.3)]
        canvas.polygon(rounded([self.flat(x + swing, y) for x, y in outline]), shade(hair, 0.86))

    def draw(self, canvas: Canvas) -> None:
        """The head, its face and the hair in front."""
        looks, face, r = self.looks, self.face, self.radius
        for side in (-1, 1):
            self._draw_ear(canvas, side)
        chin = 0.98 if looks.baby else 1.04
        outline = [(-1.0, -0.15), (-0.74, -0.74), (0.0, -1.0), (0.74, -0.74), (1.0, -0.15)]
        outline += (
            [(1.0, 0.38), (0.66, 0.84), (0.0, chin), (-0.66, 0.84), (-1.0, 0.38)]
            if looks.baby
            else [(0.9, 0.36), (0.55, 0.84), (0.0, chin), (-0.55, 0.84), (-0.9, 0.36)]
        )
        lean = math.sin(math.radians(face.yaw)) * 0.06
        canvas.polygon(rounded([self.flat(x + (lean if y > 0.3 else 0), y) for x, y in outline]), looks.skin)
        blush = 0.22 + 0.26 * max(0.0, face.smile)
        for side in (-1, 1):
            longitude = side * 43
            if self.narrowing(longitude) < 0.5:
                continue  # round the corner
            cheek = self.on(longitude, looks.mouth_height - 15)
            size = r * (0.24 if looks.baby else 0.19)
            canvas.tint_ellipse(cheek, (size * self.narrowing(longitude), size * 0.8), (224, 118, 98), blush)
        self._draw_mouth(canvas)
        self._draw_nose(canvas)
        for side in (-1, 1):
            self._draw_eye(canvas, side)
            self._draw_brow(canvas, side)
        self._draw_hair(canvas)

    def _draw_ear(self, canvas: Canvas, side: int) -> None:
        depth = math.sin(math.radians(side * 84 + self.face.yaw)) * side
        if depth < 0.35:
            return
        x = math.sin(math.radians(side * 84 + self.face.yaw)) * 1.02
        place = self.flat(x, 0.08 + self.face.pitch / 140)
        size = self.radius * (0.19 if self.looks.baby else 0.17)
        canvas.ellipse(place, (size, size * 1.25), shade(self.looks.skin, 0.94))
        canvas.ellipse(place, (size * 0.5, size * 0.7), shade(self.looks.skin, 0.84))

    def _draw_eye(self, canvas: Canvas, side: int) -> None:
        looks, face, r = self.looks, self.face, self.radius
        longitude = side * looks.eye_spread
        middle = self.on(longitude, looks.eye_height)
        half_w = r * looks.eye_size * (0.3 + 0.7 * self.narrowing(longitude))
        half_h = r * looks.eye_size * 1.22
        if face.squint > 0.55 or face.lids > 0.8:
            # Laughing eyes are arches, sleeping or blinking eyes are bows.
            lift = -half_h * 0.9 if face.squint > 0.55 else half_h * 0.45
            ends = [(middle[0] - half_w * 1.15, middle[1]), (middle[0] + half_w * 1.15, middle[1])]
            if lift < 0:
                ends = [(x, y + half_h * 0.35) for x, y in ends]
            arch = bezier([ends[0], (middle[0], ends[0][1] + lift * 1.7), ends[1]])
            canvas.stroke(arch, r * 0.055, _IRIS)
            return
        opening = half_h * (1 - 0.85 * face.lids) * (1 - 0.45 * face.squint)
        canvas.ellipse(middle, (half_w, opening), _EYE_WHITE, face.tilt)
        gx, gy = face.gaze
        iris = min(half_w, opening * 1.05) * 0.78
        at = (middle[0] + gx * (half_w - iris * 0.62), middle[1] + gy * max(0.0, opening - iris * 0.7))
        canvas.ellipse(at, (iris * 0.94, min(iris, opening * 0.96)), _IRIS)
        canvas.ellipse((at[0] + iris * 0.3, at[1] - iris * 0.36), (iris * 0.27, iris * 0.27), (255, 255, 255))
        lid = bezier(
            [
                (middle[0] - half_w * 1.04, middle[1] - opening * 0.05),
                (middle[0] - half_w * 0.85, middle[1] - opening * 1.28),
                (middle[0] + half_w * 0.85, middle[1] - opening * 1.28),
                (middle[0] + half_w * 1.04, middle[1] - opening * 0.05),
            ]
        )
        canvas.stroke(lid, r * 0.035, shade(looks.hair, 0.75))

    def _draw_brow(self, canvas: Canvas, side: int) -> None:
        looks, face, r = self.looks, self.face, self.radius
        longitude = side * looks.eye_spread
        middle = self.on(
            longitude, looks.eye_height - (24 if not looks.baby else 25) - 6 * max(0.0, face.brow)
        )
        half = r * 0.17 * (0.3 + 0.7 * self.narrowing(longitude))
        worry = r * 0.09 * max(0.0, -face.brow)
        inner, outer = (
            (middle[0] - side * half, middle[1] - worry),
            (middle[0] + side * half, middle[1] + worry),
        )
        bow = bezier([inner, (middle[0], middle[1] - r * 0.08), outer])
        canvas.stroke(
            bow, r * (0.045 if looks.baby else 0.05), shade(looks.hair, 1.0 if looks.baby else 1.12)
        )

    def _draw_nose(self, canvas: Canvas) -> None:
        r = self.radius
        tip = self.on(0, self.looks.mouth_height * 0.5)
        ahead = math.sin(math.radians(self.face.yaw))
        size = r * (0.075 if self.looks.baby else 0.09)
        place = (tip[0] + ahead * size * 0.9, tip[1])
        canvas.ellipse(place, (size * 1.15, size), shade(self.looks.skin, 0.87))
        canvas.ellipse((place[0], place[1] - size * 0.3), (size, size * 0.8), shade(self.looks.skin, 0.97))

    def _draw_mouth(self, canvas: Canvas) -> None:
        looks, face, r = self.looks, self.face, self.radius
        middle = self.mouth
        half = r * looks.mouth_width * (0.8 + 0.25 * max(0.0, face.smile) - 0.2 * face.mouth_open)
        half *= 0.45 + 0.55 * self.narrowing(0)
        curl = r * 0.15 * face.smile
        left, right = (middle[0] - half, middle[1] - curl), (middle[0] + half, middle[1] - curl)
        if face.mouth_open < 0.06:
            line = bezier([left, (middle[0], middle[1] + curl * 1.5), right])
            canvas.stroke(line, r * 0.05, _LIP)
            return
        drop = r * (0.1 + 0.42 * face.mouth_open)
        upper = bezier([left, (middle[0], middle[1] + curl * 0.5 - drop * 0.2), right])
        lower = bezier(
            [
                right,
                (middle[0] + half * 0.75, middle[1] + drop),
                (middle[0] - half * 0.75, middle[1] + drop),
                left,
            ]
        )
        canvas.polygon(upper + lower, _MOUTH_INSIDE)
        canvas.ellipse((middle[0], middle[1] + drop * 0.52), (half * 0.5, drop * 0.2), _TONGUE)
        canvas.stroke([*upper, *lower], r * 0.032, _LIP)

    def _draw_hair(self, canvas: Canvas) -> None:
        looks = self.looks
        if looks.baby:
            self._draw_tuft(canvas)
            return
        # A fringe parted at one side: its edge is a line on the ball, its top the outline of the head.
        edge = [
            (-88, 14),
            (-72, -22),
            (-48, -42),
            (-18, -50),
            (16, -44),
            (34, -52),
            (62, -34),
            (80, -12),
            (88, 14),
        ]
        line = [self.on(lon, lat) for lon, lat in edge]
        top = [self.flat(1.06 * math.cos(a), 1.09 * math.sin(a)) for a in _arc(0.08, -math.pi - 0.08, 20)]
        canvas.polygon([*top, *soft(line)], looks.hair)
        shine = [self.on(lon, -66 + abs(lon + 20) * 0.2) for lon in range(-52, 13, 8)]
        canvas.stroke(shine, self.radius * 0.045, shade(looks.hair, 1.1))

    def _angle_of(self, point: Point) -> float:
        """Where on the outline a point of the hairline lies, as an angle from the head's right, -pi to 0."""
        dx, dy = point[0] - self.centre[0], point[1] - self.centre[1]
        x, y = dx * self._cos + dy * self._sin, -dx * self._sin + dy * self._cos
        return math.atan2(min(y, -0.01), x / self.looks.face_width)

    def _draw_tuft(self, canvas: Canvas) -> None:
        looks, r = self.looks, self.radius
        edge = [(-90, -30), (-62, -46), (-24, -56), (14, -52), (52, -48), (90, -30)]
        line = [self.rim(lon, lat) for lon, lat in edge]
        right, left = (self._angle_of(line[i]) for i in (-1, 0))
        top = [self.flat(1.0 * math.cos(a), 1.012 * math.sin(a)) for a in _arc(right, left, 16)]
        canvas.polygon([*top, *soft(line)], looks.hair)
        root = self.flat(0.02 + math.sin(math.radians(self.face.yaw)) * 0.25, -0.98)
        for reach, height in ((0.26, 0.3), (-0.05, 0.34), (-0.26, 0.22)):
            tip = (root[0] + r * reach, root[1] - r * height)
            bow = bezier([root, (root[0] + r * reach * 0.1, root[1] - r * height), tip])
            canvas.limb(bow, r * 0.09, r * 0.03, looks.hair)


def _arc(first: float, last: float, steps: int) -> list[float]:
    return [first + (last - first) * i / steps for i in range(steps + 1)]
