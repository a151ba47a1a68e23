"""Sealed packets that left the library, and answers that came back: the other half of the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Direction(StrEnum):
    """Which way a packet went."""

    SENT = "sent"
    CAME_BACK = "came_back"


@dataclass(frozen=True, slots=True)
class SealedPacket:
    """A packet; of what was sent the library keeps enough to open the answers.

    Attributes:
        id: of what was sent, the packet's own, which its answers name.
        direction: which way it went.
        request_id: the packet that was sent; its own id for that itself.
        who: whom it was sent to, or who answered.
        session_ids: the sessions that it shows or speaks of.
        pass_ids: the codings that it holds or speaks of.
        questions: what was asked.
        expires_on: the last day on which the program opens it, ISO 8601; empty for an answer.
        answer_key: the secret key that its answers are sealed for; empty for an answer.
        digest: SHA-256 of the file.
        remarks: how many remarks an answer holds.
        created_by: who sealed it, or took it in.
        created_at: when, UTC, ISO 8601.
    """

    id: str
    direction: Direction
    request_id: str
    who: str
    session_ids: tuple[str, ...]
    pass_ids: tuple[str, ...]
    questions: str = ""
    expires_on: str = ""
    answer_key: str = field(default="", repr=False)
    digest: str = ""
    remarks: int = 0
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
