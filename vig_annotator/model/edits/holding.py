"""Press-and-hold: a state lasts as long as its key is held. And tagging the last code again.

Each key stands for itself, so several can be held at once. Nothing depends on presses and releases coming in pairs: a key
that repeats by itself, and a release that was never pressed or comes after another state ended this one, change nothing.
"""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Kind
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.tagging import FrameShown, press_code


def hold(
    coding: Coding, pass_id: str, code_id: str, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation]:
    """A code's key went down: a point is made, a state starts; one that runs already goes on.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it can't be tagged here; the message says why.
    """
    running = _running(coding, code_id)
    if running is not None:
        return ChangeSet("", ()), running
    return press_code(coding, pass_id, code_id, frame, stamp)


def release(
    coding: Coding, pass_id: str, code_id: str, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation | None]:
    """A code's key came up: its state ends, if it still runs; else nothing happens, and the answer is None.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it can't end here; it goes on running, and the message says why.
    """
    if _running(coding, code_id) is None:
        return ChangeSet("", ()), None
    return press_code(coding, pass_id, code_id, frame, stamp)


def last_tagged(coding: Coding, who: str) -> Annotation | None:
    """What somebody tagged last in a coding, of what is still there."""
    own = (one for one in coding.annotations if one.created_by == who)
    return max(own, key=lambda one: (one.created_at, one.id), default=None)


def repeat_last(
    coding: Coding, pass_id: str, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation]:
    """Tag the last code again, with the same modifiers; a state that is running is ended, as by its key.

    Raises:
        RuleViolation: nothing is tagged yet, or it can't be tagged here.
    """
    last = last_tagged(coding, stamp.who)
    if last is None:
        raise RuleViolation("There is nothing to repeat yet.", "Tag something first.")
    change_set, tagged = press_code(coding, pass_id, last.code_id, frame, stamp)
    if tagged.id in coding:
        return change_set, tagged
    again = replace(tagged, modifiers=dict(last.modifiers))
    changes = tuple(
        RowChange(None, again) if change.row.id == tagged.id else change for change in change_set.changes
    )
    return ChangeSet(change_set.label, changes), again


def _running(coding: Coding, code_id: str) -> Annotation | None:
    code = coding.code(code_id)
    if code.kind is Kind.POINT:
        return None
    running = coding.running_in(coding.lane_of(code_id))
    return running if running is not None and running.code_id == code_id else None
