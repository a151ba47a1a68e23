"""Families that have agreed, for tests about something else."""

from __future__ import annotations

from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.services import consent
from vig_annotator.services.workspace import Workspace


def agree(ws: Workspace, family_id: str, *purposes: Purpose, answer: Answer | None = None) -> list[str]:
    """The parent and the baby have agreed to these purposes, or to all; answers who they are."""
    ids = [one.id for one in consent.begin(ws, family_id)]
    consent.record(ws, ids, purposes or tuple(Purpose), answer or Answer())
    return ids
