"""Cues and the needs behind them; each function that changes something is one step for undo and on disk when it returns."""

from __future__ import annotations

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.cues import CuePair, choice_for, need_at
from vig_annotator.model.cues import cue_pairs as pairs
from vig_annotator.model.edits import cueing as rules
from vig_annotator.model.edits.tagging import FrameShown
from vig_annotator.services.linking import write_tags
from vig_annotator.services.tagging import press_code
from vig_annotator.services.workspace import Workspace


def tag_cue(ws: Workspace, coding_pass: CodingPass, code_id: str, frame: FrameShown) -> Annotation:
    """Tag a cue on a frame, with the need behind it, where one is tagged on that frame.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it is no cue, the question does not know the need, or the cue is tagged there already.
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    coding = ws.desk(coding_pass).coding
    need = need_at(coding, frame.at_us)
    if need is None or choice_for(coding.codebook, need) is None:
        return press_code(
            ws, coding_pass, code_id, frame.at_us, next_frame_us=frame.next_us, pressed_us=frame.pressed_us
        )
    change_set, cue = rules.tag_cue(coding, coding_pass.id, code_id, need, frame, ws.stamp())
    write_tags(ws, coding_pass, change_set, (cue.id,))
    return cue


def name_need(ws: Workspace, coding_pass: CodingPass, cue_id: str, need_code: str) -> None:
    """Say which need is behind a cue.

    Raises:
        NotFound: the cue is not there.
        RuleViolation: it is no cue, or the question does not know the need.
    """
    write_tags(ws, coding_pass, rules.name_need(ws.desk(coding_pass).coding, cue_id, need_code))


def cue_pairs(ws: Workspace, coding_pass: CodingPass) -> list[CuePair]:
    """All cues of a pass with the needs behind them, by time."""
    return pairs(ws.desk(coding_pass).coding)
