"""What a look at a coded packet can tell: the words shared by the rules of all codecs."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Protocol


class Shown(IntEnum):
    """How many displayed frames a packet makes."""

    NO = 0
    """None: it only helps others (a hidden reference picture)."""
    YES = 1
    """Exactly one."""
    FIELD = 2
    """Half of one: a single field."""
    UNSURE = 3
    """Only decoding can tell."""


class Field(NamedTuple):
    """A picture that holds every other line; two of opposite parity and one frame number make a frame."""

    bottom: bool
    frame_number: int


class Look(NamedTuple):
    """What a packet holds.

    Attributes:
        shown: how many displayed frames it makes.
        key: whether decoding can begin with it.
        field: which field it is, if `shown` is FIELD.
        breaks: whether decoders may drop pictures shortly before or after it, as a part of the film is missing there.
    """

    shown: Shown
    key: bool
    field: Field | None = None
    breaks: bool = False


class Rule(Protocol):
    """Looks at the packets of one stream, in the order of the file."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds.

        Args:
            data: the whole packet; never empty.
            flagged: whether the container calls it a keyframe.
        """
        ...
