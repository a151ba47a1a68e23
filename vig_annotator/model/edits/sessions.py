"""Naming and dating sessions, and saying whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import changed
from vig_annotator.model.family import Family
from vig_annotator.model.reel import Reel
from vig_annotator.model.session import Session


def rename(session: Session, title: str) -> ChangeSet:
    """Give a session another title.

    Raises:
        RuleViolation: no title.
    """
    if not title.strip():
        raise RuleViolation("A session needs a title.", "Write a few words, such as “Visit 2, play”.")
    if session.title == title.strip():
        return ChangeSet("", ())
    return ChangeSet(f"rename the session “{session.title}”", (changed(session, title=title.strip()),))


def set_recorded_on(session: Session, day: str) -> ChangeSet:
    """Say on which day it was filmed; empty for unknown.

    Raises:
        RuleViolation: not a day as in ``2026-11-12``.
    """
    if day:
        try:
            day = date.fromisoformat(day).isoformat()
        except ValueError as error:
            raise RuleViolation(f"“{day}” is not a day.", "Write it as 2026-11-12.") from error
    if session.recorded_on == day:
        return ChangeSet("", ())
    return ChangeSet(f"date the session “{session.title}”", (changed(session, recorded_on=day),))


def set_note(session: Session, note: str) -> ChangeSet:
    """Write a note about a session."""
    if session.note == note.strip():
        return ChangeSet("", ())
    return ChangeSet(f"note on the session “{session.title}”", (changed(session, note=note.strip()),))


def set_family(session: Session, family: Family, reels_showing: Iterable[Reel]) -> ChangeSet:
    """Say that a session is another family's.

    Args:
        session: which.
        family: whose it is.
        reels_showing: the reels that hold clips of it.

    Raises:
        RuleViolation: a reel of the former family shows it; nobody may see another family's film.
    """
    if session.family_id == family.id:
        return ChangeSet("", ())
    for reel in reels_showing:
        raise RuleViolation(
            f"The reel “{reel.title}” shows this session.",
            "Take its clips out of the reel first; a reel holds films of one family only.",
        )
    change = changed(session, family_id=family.id)
    return ChangeSet(f"move the session “{session.title}” to {family.pseudonym}", (change,))
