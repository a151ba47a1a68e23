"""Correcting a blur: by drawing it again at a frame, or by finding a doubtful stretch right."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.clip_look import Blur
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
