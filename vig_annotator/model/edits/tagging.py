"""What a key press means: a point at once; a state by press-to-start and press-to-end.

The rules (see docs/time.md and docs/library-file.md):

- A point is made at the time of the frame on the screen; a second one of the same code on that frame is refused.
- A state starts at the time of frame *s*. While it runs, it has no end. Pressed again while frame *e* is on the screen,
  it covers ``[time_of(s), time_of(e))``; pressed on its own start frame, that one frame; pressed further back, the
  stretch between, ``[time_of(e), time_of(s))``.
- A state of an exclusive group ends the running one of the group (and subject) at the same time; if that leaves the
  earlier one empty, it is removed.
- While a state runs, it may pass over finished ones of its group. They give way when it ends (`room`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.codebook import Code, Kind
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import Stamp, changed, made, quoted, removed
from vig_annotator.model.edits.room import described, make_room
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime


@dataclass(frozen=True, slots=True)
class FrameShown:
    """The frame that a press of a key is about.

    Attributes:
        at_us: its time.
        next_us: where it ends: the time of the frame after it, or the film's end.
        pressed_us: time of the frame on the screen when the key came down, if that was later than the frame that was
            meant (`model/edits/reaction.py`).
    """

    at_us: MediaTime
    next_us: MediaTime
    pressed_us: MediaTime | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.at_us < self.next_us:
            raise ValueError(f"a frame can't be shown from {self.at_us} to {self.next_us}")
        if self.pressed_us is not None and self.pressed_us < self.at_us:
            raise ValueError(f"a key pressed at {self.pressed_us} can't mean the frame at {self.at_us}")

    @property
    def shift_us(self) -> int:
        """How much earlier than the press it is."""
        return 0 if self.pressed_us is None else self.pressed_us - self.at_us


def press_code(
    coding: Coding, pass_id: str, code_id: str, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation]:
    """What pressing a code's key does now, and the annotation that it makes or ends.

    Raises:
        NotFound: the codebook has no such code.
        RuleViolation: it can't be tagged here; the message says why.
    """
    code = coding.code(code_id)
    if code.kind is Kind.POINT:
        return _tag_point(coding, pass_id, code, frame, stamp)
    running = coding.running_in(coding.lane_of(code_id))
    if running is not None and running.code_id == code_id:
        return _end(coding, running, frame)
    return _start(coding, pass_id, code, running, frame, stamp)


def end_running(coding: Coding, at_us: MediaTime) -> ChangeSet:
    """End every running state, at the film's end or where the coder stops; empty if there is nothing to end.

    A state that nobody ended stops where the next finished one of its group begins, if that comes first; if even the
    one that begins with it ends sooner, nothing is left of it and it is removed. A state that starts at `at_us` or
    later goes on running.
    """
    changes: list[RowChange] = []
    ended = [one for one in coding.running if one.onset_us < at_us]
    for one in ended:
        lane = coding.lane_of(one.code_id)
        neighbours = coding.overlapping(lane, one.onset_us, at_us)
        end = min([at_us, *(other.onset_us for other in neighbours if other.onset_us > one.onset_us)])
        if _covers_a_whole(neighbours, one.onset_us, end):
            changes.append(removed(one))
            continue
        changes.append(changed(one, offset_us=end))
        changes.extend(make_room(coding, lane, one.onset_us, end))
    names = quoted(coding.label_of(ended[0]), len(ended)) if ended else ""
    return ChangeSet(f"end {names}".strip(), tuple(changes))


def _covers_a_whole(neighbours: Iterable[Annotation], onset_us: int, end_us: int) -> bool:
    """Whether one that starts at the same time would vanish."""
    return any(
        other.onset_us == onset_us and other.offset_us is not None and other.offset_us <= end_us
        for other in neighbours
    )


def _tag_point(
    coding: Coding, pass_id: str, code: Code, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation]:
    if coding.points_at(code.id, frame.at_us):
        raise RuleViolation(f"“{code.label}” is already tagged on this frame.", "")
    point = _new(pass_id, code, frame, frame.at_us, stamp)
    return ChangeSet(f"tag “{code.label}”", (made(point),)), point


def _end(coding: Coding, running: Annotation, frame: FrameShown) -> tuple[ChangeSet, Annotation]:
    onset_shift, offset_shift = running.onset_shift_us, frame.shift_us
    if frame.at_us > running.onset_us:
        onset, offset = running.onset_us, frame.at_us
    elif frame.at_us == running.onset_us:
        onset, offset = running.onset_us, frame.next_us
    else:
        onset, offset = frame.at_us, running.onset_us
        onset_shift, offset_shift = offset_shift, onset_shift
    change = changed(
        running,
        onset_us=onset,
        offset_us=offset,
        onset_shift_us=onset_shift,
        offset_shift_us=offset_shift,
    )
    room = make_room(coding, coding.lane_of(running.code_id), onset, offset)
    assert isinstance(change.after, Annotation)
    return ChangeSet(f"end “{coding.label_of(running)}”", (change, *room)), change.after


def _start(
    coding: Coding, pass_id: str, code: Code, running: Annotation | None, frame: FrameShown, stamp: Stamp
) -> tuple[ChangeSet, Annotation]:
    lane = coding.lane_of(code.id)
    for one in coding.overlapping(lane, frame.at_us, frame.next_us):
        if one.code_id == code.id and one.onset_us <= frame.at_us:
            raise RuleViolation(
                f"{described(coding, one)} is already tagged here.", "Move its edges instead."
            )
    started = _new(pass_id, code, frame, None, stamp)
    changes: list[RowChange] = []
    if running is not None:
        if frame.at_us < running.onset_us:
            raise RuleViolation(
                f"{described(coding, running)} was started after this frame.", "End or delete it first."
            )
        if frame.at_us == running.onset_us:
            changes.append(removed(running))
        else:
            changes.append(changed(running, offset_us=frame.at_us, offset_shift_us=frame.shift_us))
            changes.extend(make_room(coding, lane, running.onset_us, frame.at_us))
    return ChangeSet(f"start “{code.label}”", (*changes, made(started))), started


def _new(
    pass_id: str, code: Code, frame: FrameShown, offset_us: MediaTime | None, stamp: Stamp
) -> Annotation:
    return Annotation(
        id=new_id(),
        pass_id=pass_id,
        code_id=code.id,
        onset_us=frame.at_us,
        offset_us=offset_us,
        onset_shift_us=frame.shift_us,
        created_by=stamp.who,
        created_at=stamp.at,
    )
