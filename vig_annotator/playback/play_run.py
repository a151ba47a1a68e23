"""One run of playing: from a moment to an end, or round a loop. Says which frame is due."""

from __future__ import annotations

from math import ceil

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.playback.audio_feed import Run
from vig_annotator.playback.frame_cache import FrameCache
from vig_annotator.playback.sound_lead import SoundLead

PICTURES_PER_SECOND = 61
"""No more than this many are shown (screens show 60); faster play leaves out frames at even distances."""


class PlayRun:
    """From `start_us` on, within ``[first_us, stop_us)``.

    Args:
        index: of the film.
        cache: where pictures are.
        lead: the clock, led by the sound.
        start_us: where it begins; if that is outside, at `first_us`.
        first_us, stop_us: between which moments it plays.
        looped: whether it goes on at `first_us` after `stop_us`.
        speed: media seconds a second.

    Attributes:
        started: whether the clock runs; it does once the first picture is ready.
        due: the frame that belongs on the screen.
        floor: no earlier frame may be shown any more: pictures don't run backwards.
        stride: only each frame whose number is a multiple of this is shown.
    """

    backwards = False

    def __init__(
        self,
        index: FrameIndex,
        cache: FrameCache,
        lead: SoundLead,
        start_us: int,
        first_us: int,
        stop_us: int,
        *,
        looped: bool,
        speed: float,
    ) -> None:
        self._index, self._cache, self._lead, self._looped = index, cache, lead, looped
        self._first_us, self._stop_us, self._speed = first_us, stop_us, speed
        self._start_us = start_us if first_us <= start_us < stop_us else first_us
        self.started = False
        self.due = self.floor = index.frame_at(self._start_us)
        self.stride = max(1, ceil(speed * float(index.nominal_rate) / PICTURES_PER_SECOND))

    @property
    def position_us(self) -> int:
        """The moment of the film that is due now."""
        return self._lead.position_us if self.started else self._start_us

    @property
    def last(self) -> int:
        """The last frame that is shown."""
        return self._index.frame_at(self._stop_us - 1)

    @property
    def loop_frames(self) -> tuple[int, int] | None:
        """First and one-past-last frame of the loop, if it is one."""
        return (self._index.frame_at(self._first_us), self.last + 1) if self._looped else None

    def start(self) -> None:
        """Let the clock run."""
        self.started = True
        again_us = self._first_us if self._looped else None
        self._lead.start(Run(self._start_us, self._stop_us, self._speed, again_us))

    def advance(self) -> bool:
        """Bring `due` up to now; False once the end is reached."""
        self._lead.tick()
        position = self._lead.position_us
        if position >= self._stop_us:
            if not self._looped:
                return False
            position = self._first_us + (position - self._first_us) % (self._stop_us - self._first_us)
            self._lead.move_to(position)
            self.floor = self._index.frame_at(self._first_us)
        frame = self._index.frame_at(max(position, self._first_us))
        self.due = max(frame - frame % self.stride, self.floor)
        return True

    def pick(self) -> Picture | None:
        """The picture to show, if one is ready: where decoding has fallen behind, the last one on the way to `due`."""
        if not self.started:
            return self._cache.get(self.due)
        picture = self._cache.latest(self.floor, self.due)
        if picture is not None:
            self.floor = picture.frame
        return picture
