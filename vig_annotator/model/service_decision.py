"""What a service decided for all who work in its library; a decision is never changed, a later one counts instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceDecision:
    """Whether film may be shown without consent on file where the law allows it, each time with a reason.

    Attributes:
        allows_exceptions: whether it may.
        reason: on what that rests, such as the service's policy; may be empty where it is forbidden.
        created_by: the supervisor who decided.
    """

    id: str
    allows_exceptions: bool
    reason: str = ""
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
