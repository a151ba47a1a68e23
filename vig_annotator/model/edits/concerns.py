"""The rule that a parent's reel shows no concern unless the clinician says so, clip by clip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.audiences import NEVER_A_CONCERN, STRENGTHS_FIRST
from vig_annotator.model.codebook import Code, Valence
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.timecode import format_time

HIDDEN_CONCERN = "a concern of a coding that is hidden until both were sent"


@dataclass(frozen=True, slots=True)
class Coded:
    """An annotation together with the code that says what it means.

    Attributes:
        strengths_only: its codebook's concerns are never for a parent's eyes, not even by choice.
        hidden: it is of a coding that is blind to who works: that there is a concern is said, for the parent's sake, and no more.
    """

    annotation: Annotation
    code: Code
    strengths_only: bool = False
    hidden: bool = False

    @property
    def label(self) -> str:
        """What it is called, as far as who works may know."""
        return HIDDEN_CONCERN if self.hidden else self.code.label


def concerns_in_span(coded: Iterable[Coded], span: Span) -> tuple[Coded, ...]:
    """The concern annotations that a stretch of film would show.

    A point counts if it lies in the stretch; a state that is still running counts from its onset on.
    """
    return tuple(
        one for one in coded if one.code.valence is Valence.CONCERN and _is_shown(one.annotation, span)
    )


def shown_span(reel: Reel, clip: ReelClip) -> Span:
    """What a clip shows with its handles; the film's start cuts the handle before, the renderer its end."""
    start = MediaTime(max(0, clip.onset_us - reel.handles_us))
    return Span(start, MediaTime(clip.offset_us + reel.handles_us))


def require_showable(reel: Reel, clip: ReelClip, coded: Iterable[Coded]) -> None:
    """A clip of a reel for parents shows no concern, unless leave was given for that very one and may be given at all.

    Leave is for what is looked at together, with a codebook that works with concerns: never for a reel to take home, and
    never for a concern of Video Interaction Guidance.

    Raises:
        RuleViolation: it would.
    """
    if reel.audience not in STRENGTHS_FIRST:
        return
    found = concerns_in_span(coded, shown_span(reel, clip))
    never = reel.audience in NEVER_A_CONCERN
    refused = [one for one in found if never or one.strengths_only or one.annotation.id not in clip.leave_for]
    if refused:
        one = refused[0]
        where = "" if one.hidden else f" ({format_time(one.annotation.onset_us)}), which is a concern"
        what = one.label if one.hidden else f"“{one.label}”"
        raise RuleViolation(
            f"The clip at {format_time(clip.onset_us)} would show the parent {what}{where}.",
            _remedy(reel, one),
        )


def require_may_go_there(reel: Reel, clip: ReelClip, coded: Sequence[Coded]) -> None:
    """A clip may be moved to where it shows no concern; one that shows some with leave, also over others that leave may be given for.

    Those need leave of their own before the clip is shown to anybody.

    Raises:
        RuleViolation: it may not.
    """
    if clip.leave_for:
        require_showable(reel, with_leave(reel, clip, coded), coded)
        return
    try:
        require_showable(reel, clip, coded)
    except RuleViolation as refused:
        if not may_be_allowed(reel, concerns_in_span(coded, shown_span(reel, clip))):
            raise
        raise RuleViolation(
            refused.message,
            "Leave it as it is, or send the whole stretch to the reel as a moment, on purpose.",
        ) from None


def with_leave(reel: Reel, clip: ReelClip, coded: Iterable[Coded]) -> ReelClip:
    """The clip with leave for every concern that it shows now: for these, not for what somebody may tag there later."""
    shown = concerns_in_span(coded, shown_span(reel, clip))
    return replace(clip, leave_for=tuple(one.annotation.id for one in shown))


def without_leave(clip: ReelClip, concerns: Iterable[Coded]) -> tuple[Coded, ...]:
    """Those of a clip's concerns that no leave was given for."""
    return tuple(one for one in concerns if one.annotation.id not in clip.leave_for)


def may_be_allowed(reel: Reel, found: Iterable[Coded]) -> bool:
    """Whether the clinician may say that these concerns are shown on purpose."""
    return reel.audience not in NEVER_A_CONCERN and not any(one.strengths_only for one in found)


def _remedy(reel: Reel, one: Coded) -> str:
    if may_be_allowed(reel, [one]):
        return "Choose another stretch, or allow it for this clip on purpose."
    if one.strengths_only:
        return "Choose another stretch: a reel for a parent shows what goes well."
    return "Choose another stretch: nobody is beside them while they look."


def _is_shown(annotation: Annotation, span: Span) -> bool:
    if annotation.is_point:
        return span.contains(annotation.onset_us)
    ends_after_start = annotation.offset_us is None or annotation.offset_us > span.onset_us
    return annotation.onset_us < span.offset_us and ends_after_start
