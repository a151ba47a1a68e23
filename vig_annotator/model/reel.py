"""A reel: chosen clips, in order, made for one family and one audience."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.mediatime import MediaTime


class Audience(StrEnum):
    """Whom a reel is for; a reel for a parent holds no concern unless the clinician says so for that clip."""

    PARENT = "parent"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Reel:
    """An ordered list of clips with a purpose.

    Attributes:
        title: shown to people.
        handles_us: extra time before and after each clip, in microseconds.
    """

    id: str
    family_id: str
    title: str
    audience: Audience = Audience.PARENT
    handles_us: int = 0
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class ReelClip:
    """One clip of a reel: a half-open span of one session.

    Attributes:
        moment_id: the moment it was made from, or None.
        concern_allowed: the clinician said explicitly that a stretch with a concern code may be shown.
        position: order in the reel, from 0.
    """

    id: str
    reel_id: str
    session_id: str
    onset_us: MediaTime
    offset_us: MediaTime
    caption: str = ""
    moment_id: str | None = None
    concern_allowed: bool = False
    position: int = 0
    created_at: str = ""
    revision: int = 1
