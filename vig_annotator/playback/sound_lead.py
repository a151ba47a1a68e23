"""Whether there is sound to play by, and how it leads the clock."""

from __future__ import annotations

from vig_annotator.playback.audio_feed import AudioFeed, Run
from vig_annotator.playback.clock import NowUs, PlayClock

_GRACE_US = 400_000
"""Pictures wait this long for the sound to begin."""

_STALLED_US = 1_000_000
"""A device that has not moved on for this long is gone; the film goes on without it."""

STOPPED = "The sound stopped: its device is gone, or the computer was too busy. Play again to hear it."


class SoundLead:
    """Runs a clock in step with what is heard, and alone where nothing is. Used by the thread that ticks the player.

    Args:
        feed: the sound; None without a device.
        now_us: the computer's clock.

    Attributes:
        given_up: whether the sound of this run stopped before its end, so that the film goes on in silence.
    """

    def __init__(self, feed: AudioFeed | None, now_us: NowUs) -> None:
        self._clock, self._feed, self._now_us = PlayClock(now_us), feed, now_us
        self._run: Run | None = None
        self._sounding = self._waiting = self.given_up = False
        self._heard_us: int | None = None
        self._moved_us = 0

    @property
    def position_us(self) -> int:
        """The moment of the film that is due now."""
        return self._clock.position_us()

    def move_to(self, position_us: int) -> None:
        """Go on from another moment, without touching the sound: it has come round to the start of the loop, too."""
        if self._run is not None:
            self._clock.start(position_us, self._run.speed)

    def start(self, run: Run) -> None:
        """Begin to play a run."""
        self._run, self.given_up = run, False
        self._sounding = self._waiting = self._feed is not None and self._feed.start(run)
        self._heard_us = None
        self._moved_us = self._now_us()
        self._clock.start(run.start_us, run.speed)

    def stop(self) -> None:
        """Fall silent and stand still."""
        self._run = None
        self._clock.stop()
        if self._feed is not None:
            self._feed.stop()

    def tick(self) -> None:
        """Feed the device and draw the clock to what is heard."""
        if self._run is None or self._feed is None or not self._sounding:
            return
        self._feed.pump()
        heard, now = self._feed.heard_us(), self._now_us()
        if heard != self._heard_us and heard is not None:
            self._waiting = self._waiting and heard == self._run.start_us
            self._heard_us, self._moved_us = heard, now
        idle_us = now - self._moved_us
        if self._feed.reason or self._feed.trouble or idle_us > _STALLED_US or self._feed.finished:
            self._sounding = self._waiting = False
            if not self._feed.finished:
                self.given_up = not (self._feed.reason or self._feed.trouble)
                self._feed.stop()
        elif self._waiting:
            self._waiting = idle_us < _GRACE_US
            self._clock.start(self._run.start_us, self._run.speed)
        elif heard is not None:
            around = 0 if self._run.again_us is None else self._run.stop_us - self._run.again_us
            self._clock.lead(heard, around)
