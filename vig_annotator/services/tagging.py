"""Tagging by key while the film runs: the frame on the screen is what is tagged."""

from __future__ import annotations

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import tagging as rules
from vig_annotator.model.edits.tagging import FrameShown, end_running
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services.linking import write_tags
from vig_annotator.services.workspace import Workspace


def press_code(
    ws: Workspace,
    coding_pass: CodingPass,
    code_id: str,
    at_us: MediaTime,
    *,
    next_frame_us: MediaTime,
    film_end_us: MediaTime | None = None,
) -> Annotation:
    """Do what pressing a code's key means now (see `model/edits/tagging.py` for the rules).

    A point is made at once. A state is started, or, if it is running, ended; a state of an exclusive group ends the
    running one of its group at the same time. What answers another tag is linked to it in the same step. When this
    returns, the change is on disk.

    Args:
        ws: the open library.
        coding_pass: whose coding.
        code_id: a code of the pass's codebook.
        at_us: time of the frame on the screen, ``index.time_of(k)``.
        next_frame_us: where that frame ends, ``index.time_of(k + 1)``.
        film_end_us: end of the film (exclusive), where known.

    Returns:
        the annotation that was made, started or ended, as it is now.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it can't be tagged here; the message says why.
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    if film_end_us is not None and at_us >= film_end_us:
        raise RuleViolation("That is after the end of the film.", "Go to the frame that you want to tag.")
    coding = ws.desk(coding_pass).coding
    change_set, annotation = rules.press_code(
        coding, coding_pass.id, code_id, FrameShown(at_us, next_frame_us), ws.stamp()
    )
    fresh = () if annotation.id in coding else (annotation.id,)
    write_tags(ws, coding_pass, change_set, fresh)
    return annotation


def end_running_states(ws: Workspace, coding_pass: CodingPass, at_us: MediaTime) -> int:
    """End every running state of a pass at a time, such as the film's end; answers how many ended.

    It is one step for undo. A state that nobody ended stops where the next one of its exclusive group begins, if that
    comes before `at_us`; one that starts at `at_us` or later goes on running.
    """
    coding = ws.desk(coding_pass).coding
    before = len(coding.running)
    write_tags(ws, coding_pass, end_running(coding, at_us))
    return before - len(coding.running)
