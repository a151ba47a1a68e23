"""Naming families: pseudonyms only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import Stamp, changed, made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id

_NUMBERED = re.compile(r"^F-(\d+)$")


def next_pseudonym(families: Iterable[Family]) -> str:
    """The pseudonym after the highest numbered one: ``F-001``, ``F-002`` ..."""
    numbers = [int(match[1]) for one in families if (match := _NUMBERED.match(one.pseudonym))]
    return f"F-{max(numbers, default=0) + 1:03d}"


def create(
    families: Iterable[Family], stamp: Stamp, pseudonym: str = "", goal: str = ""
) -> tuple[ChangeSet, Family]:
    """A new family, under the next free pseudonym if none is given.

    Raises:
        RuleViolation: another family has that pseudonym.
    """
    known = tuple(families)
    name = _free(known, pseudonym) if pseudonym.strip() else next_pseudonym(known)
    family = Family(id=new_id(), pseudonym=name, goal=goal.strip(), created_at=stamp.at)
    return ChangeSet(f"add the family {name}", (made(family),)), family


def rename(families: Iterable[Family], family: Family, pseudonym: str) -> ChangeSet:
    """Give a family another pseudonym.

    Raises:
        RuleViolation: empty, or another family has it.
    """
    if pseudonym.strip() == family.pseudonym:
        return ChangeSet("", ())
    name = _free([one for one in families if one.id != family.id], pseudonym)
    return ChangeSet(f"rename {family.pseudonym} to {name}", (changed(family, pseudonym=name),))


def set_goal(family: Family, goal: str) -> ChangeSet:
    """Write down the helping question."""
    if family.goal == goal.strip():
        return ChangeSet("", ())
    return ChangeSet(f"set the goal of {family.pseudonym}", (changed(family, goal=goal.strip()),))


def set_note(family: Family, note: str) -> ChangeSet:
    """Write a note about a family."""
    if family.note == note.strip():
        return ChangeSet("", ())
    return ChangeSet(f"note on {family.pseudonym}", (changed(family, note=note.strip()),))


def _free(others: Iterable[Family], pseudonym: str) -> str:
    name = pseudonym.strip()
    if not name:
        raise RuleViolation("A family needs a pseudonym.", "Use a made-up name or a number, such as F-014.")
    if any(one.pseudonym.casefold() == name.casefold() for one in others):
        raise RuleViolation(f"There is already a family {name}.", "Choose another pseudonym.")
    return name
