"""A reference coding, and how trainees did against it."""

from __future__ import annotations

from dataclasses import dataclass

USUAL_PASS_MARK_PERCENT = 70
"""Kappa of .70, in hundredths: what training programmes for coders commonly ask for."""

USUAL_AGAIN_AFTER_DAYS = 180
"""Coders drift: after half a year they are checked again."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A coding that is taken as right, so that trainees can be compared with it.

    Attributes:
        pass_id: the coding.
        pass_mark_percent: the kappa that passes, in hundredths.
        again_after_days: in how many days after a pass the next check is due.
        created_by: who said that it is the reference.
    """

    id: str
    pass_id: str
    pass_mark_percent: int = USUAL_PASS_MARK_PERCENT
    again_after_days: int = USUAL_AGAIN_AFTER_DAYS
    created_by: str = ""
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class TrainingAttempt:
    """One comparison of a trainee's coding with a reference.

    Attributes:
        pass_id: the trainee's coding.
        snapshot_id: the codebook that it was made with.
        tried_at: UTC, ISO 8601.
        kappa: event-based kappa with nil, pairs counted once, states and points together; None where it is undefined.
        low: lower end of its 95 % interval, None where there is none; `high` likewise.
        undefined: why there is no kappa; else empty.
        due_on: the day of the next check, ``2027-05-01``.
    """

    id: str
    reference_id: str
    pass_id: str
    coder: str
    snapshot_id: str
    tried_at: str
    kappa: float | None
    low: float | None
    high: float | None
    undefined: str
    passed: bool
    due_on: str
    created_at: str = ""
    revision: int = 1
