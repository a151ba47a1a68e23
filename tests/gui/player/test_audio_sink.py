"""Sound for real: played by a program of its own on a device that plays into the void, and listened to there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from tests.builders.clips import Clip, make_clip
from tests.builders.sound import Burst, Sound
from tests.builders.sound_server import RATE, SoundServer, missing_program, sound_server
from vig_annotator.gui.player import audio_sink

ROOT = Path(__file__).resolve().parents[3]
PLAYER = Path(__file__).with_name("play_film_sound.py")
BURSTS = tuple(Burst(400_000 * n, 150_000, 500 + 100 * n) for n in range(1, 7))
APART_S = 0.3
"""Less than from one tone to the next, more than a tone lasts."""


@pytest.fixture
def server() -> Iterator[SoundServer]:
    """A sound server, where one can be started."""
    if (name := missing_program()) is not None:
        pytest.skip(f"{name} is not installed: sound is not tested for real")
    with tempfile.TemporaryDirectory(prefix="vig-snd-") as folder:
        try:
            with sound_server(Path(folder)) as running:
                yield running
        except OSError as error:
            pytest.skip(f"{error}: sound is not tested for real")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    path = tmp_path_factory.mktemp("sound") / "tones.mp4"
    return make_clip(path, frames=80, size=(160, 96), sound=Sound(BURSTS, rate=44_100))


def started(film: Clip, environment: dict[str, str], *words: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(PLAYER), str(film.path), *map(str, words)]
    environment = environment | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )


def told(player: subprocess.Popen[str]) -> dict[str, object]:
    out, err = player.communicate()
    assert player.returncode == 0, err
    answer = json.loads(out.splitlines()[-1])
    assert isinstance(answer, dict)
    return answer | {"stderr": err}


def pitch_hz(sound: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * RATE / len(sound))


def tones_in(server: SoundServer, apart_s: float) -> list[list[NDArray[np.float32]]]:
    """What was heard, tone by tone, each in the pieces in which it was heard.

    Args:
        server: where it was heard.
        apart_s: less than from the beginning of one tone to that of the next, more than a tone lasts.
    """
    sound = server.heard
    loud = np.flatnonzero(np.abs(sound) > 0.1)
    pieces = [part for part in np.split(loud, np.flatnonzero(np.diff(loud) > 0.04 * RATE) + 1) if len(part)]
    tones: list[list[NDArray[np.float32]]] = []
    begun = -np.inf
    for part in pieces:
        if part[0] - begun > apart_s * RATE:
            begun = part[0]
            tones.append([])
        tones[-1].append(sound[part[0] : part[-1] + 1])
    return tones


def require_whole(
    tones: list[list[NDArray[np.float32]]], server: SoundServer, answer: dict[str, object]
) -> None:
    """A computer that kept up plays each tone in one piece; one that did not may have broken them, whoever wrote the sound."""
    if not server.was_late and not answer["ran_dry"]:
        assert [len(pieces) for pieces in tones] == [1] * len(tones)


def together(onsets: list[float]) -> list[float]:
    """The beginnings of tones, each once: what begins again before the next tone can is one tone that broke in two."""
    begun: list[float] = []
    for onset in onsets:
        if not begun or onset - begun[-1] > APART_S:
            begun.append(onset)
    return begun


def test_tones_arrive_when_the_clock_says_so(server: SoundServer, film: Clip) -> None:
    marks = [burst.onset_us for burst in BURSTS]
    answer = told(started(film, server.environment, 0, 2_800_000, 1.0, *marks))
    assert answer["started"] is True
    assert answer["problems"] == []
    heard, by_clock = together(server.onsets_s()), answer["marks"]
    assert isinstance(by_clock, list)
    assert len(heard) == len(BURSTS)
    late_s = [there - here for there, here in zip(heard, by_clock, strict=True)]
    assert abs(float(np.median(late_s))) <= 0.020, late_s
    tones = tones_in(server, APART_S)
    assert len(tones) == len(BURSTS)
    require_whole(tones, server, answer)
    for pieces, burst in zip(tones, BURSTS, strict=True):
        assert abs(pitch_hz(max(pieces, key=len)) - burst.pitch_hz) < 12


def test_at_half_speed_tones_last_twice_as_long_at_the_same_pitch(server: SoundServer, film: Clip) -> None:
    answer = told(started(film, server.environment, 300_000, 1_250_000, 0.5))
    assert answer["started"] is True
    tones = tones_in(server, 2 * APART_S)
    assert len(tones) == 3
    require_whole(tones, server, answer)
    # The third is still sounding when the film is stopped.
    for pieces, burst in zip(tones[:2], BURSTS, strict=False):
        assert abs(pitch_hz(max(pieces, key=len)) - burst.pitch_hz) < 12
        if len(pieces) == 1:
            assert len(pieces[0]) / RATE == pytest.approx(2 * burst.duration_us / 1e6, abs=0.06)


def test_a_device_that_is_unplugged_is_told_and_nothing_breaks(server: SoundServer, film: Clip) -> None:
    player = started(film, server.environment, 0, 3_000_000, 0.1)
    assert player.stdout is not None
    assert player.stdout.readline() == "playing\n"
    server.unplug()
    answer = told(player)
    assert answer["problems"] == [audio_sink.LOST]


def test_a_computer_without_sound_is_told_quietly(film: Clip) -> None:
    answer = told(started(film, os.environ | {"PULSE_SERVER": "unix:/nowhere/at/all"}, 0, 1_000_000, 1.0))
    assert answer == {
        "started": False,
        "problems": [audio_sink.NO_DEVICE],
        "marks": [],
        "ran_dry": 0,
        "stderr": "",
    }


def test_a_computer_without_the_sound_library_has_a_silent_device(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError("libpulse.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(audio_sink, "import_module", missing)
    device = audio_sink.SoundDevice()
    assert device.problem == audio_sink.NO_LIBRARY
    assert device.start() is False
    assert (device.free_bytes(), device.write(b"\0" * 8), device.played_us()) == (0, 0, 0)
    device.pause()
    device.resume()
    device.set_volume(0.5)
    device.stop()
    device.close()
