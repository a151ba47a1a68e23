"""Headphones plugged in and pulled out while a film plays: it never stops, and what was for headphones is not heard from a loudspeaker."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.builders.clips import make_clip
from tests.builders.fake_multimedia import Devices
from tests.builders.sound import Burst, Sound
from tests.gui.hand import Hand
from vig_annotator.gui.player import audio_sink
from vig_annotator.playback.sound_lead import STOPPED


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Devices:
    """A computer with a loudspeaker."""
    made = Devices("loudspeaker")
    monkeypatch.setattr(audio_sink, "import_module", lambda _: made.module())
    return made


@pytest.fixture
def playing(devices: Devices, hand: Hand, tmp_path: Path) -> Hand:
    """A film of twelve seconds that plays with its sound."""
    tones = Sound((Burst(0, 12_000_000, 400),))
    hand.open(make_clip(tmp_path / "film.mp4", frames=300, size=(160, 96), sound=tones).path)
    hand.press("Space")
    hand.until(lambda: bool(devices.played.get("loudspeaker") and devices.played["loudspeaker"][0]))
    return hand


def test_sound_moves_to_headphones_that_are_plugged_in_and_the_film_plays_on(
    devices: Devices, playing: Hand
) -> None:
    player = playing.window.player
    shown: list[int] = []
    stopped: list[bool] = []
    player.picture_shown.connect(lambda picture: shown.append(picture.frame))
    player.playing_changed.connect(stopped.append)
    before = len(devices.played["loudspeaker"])
    devices.plug_in("headphones")
    playing.until(lambda: bool(devices.played.get("headphones") and devices.played["headphones"][0]))
    frames = len(shown)
    playing.until(lambda: len(shown) > frames + 5)
    assert player.playing and stopped == []
    assert shown == sorted(shown)
    assert len(devices.played["loudspeaker"]) == before
    heard = np.frombuffer(bytes(devices.played["headphones"][0]), np.float32)
    assert np.abs(heard).max() > 0.1
    assert playing.window.player._device.problem == ""


def test_headphones_pulled_out_leave_the_film_playing_silently_and_say_so(
    devices: Devices, playing: Hand
) -> None:
    player, window = playing.window.player, playing.window
    devices.plug_in("headphones")
    playing.until(lambda: bool(devices.played.get("headphones") and devices.played["headphones"][0]))
    loud = len(devices.played["loudspeaker"])
    said: list[str] = []
    player.sound_changed.connect(lambda _volume, _muted, trouble: said.append(trouble))
    devices.pull_out("headphones")
    devices.tell_again()  # as PulseAudio does
    at = player.shown_frame
    playing.until(lambda: player.shown_frame > at + 5)
    assert player.playing and said[-1] == audio_sink.LOST
    assert len(devices.played["loudspeaker"]) == loud
    playing.press("Space")
    playing.press("Space")
    playing.until(lambda: len(devices.played["loudspeaker"]) > loud)
    assert said[-1] == ""
    assert window.player.playing


def test_that_the_sound_stopped_is_said_until_it_is_heard_again(playing: Hand) -> None:
    controller = playing.window.player
    said: list[str] = []
    controller.sound_changed.connect(lambda _volume, _muted, trouble: said.append(trouble))
    assert controller._player is not None
    controller._player._lead.given_up = True  # as it does itself where a device takes nothing for a second
    playing.until(lambda: said[-1:] == [STOPPED])
    playing.press("Space")
    playing.press("Space")
    playing.until(lambda: said[-1] == "")


def test_a_device_that_comes_to_a_computer_without_one_is_used_at_the_next_play(
    monkeypatch: pytest.MonkeyPatch, hand: Hand, tmp_path: Path
) -> None:
    none = Devices()
    monkeypatch.setattr(audio_sink, "import_module", lambda _: none.module())
    hand.open(
        make_clip(
            tmp_path / "film.mp4", frames=100, size=(160, 96), sound=Sound((Burst(0, 4_000_000, 400),))
        ).path
    )
    assert hand.window.player._device.problem == audio_sink.NO_DEVICE
    none.plug_in("headphones")
    assert hand.window.player._device.problem == ""
    hand.press("Space")
    hand.until(lambda: bool(none.played.get("headphones") and none.played["headphones"][0]))
