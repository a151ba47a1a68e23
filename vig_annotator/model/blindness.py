"""Which codings are hidden from whom, so that a second coder is not led by the first.

Two coders' codings of a session are *apart* while one of them is blind and not both were submitted. What is apart is hidden
from both coders: its tags, their number, what was done to them, exports and agreement. Whoever does not code the session
sees neither of two codings that are apart, but for a supervisor, who sees all.

A trainee sees nobody else's coding of a session that has a reference, until they have sent one of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass


def hidden_passes(
    viewer: str, role: Role | None, passes: Sequence[CodingPass], references: Collection[str] = ()
) -> frozenset[str]:
    """The ids of the codings that somebody must not see now.

    Args:
        viewer: the name of who looks; empty for nobody in particular, such as a command.
        role: the viewer's; None where it is not known.
        passes: all codings of one session.
        references: ids of codings that are references; what is said of trainees asks for them.
    """
    own = [one for one in passes if one.coder == viewer]
    if (
        role is Role.TRAINEE
        and learns(viewer, passes, references)
        and not any(one.submitted_at for one in own)
    ):
        return frozenset(one.id for one in passes if one.coder != viewer)
    hidden: set[str] = set()
    for one in passes:
        if one.coder == viewer:
            continue
        if own:
            is_hidden = _apart(one, own)
        elif role is Role.SUPERVISOR:
            is_hidden = False
        else:
            others = {other.coder for other in passes} - {one.coder}
            is_hidden = (one.blind and not one.submitted_at) or any(
                _apart(one, [other for other in passes if other.coder == coder]) for coder in sorted(others)
            )
        if is_hidden:
            hidden.add(one.id)
    return frozenset(hidden)


def learns(viewer: str, passes: Sequence[CodingPass], references: Collection[str]) -> bool:
    """Whether somebody who codes a session can be compared with a reference of somebody else's there."""
    return any(one.id in references and one.coder != viewer for one in passes)


def _apart(one: CodingPass, of_other: Sequence[CodingPass]) -> bool:
    """Whether a coding and those of another coder are still to be kept from each other."""
    return any(
        (one.blind or other.blind) and not (one.submitted_at and other.submitted_at)
        for other in _compared(one, of_other)
    )


def _compared(one: CodingPass, of_other: Sequence[CodingPass]) -> Sequence[CodingPass]:
    """Those of another coder's codings that a coding is held against: the blind ones, else those with the same codebook, else all."""
    blind = [other for other in of_other if other.blind]
    alike = [other for other in of_other if other.snapshot_id == one.snapshot_id]
    return blind or alike or of_other
