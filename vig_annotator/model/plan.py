"""A family's plan: goals in their own words, strengths that were seen, what to try; built up from review to review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlanKind(StrEnum):
    """What a line of the plan is."""

    GOAL = "goal"
    STRENGTH = "strength"
    TRY = "try"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One line of the plan.

    Attributes:
        text: in the family's words; they read it.
        done_on: the day on which a goal was reached or something was tried, ISO 8601; empty until then.
        position: order among its kind, from 0.
    """

    id: str
    family_id: str
    kind: PlanKind
    text: str
    done_on: str = ""
    position: int = 0
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
