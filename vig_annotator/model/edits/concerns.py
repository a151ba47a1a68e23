"""The rule that a parent's reel shows no concern unless the clinician says so, clip by clip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Code, Valence
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.timecode import format_time


@dataclass(frozen=True, slots=True)
class Coded:
    """An annotation together with the code that says what it means."""

    annotation: Annotation
    code: Code


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
    """A clip of a parent's reel shows no concern, unless that was allowed for it.

    Raises:
        RuleViolation: it would.
    """
    if reel.audience is not Audience.PARENT or clip.concern_allowed:
        return
    found = concerns_in_span(coded, shown_span(reel, clip))
    if found:
        one = found[0]
        raise RuleViolation(
            f"The clip at {format_time(clip.onset_us)} would show the parent “{one.code.label}” "
            f"({format_time(one.annotation.onset_us)}), which is a concern.",
            "Choose another stretch, or allow it for this clip on purpose.",
        )


def _is_shown(annotation: Annotation, span: Span) -> bool:
    if annotation.is_point:
        return span.contains(annotation.onset_us)
    ends_after_start = annotation.offset_us is None or annotation.offset_us > span.onset_us
    return annotation.onset_us < span.offset_us and ends_after_start
