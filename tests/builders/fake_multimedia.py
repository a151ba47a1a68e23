"""Qt's sound module as a test makes it up: devices that come and go, and what each of them was given to play."""

from __future__ import annotations

import time
from enum import Enum
from types import ModuleType
from typing import Any

from PySide6.QtCore import QObject, Signal

RATE, FRAME_BYTES = 48_000, 8


class Devices:
    """The devices of a computer.

    Attributes:
        names: those that are plugged in.
        default: the one that sound goes to; empty for none.
        played: by device, the bytes that it was given, each start for itself.
    """

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.default = names[0] if names else ""
        self.played: dict[str, list[bytearray]] = {}
        self._watchers: list[Any] = []

    def plug_in(self, name: str) -> None:
        """A device comes and is the default from now on, as headphones are."""
        self.names.append(name)
        self._change_default(name)

    def pull_out(self, name: str) -> None:
        """A device goes; the first that is left is the default."""
        self.names.remove(name)
        self._change_default(self.names[0] if self.names else "")

    def tell_again(self) -> None:
        """Tell of the last change once more."""
        self._change_default(self.default)

    def module(self) -> ModuleType:
        """What is imported in place of ``PySide6.QtMultimedia``."""
        devices = self

        class QMediaDevices(QObject):
            audioOutputsChanged = Signal()  # noqa: N815 - Qt's name

            def __init__(self, parent: QObject | None = None) -> None:
                super().__init__(parent)
                devices._watchers.append(self)

            @staticmethod
            def defaultAudioOutput() -> _Device:
                return _Device(devices.default)

            @staticmethod
            def audioOutputs() -> list[_Device]:
                return [_Device(name) for name in devices.names]

        made: Any = ModuleType("PySide6.QtMultimedia")
        made.QMediaDevices, made.QAudioFormat, made.QtAudio = QMediaDevices, _Format, _QtAudio
        made.QAudioSink = lambda device, _: _Sink(devices, device.name)
        return made  # type: ignore[no-any-return]

    def _change_default(self, name: str) -> None:
        self.default = name
        for one in self._watchers:
            one.audioOutputsChanged.emit()


class _Device:
    def __init__(self, name: str) -> None:
        self.name = name

    def isNull(self) -> bool:
        return not self.name

    def id(self) -> _Device:
        return self

    def data(self) -> bytes:
        return self.name.encode()


class _Format:
    class SampleFormat(Enum):
        Float = 4

    def __getattr__(self, _: str) -> Any:
        return lambda *_: None


class _QtAudio:
    class Error(Enum):
        NoError, OpenError, IOError, FatalError = range(4)

    class State(Enum):
        ActiveState, SuspendedState = range(2)


class _Sink(QObject):
    stateChanged = Signal(object)  # noqa: N815 - Qt's name

    def __init__(self, devices: Devices, name: str) -> None:
        super().__init__()
        self._devices, self._name, self._size = devices, name, RATE // 4 * FRAME_BYTES
        self._sound = bytearray()
        self._began_s = 0.0
        devices.played.setdefault(name, []).append(self._sound)

    def setBufferSize(self, size: int) -> None:
        self._size = size

    def setVolume(self, _: float) -> None:
        pass

    def start(self) -> _Sink:
        return self

    def write(self, sound: bytes) -> int:
        self._began_s = self._began_s or time.monotonic()
        self._sound += sound
        return len(sound)

    def processedUSecs(self) -> int:
        if not self._began_s or self._name not in self._devices.names:
            return 0
        written_us = len(self._sound) * 1_000_000 // (RATE * FRAME_BYTES)
        return min(written_us, int((time.monotonic() - self._began_s) * 1e6))

    def bytesFree(self) -> int:
        played = self.processedUSecs() * RATE * FRAME_BYTES // 1_000_000
        return self._size - (len(self._sound) - played)

    def error(self) -> _QtAudio.Error:
        return _QtAudio.Error.NoError

    def state(self) -> _QtAudio.State:
        return _QtAudio.State.ActiveState

    def reset(self) -> None:
        pass
