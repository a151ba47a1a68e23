"""Stretches of time as a list: what lies in all of several lists."""

from __future__ import annotations

from collections.abc import Iterable

from vig_annotator.model.mediatime import MediaTime, Span


def common(one: Iterable[Span], other: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in both of two lists of stretches, in order of time; stretches of no length are left out.

    Args:
        one: stretches of which no two overlap.
        other: likewise.
    """
    others = tuple(other)
    found = (
        Span(MediaTime(max(a.onset_us, b.onset_us)), MediaTime(min(a.offset_us, b.offset_us)))
        for a in one
        for b in others
        if a.overlaps(b)
    )
    return tuple(sorted(found))
