"""The recordings of a session on its clock: which of them follow each other, and which run side by side."""

from __future__ import annotations

from collections.abc import Iterable

from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording

Take = tuple[Recording, ...]
"""Recordings that follow each other: one camera's take, in one file or split over several."""


def takes(recordings: Iterable[Recording]) -> tuple[Take, ...]:
    """A session's recordings, sorted into takes.

    The first take begins with the session's first recording. A recording goes on with a take if it begins where, or after,
    that take has ended; what is left runs beside it and makes further takes in the same way. While a recording's length
    is not known nothing goes on after it.

    Args:
        recordings: of one session.

    Returns:
        the takes, the first one first; none if there are no recordings.
    """
    left = sorted(recordings, key=lambda one: (one.position, one.starts_at_us, one.id))
    found: list[Take] = []
    while left:
        take = [left.pop(0)]
        for one in sorted(left, key=lambda one: (one.starts_at_us, one.position)):
            if take[-1].duration_us and one.starts_at_us >= ends_at(take[-1]):
                take.append(one)
                left.remove(one)
        found.append(tuple(take))
    return tuple(found)


def ends_at(recording: Recording) -> MediaTime:
    """Where a recording's last frame ends on the session's clock; where it begins while its length is not known."""
    return MediaTime(recording.starts_at_us + recording.duration_us)


def length_us(recordings: Iterable[Recording]) -> int:
    """How long a session's first take is, from its first frame to its last; 0 while nobody knows."""
    first = next(iter(takes(recordings)), ())
    return ends_at(first[-1]) - first[0].starts_at_us if first else 0
