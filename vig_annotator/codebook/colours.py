"""Colours that can be told apart, also by people who see fewer of them, and read upon in both themes.

Contrast is that of WCAG 2.2. Differences are Euclidean in OKLab (Ottosson, 2020), times 100: about 2 can just be seen. The
three colour blindnesses are simulated with the matrices of Machado, Oliveira and Fernandes (2009) at full severity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import cos, hypot, radians, sin

Triple = tuple[float, float, float]

LIGHT_PANEL = "#FFFFFF"
DARK_PANEL = "#1F2226"
DARK_INK = "#17191C"
LIGHT_INK = "#FFFFFF"

MIN_SHAPE_CONTRAST = 3.0
"""WCAG's least contrast of a shape against what lies behind it."""

MIN_TEXT_CONTRAST = 4.5
"""WCAG's least contrast of text."""

EASY_DIFFERENCE = 6.5
"""From here on two colours side by side are told apart without effort, by everybody."""

_VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
VISIONS = tuple(_VISIONS)
"""Usual colour vision, and the three that lack one of the eye's receptors."""

_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (``#RRGGBB``): 1 for the same, 21 for black on white."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """The text colour, light or dark, that reads better on a fill."""
    return max((LIGHT_INK, DARK_INK), key=lambda ink: contrast(ink, colour))


def difference(one: str, other: str, vision: str = "usual") -> float:
    """How far apart two colours look, in one way of seeing."""
    return hypot(*(a - b for a, b in zip(_lab(one, vision), _lab(other, vision), strict=True)))


@cache
def smallest_difference(one: str, other: str) -> float:
    """How far apart two colours look to whoever tells them apart least."""
    return min(difference(one, other, vision) for vision in VISIONS)


def is_legible(colour: str) -> bool:
    """Whether a bar in this colour stands out in both themes and can carry text."""
    return (
        contrast(colour, LIGHT_PANEL) >= MIN_SHAPE_CONTRAST
        and contrast(colour, DARK_PANEL) >= MIN_SHAPE_CONTRAST
        and contrast(colour, ink_on(colour)) >= MIN_TEXT_CONTRAST
    )


def next_colour(taken: Iterable[str]) -> str:
    """A legible, quiet colour that differs most from those that are taken; the same answer for the same question.

    When all of them are taken, one of those that are taken least often.
    """
    used = Counter(colour.upper() for colour in taken)
    free = [colour for colour in legible_colours() if colour not in used]
    if not used or not free:
        return min(legible_colours(), key=lambda colour: used[colour])
    return max(free, key=lambda colour: min(smallest_difference(colour, other) for other in used))


@cache
def legible_colours() -> tuple[str, ...]:
    """The colours to choose from: legible in both themes, not glaring, blue first."""
    found: list[str] = []
    for hue in [(250 + step * 25) % 360 for step in range(15)]:
        for chroma in (0.12, 0.07):
            for lightness in (0.53, 0.62, 0.66):
                colour = _hex_from_oklch(lightness, chroma, hue)
                if colour is not None and colour not in found and is_legible(colour):
                    found.append(colour)
    return tuple(found)


def _hex_from_oklch(lightness: float, chroma: float, hue: float) -> str | None:
    lab = (lightness, chroma * cos(radians(hue)), chroma * sin(radians(hue)))
    lms = _times(_FROM_LAB, lab)
    linear = _times(_FROM_LMS, (lms[0] ** 3, lms[1] ** 3, lms[2] ** 3))
    if not all(0 <= part <= 1 for part in linear):
        return None
    parts = (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _expand(red), _expand(green), _expand(blue)


def _expand(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _lab(colour: str, vision: str) -> Triple:
    seen = _times(_VISIONS[vision], _linear(colour))
    lms = _times(_TO_LMS, (min(max(seen[0], 0), 1), min(max(seen[1], 0), 1), min(max(seen[2], 0), 1)))
    lab = _times(_TO_LAB, (lms[0] ** (1 / 3), lms[1] ** (1 / 3), lms[2] ** (1 / 3)))
    return lab[0] * 100, lab[1] * 100, lab[2] * 100


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    rows = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]
    return rows[0], rows[1], rows[2]
