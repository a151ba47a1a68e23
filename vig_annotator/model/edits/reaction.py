"""Reaction time: a key comes down a little after what the coder saw; tags can be set back by that much.

A tag that is set back lies on the frame that was on the screen that much earlier. How far it was moved is kept with it, for
each edge (`Annotation.onset_shift_us`, `offset_shift_us`), so that it can be seen and taken back exactly. An edge that is moved
by hand afterwards is no longer set back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median_low

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.annotations import move_to
from vig_annotator.model.edits.drafting import changed, quoted
from vig_annotator.model.edits.tagging import FrameShown
from vig_annotator.model.frames import FrameTimes, edge_frame
from vig_annotator.model.mediatime import MediaTime

LONGEST_US = 2_000_000
"""More than this is no reaction to what was seen."""
SHORTEST_US = 100_000
"""Nor is less than this."""
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a calibration found.

    Attributes:
        times_us: how long each answer took, in the order of the signals.
        median_us: the middle one; of an even number the lower of the two in the middle. It is not moved by a few slips.
        quick_us, slow_us: a quarter of the answers was quicker than the first, a quarter slower than the second.
        early: presses without a signal, or too soon after one to be an answer to it.
        missed: signals that nobody answered.
    """

    times_us: tuple[int, ...]
    median_us: int
    quick_us: int
    slow_us: int
    early: int
    missed: int

    @property
    def rounded_ms(self) -> int:
        """The median in milliseconds, to the next 10: a measurement of one minute is no finer."""
        return round(self.median_us / 10_000) * 10


def measure(shown_us: Sequence[int], pressed_us: Sequence[int]) -> Reaction:
    """A coder's reaction time from a calibration.

    Args:
        shown_us: when each signal appeared, in order, on the clock of the presses.
        pressed_us: when the key came down. The first press that comes at least a tenth of a second after a signal, at most
            two seconds, and before the next signal, is its answer. Quicker than a tenth of a second nobody sees and presses
            (R. Whelan, "Effective analysis of reaction time data", The Psychological Record 58, 2008): such a press
            was made without having seen the signal.

    Raises:
        RuleViolation: fewer than five signals were answered.
    """
    presses = sorted(pressed_us)
    ends = [*shown_us[1:], None]
    times = []
    for shown, end in zip(shown_us, ends, strict=True):
        until = shown + LONGEST_US if end is None else min(end, shown + LONGEST_US)
        answer = next((one for one in presses if shown + SHORTEST_US <= one <= until), None)
        if answer is not None:
            times.append(answer - shown)
    if len(times) < _FEWEST:
        raise RuleViolation(
            f"Only {len(times)} of {len(shown_us)} signals were answered; at least {_FEWEST} are needed.",
            "Try once more, and press as soon as you see the signal.",
        )
    ordered = sorted(times)
    quarter = len(ordered) // 4
    return Reaction(
        tuple(times),
        median_low(ordered),
        ordered[quarter],
        ordered[len(ordered) - 1 - quarter],
        len(presses) - len(times),
        len(shown_us) - len(times),
    )


def frame_meant(frames: FrameTimes, pressed_us: MediaTime, reaction_us: int) -> FrameShown:
    """The frame that a coder meant who pressed a key while a frame was on the screen.

    Args:
        frames: of the film.
        pressed_us: time of the frame on the screen when the key came down.
        reaction_us: the coder's reaction time on the film's clock: at half speed, half of it; 0 while the film stands.

    Raises:
        RuleViolation: the film is over.
    """
    if pressed_us >= frames.time_of(len(frames)):
        raise RuleViolation("That is after the end of the film.", "Go to the frame that you want to tag.")
    frame = frames.frame_at(max(0, pressed_us - reaction_us))
    return FrameShown(frames.time_of(frame), frames.time_of(frame + 1), pressed_us)


def set_back(coding: Coding, ids: Collection[str], reaction_us: int, frames: FrameTimes) -> ChangeSet:
    """Set tags back by a reaction time after the fact; those that are set back already are left as they are.

    Raises:
        NotFound: one is not there.
        RuleViolation: one would meet another of its exclusive group, or lose its length.
    """
    chosen = [coding.get(one) for one in dict.fromkeys(ids)]
    to_move = [one for one in chosen if not (one.onset_shift_us or one.offset_shift_us)]

    def earlier(time_us: MediaTime) -> MediaTime:
        return frames.time_of(edge_frame(frames, max(0, time_us - reaction_us)))

    places = {
        one.id: (earlier(one.onset_us), None if one.offset_us is None else earlier(one.offset_us))
        for one in to_move
    }
    return _moved(coding, to_move, places, "set back {}", keep_shift=True)


def take_back(coding: Coding, ids: Collection[str]) -> ChangeSet:
    """Put tags that were set back where the key came down.

    Raises:
        NotFound: one is not there.
        RuleViolation: one would meet another of its exclusive group.
    """
    chosen = [coding.get(one) for one in dict.fromkeys(ids)]
    to_move = [one for one in chosen if one.onset_shift_us or one.offset_shift_us]
    places = {one.id: _as_pressed(one) for one in to_move}
    return _moved(coding, to_move, places, "put {} where the key came down", keep_shift=False)


def _as_pressed(one: Annotation) -> tuple[MediaTime, MediaTime | None]:
    onset = MediaTime(one.onset_us + one.onset_shift_us)
    if one.is_point:
        return onset, onset
    return onset, None if one.offset_us is None else MediaTime(one.offset_us + one.offset_shift_us)


def _moved(
    coding: Coding,
    chosen: Sequence[Annotation],
    places: dict[str, tuple[MediaTime, MediaTime | None]],
    what: str,
    *,
    keep_shift: bool,
) -> ChangeSet:
    checked = move_to(coding, places)
    if not checked.changes:
        return ChangeSet("", ())
    changes = []
    for one in chosen:
        onset, offset = places[one.id]
        changes.append(
            changed(
                one,
                onset_us=onset,
                offset_us=offset,
                onset_shift_us=one.onset_us - onset if keep_shift else 0,
                offset_shift_us=_shift(one, offset) if keep_shift else 0,
            )
        )
    names = quoted(coding.label_of(chosen[0]), len(chosen))
    return ChangeSet(what.format(names), tuple(changes))


def _shift(one: Annotation, offset_us: MediaTime | None) -> int:
    return 0 if one.is_point or one.offset_us is None or offset_us is None else one.offset_us - offset_us
