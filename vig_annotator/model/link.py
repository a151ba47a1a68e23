"""A link: one tag answers another, as a reception answers a baby's initiative and a response builds on the reception."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One tag answers another of the same coding.

    A tag is answered once at most, and answers one other at most, so links form chains: initiative, reception, response.

    Attributes:
        answered_id: the annotation that is answered.
        answer_id: the annotation that answers it.
        by_hand: made by the coder; else by the rule of the window (`model/edits/linking.py`).
        created_by: the coder's name.
        created_at: UTC, ISO 8601.
    """

    id: str
    pass_id: str
    answered_id: str
    answer_id: str
    by_hand: bool = False
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
