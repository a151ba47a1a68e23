"""Adding coders, and saying who they are.

Nobody proves who they are, so a role alone can't keep a reference from a trainee. Where somebody teaches (a supervisor, or
whoever said what a reference is), only they make supervisors and take a waiting trainee's role away, and never with
themselves; nobody's role changes while a coding of theirs is still blind. Each change is logged for good.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coder import Coder, Role, initials_of
from vig_annotator.model.edits.drafting import Stamp, changed, made
from vig_annotator.model.ids import new_id

_LONGEST_NAME, _LONGEST_INITIALS = 60, 4


def add(
    everybody: Sequence[Coder],
    name: str,
    initials: str,
    role: Role,
    stamp: Stamp,
    teachers: Collection[str] = (),
) -> ChangeSet:
    """Add somebody who works in the library.

    Args:
        everybody: who is there already.
        name: each name once, whatever the case of its letters.
        initials: the usual ones of the name if empty.
        role: what they do here.
        stamp: who adds them, and when.
        teachers: the names of those who teach here.

    Raises:
        RuleViolation: no name, too long, or somebody has that name; or a supervisor is added by whoever does not teach.
    """
    name = " ".join(name.split())
    if not name:
        raise RuleViolation("Somebody who codes needs a name.", "Initials are enough.")
    if len(name) > _LONGEST_NAME:
        raise RuleViolation(f"The name is longer than {_LONGEST_NAME} letters.", "Write a shorter one.")
    if any(one.name.casefold() == name.casefold() for one in everybody):
        raise RuleViolation(
            f"There is somebody called “{name}” already.", "Choose that name, or write another one."
        )
    if role is Role.SUPERVISOR:
        _require_teacher(name, stamp.who, teachers, "Only {names} can make somebody a supervisor here.")
    row = Coder(new_id(), name, _initials(name, initials), role, stamp.at)
    return ChangeSet(f"add the coder “{name}”", (made(row),))


def describe(
    one: Coder,
    initials: str,
    role: Role,
    *,
    who: str = "",
    teachers: Collection[str] = (),
    blind: int = 0,
    waits: bool = False,
) -> ChangeSet:
    """Change somebody's initials and role; the name stays, because work is signed with it.

    Args:
        one: who it is.
        initials: the usual ones of the name if empty.
        role: what they do from now on.
        who: whose change it is.
        teachers: the names of those who teach here.
        blind: how many codings of theirs are blind and were not sent.
        waits: whether they are a trainee from whom a reference is kept.

    Raises:
        RuleViolation: the initials are too long; a coding of theirs is still blind; or it takes somebody who teaches.
    """
    initials = _initials(one.name, initials)
    if (one.initials, one.role) == (initials, role):
        return ChangeSet("", ())
    label = f"describe the coder “{one.name}”"
    if role is not one.role:
        if blind:
            codings = "a coding that was" if blind == 1 else f"{blind} codings that were"
            raise RuleViolation(
                f"{one.name} has {codings} begun blind and not sent, so the role stays as it is.",
                "Send the coding first, then change the role.",
            )
        if role is Role.SUPERVISOR:
            _require_teacher(one.name, who, teachers, "Only {names} can make somebody a supervisor here.")
        elif waits:
            _require_teacher(
                one.name, who, teachers, "Only {names} can say that a trainee is a trainee no longer."
            )
        label = f"make {one.name} a {role.label} (was a {one.role.label})"
    return ChangeSet(label, (changed(one, initials=initials, role=role),))


def _require_teacher(name: str, who: str, teachers: Collection[str], sentence: str) -> None:
    others = sorted(set(teachers) - {name})
    if others and who not in others:
        raise RuleViolation(sentence.format(names=" or ".join(others)), "Ask them, or choose another role.")


def _initials(name: str, initials: str) -> str:
    chosen = "".join(initials.split()) or initials_of(name)
    if len(chosen) > _LONGEST_INITIALS:
        raise RuleViolation(f"Initials have {_LONGEST_INITIALS} letters at most.", "Write fewer.")
    return chosen
