"""The two rooms in which the sample films play."""

from __future__ import annotations

import math

from sample_clips.canvas import Canvas, bezier, shade


def draw_living_room(canvas: Canvas) -> None:
    """A wall with a window, a lamp, pictures and a plant; 960 x 540."""
    canvas.gradient(0, 400, (150, 166, 162), (118, 138, 138))
    canvas.gradient(400, 540, (158, 126, 98), (140, 108, 82))
    canvas.polygon([(0, 394), (960, 394), (960, 402), (0, 402)], (196, 186, 170))
    # A window with the afternoon behind it.
    canvas.glow((500, 120), (300, 240), (255, 240, 206), 0.34)
    canvas.polygon([(414, 30), (586, 30), (586, 210), (414, 210)], (236, 228, 212))
    canvas.polygon([(424, 40), (576, 40), (576, 200), (424, 200)], (206, 226, 228))
    canvas.polygon(
        [
            (424, 160),
            *bezier([(424, 160), (470, 120), (520, 158)]),
            *bezier([(520, 158), (550, 138), (576, 152)]),
            (576, 200),
            (424, 200),
        ],
        (158, 188, 152),
    )
    canvas.polygon([(496, 40), (504, 40), (504, 200), (496, 200)], (236, 228, 212))
    canvas.polygon([(424, 114), (576, 114), (576, 121), (424, 121)], (236, 228, 212))
    for side in (-1, 1):
        x = 500 + side * 104
        curtain = [
            (x - 20, 22),
            (x + 20, 22),
            *bezier([(x + 20, 22), (x + 12, 140), (x + 24, 236)]),
            (x - 24, 236),
            *bezier([(x - 24, 236), (x - 12, 140), (x - 20, 22)]),
        ]
        canvas.polygon(curtain, (226, 202, 168))
        canvas.stroke(bezier([(x, 24), (x - 5, 140), (x + 2, 234)]), 2.5, (208, 180, 146))
    canvas.stroke([(370, 22), (630, 22)], 6, (122, 94, 72))
    # Two small pictures and a plant.
    for x, y, w, h, tone in ((770, 60, 84, 104, (214, 154, 116)), (872, 92, 62, 62, (126, 152, 168))):
        canvas.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], (240, 234, 222))
        canvas.polygon(
            [(x + 9, y + 9), (x + w - 9, y + 9), (x + w - 9, y + h - 9), (x + 9, y + h - 9)], shade(tone, 1.3)
        )
        canvas.ellipse((x + w / 2, y + h * 0.6), (w * 0.22, w * 0.22), tone)
    for angle, length in ((-128, 118), (-108, 150), (-88, 164), (-66, 146), (-44, 112)):
        turn = math.radians(angle)
        root, tip = (882, 330), (882 + math.cos(turn) * length, 330 + math.sin(turn) * length)
        width = (-math.sin(turn) * 17, math.cos(turn) * 17)
        middle = ((root[0] + tip[0]) / 2, (root[1] + tip[1]) / 2)
        leaf = [
            *bezier([root, (middle[0] + width[0], middle[1] + width[1]), tip]),
            *bezier([tip, (middle[0] - width[0], middle[1] - width[1]), root]),
        ]
        canvas.polygon(leaf, shade((92, 128, 98), 0.86 + 0.1 * (angle % 3)))
    canvas.polygon([(842, 318), (922, 318), (910, 404), (854, 404)], (198, 120, 88))
    canvas.polygon([(836, 308), (928, 308), (928, 328), (836, 328)], (212, 134, 100))
    # A lamp on the parent's side.
    canvas.glow((92, 176), (190, 190), (255, 226, 170), 0.42)
    canvas.stroke([(92, 214), (92, 400)], 6, (110, 88, 72))
    canvas.polygon([(60, 128), (124, 128), (146, 216), (38, 216)], (246, 224, 184))
    canvas.ellipse((92, 400), (38, 8), (110, 88, 72))


def draw_nursery(canvas: Canvas) -> None:
    """A bright corner with a garland, a bear on a chest of drawers and a mat; 540 x 960."""
    canvas.gradient(0, 640, (198, 190, 172), (176, 172, 158))
    canvas.gradient(640, 960, (170, 138, 110), (150, 116, 90))
    canvas.glow((400, 130), (360, 300), (255, 244, 214), 0.5)
    canvas.polygon([(0, 632), (540, 632), (540, 644), (0, 644)], (226, 218, 202))
    # A garland of paper moons.
    canvas.stroke(bezier([(-10, 40), (270, 170), (550, 30)]), 2.5, (150, 130, 112))
    for i, tone in enumerate(
        ((214, 154, 116), (126, 160, 168), (226, 190, 112), (160, 178, 138), (208, 140, 128))
    ):
        x = 60 + i * 106
        y = 40 + 260 * (x / 540) * (1 - x / 540)
        canvas.stroke([(x, y), (x, y + 22)], 2, (150, 130, 112))
        canvas.ellipse((x, y + 40), (19, 19), tone)
        canvas.ellipse((x + 7, y + 35), (14, 14), (204, 196, 178))
    # A chest of drawers with a bear on it.
    canvas.polygon([(356, 360), (548, 360), (548, 648), (356, 648)], (214, 190, 156))
    for y in (384, 474, 564):
        canvas.polygon([(370, y), (548, y), (548, y + 74), (370, y + 74)], (226, 204, 172))
        canvas.ellipse((456, y + 37), (9, 9), (160, 124, 92))
    for dx, dy, size in ((0, 0, 34), (-24, -26, 12), (24, -26, 12), (0, 44, 40)):
        canvas.ellipse((470 + dx, 278 + dy), (size, size), (176, 132, 92))
    canvas.ellipse((470, 288), (15, 12), (214, 180, 142))
    for dx in (-12, 12):
        canvas.ellipse((470 + dx, 272), (3.6, 4), (60, 42, 34))
    canvas.ellipse((470, 283), (5, 4), (60, 42, 34))
    # The mat.
    canvas.ellipse((290, 880), (330, 130), (220, 206, 186))
    canvas.ellipse((290, 880), (306, 116), (142, 172, 168))
