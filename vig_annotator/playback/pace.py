"""How much of the computer is taken for pictures that nobody waits for yet: one processor, the others are the window's."""

from __future__ import annotations

import time
from collections.abc import Callable

_LONGEST_REST_S = 0.05
"""Other work of the program (listing frames, drawing a timeline) is counted, too; it may slow pictures down, not stop them."""


class Pace:
    """Says how long to rest, so that the whole program takes no more than one processor on average.

    FFmpeg decodes on as many threads as there are frames on the way. With two processors they would leave the window, which is to answer
    a key at once, less than a third of one.

    Args:
        now_s: a clock that never runs backwards.
        used_s: processor time of all threads of the program so far.
    """

    def __init__(
        self,
        now_s: Callable[[], float] = time.monotonic,
        used_s: Callable[[], float] = time.process_time,
    ) -> None:
        self._now_s, self._used_s = now_s, used_s
        self._seen = (now_s(), used_s())
        self._owed_s = 0.0

    def owed_s(self) -> float:
        """Seconds to rest now, after a picture was made; 0 where others rested enough meanwhile."""
        now = (self._now_s(), self._used_s())
        passed, used = now[0] - self._seen[0], now[1] - self._seen[1]
        self._seen = now
        self._owed_s = min(_LONGEST_REST_S, max(0.0, self._owed_s + used - passed))
        return self._owed_s
