"""What the player needs of a sound device. The window implements it with Qt, the tests with a fake."""

from __future__ import annotations

from typing import Protocol

OUTPUT_RATE = 48_000
"""Samples a second that the player writes."""

OUTPUT_CHANNELS = 2
BYTES_PER_SAMPLE = 4
BYTES_PER_FRAME = OUTPUT_CHANNELS * BYTES_PER_SAMPLE
"""One instant of sound: left and right, float32 in the machine's byte order, interleaved, full scale at ±1."""


class AudioOutput(Protocol):
    """A sound device that plays what is written to it. All calls come from the thread that calls `Player.tick`.

    Life: ``start`` … ``write``, ``played_us`` … ``stop``, then perhaps ``start`` again; ``close`` at the end. A device that vanishes while playing just stops counting: the player notices and goes on by the
    computer's clock.
    """

    def start(self) -> bool:
        """Get ready to play, with an empty buffer and `played_us` at 0; False if there is no device to play on.

        The format is `OUTPUT_RATE`, `OUTPUT_CHANNELS`, float32, interleaved.
        """

    def as_before(self) -> bool:
        """Whether `start` would play on the device that played last; not if that was unplugged: what was meant for headphones stays there."""

    def free_bytes(self) -> int:
        """How much `write` will take now without waiting."""

    def write(self, sound: bytes) -> int:
        """Queue sound behind what is there; takes as much as fits and answers how many bytes that was."""

    def played_us(self) -> int:
        """Microseconds of sound that have left the device since `start`. Never runs backwards."""

    def stop(self) -> None:
        """Fall silent at once and drop what is queued."""

    def set_volume(self, volume: float) -> None:
        """How loud: 0 is silent, 1 is as it was filmed."""

    def close(self) -> None:
        """Let go of the device for good; may be called twice."""
