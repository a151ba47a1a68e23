"""A sound server of the test's own, whose only device plays into the void, and what was heard there."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
_NEEDED = ("pulseaudio", "pactl", "parec")
_LATE_S = 0.05
"""Sound is recorded in blocks of 5 to 20 ms."""


@dataclass
class SoundServer:
    """A running server.

    Attributes:
        environment: what a program needs to use it.
        heard: what the device has played so far, one channel.
    """

    environment: dict[str, str]
    _recorder: subprocess.Popen[bytes]
    _blocks: list[tuple[float, NDArray[np.float32]]] = field(default_factory=list)

    @property
    def heard(self) -> NDArray[np.float32]:
        """All that was heard since the server started, with its silence."""
        return np.concatenate([np.zeros(0, np.float32), *(block for _, block in self._blocks)])

    def onsets_s(self) -> list[float]:
        """When (on the computer's monotonic clock) loud sound began after at least 50 ms of quiet."""
        onsets: list[float] = []
        loud_until = -1.0
        for arrived_s, block in self._blocks:
            loud = np.flatnonzero(np.abs(block) > 0.05)
            if not len(loud):
                continue
            begins_s = arrived_s - (len(block) - int(loud[0])) / RATE
            if begins_s - loud_until > 0.05:
                onsets.append(begins_s)
            loud_until = arrived_s - (len(block) - int(loud[-1])) / RATE
        return onsets

    @property
    def was_late(self) -> bool:
        """Whether sound ever came much later than the one before: the computer was too busy to be listened to without a break."""
        arrivals = [arrived for arrived, _ in self._blocks]
        return any(later - one > _LATE_S for one, later in pairwise(arrivals))

    def unplug(self) -> None:
        """Take the device away."""
        subprocess.run(
            ["pactl", "unload-module", "module-null-sink"],
            env=self.environment,
            check=True,
            capture_output=True,
        )

    def _listen(self) -> None:
        assert self._recorder.stdout is not None
        descriptor = self._recorder.stdout.fileno()
        rest = b""
        while data := os.read(descriptor, 65_536):
            rest += data
            whole = len(rest) // 4 * 4
            self._blocks.append((time.monotonic(), np.frombuffer(rest[:whole], np.float32)))
            rest = rest[whole:]


def missing_program() -> str | None:
    """A program that the server needs and that is not there; None if all are."""
    return next((name for name in _NEEDED if shutil.which(name) is None), None)


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """Start a server in a folder of its own (its path must be short enough for a socket) and listen to its device.

    Raises:
        OSError: it does not start.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    address = f"unix:{folder / 'native'}"
    names = ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH")
    environment = os.environ | dict.fromkeys(names, str(folder)) | {"PULSE_SERVER": address}
    command = [
        "pulseaudio",
        "-n",
        "--daemonize=no",
        "--exit-idle-time=-1",
        "--use-pid-file=no",
        "--log-level=error",
    ]
    command += ["-L", f"module-null-sink sink_name=void rate={RATE}"]
    command += ["-L", f"module-native-protocol-unix socket={folder / 'native'} auth-anonymous=1"]
    server = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    recorder: subprocess.Popen[bytes] | None = None
    try:
        # The recorder waits for the server's first answer; it is asked again until the server listens.
        for _ in range(100):
            if server.poll() is not None:
                raise OSError("the sound server ended at once")
            asked = subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False)
            if asked.returncode == 0:
                break
            threading.Event().wait(0.1)
        else:
            raise OSError("the sound server does not answer")
        record = ["parec", "--device=void.monitor", "--format=float32le", f"--rate={RATE}", "--channels=1"]
        recorder = subprocess.Popen(
            [*record, "--raw", "--latency-msec=5"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        running = SoundServer(environment, recorder)
        listener = threading.Thread(target=running._listen, name="listener")
        listener.start()
        try:
            yield running
        finally:
            recorder.terminate()
            listener.join()
    finally:
        if recorder is not None:
            recorder.terminate()
            recorder.wait()
            assert recorder.stdout is not None
            recorder.stdout.close()
        server.terminate()
        server.wait()
