"""J, K and L, tapped and held."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.hand import Hand
from vig_annotator.gui.player.shuttle import next_rate


@pytest.mark.parametrize(
    ("rate", "faster", "turned"),
    [
        (0, 1, -1),
        (0.5, 1, -1),
        (1, 2, -1),
        (2, 4, 1),
        (4, 4, 2),
        (1.5, 2, 1),
        (3, 4, 2),
        (-1, 1, -2),
        (-4, -2, -4),
    ],
)
def test_the_next_rate(rate: float, faster: float, turned: float) -> None:
    assert next_rate(rate, 1) == faster
    assert next_rate(rate, -1) == turned
    assert (next_rate(-rate, -1), next_rate(-rate, 1)) == (-faster, -turned)


def test_taps_go_up_and_down_the_ladder(coding: Hand) -> None:
    player, transport = coding.window.player, coding.window.screen_.transport
    rates = []
    coding.go_to(50)
    for key in "LLLJJJJLLL":
        coding.press(key)
        rates.append(player.rate if player.playing else 0)
    assert rates == [1, 2, 4, 2, 1, -1, -2, -1, 1, 2]
    assert transport._speed.text() == "2×"
    coding.press("J", times=3)
    assert transport._speed.text() == "\u22122×" and "backwards" in transport._speed.accessibleName()
    coding.press("K")
    assert not player.playing and player.speed == 1.0 and transport._speed.text() == "1×"


def test_backwards_every_picture_is_the_frame_it_is_said_to_be(coding: Hand) -> None:
    window = coding.window
    coding.go_to(60)
    seen: list[int] = []
    window.player.picture_shown.connect(lambda picture: seen.append(picture.frame))
    window.player.picture_shown.connect(lambda picture: numbers.append(coding.number_on_screen))
    numbers: list[int | None] = []
    coding.press("J")
    coding.until(lambda: len(seen) >= 15)
    coding.press("K")

    assert seen == numbers == sorted(seen, reverse=True) and seen[-1] < 50
    assert coding.number_on_screen == window.player.shown_frame == seen[-1]


def test_it_stands_at_the_start(coding: Hand) -> None:
    coding.go_to(5)
    coding.press("J", times=2)
    coding.until(lambda: not coding.window.player.playing)
    assert coding.window.player.shown_frame == 0 and coding.window.player.speed == 1.0
    coding.press("J")
    assert not coding.window.player.playing and coding.window.player.speed == 1.0


def test_with_k_held_it_goes_slowly_until_a_key_comes_up(coding: Hand) -> None:
    player, window = coding.window.player, coding.window
    coding.go_to(50)
    for key, rate in ((Qt.Key.Key_J, -0.25), (Qt.Key.Key_L, 0.25)):
        QTest.keyPress(window, Qt.Key.Key_K)
        QTest.keyPress(window, key)
        assert player.playing and player.rate == rate
        before = player.shown_frame
        coding.until(lambda before=before: player.shown_frame != before)  # type: ignore[misc]
        assert (player.shown_frame > before) is (rate > 0)
        QTest.keyRelease(window, key)
        assert not player.playing and player.speed == 1.0
        QTest.keyRelease(window, Qt.Key.Key_K)
    coding.press("L")
    assert player.rate == 1.0
    QTest.keyPress(window, Qt.Key.Key_L)
    assert player.rate == 2.0
    QTest.keyPress(window, Qt.Key.Key_K)
    assert player.rate == 0.25
    QTest.keyRelease(window, Qt.Key.Key_K)
    assert not player.playing
    QTest.keyRelease(window, Qt.Key.Key_L)
    coding.press("Ctrl+Down")
    coding.press("L")
    coding.press("K")
    assert player.speed == 0.75
