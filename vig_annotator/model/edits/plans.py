"""Building up a family's plan."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import Stamp, changed, made, removed
from vig_annotator.model.ids import new_id
from vig_annotator.model.plan import PlanItem, PlanKind

_WORDS = {PlanKind.GOAL: "a goal", PlanKind.STRENGTH: "a strength", PlanKind.TRY: "something to try"}


def add(
    items: Sequence[PlanItem], family_id: str, kind: PlanKind, text: str, stamp: Stamp
) -> tuple[ChangeSet, PlanItem]:
    """One more line.

    Raises:
        RuleViolation: no words.
    """
    place = max((one.position for one in items if one.kind is kind), default=-1) + 1
    item = PlanItem(new_id(), family_id, kind, _text(text), "", place, stamp.who, stamp.at)
    return ChangeSet(f"add {_WORDS[kind]} to the plan", (made(item),)), item


def reword(item: PlanItem, text: str) -> ChangeSet:
    """Say it in other words.

    Raises:
        RuleViolation: no words.
    """
    if item.text == _text(text):
        return ChangeSet("", ())
    return ChangeSet(f"reword {_WORDS[item.kind]}", (changed(item, text=_text(text)),))


def set_done(item: PlanItem, day: str) -> ChangeSet:
    """Say that a goal was reached, or something tried, on a day; empty for not yet."""
    if item.done_on == day:
        return ChangeSet("", ())
    return ChangeSet(
        f"tick {_WORDS[item.kind]}" if day else f"untick {_WORDS[item.kind]}", (changed(item, done_on=day),)
    )


def remove(item: PlanItem) -> ChangeSet:
    """Take a line out."""
    return ChangeSet(f"take {_WORDS[item.kind]} out of the plan", (removed(item),))


def _text(text: str) -> str:
    if not text.strip():
        raise RuleViolation("A line of the plan needs words.", "Write it as the family would say it.")
    return text.strip()
