"""What the start page shows: each family with its sessions, and how far the work on them is."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.family import Family
from vig_annotator.model.session import Recording, Session


@dataclass(frozen=True, slots=True)
class SessionOverview:
    """A session at a glance.

    Attributes:
        recordings: its films, in order.
        annotations: how many there are, of all coders.
        moments: how many there are.
        last_worked_at: UTC, ISO 8601: the last change of anything in it.
    """

    session: Session
    recordings: tuple[Recording, ...]
    annotations: int
    moments: int
    last_worked_at: str


@dataclass(frozen=True, slots=True)
class FamilyOverview:
    """A family at a glance.

    Attributes:
        sessions: the last worked on first.
        reels: how many there are.
        last_worked_at: UTC, ISO 8601: the last of its sessions', or when it was made.
    """

    family: Family
    sessions: tuple[SessionOverview, ...]
    reels: int
    last_worked_at: str
