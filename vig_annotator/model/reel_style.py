"""How a whole reel is made: its cards, its loudness, the file it becomes, and the preset it follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.clip_look import Card


class Preset(StrEnum):
    """A usual way to make a reel; see `edits/reel_presets.py`."""

    PLAIN = "plain"
    VIG_REVIEW = "vig_review"
    THEN_AND_NOW = "then_and_now"
    SIDE_BY_SIDE = "side_by_side"
    COS_REVIEW = "cos_review"
    KEEPSAKE = "keepsake"


class Loudness(StrEnum):
    """How loud speech comes out, as EBU R 128 measures it.

    `EVEN` is -16 LUFS, which suits phones, laptops and small loudspeakers; `BROADCAST` is -23 LUFS, for television
    and archives; `AS_FILMED` changes nothing.
    """

    EVEN = "even"
    BROADCAST = "broadcast"
    AS_FILMED = "as_filmed"


class FileFor(StrEnum):
    """What the file is made for, which decides on its size and quality."""

    PHONE = "phone"
    BIG_SCREEN = "big_screen"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class ReelStyle:
    """What holds for a whole reel.

    Attributes:
        opening: a card before the first clip.
        closing: a card after the last one.
    """

    preset: Preset = Preset.PLAIN
    opening: Card | None = None
    closing: Card | None = None
    loudness: Loudness = Loudness.EVEN
    file_for: FileFor = FileFor.BIG_SCREEN


PLAIN_STYLE = ReelStyle()
