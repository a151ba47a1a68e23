"""A shared review: clips looked at together with the parent, what they said, what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.mediatime import MediaTime


class Voice(StrEnum):
    """Whose words they are: the parent's own, or what the baby might be saying."""

    PARENT = "parent"
    BABY = "baby"


@dataclass(frozen=True, slots=True)
class SharedReview:
    """One shared review of a reel.

    Attributes:
        reel_id: what was shown; it may be gone later.
        agreed: what was seen and agreed, in words that the parent would use.
        next_step: what comes next.
        ended_at: UTC, ISO 8601; empty while it runs.
        notes: what the guider wrote down for themselves; never shown to a parent.
    """

    id: str
    family_id: str
    reel_id: str
    agreed: str = ""
    next_step: str = ""
    ended_at: str = ""
    notes: str = ""
    created_by: str = ""
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What somebody said while a clip was looked at; it stays with the clip.

    Attributes:
        clip_id: the clip that was on the screen; it may be gone later.
        at_us: the frame that was on the screen, on the session's clock.
        voice: whose words.
    """

    id: str
    review_id: str
    clip_id: str
    session_id: str
    at_us: MediaTime
    voice: Voice
    text: str
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
