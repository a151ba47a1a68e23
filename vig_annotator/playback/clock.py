"""Media time that runs: by the computer's clock, and gently led by what is heard where there is sound."""

from __future__ import annotations

import time
from collections.abc import Callable

NowUs = Callable[[], int]
"""A clock that never goes back, in microseconds. Tests put their own in its place."""

_JUMP_US = 120_000
"""Sound that is further than this from the clock (at normal speed) has jumped; less is drawn in little by little, so that
pictures stay even."""

_DRAW_IN = 8
"""Each correction closes this part (one eighth) of the gap."""


def monotonic_us() -> int:
    """The computer's own clock."""
    return time.monotonic_ns() // 1000


class PlayClock:
    """Says which moment of the film is due now. It stands until `start` and after `stop`."""

    def __init__(self, now_us: NowUs = monotonic_us) -> None:
        self._now_us = now_us
        self._since_us = 0  # by the computer's clock
        self._from_us = 0  # media time at that moment
        self._speed = 0.0

    def start(self, media_us: int, speed: float) -> None:
        """Run from a moment of the film.

        Args:
            media_us: media time now.
            speed: media seconds a second.
        """
        self._since_us, self._from_us, self._speed = self._now_us(), media_us, speed

    def stop(self) -> None:
        """Stand still."""
        self._from_us = self.position_us()
        self._speed = 0.0

    def position_us(self) -> int:
        """The moment of the film that is due now."""
        return self._from_us + round((self._now_us() - self._since_us) * self._speed)

    def lead(self, heard_us: int, around_us: int = 0) -> None:
        """Follow the sound.

        Args:
            heard_us: the moment of the film that is heard now.
            around_us: length of the loop that is played, 0 for none: its end is as near to its start as any neighbour.
        """
        position = self.position_us()
        gap = heard_us - position
        if around_us:
            gap = (gap + around_us // 2) % around_us - around_us // 2
        jumped = abs(gap) > _JUMP_US * max(1.0, self._speed)
        self.start(position + (gap if jumped else round(gap / _DRAW_IN)), self._speed)
