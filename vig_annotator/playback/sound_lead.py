"""Whether there is sound to play by, and how it leads the clock."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.playback.audio_feed import AudioFeed, Run
from vig_annotator.playback.clock import NowUs, PlayClock

_GRACE_US = 400_000
"""Pictures wait this long for the sound to begin."""

_STALLED_US = 1_000_000
"""A device that has not moved on for this long is gone; the film goes on without it."""

_CATCHING_UP_US = 500_000
"""At normal speed, pictures stand for this long at most until a sound that began late has come to where they are."""

_TRIES = 5
"""So often the sound of a run is begun while nothing was heard of it: loudspeakers without a wire, and devices that slept, may need seconds."""

_AGAIN_US = 3_000_000
"""So long after the sound was given up, and again and again, it is tried whether its device goes on by now."""

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
        self._begun, self._tries = False, 0
        self._ever, self._silent_us = False, 0
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
        self._tries, self._ever, self.given_up = 0, False, False
        self._begin(run)
        self._waiting = self._sounding

    def stop(self) -> None:
        """Fall silent and stand still."""
        self._run = None
        self._clock.stop()
        if self._feed is not None:
            self._feed.stop()

    def tick(self) -> None:
        """Feed the device and draw the clock to what is heard."""
        if self._run is None or self._feed is None:
            return
        if not self._sounding:
            self._try_again()
            return
        self._feed.pump()
        heard, now = self._feed.heard_us(), self._now_us()
        if heard != self._heard_us and heard is not None:
            if heard != self._run.start_us and not self._begun:
                if self._ever:  # it was tried again, and goes on
                    self.given_up = False
                self._begun = self._ever = True
                ahead_us = self.position_us - heard
                if ahead_us > _CATCHING_UP_US * self._run.speed and self._begin_anew():
                    self._waiting = self._sounding
                    return
                self._waiting = False
            self._heard_us, self._moved_us = heard, now
        idle_us = now - self._moved_us
        if self._feed.reason or self._feed.trouble or idle_us > _STALLED_US or self._feed.finished:
            self._fall_silent()
        elif self._waiting:
            self._waiting = idle_us < _GRACE_US
            self._clock.start(self._run.start_us, self._run.speed)
        elif heard is not None and self._begun:
            around = 0 if self._run.again_us is None else self._run.stop_us - self._run.again_us
            self._clock.lead(heard, around)

    def _begin(self, run: Run) -> None:
        self._run, self._begun = run, False
        self._sounding = self._feed is not None and self._feed.start(run)
        self._heard_us = None
        self._moved_us = self._now_us()
        self._clock.start(run.start_us, run.speed)

    def _begin_anew(self) -> bool:
        """Begin the sound where the film is by now; False if that was tried often enough, or the film is at its end."""
        assert self._run is not None
        position_us = self.position_us
        if self._tries >= _TRIES or position_us >= self._run.stop_us:
            return False
        self._tries += 1
        self._begin(replace(self._run, start_us=position_us))
        return True

    def _try_again(self) -> None:
        """Where sound was heard in this run until its device stalled: the film plays on, and the sound joins in if the device goes on."""
        assert self._run is not None and self._feed is not None
        now = self._now_us()
        if not (self.given_up and self._ever) or now - self._silent_us < _AGAIN_US:
            return
        self._silent_us = now
        if self._feed.device_as_before:
            self._tries = _TRIES - 1  # once more, if it comes late; more often is for this method to try
            self._begin_anew()

    def _fall_silent(self) -> None:
        """The sound has come to its end, can't be read, or its device does not move on: the film goes on without."""
        assert self._feed is not None
        self._waiting = False
        over = self._feed.finished
        known = bool(self._feed.reason or self._feed.trouble)
        if not over and not known and not self._begun and self._begin_anew():
            return
        self._sounding = False
        self._silent_us = self._now_us()
        if not over:
            self.given_up = not known
            self._feed.stop()
