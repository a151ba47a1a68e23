"""A family's plan, built up over the cycles, and as one page to print; each change is one step for undo."""

from __future__ import annotations

from html import escape

from vig_annotator.errors import RuleViolation
from vig_annotator.model.days import in_words
from vig_annotator.model.edits import plans as rules
from vig_annotator.model.family import Family
from vig_annotator.model.plan import PlanItem, PlanKind
from vig_annotator.model.reel_checks import names_family
from vig_annotator.services import consent, sharing
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import plans as queries

KIND_WORDS = {
    PlanKind.GOAL: "What we hope for",
    PlanKind.STRENGTH: "What already goes well",
    PlanKind.TRY: "What we try",
}
"""Each part of the plan as the family reads it."""


def items_of(ws: Workspace, family_id: str) -> list[PlanItem]:
    """The lines of a family's plan, by kind and in order."""
    with ws.store.reading() as connection:
        return queries.plan_items(connection, family_id)


def add(ws: Workspace, family_id: str, kind: PlanKind, text: str) -> PlanItem:
    """One more line.

    Raises:
        RuleViolation: no words.
        NotFound: there is no such family.
    """
    ws.get(Family, family_id)
    change_set, item = rules.add(items_of(ws, family_id), family_id, kind, text, ws.stamp())
    ws.history.apply(change_set)
    return item


def reword(ws: Workspace, item_id: str, text: str) -> None:
    """Say a line in other words.

    Raises:
        RuleViolation: no words.
        NotFound: it is not there.
    """
    ws.history.apply(rules.reword(ws.get(PlanItem, item_id), text))


def set_done(ws: Workspace, item_id: str, done: bool) -> None:
    """Say that a goal was reached or something was tried today, or not yet.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.set_done(ws.get(PlanItem, item_id), consent.day_now() if done else ""))


def remove(ws: Workspace, item_id: str) -> None:
    """Take a line out.

    Raises:
        NotFound: it is not there.
    """
    ws.history.apply(rules.remove(ws.get(PlanItem, item_id)))


def page(ws: Workspace, family_id: str) -> str:
    """The plan as one page of HTML: hope, the three parts, and the next step of the last review. No pseudonym, no code, no figure.

    Raises:
        NotFound: there is no such family.
        RuleViolation: the family's code stands in it.
    """
    ws.require_unsealed()
    family, items = ws.get(Family, family_id), items_of(ws, family_id)
    hope = family.goal.strip('“”" ')
    parts = ["<h1>Our plan</h1>", f"<p class='hope'>“{escape(hope)}”</p>" if hope else ""]
    for kind, title in KIND_WORDS.items():
        lines = [one for one in items if one.kind is kind]
        rows = "".join(f"<li>{escape(one.text)}{_when(one)}</li>" for one in lines)
        parts.append(f"<h2>{title}</h2><ul>{rows}</ul>" if lines else "")
    reviews = [one for one in sharing.reviews_of(ws, family_id) if one.ended_at]
    read = [
        family.goal,
        *(one.text for one in items),
        *(f"{one.agreed}\n{one.next_step}" for one in reviews[:1]),
    ]
    if any(names_family(text, family.pseudonym) for text in read):
        raise RuleViolation(
            f"The page would show “{family.pseudonym}”, the family’s code.", "Write it in other words first."
        )
    if reviews:
        last = reviews[0]
        parts.append(f"<h2>What we saw together, {in_words(last.ended_at)}</h2>")
        parts.append(f"<p>{escape(last.agreed)}</p>" if last.agreed else "")
        parts.append(f"<p><b>Next:</b> {escape(last.next_step)}</p>" if last.next_step else "")
    return "".join(parts)


def _when(item: PlanItem) -> str:
    if not item.done_on:
        return ""
    word = "tried" if item.kind is PlanKind.TRY else "reached"
    return f" <span class='when'>✓ {word}, {in_words(item.done_on)}</span>"
