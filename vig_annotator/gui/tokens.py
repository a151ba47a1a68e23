"""The colours and sizes of the window, by name. Nothing else in `gui` writes a colour."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.codebook import Valence

RADIUS_PX = 8
CARD_RADIUS_PX = 11
CONTROL_PX = 32
BODY_PX, SMALL_PX, HEAD_PX, TIME_PX, TITLE_PX = 13, 12, 11, 17, 26


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: every colour as ``#RRGGBB``.

    Attributes:
        bg: the window behind everything.
        panel: cards and panels.
        line: hairlines.
        ink: text.
        ink2: secondary text.
        ink3: hints; not for text that matters, its contrast is low.
        accent: the one action, playhead, selection.
        on_accent: text on the accent.
        soft: tint of what is selected.
        infant: the baby's colour.
        parent: the parent's colour.
        dyad: the colour of what they do together.
        positive: positive valence.
        concern: concern valence; amber, never red.
        running: tint of a running state.
        film: behind the picture.
        hover: tint under the mouse.
        on_film: text laid over the film.
    """

    name: str
    bg: str
    panel: str
    line: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    on_accent: str
    soft: str
    infant: str
    parent: str
    dyad: str
    positive: str
    concern: str
    running: str
    film: str
    hover: str
    on_film: str = "#FFFFFF"

    @property
    def dark(self) -> bool:
        """Whether it is the dark theme."""
        return self.name == "dark"

    def subject(self, subject_id: str) -> str:
        """The colour of a subject; secondary ink for one that a service named itself."""
        return {"infant": self.infant, "parent": self.parent, "dyad": self.dyad}.get(subject_id, self.ink2)

    def valence(self, valence: Valence) -> str:
        """The colour of a valence; secondary ink for neutral."""
        return {Valence.POSITIVE: self.positive, Valence.CONCERN: self.concern}.get(valence, self.ink2)


LIGHT = Tokens(
    name="light",
    bg="#F5F3EF",
    panel="#FFFFFF",
    line="#E2DED6",
    ink="#23272B",
    ink2="#5C646B",
    ink3="#8B9299",
    accent="#0B6E69",
    on_accent="#FFFFFF",
    soft="#E6F1F0",
    infant="#2B6CB0",
    parent="#B8500F",
    dyad="#6F47A3",
    positive="#1B7F5C",
    concern="#8A6116",
    running="#FFF3D6",
    film="#101214",
    hover="#F1EEE8",
)

DARK = Tokens(
    name="dark",
    bg="#17191C",
    panel="#1F2226",
    line="#33373D",
    ink="#ECEEF0",
    ink2="#A8B0B8",
    ink3="#7C858E",
    accent="#4CC2B8",
    on_accent="#0E2423",
    soft="#1D3533",
    infant="#7DB3F2",
    parent="#F2A06B",
    dyad="#B99AE8",
    positive="#58C79D",
    concern="#D9AE5C",
    running="#3A3220",
    film="#000000",
    hover="#272B30",
)
