"""A family: the unit that work, consent and reels belong to; known here by a pseudonym only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A parent and a baby (and whoever belongs to them).

    Attributes:
        pseudonym: what the clinician calls them in this program, such as ``F-014``; never a real name.
        goal: the helping question in the parent's own words.
        created_at: UTC, ISO 8601.
    """

    id: str
    pseudonym: str
    goal: str = ""
    note: str = ""
    created_at: str = ""
    revision: int = 1
