"""Interval sampling: the film stops at even intervals, and the coder says what is going on there."""

from __future__ import annotations

from vig_annotator.model.mediatime import MediaTime


def next_stop(now_us: int, every_us: int, start_us: int = 0, end_us: int | None = None) -> MediaTime | None:
    """The next moment at which to stop, strictly after now; None when there is none before the end.

    Stops lie at ``start_us + every_us``, ``start_us + 2 * every_us`` and so on; the window shows the frame that is on
    the screen there.

    Raises:
        ValueError: the interval has no length.
    """
    if every_us <= 0:
        raise ValueError(f"an interval of {every_us} µs has no length")
    passed = max(0, (now_us - start_us) // every_us)
    stop = start_us + (passed + 1) * every_us
    return None if end_us is not None and stop >= end_us else MediaTime(stop)
