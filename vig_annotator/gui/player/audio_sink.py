"""Sound out of the machine, through Qt: the player's `AudioOutput`, for whatever device there is, or none."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QtMsgType, Signal, qInstallMessageHandler

from vig_annotator.gui.player.played_clock import PlayedClock
from vig_annotator.playback.audio_output import BYTES_PER_FRAME, OUTPUT_CHANNELS, OUTPUT_RATE

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices

_LOG = logging.getLogger(__name__)

_QUEUE_FRAMES = OUTPUT_RATE // 4
"""A quarter of a second waits in the queue: PulseAudio has been seen to stall for good with a tenth."""

_DELAY_US = 10_000
"""What the device has taken is heard about this much later: measured 7 to 10 ms between the smallest lead and PulseAudio's monitor."""

_STALLED_US = 3_000_000
"""A device that takes nothing from a full queue for so long is gone: PulseAudio does not tell Qt of each that goes."""

NO_DEVICE = "No sound device was found. The film plays silently."
NO_LIBRARY = "The sound library of this computer is missing. The film plays silently."
LOST = "The sound device was unplugged. The film goes on silently; play again to use another one."


class SoundDevice(QObject):
    """Plays on the computer's default device. Owned by the window's thread.

    Where there is no device, or not even the library to look for one (``libpulse`` on a bare Linux), it is there all
    the same and `start` says no. A device that is unplugged stops counting, and nothing is heard until somebody plays again: what was meant
    for headphones is not sent to a loudspeaker. `start` takes the device that is then the default.

    Signals:
        problem_changed(text): why there is nothing to hear, in plain words; empty when there is.
        default_changed: another device is the default now, as when headphones are plugged in; what plays is heard on the old one
            until it is started anew.
    """

    problem_changed = Signal(str)
    default_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problem = ""
        self._sink: QAudioSink | None = None
        self._queue: QIODevice | None = None
        self._playing_on = b""
        self._volume = 1.0
        self._clock = PlayedClock(_DELAY_US)
        self._taken_us, self._moved_at_us = -1, 0
        self._devices: QMediaDevices | None = None
        self._qt = _multimedia()
        if self._qt is None:
            self._problem = NO_LIBRARY
            return
        with _quiet_qt():
            self._devices = self._qt.QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self._devices_changed)
            self._problem = NO_DEVICE if self._default() is None else ""

    @property
    def problem(self) -> str:
        """Why there is nothing to hear, in plain words; empty if there is."""
        return self._problem

    def start(self) -> bool:
        """Get ready to play on the default device; see `AudioOutput`."""
        self._let_go()
        device = self._default()
        if device is None or self._qt is None:
            self._tell(NO_LIBRARY if self._qt is None else NO_DEVICE)
            return False
        made = self._qt.QAudioFormat()
        made.setSampleRate(OUTPUT_RATE)
        made.setChannelCount(OUTPUT_CHANNELS)
        made.setSampleFormat(self._qt.QAudioFormat.SampleFormat.Float)
        with _quiet_qt():
            sink: QAudioSink = self._qt.QAudioSink(device, made)
            sink.setBufferSize(_QUEUE_FRAMES * BYTES_PER_FRAME)
            sink.setVolume(_linear(self._volume))
            queue = sink.start()
        if queue is None or sink.error() != self._qt.QtAudio.Error.NoError:
            _LOG.info("the sound device did not start: %s", sink.error())
            sink.reset()
            self._tell(NO_DEVICE)
            return False
        self._sink, self._queue, self._playing_on = sink, queue, bytes(device.id().data())
        sink.stateChanged.connect(self._state_changed)
        self._clock = PlayedClock(_DELAY_US)
        self._taken_us, self._moved_at_us = -1, 0
        self._tell("")
        return True

    def as_before(self) -> bool:
        """Whether the default device is the one that played last, and that was not lost; see `AudioOutput`."""
        default = self._default()
        return default is not None and bytes(default.id().data()) == self._playing_on

    def free_bytes(self) -> int:
        """How much `write` will take now, in whole instants of sound."""
        if self._sink is None:
            return 0
        return max(0, self._sink.bytesFree()) // BYTES_PER_FRAME * BYTES_PER_FRAME

    def write(self, sound: bytes) -> int:
        """Queue as much of the sound as fits; answers how many bytes that was."""
        if self._queue is None:
            return 0
        part = sound[: self.free_bytes()]
        return max(0, self._queue.write(part)) if part else 0

    def played_us(self) -> int:
        """Microseconds of sound that were heard since `start`."""
        now_us = time.monotonic_ns() // 1000
        taken_us = self._sink.processedUSecs() if self._sink is not None and not self._paused else 0
        if (
            taken_us != self._taken_us
            or self.free_bytes() * 2 > _QUEUE_FRAMES * BYTES_PER_FRAME
            or self._paused
        ):
            self._taken_us, self._moved_at_us = taken_us, now_us
        elif now_us - self._moved_at_us > _STALLED_US:
            self._lose()
        return self._clock.heard_us(taken_us, now_us)

    def pause(self) -> None:
        """Fall silent at once, keep what is queued."""
        if self._sink is not None:
            self._sink.suspend()
            self._clock.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        if self._sink is not None and self._paused:
            self._sink.resume()

    def stop(self) -> None:
        """Fall silent at once, drop what is queued."""
        self._let_go()

    def set_volume(self, volume: float) -> None:
        """0 is silent, 1 as it was filmed; between them as the ear hears it."""
        self._volume = min(max(volume, 0.0), 1.0)
        if self._sink is not None:
            self._sink.setVolume(_linear(self._volume))

    def close(self) -> None:
        """Let go of the device for good."""
        self._let_go()
        if self._devices is not None:
            self._devices.audioOutputsChanged.disconnect(self._devices_changed)
            self._devices = None
        self._qt = None

    @property
    def _paused(self) -> bool:
        if self._qt is None or self._sink is None:
            return True
        return bool(self._sink.state() == self._qt.QtAudio.State.SuspendedState)

    def _default(self) -> QAudioDevice | None:
        if self._qt is None:
            return None
        with _quiet_qt():
            device: QAudioDevice = self._qt.QMediaDevices.defaultAudioOutput()
        return None if device.isNull() else device

    def _devices_changed(self) -> None:
        if self._qt is None:
            return
        there = {bytes(device.id().data()) for device in self._qt.QMediaDevices.audioOutputs()}
        if self._sink is None:
            # Told twice of one change, it is to be read still that the sound went.
            if not there or self._problem != LOST:
                self._tell("" if there else NO_DEVICE)
            return
        default = self._default()
        if self._playing_on not in there:
            self._lose()
        elif default is not None and bytes(default.id().data()) != self._playing_on:
            self.default_changed.emit()

    def _state_changed(self) -> None:
        assert self._qt is not None
        error = self._qt.QtAudio.Error
        if self._sink is not None and self._sink.error() in (
            error.OpenError,
            error.IOError,
            error.FatalError,
        ):
            self._lose()

    def _lose(self) -> None:
        _LOG.info("the sound device is gone")
        self._let_go()
        self._playing_on = b""
        self._tell(LOST)

    def _let_go(self) -> None:
        sink, self._sink, self._queue = self._sink, None, None
        if sink is not None:
            sink.stateChanged.disconnect(self._state_changed)
            with _quiet_qt():
                sink.reset()
            sink.deleteLater()

    def _tell(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)


def _multimedia() -> ModuleType | None:
    try:
        with _quiet_qt():
            return import_module("PySide6.QtMultimedia")
    except ImportError as error:
        # Qt's module is linked to libpulse on Linux: without that it can't even be loaded.
        _LOG.info("no sound: %s", error)
        return None


def _linear(volume: float) -> float:
    """The factor for a volume as the ear hears it; about 10 dB for each halving, 0 for silence."""
    return 0.0 if volume <= 0 else float(volume**1.66)


@contextmanager
def _quiet_qt() -> Iterator[None]:
    """Qt's own remarks about missing sound servers go to the log: a computer without sound is nothing to warn of."""

    def note(_kind: QtMsgType, _context: object, text: str) -> None:
        _LOG.debug("%s", text)

    before = qInstallMessageHandler(note)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
