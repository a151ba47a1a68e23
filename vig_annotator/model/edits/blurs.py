"""Correcting a blur: by drawing it again at a frame, or by finding a doubtful stretch right; and what becomes of it as the clip's edges move."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.clip_look import Blur, ClipLook
from vig_annotator.model.frame_box import BoxAt
from vig_annotator.model.mediatime import Span


def corrected(blur: Blur, key: BoxAt) -> Blur:
    """The blur with a box drawn at a frame (in place of one drawn there before), to be followed again.

    Raises:
        RuleViolation: the box reaches out of the picture.
    """
    if not key.box.inside:
        raise RuleViolation("That reaches out of the picture.", "Draw it within the picture.")
    others = [one for one in blur.drawn if one.at_us != key.at_us]
    drawn = tuple(sorted([*others, key], key=lambda one: one.at_us))
    return replace(blur, drawn=drawn, followed=(), doubts=())


def found_right(blur: Blur, stretch: Span) -> Blur:
    """The blur without doubt in a stretch that somebody looked at and found right.

    One that was never followed is right as it was drawn, as for somebody who sits still.
    """
    left = tuple(one for one in blur.doubts if not one.overlaps(stretch))
    return replace(blur, followed=blur.followed or blur.drawn, doubts=left)


def edges_moved(blur: Blur, before: Span, after: Span) -> Blur:
    """The blur when its clip shows another stretch: what nobody has followed or looked at yet is doubtful, what is cut away no longer.

    Args:
        blur: of the clip.
        before: what the clip showed, with handles.
        after: what it shows now.
    """
    if not blur.followed:  # it is one whole doubt
        return blur
    fresh = _beyond(after, before)
    doubts = [*(one for one in (_common(doubt, after) for doubt in blur.doubts) if one is not None), *fresh]
    if blur.span is not None:
        doubts = [one for one in (_common(doubt, blur.span) for doubt in doubts) if one is not None]
    return replace(blur, doubts=tuple(sorted(doubts)))


def look_with_edges_moved(look: ClipLook, before: Span, after: Span) -> ClipLook:
    """The look with all its blurs as `edges_moved` has them."""
    return replace(look, blurs=tuple(edges_moved(one, before, after) for one in look.blurs))


def hides_throughout(blur: Blur, shown: Span) -> bool:
    """Whether somebody is hidden for sure in all that a clip shows."""
    whole = blur.span is None or (
        blur.span.onset_us <= shown.onset_us and shown.offset_us <= blur.span.offset_us
    )
    return whole and not blur.doubtful


def _beyond(after: Span, before: Span) -> list[Span]:
    """The parts of `after` that are not of `before`."""
    if not after.overlaps(before):
        return [after]
    parts = []
    if after.onset_us < before.onset_us:
        parts.append(Span(after.onset_us, before.onset_us))
    if before.offset_us < after.offset_us:
        parts.append(Span(before.offset_us, after.offset_us))
    return parts


def _common(one: Span, other: Span) -> Span | None:
    if not one.overlaps(other):
        return None
    return Span(max(one.onset_us, other.onset_us), min(one.offset_us, other.offset_us))
