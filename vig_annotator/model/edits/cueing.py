"""Tagging a cue together with the need behind it, and saying it afterwards."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coding import Coding
from vig_annotator.model.cues import NEED_BEHIND, choice_for, is_cue
from vig_annotator.model.edits.describing import set_modifiers
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.tagging import FrameShown, press_code


def tag_cue(
    coding: Coding, pass_id: str, code_id: str, need_code: str, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation]:
    """Tag a cue on a frame, with the need behind it: one step.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it is no cue, the question does not know the need, or the cue is tagged there already.
    """
    choice = _choice(coding, code_id, need_code)
    _, cue = press_code(coding, pass_id, code_id, frame, stamp)
    cue = replace(cue, modifiers={NEED_BEHIND: (choice,)})
    return ChangeSet(f"tag “{coding.label_of(cue)}”", (RowChange(None, cue),)), cue


def name_need(coding: Coding, cue_id: str, need_code: str) -> ChangeSet:
    """Say which need is behind a cue.

    Raises:
        NotFound: the cue is not there.
        RuleViolation: it is no cue, or the question does not know the need.
    """
    cue = coding.get(cue_id)
    choice = _choice(coding, cue.code_id, need_code)
    return set_modifiers(coding, cue_id, {**cue.modifiers, NEED_BEHIND: (choice,)})


def _choice(coding: Coding, code_id: str, need_code: str) -> str:
    choice = choice_for(coding.codebook, need_code)
    if choice is None or not is_cue(coding.codebook, code_id):
        raise RuleViolation(
            f"“{coding.code(need_code).label}” can’t be told as the need behind “{coding.code(code_id).label}”.",
            "The codebook’s question about it must know the need.",
        )
    return choice
