"""A reel: chosen clips, in order, made for one family and one audience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.clip_look import PLAIN_LOOK, ClipLook
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel_style import PLAIN_STYLE, ReelStyle


class Audience(StrEnum):
    """Whom a reel is for, and with that what it is for; what follows from it is in `audiences`."""

    PARENT = "parent"
    TAKE_HOME = "take_home"
    GROUP = "group"
    SUPERVISOR = "supervisor"
    PEERS = "peers"
    TRAINING = "training"
    CONFERENCE = "conference"
    RESEARCH = "research"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Reel:
    """An ordered list of clips with a purpose.

    Attributes:
        title: shown to people.
        handles_us: extra time before and after each clip, in microseconds.
        style: cards, loudness, and the file it becomes.
    """

    id: str
    family_id: str
    title: str
    audience: Audience = Audience.PARENT
    handles_us: int = 0
    style: ReelStyle = PLAIN_STYLE
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class ReelClip:
    """One clip of a reel: a half-open span of one session.

    Attributes:
        caption: the parent's own words, or what is to be seen, in words that its audience may read.
        moment_id: the moment it was made from, or None.
        leave_for: the concern annotations, by id, of which the clinician said explicitly that the clip may show them.
        position: order in the reel, from 0.
        look: how it is shown and heard.
        camera_id: the first recording of the other camera's take whose film it shows; None for the session's own film.
    """

    id: str
    reel_id: str
    session_id: str
    onset_us: MediaTime
    offset_us: MediaTime
    caption: str = ""
    moment_id: str | None = None
    leave_for: tuple[str, ...] = ()
    position: int = 0
    look: ClipLook = PLAIN_LOOK
    camera_id: str | None = None
    created_at: str = ""
    revision: int = 1


def is_at_the_right(clips: Sequence[ReelClip], place: int) -> bool:
    """Whether a clip is shown at the right of the one before it, at the same time.

    Clips make pairs from the first on: what is at the right of one is not at the left of another.

    Args:
        clips: of a reel, in order.
        place: which of them, from 0.
    """
    return place > 0 and clips[place - 1].look.beside_next and not is_at_the_right(clips, place - 1)
