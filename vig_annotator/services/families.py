"""Families, known by a pseudonym; adding one is part of setting up, each later change is one step for undo."""

from __future__ import annotations

from vig_annotator.errors import NotFound
from vig_annotator.model.edits import families as rules
from vig_annotator.model.family import Family
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


def all_families(ws: Workspace) -> list[Family]:
    """Every family, by pseudonym."""
    with ws.store.reading() as connection:
        return queries.families(connection)


def find_family(ws: Workspace, name: str) -> Family:
    """The family of that pseudonym, whatever its capitals.

    Raises:
        NotFound: there is none.
    """
    every = all_families(ws)
    wanted = name.strip().casefold()
    for one in every:
        if one.pseudonym.casefold() == wanted:
            return one
    names = ", ".join(one.pseudonym for one in every) or "none"
    raise NotFound(f"There is no family “{name}” in this library.", f"Its families are: {names}.")


def create_family(ws: Workspace, pseudonym: str = "", goal: str = "") -> Family:
    """Add a family, under the next free pseudonym (``F-001`` ...) if none is given.

    Raises:
        RuleViolation: another family has that pseudonym.
    """
    change_set, family = rules.create(all_families(ws), ws.stamp(), pseudonym, goal)
    ws.history.set_up(change_set)
    return family


def rename_family(ws: Workspace, family_id: str, pseudonym: str) -> Family:
    """Give a family another pseudonym.

    Raises:
        NotFound: it is not there.
        RuleViolation: empty, or another family has it.
    """
    ws.history.apply(rules.rename(all_families(ws), ws.get(Family, family_id), pseudonym))
    return ws.get(Family, family_id)


def set_goal(ws: Workspace, family_id: str, goal: str) -> Family:
    """Write down the helping question, in the parent's own words.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.set_goal(ws.get(Family, family_id), goal))
    return ws.get(Family, family_id)


def set_note(ws: Workspace, family_id: str, note: str) -> Family:
    """Write a note about a family.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.set_note(ws.get(Family, family_id), note))
    return ws.get(Family, family_id)
