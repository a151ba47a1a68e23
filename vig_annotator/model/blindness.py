"""Which codings are hidden from whom, so that a second coder is not led by the first.

Two coders' codings of a session are *apart* while one of them is blind and not both were submitted. What is apart is hidden
from both coders: its tags, their number, what was done to them, exports and agreement. Whoever does not code the session
sees neither of two codings that are apart, but for a supervisor, who sees all.

A trainee sees nobody else's coding of a session that has a reference, until they have sent one of their own. As nobody
proves who they are, a new name must not show more than one's own: while a trainee waits, those codings are hidden also
from everybody who does not code the session, but for supervisors and whoever said what the reference is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass


@dataclass(frozen=True, slots=True)
class Learning:
    """Who learns in a library, and from what.

    Attributes:
        references: who said so, by the id of each coding that is a reference.
        trainees: the names of all trainees; needed only where there is a reference.
    """

    references: Mapping[str, str] = field(default_factory=dict)
    trainees: frozenset[str] = frozenset()


NOBODY_LEARNS = Learning()


def hidden_passes(
    viewer: str, role: Role | None, passes: Sequence[CodingPass], learning: Learning = NOBODY_LEARNS
) -> frozenset[str]:
    """The ids of the codings that somebody must not see now.

    Args:
        viewer: the name of who looks; empty for nobody in particular, such as a command.
        role: the viewer's; None where it is not known.
        passes: all codings of one session.
        learning: who learns from what, in this session at least.
    """
    own = [one for one in passes if one.coder == viewer]
    hidden = set(kept_for_learners(viewer, role, passes, learning))
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


def kept_for_learners(
    viewer: str, role: Role | None, passes: Sequence[CodingPass], learning: Learning
) -> frozenset[str]:
    """The ids of the codings of a session that are hidden from somebody because a trainee (they, or another) has not sent one yet."""
    waiting = waiting_trainees(passes, learning)
    if viewer in waiting:
        return frozenset(one.id for one in passes if one.coder != viewer)
    teaches = any(learning.references.get(one.id) == viewer for one in passes if viewer)
    if role is Role.SUPERVISOR or teaches or any(one.coder == viewer for one in passes):
        return frozenset()
    return frozenset(one.id for one in passes if waiting - {one.coder})


def waiting_trainees(passes: Sequence[CodingPass], learning: Learning) -> frozenset[str]:
    """The trainees who can be compared with a reference of a session and have sent no coding of it yet."""
    sent = {one.coder for one in passes if one.submitted_at}
    return frozenset(
        who for who in learning.trainees if who not in sent and learns(who, passes, learning.references)
    )


def by_session(passes: Iterable[CodingPass]) -> Collection[list[CodingPass]]:
    """Codings of any sessions, those of one session together, each in the order in which they came."""
    found: dict[str, list[CodingPass]] = defaultdict(list)
    for one in passes:
        found[one.session_id].append(one)
    return found.values()


def learns(viewer: str, passes: Sequence[CodingPass], references: Mapping[str, str]) -> bool:
    """Whether somebody who codes a session can be compared with a reference of somebody else's there."""
    return any(one.id in references and one.coder != viewer for one in passes)


def begins_blind(coder: str, role: Role | None, passes: Sequence[CodingPass], learning: Learning) -> bool:
    """Whether a coding that somebody begins is blind in any case: a trainee's beside a reference, and that of whom a reference is kept from."""
    trained = coder in learning.trainees and learns(coder, passes, learning.references)
    return trained or bool(kept_for_learners(coder, role, passes, learning))


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
