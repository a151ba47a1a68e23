"""Stretches and key frames of a clip's look: subtitles, quiet stretches, the moving part. Pure; `clip_looks.set_look` asks whether they can be."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.model.clip_look import ClipLook, QuietSpan, Subtitle
from vig_annotator.model.frame_box import WHOLE_PICTURE, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span

SUBTITLE_US = 2_000_000
"""How long a subtitle stands unless somebody says otherwise."""


def quietened(look: ClipLook, span: Span, percent: int) -> ClipLook:
    """The look with a stretch that is `percent` loud; what was said about that stretch before counts no longer.

    Neighbours that are as loud become one. 100 % is as it was filmed, and leaves nothing written.
    """
    kept = [piece for one in look.quiet for piece in _without(one, span)]
    if percent < 100:
        kept.append(QuietSpan(span, percent))
    joined: list[QuietSpan] = []
    for one in sorted(kept, key=lambda one: one.span):
        last = joined[-1] if joined else None
        if last is not None and last.percent == one.percent and last.span.offset_us == one.span.onset_us:
            joined[-1] = QuietSpan(Span(last.span.onset_us, one.span.offset_us), one.percent)
        else:
            joined.append(one)
    return replace(look, quiet=tuple(joined))


def loudened(look: ClipLook, number: int) -> ClipLook:
    """The look without one of its quiet stretches."""
    return replace(look, quiet=look.quiet[:number] + look.quiet[number + 1 :])


def respanned(look: ClipLook, number: int, span: Span) -> ClipLook:
    """The look with one of its quiet stretches elsewhere."""
    return quietened(loudened(look, number), span, look.quiet[number].percent)


def room_for_subtitle(look: ClipLook, at_us: MediaTime, end_us: MediaTime) -> Span:
    """Where a subtitle that begins at a moment would stand: for two seconds, or until the next one or the clip's end.

    Where there is one already, it is that one's end that counts.
    """
    later = [one.span.onset_us for one in look.subtitles if one.span.onset_us > at_us]
    end = min([MediaTime(at_us + SUBTITLE_US), *later, *([end_us] if end_us > at_us else [])])
    return Span(at_us, end)


def subtitled(look: ClipLook, number: int, subtitle: Subtitle | None) -> ClipLook:
    """The look with one of its subtitles replaced, taken away (None), or added (`number` after the last)."""
    lines = list(look.subtitles)
    lines[number : number + 1] = [] if subtitle is None else [subtitle]
    return replace(look, subtitles=tuple(lines))


def framed(look: ClipLook, key: BoxAt) -> ClipLook:
    """The look with the part that is shown at a frame; between two such frames the part moves evenly."""
    others = [one for one in look.framing if one.at_us != key.at_us]
    return replace(look, framing=tuple(sorted([*others, key], key=lambda one: one.at_us)))


def unframed(look: ClipLook, number: int) -> ClipLook:
    """The look without one of the frames that its part moves by; the whole picture is no part."""
    left = look.framing[:number] + look.framing[number + 1 :]
    return replace(look, framing=() if all(one.box == WHOLE_PICTURE for one in left) else left)


def _without(one: QuietSpan, span: Span) -> list[QuietSpan]:
    """What is left of a quiet stretch outside of another."""
    if not one.span.overlaps(span):
        return [one]
    pieces = []
    if one.span.onset_us < span.onset_us:
        pieces.append(QuietSpan(Span(one.span.onset_us, span.onset_us), one.percent))
    if span.offset_us < one.span.offset_us:
        pieces.append(QuietSpan(Span(span.offset_us, one.span.offset_us), one.percent))
    return pieces
