"""The bar below the film: everything is seen whole and stays where it is; what the keys of the sound do is said."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.gui.hand import Hand
from tests.gui.test_window import cut_off


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (960, 540)])
def test_a_loop_cuts_nothing_off(coding: Hand, size: tuple[int, int]) -> None:
    coding.window.resize(*size)
    coding.until(lambda: coding.window.screen_.width() == size[0] and not cut_off(coding))
    coding.go_to(10)
    coding.press("Alt+A")
    coding.go_to(60)
    coding.press("Alt+B")
    coding.until(lambda: coding.window.player.loop is not None and not cut_off(coding))
    coding.press("Ctrl+L")
    coding.press("K")
    coding.until(lambda: coding.window.player.loop is None and not cut_off(coding))


def test_nothing_moves_when_a_number_gets_another_digit(coding: Hand) -> None:
    bar = coding.window.screen_.transport

    def places() -> dict[str, int]:
        row = bar.layout()
        assert row is not None
        row.activate()
        labels = bar.findChildren(QLabel)
        return {one.accessibleName(): one.x() for one in labels if one.isVisible()}

    coding.go_to(9)
    before = places()
    coding.go_to(10)
    coding.until(lambda: "frame 10" in {one.text() for one in coding.window.findChildren(QLabel)})
    assert places() == before and len(before) >= 3


def test_the_keys_of_the_sound_say_how_loud_it_is(coding: Hand) -> None:
    said: list[str] = []
    coding.window.messages.said.connect(said.append)
    for key in ("Alt+Shift+Down", "Alt+Shift+Down", "Alt+M", "Alt+M", "Alt+M", "Alt+Shift+Up"):
        coding.press(key)
    off = "Sound is off"
    assert said == ["Sound, 90 %", "Sound, 80 %", off, "Sound, 80 %", off, "Sound, 90 %"]
