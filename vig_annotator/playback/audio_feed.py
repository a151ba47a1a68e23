"""Sound for playing: a thread reads it ahead, the player's tick hands it to the device and knows what is heard."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vig_annotator.errors import VigError
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.playback.audio_output import BYTES_PER_FRAME, OUTPUT_RATE, AudioOutput

_MOST_BLOCKS = 12
"""Blocks of about 50 ms that are read ahead."""


class Sound(Protocol):
    """Where the sound comes from; `media.audio_source.AudioReader` is it. Used by one thread."""

    @property
    def reason(self) -> str:
        """Why there is nothing to hear; empty if there is."""

    def chunks(
        self, start_us: int, speed: float = 1.0, stop_us: int | None = None
    ) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Blocks of stereo sound at `OUTPUT_RATE` with the media time at which each begins."""

    def close(self) -> None:
        """Let go of the film."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is played: from a moment to another (exclusive), then, in a loop, again and again from its start.

    Attributes:
        start_us, stop_us: media time.
        speed: media seconds a second.
        again_us: where to go on after `stop_us`; None ends.
    """

    start_us: int
    stop_us: int
    speed: float
    again_us: int | None = None


@dataclass(slots=True)
class _Block:
    media_us: int
    sound: bytes


class AudioFeed:
    """Feeds a device with the sound of one film.

    `start`, `stop`, `pump` and `heard_us` are called by the thread that ticks the player.

    Args:
        open_sound: opens the film's sound, on the feed's own thread.
        output: the device.
    """

    def __init__(self, open_sound: Callable[[], Sound], output: AudioOutput) -> None:
        self._open_sound, self._output = open_sound, output
        self._changed = threading.Condition()
        self._run_wanted: Run | None = None
        self._turn = 0
        self._blocks: deque[_Block] = deque()
        self._complete = self._closing = self._opened = False
        self._reason = ""
        self._trouble: Exception | None = None
        self._run: Run | None = None
        self._anchors: deque[tuple[int, int]] = deque()  # (µs of output, media µs) of each block written
        self._written = 0  # bytes since the device was started
        self._thread = threading.Thread(target=self._serve, name="film-sound", daemon=True)
        self._thread.start()

    @property
    def reason(self) -> str:
        """Why there is nothing to hear from the film, in plain words; empty if there is, or if it is not known yet."""
        return self._reason

    @property
    def trouble(self) -> Exception | None:
        """A fault that ended the thread."""
        return self._trouble

    def start(self, run: Run) -> bool:
        """Play a run from now on; False if the device can't, or there is nothing to hear."""
        self.stop()
        if self._reason or self._trouble or not self._output.start():
            return False
        self._run = run
        self._anchors.clear()
        self._written = 0
        self._want(run)
        return True

    @property
    def device_as_before(self) -> bool:
        """Whether the device is still the one that was heard last."""
        return self._output.as_before()

    def stop(self) -> None:
        """Fall silent at once."""
        if self._run is not None:
            self._run = None
            self._output.stop()
            self._want(None)

    def pump(self) -> None:
        """Hand on to the device what it will take."""
        free = self._output.free_bytes() if self._run is not None else 0
        while free >= BYTES_PER_FRAME:
            with self._changed:
                if not self._blocks:
                    return
                block = self._blocks.popleft()
                self._changed.notify_all()
            taken = self._output.write(block.sound[: free - free % BYTES_PER_FRAME])
            if taken:
                self._anchors.append((_duration_us(self._written), block.media_us))
                self._written += taken
                free -= taken
            if taken < len(block.sound):
                assert self._run is not None
                rest_us = block.media_us + round(_duration_us(taken) * self._run.speed)
                with self._changed:
                    self._blocks.appendleft(_Block(rest_us, block.sound[taken:]))
                return

    def heard_us(self) -> int | None:
        """The moment of the film that is heard now; None while nothing is."""
        if self._run is None or not self._anchors:
            return None
        played = min(self._output.played_us(), _duration_us(self._written))
        while len(self._anchors) > 1 and self._anchors[1][0] <= played:
            self._anchors.popleft()
        output_us, media_us = self._anchors[0]
        return media_us + round((played - output_us) * self._run.speed)

    @property
    def finished(self) -> bool:
        """Whether all sound of the run has been heard."""
        with self._changed:
            waiting = bool(self._blocks) or not self._complete
        return not waiting and self._output.played_us() >= _duration_us(self._written)

    def wait_until_ready(self, timeout_s: float) -> bool:
        """Wait until as much sound as is kept has been read ahead; False if that takes longer."""
        with self._changed:
            return self._changed.wait_for(self._is_ready, timeout_s)

    def _is_ready(self) -> bool:
        idle = self._run_wanted is None and self._opened
        return idle or self._complete or len(self._blocks) >= _MOST_BLOCKS

    def close(self) -> None:
        """Fall silent, end the thread, let go of the film; the device stays with its owner."""
        self.stop()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _want(self, run: Run | None) -> None:
        with self._changed:
            self._run_wanted = run
            self._turn += 1
            self._blocks.clear()
            self._complete = False
            self._changed.notify_all()

    def _serve(self) -> None:
        try:
            sound = self._open_sound()
            try:
                with self._changed:
                    self._reason, self._opened = sound.reason, True
                    self._changed.notify_all()
                self._read(sound)
            finally:
                sound.close()
        except VigError as error:
            self._end(reason=error.message)
        except Exception as error:  # told to the window, which owns the player
            self._end(trouble=error)

    def _end(self, reason: str = "", trouble: Exception | None = None) -> None:
        with self._changed:
            self._reason, self._trouble, self._complete = reason or self._reason, trouble, True
            self._changed.notify_all()

    def _read(self, sound: Sound) -> None:
        turn = 0
        while True:
            with self._changed:
                while not self._closing and self._turn == turn:
                    self._changed.wait()
                if self._closing:
                    return
                run, turn = self._run_wanted, self._turn
            if run is not None:
                self._read_run(sound, run, turn)

    def _read_run(self, sound: Sound, run: Run, turn: int) -> None:
        for media_us, samples in _round_and_round(sound, run):
            block = _Block(media_us, np.ascontiguousarray(samples, np.float32).tobytes())
            with self._changed:
                self._changed.wait_for(
                    lambda: self._closing or self._turn != turn or len(self._blocks) < _MOST_BLOCKS
                )
                if self._closing or self._turn != turn:
                    return
                self._blocks.append(block)
                self._changed.notify_all()
        with self._changed:
            if self._turn == turn:
                self._complete = True
                self._changed.notify_all()


def _round_and_round(sound: Sound, run: Run) -> Iterator[tuple[int, NDArray[np.float32]]]:
    yield from sound.chunks(run.start_us, run.speed, run.stop_us)
    while run.again_us is not None:
        yield from sound.chunks(run.again_us, run.speed, run.stop_us)


def _duration_us(size: int) -> int:
    return size // BYTES_PER_FRAME * US_PER_SECOND // OUTPUT_RATE
