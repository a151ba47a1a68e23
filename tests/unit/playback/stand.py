"""A player on the test bench: time goes on when the test says so, and the sound device is made of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.picture import Picture
from vig_annotator.playback.audio_output import BYTES_PER_FRAME, OUTPUT_RATE
from vig_annotator.playback.player import Player

TICK_US = 4_000


class Clock:
    """The computer's clock."""

    def __init__(self) -> None:
        self.now_us = 5_000_000

    def __call__(self) -> int:
        return self.now_us


class Device:
    """A sound device that plays what is written at its own pace.

    Attributes:
        pace: how fast its clock runs beside the computer's; 0 is a device that has gone.
        present: whether there is one.
        another: whether it is another one than played last.
        wakes_at_us: until then it takes no sound, as loudspeakers without a wire do at first.
        heard: all that was written, per start.
    """

    def __init__(self, clock: Clock, pace: float = 1.0, delay_us: int = 0) -> None:
        self.pace, self.present, self.closed, self.volume = pace, True, False, 1.0
        self.heard: list[bytearray] = []
        self.running, self.wakes_at_us, self.another = False, 0, False
        self._clock, self._delay_us, self._played, self._then = clock, delay_us, 0.0, 0

    def start(self) -> bool:
        if self.present:
            self.heard.append(bytearray())
            self._played, self._then, self.running = -float(self._delay_us), self._clock(), True
        return self.present

    def as_before(self) -> bool:
        return self.present and not self.another

    def free_bytes(self) -> int:
        if not self.running:
            return 0
        return OUTPUT_RATE // 4 * BYTES_PER_FRAME - (self._written() - self._played_bytes())

    def write(self, sound: bytes) -> int:
        part = sound[: self.free_bytes()]
        self.heard[-1] += part
        return len(part)

    def played_us(self) -> int:
        if not self.running:
            return 0
        now = self._clock()
        if self.heard[-1] and now >= self.wakes_at_us:
            self._played += (now - self._then) * self.pace
        self._then = now
        self._played = min(self._played, self._written() / BYTES_PER_FRAME / OUTPUT_RATE * 1e6)
        return max(0, int(self._played))

    def stop(self) -> None:
        self.running = False

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def close(self) -> None:
        self.running, self.closed = False, True

    def _written(self) -> int:
        return len(self.heard[-1])

    def _played_bytes(self) -> int:
        return self.played_us() * OUTPUT_RATE // 1_000_000 * BYTES_PER_FRAME


class RampSound:
    """Sound whose every sample is its own media time in seconds."""

    def __init__(self, reason: str = "") -> None:
        self.reason = reason
        self.closed = False

    def chunks(
        self, start_us: int, speed: float = 1.0, stop_us: int | None = None
    ) -> Iterator[tuple[int, NDArray[np.float32]]]:
        at = float(start_us)
        while stop_us is None or at < stop_us:
            until = at + 50_000 * speed if stop_us is None else min(at + 50_000 * speed, stop_us)
            count = round((until - at) / speed * OUTPUT_RATE / 1e6)
            times = np.linspace(at, until, max(1, count), endpoint=False) / 1e6
            yield round(at), np.repeat(times.astype(np.float32)[:, None], 2, axis=1)
            at = until

    def close(self) -> None:
        self.closed = True


class Stand:
    """Ticks a player."""

    def __init__(self, player: Player, clock: Clock) -> None:
        self.player, self.clock = player, clock

    def settle(self) -> Picture | None:
        """Let both threads finish; answers what is on the screen then."""
        assert self.player.wait_until_ready(60)
        self.player.tick()
        assert self.player.wait_until_ready(60)
        return self.player.shown

    def run(self, duration_us: int, tick_us: int = TICK_US) -> list[tuple[int, int]]:
        """Play for a while on a computer that is quick enough.

        Returns:
            (microseconds since now, frame) of each picture that was handed out.
        """
        began = self.clock.now_us
        seen = []
        while True:
            assert self.player.wait_until_ready(60)
            picture = self.player.tick()
            if picture is not None:
                seen.append((self.clock.now_us - began, picture.frame))
            if self.clock.now_us - began >= duration_us:
                return seen
            self.clock.now_us += tick_us

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.player.close()
