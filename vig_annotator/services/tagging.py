"""Tagging by key while the film runs: the frame on the screen is what is tagged.

In every function `at_us` is the time of the frame that is meant, ``index.time_of(k)``, and `next_frame_us` is where it ends,
``index.time_of(k + 1)``. A coder's reaction time is allowed for by `frame_meant`: it answers an earlier frame, and
`pressed_us`, the time of the frame that was on the screen, goes along so that the tag remembers how far it was set back.
When a function returns, the change is on disk; what answers another tag is linked to it in the same step.
"""

from __future__ import annotations

from collections.abc import Callable

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import holding
from vig_annotator.model.edits import tagging as rules
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.tagging import FrameShown, end_running
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services.linking import write_tags
from vig_annotator.services.workspace import Workspace

_Rule = Callable[[Coding, str, str, FrameShown, Stamp], tuple[ChangeSet, Annotation | None]]


def press_code(
    ws: Workspace,
    coding_pass: CodingPass,
    code_id: str,
    at_us: MediaTime,
    *,
    next_frame_us: MediaTime,
    film_end_us: MediaTime | None = None,
    pressed_us: MediaTime | None = None,
) -> Annotation:
    """Do what pressing a code's key means now (see `model/edits/tagging.py` for the rules).

    A point is made at once. A state is started, or, if it is running, ended; a state of an exclusive group ends the
    running one of its group at the same time.

    Args:
        ws: the open library.
        coding_pass: whose coding.
        code_id: a code of the pass's codebook.
        at_us: time of the frame that is meant.
        next_frame_us: where that frame ends.
        film_end_us: end of the film (exclusive), where known.
        pressed_us: time of the frame that was on the screen, if it was a later one.

    Returns:
        the annotation that was made, started or ended, as it is now.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it can't be tagged here; the message says why.
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    _require_before(at_us, film_end_us)
    frame = FrameShown(at_us, next_frame_us, pressed_us)
    tagged = _tag(ws, coding_pass, rules.press_code, code_id, frame)
    assert tagged is not None
    return tagged


def hold_code(
    ws: Workspace,
    coding_pass: CodingPass,
    code_id: str,
    at_us: MediaTime,
    *,
    next_frame_us: MediaTime,
    film_end_us: MediaTime | None = None,
    pressed_us: MediaTime | None = None,
) -> Annotation:
    """Press-and-hold: a code's key went down. A point is made, a state starts; one that runs already goes on.

    Arguments, answer and errors are those of `press_code`.
    """
    _require_before(at_us, film_end_us)
    frame = FrameShown(at_us, next_frame_us, pressed_us)
    tagged = _tag(ws, coding_pass, holding.hold, code_id, frame)
    assert tagged is not None
    return tagged


def release_code(
    ws: Workspace,
    coding_pass: CodingPass,
    code_id: str,
    at_us: MediaTime,
    *,
    next_frame_us: MediaTime,
    pressed_us: MediaTime | None = None,
) -> Annotation | None:
    """Press-and-hold: a code's key came up. Its state ends, if it still runs; else nothing happens: None.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it can't end here; it goes on running, and the message says why.
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    return _tag(ws, coding_pass, holding.release, code_id, FrameShown(at_us, next_frame_us, pressed_us))


def repeat_last(
    ws: Workspace,
    coding_pass: CodingPass,
    at_us: MediaTime,
    *,
    next_frame_us: MediaTime,
    film_end_us: MediaTime | None = None,
    pressed_us: MediaTime | None = None,
) -> Annotation:
    """Tag again the code that this coder tagged last, with the same modifiers; a running state is ended, as by its key.

    Raises:
        RuleViolation: nothing is tagged yet, or it can't be tagged here.
        LibraryNotWritable: the disk is full, or refuses; nothing was changed.
    """
    _require_before(at_us, film_end_us)
    coding = ws.desk(coding_pass).coding
    frame = FrameShown(at_us, next_frame_us, pressed_us)
    change_set, tagged = holding.repeat_last(coding, coding_pass.id, frame, ws.stamp())
    _write(ws, coding_pass, change_set, tagged)
    return tagged


def end_running_states(ws: Workspace, coding_pass: CodingPass, at_us: MediaTime) -> int:
    """End every running state of a pass at a time, such as the film's end; answers how many ended.

    It is one step for undo. A state that nobody ended stops where the next one of its exclusive group begins, if that
    comes before `at_us`; one that starts at `at_us` or later goes on running.
    """
    coding = ws.desk(coding_pass).coding
    before = len(coding.running)
    write_tags(ws, coding_pass, end_running(coding, at_us))
    return before - len(coding.running)


def _tag(
    ws: Workspace, coding_pass: CodingPass, rule: _Rule, code_id: str, frame: FrameShown
) -> Annotation | None:
    coding = ws.desk(coding_pass).coding
    change_set, tagged = rule(coding, coding_pass.id, code_id, frame, ws.stamp())
    _write(ws, coding_pass, change_set, tagged)
    return tagged


def _write(ws: Workspace, coding_pass: CodingPass, change_set: ChangeSet, tagged: Annotation | None) -> None:
    is_new = tagged is not None and tagged.id not in ws.desk(coding_pass).coding
    write_tags(ws, coding_pass, change_set, (tagged.id,) if tagged is not None and is_new else ())


def _require_before(at_us: MediaTime, film_end_us: MediaTime | None) -> None:
    if film_end_us is not None and at_us >= film_end_us:
        raise RuleViolation("That is after the end of the film.", "Go to the frame that you want to tag.")
