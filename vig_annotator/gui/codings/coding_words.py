"""How codings and their states are called."""

from __future__ import annotations

from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding_pass import CodingPass, PassState

STATE_WORDS = {
    PassState.DRAFT: "Draft",
    PassState.SUBMITTED: "Sent",
    PassState.RETURNED: "Returned",
    PassState.APPROVED: "Approved",
}
"""What each state is called; *sent* is with the supervisor, *returned* is back with remarks."""

ROLE_WORDS = {
    Role.CLINICIAN: "Clinician",
    Role.TRAINEE: "Trainee",
    Role.SUPERVISOR: "Supervisor",
    Role.SECOND_CODER: "Second coder",
}
"""What each role is called."""


def badge(one: CodingPass, initials: str) -> str:
    """``Draft · SM``; ``Draft, blind · SM``."""
    blind = ", blind" if one.blind else ""
    return f"{STATE_WORDS[one.state]}{blind} · {initials}"


def coder_words(one: Coder) -> str:
    """``Sam Moor · SM · Supervisor``."""
    initials = f" · {one.initials}" if one.initials.casefold() != one.name.casefold() else ""
    return f"{one.name}{initials} · {ROLE_WORDS[one.role]}"
