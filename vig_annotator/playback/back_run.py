"""One run of playing backwards: pictures only, in step with the computer's clock. Says which frame is due."""

from __future__ import annotations

from math import ceil

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.playback.clock import NowUs, PlayClock
from vig_annotator.playback.frame_cache import FrameCache
from vig_annotator.playback.play_run import PICTURES_PER_SECOND


class BackRun:
    """From a moment back to the start of the film.

    A film can only be decoded forwards, so pictures come in whole stretches. Where the next one is not ready in time the
    clock waits for it: nothing is heard that it would have to keep up with, and no picture is left out.

    Args:
        index: of the film.
        cache: where pictures are.
        now_us: the computer's clock.
        start_us: where it begins.
        speed: media seconds a second, positive.

    Attributes:
        started: whether the clock runs; it does once the first picture is ready.
        due: the frame that belongs on the screen.
        stride: only each frame whose number is a multiple of this is shown.
    """

    last = 0
    loop_frames = None
    floor = None
    backwards = True

    def __init__(
        self, index: FrameIndex, cache: FrameCache, now_us: NowUs, start_us: int, *, speed: float
    ) -> None:
        self._index, self._cache, self._start_us, self._speed = index, cache, start_us, speed
        self._clock = PlayClock(now_us)
        self.started = False
        self.due = index.frame_at(start_us)
        self.stride = max(1, ceil(speed * float(index.nominal_rate) / PICTURES_PER_SECOND))

    @property
    def position_us(self) -> int:
        """The moment of the film that is due now."""
        return self._clock.position_us() if self.started else self._start_us

    def start(self) -> None:
        """Let the clock run."""
        self.started = True
        self._clock.start(self._start_us, -self._speed)

    def advance(self) -> bool:
        """Bring `due` up to now, or wait for its picture; False once the start of the film is reached."""
        position = self._clock.position_us()
        frame = self._index.frame_at(position)
        due = min(frame - frame % self.stride, self.due)
        if due != self.due and due not in self._cache:
            self._clock.start(self._index.time_of(self.due), -self._speed)
            return True
        self.due = due
        return position > 0 or due > 0

    def pick(self) -> Picture | None:
        """The picture to show, if it is ready."""
        return self._cache.get(self.due)
