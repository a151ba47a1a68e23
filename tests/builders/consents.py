"""Families that have agreed, for tests about something else."""

from __future__ import annotations

from vig_annotator.model.coder import Role
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.services import coders, consent
from vig_annotator.services.workspace import Workspace


def allow_exceptions(ws: Workspace) -> None:
    """A supervisor decides that the service allows exceptions; whoever worked goes on working."""
    before = ws.coder
    coders.ensure_coders(ws, ["Sue Visor"])
    coders.describe_coder(ws, "Sue Visor", "SV", Role.SUPERVISOR)
    ws.work_as("Sue Visor")
    consent.decide_exceptions(ws, True, "Section 4 of the service’s policy on film.")
    ws.work_as(before)


def supervise(ws: Workspace) -> None:
    """Whoever works is a supervisor."""
    coders.describe_coder(ws, coders.who_works(ws).name, "SV", Role.SUPERVISOR)


def agree(ws: Workspace, family_id: str, *purposes: Purpose, answer: Answer | None = None) -> list[str]:
    """The parent and the baby have agreed to these purposes, or to all; answers who they are."""
    ids = [one.id for one in consent.begin(ws, family_id)]
    consent.record(ws, ids, purposes or tuple(Purpose), answer or Answer())
    return ids
