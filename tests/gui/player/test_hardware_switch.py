"""The switch for decoding by graphics hardware: it is remembered, works at once, and says what decodes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.fake_hardware import FakeHardware, as_nv12, clock
from tests.gui.hand import Hand
from vig_annotator.gui.player import player_controller
from vig_annotator.media.hardware import Hardware


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> FakeHardware:
    """A device that every film is tried with."""
    made = FakeHardware(change=as_nv12)
    monkeypatch.setattr(
        player_controller, "Hardware", lambda wanted: Hardware(wanted, [made], clock(quicker=True))
    )
    return made


def test_a_film_is_decoded_by_the_device_until_it_is_turned_off(device: FakeHardware, coding: Hand) -> None:
    player = coding.window.player
    coding.until(lambda: "graphics hardware (made up)" in player.decoded_by)
    coding.go_to(42)
    assert coding.number_on_screen == 42
    coding.window.actions_.trigger("picture.hardware")
    assert coding.window.bench.settings.hardware_decoding is False
    coding.go_to(17)
    assert coding.number_on_screen == 17
    coding.until(lambda: device.opened == 0)
    assert "by the processor, because decoding by the graphics hardware is off" in player.decoded_by


def test_a_device_that_is_lost_while_the_film_plays_is_not_seen(device: FakeHardware, coding: Hand) -> None:
    player = coding.window.player
    coding.until(lambda: "made up" in player.decoded_by)
    shown: list[Any] = []
    player.picture_shown.connect(lambda picture: shown.append((picture.frame, coding.number_on_screen)))
    coding.go_to(0)
    coding.press("Space")
    coding.until(lambda: player.shown_frame > 5)
    device.lost = True
    coding.until(lambda: not player.playing)
    assert shown and all(frame == number for frame, number in shown)
    assert player.shown_frame == len(coding.window.bench.open_film.frames) - 1
    assert "broke off" in player.decoded_by
