"""How much sound has been heard, smoothly, from a device that only says in steps how much it has taken."""

from __future__ import annotations

_WINDOW_US = 1_000_000


class PlayedClock:
    """Follows the lower edge of the steps in which a device takes sound.

    A device takes sound in blocks, ahead of playing it: its count jumps, then stands still for some milliseconds. Between
    the jumps sound is heard as steadily as a clock runs, so the count is compared with the computer's clock, and the
    smallest lead of the last one to two seconds is kept. What is taken is heard `delay_us` later at least.
    """

    def __init__(self, delay_us: int) -> None:
        self._delay_us = delay_us
        self._leads: tuple[int | None, int | None] = (None, None)
        self._window_until_us = 0
        self._heard_us = 0

    def pause(self) -> None:
        """The device stands still; after that the leads are learned anew."""
        self._leads = (None, None)

    def heard_us(self, taken_us: int, now_us: int) -> int:
        """Microseconds of sound that were heard.

        Args:
            taken_us: what the device says it has taken since it started.
            now_us: a clock that never runs backwards.

        Returns:
            never less than before, never more than `taken_us`.
        """
        if taken_us <= 0:
            return self._heard_us
        lead = taken_us - now_us
        older, newer = self._leads
        if newer is None:
            older, newer, self._window_until_us = None, lead, now_us + _WINDOW_US
        elif now_us >= self._window_until_us:
            older, newer, self._window_until_us = newer, lead, now_us + _WINDOW_US
        else:
            newer = min(newer, lead)
        self._leads = (older, newer)
        smallest = newer if older is None else min(older, newer)
        self._heard_us = max(self._heard_us, min(now_us + smallest - self._delay_us, taken_us))
        return self._heard_us
