"""Adding coders, and saying who they are."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coder import Coder, Role, initials_of
from vig_annotator.model.edits.drafting import Stamp, changed, made
from vig_annotator.model.ids import new_id

_LONGEST_NAME, _LONGEST_INITIALS = 60, 4


def add(everybody: Sequence[Coder], name: str, initials: str, role: Role, stamp: Stamp) -> ChangeSet:
    """Add somebody who works in the library.

    Args:
        everybody: who is there already.
        name: each name once, whatever the case of its letters.
        initials: the usual ones of the name if empty.
        role: what they do here.
        stamp: who adds them, and when.

    Raises:
        RuleViolation: no name, too long, or somebody has that name.
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
    row = Coder(new_id(), name, _initials(name, initials), role, stamp.at)
    return ChangeSet(f"add the coder “{name}”", (made(row),))


def describe(one: Coder, initials: str, role: Role) -> ChangeSet:
    """Change somebody's initials and role; the name stays, because work is signed with it.

    Raises:
        RuleViolation: the initials are too long.
    """
    initials = _initials(one.name, initials)
    if (one.initials, one.role) == (initials, role):
        return ChangeSet("", ())
    return ChangeSet(f"describe the coder “{one.name}”", (changed(one, initials=initials, role=role),))


def _initials(name: str, initials: str) -> str:
    chosen = "".join(initials.split()) or initials_of(name)
    if len(chosen) > _LONGEST_INITIALS:
        raise RuleViolation(f"Initials have {_LONGEST_INITIALS} letters at most.", "Write fewer.")
    return chosen
