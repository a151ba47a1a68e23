"""The places around the film in which panels can lie."""

from __future__ import annotations

from enum import StrEnum


class Panel(StrEnum):
    """The panels."""

    CODES = "codes"
    SIDE = "side"
    TIMELINE = "timeline"


TITLES = {Panel.CODES: "Codes", Panel.SIDE: "Moments, tags, reel", Panel.TIMELINE: "Timeline"}
"""What people read."""


class Place(StrEnum):
    """Where a panel lies that takes room in the window."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    BELOW = "below"


PLACE_WORDS = {
    Place.LEFT: "left of the film",
    Place.RIGHT: "right of the film",
    Place.ABOVE: "above the film",
    Place.BELOW: "below the film",
}
"""What people read."""

USUAL = {Panel.CODES: Place.LEFT, Panel.SIDE: Place.RIGHT, Panel.TIMELINE: Place.BELOW}
"""Where each panel lies at first."""


class Where(StrEnum):
    """Whether a panel is in the window."""

    DOCKED = "docked"
    FLOATING = "floating"
    HIDDEN = "hidden"


def layout_words(layout: dict[Place, list[Panel]]) -> str:
    """Which panels lie in which place, in order, as it is remembered: ``left=codes right=side+timeline``."""
    return " ".join(f"{place.value}={'+'.join(panels)}" for place, panels in layout.items() if panels)


def read_layout(words: str) -> dict[Place, list[Panel]] | None:
    """A layout that was remembered; None where it does not name each panel once."""
    layout: dict[Place, list[Panel]] = {place: [] for place in Place}
    for part in words.split():
        place, _, names = part.partition("=")
        panels = names.split("+")
        if place not in list(Place) or any(one not in list(Panel) for one in panels):
            return None
        layout[Place(place)] = [Panel(one) for one in panels]
    named = [one for panels in layout.values() for one in panels]
    return layout if sorted(named) == sorted(Panel) else None
