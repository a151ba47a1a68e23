"""The one obvious next step with a coding, as a row of the action table."""

from __future__ import annotations

from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass, PassState


def next_step(one: CodingPass, who: str, role: Role) -> str:
    """The id of the action, or empty if there is nothing to do but wait.

    Args:
        one: the coding on the screen.
        who: the name of who works.
        role: theirs.
    """
    if one.coder == who:
        if one.open:
            return "codings.submit"
        return "codings.take_back" if one.state is PassState.SUBMITTED and not one.blind else ""
    if role is Role.SUPERVISOR:
        return {PassState.SUBMITTED: "codings.approve", PassState.APPROVED: "codings.reopen"}.get(
            one.state, ""
        )
    return ""
