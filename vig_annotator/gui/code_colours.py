"""The colour of a code, the same in palette, timeline and lists, and readable in both themes.

Colour is never alone: a subject also has its lane, a kind its shape (point = dot, state = bar), concern its diamond.
"""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.gui.tokens import LIGHT, Tokens
from vig_annotator.model.codebook import Code, Codebook, Kind, Valence

_SUBJECTS = ("infant", "parent", "dyad")
_MEANINGS = (*_SUBJECTS, "positive", "concern", "accent")
_LEAST_CONTRAST = 3.0  # of a mark with what it stands on: WCAG 2.2, 1.4.11
_LEAST_CONTRAST_DARK = 5.0  # as light as the dark theme's own colours
_PALE = (0.5, 0.68)
"""How much of the panel is mixed into the states of a group that are not positive, in the book's order."""


@dataclass(frozen=True, slots=True)
class CodeColour:
    """How a code looks.

    Attributes:
        fill: of its dot or bar, ``#RRGGBB``.
        edge: a line around pale fills; the same as `fill` for full ones.
        ink: text on the fill, at least 4.5:1 where black or white can be.
    """

    fill: str
    edge: str
    ink: str


def code_colour(code: Code, codebook: Codebook, tokens: Tokens) -> CodeColour:
    """How a code looks in a theme.

    Without a colour of its own, or with one that the light theme uses too, it follows the theme, and states that are not
    positive are paler than those that are. Another colour is kept, made lighter or darker until it stands out.
    Concern is always amber.
    """
    own = code.colour.upper() if code.colour is not None else None
    name = next((name for name in _MEANINGS if own == str(getattr(LIGHT, name)).upper()), None)
    if code.valence is Valence.CONCERN:
        base = tokens.concern
    elif name is not None:
        base = str(getattr(tokens, name))
    elif own is not None:
        fill = _standing_out(own, tokens)
        return CodeColour(fill, fill, ink_on(fill))
    else:
        base = subject_colour(code.subject, codebook, tokens)
    pale = _paleness(code, codebook)
    fill = mix(base, tokens.panel, pale)
    return CodeColour(fill, mix(base, tokens.panel, pale * 0.55), ink_on(fill))


def subject_colour(subject_id: str, codebook: Codebook | None, tokens: Tokens) -> str:
    """The colour of a subject; one that is none of ours gets one of our colours that nobody else of the codebook has, if it can."""
    if subject_id in _SUBJECTS:
        return str(getattr(tokens, subject_id))
    ids = [subject.id for subject in codebook.subjects] if codebook is not None else []
    if subject_id not in ids:
        return tokens.ink2
    others = [one for one in ids if one not in _SUBJECTS]
    free = [one for one in _SUBJECTS if one not in ids] or list(_SUBJECTS)
    return str(getattr(tokens, free[others.index(subject_id) % len(free)]))


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of another one in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def ink_on(fill: str) -> str:
    """Black or white, whichever is read better on a fill."""
    return max(("#FFFFFF", "#14171A"), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _standing_out(colour: str, tokens: Tokens) -> str:
    least = _LEAST_CONTRAST_DARK if tokens.dark else _LEAST_CONTRAST
    share = 0.0
    while contrast(mix(colour, tokens.ink, share), tokens.panel) < least and share < 1:
        share += 0.05
    return mix(colour, tokens.ink, min(share, 1.0))


def _paleness(code: Code, codebook: Codebook) -> float:
    if code.kind is Kind.POINT or code.valence is not Valence.NEUTRAL:
        return 0.0
    alike = [
        other.id
        for other in codebook.codes
        if other.kind is Kind.STATE
        and other.valence is Valence.NEUTRAL
        and (other.group, other.subject) == (code.group, code.subject)
    ]
    return _PALE[min(alike.index(code.id), len(_PALE) - 1)] if code.group is not None else _PALE[0]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
