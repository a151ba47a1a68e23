"""Dragging along the timeline: the picture follows the hand, and stops on the frame under it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.hand import Hand


def test_the_picture_follows_the_hand_and_ends_on_the_frame_under_it(coding: Hand) -> None:
    window, timeline = coding.window, coding.window.screen_.timeline
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shown: list[int] = []
    drawn: list[int | None] = []
    window.player.picture_shown.connect(lambda picture: shown.append(picture.frame))
    window.player.picture_shown.connect(lambda _: drawn.append(coding.number_on_screen))

    def place(frame: int) -> QPoint:
        return QPoint(round(timeline.x_of(frame * 40_000 + 20_000)), 10)

    QTest.mousePress(timeline, left, none, place(10))
    coding.until_shown(10)
    for frame in (20, 35, 50, 64, 80, 71):
        QTest.mouseMove(timeline, place(frame))
        coding.until_shown(frame)
        assert coding.number_on_screen == frame
    for frame in range(70, 20, -2):  # as quick as a hand: not every frame on the way need be shown
        QTest.mouseMove(timeline, place(frame))
    QTest.mouseRelease(timeline, left, none, place(22))
    coding.until_shown(22)
    assert coding.number_on_screen == 22 and drawn == shown
    assert not window.player.playing
    coding.press("b")
    assert coding.tags[0].onset_us == 22 * 40_000


def test_a_film_that_played_goes_on_after_scrubbing(coding: Hand) -> None:
    player, timeline = coding.window.player, coding.window.screen_.timeline
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coding.press("Space")
    at = QPoint(round(timeline.x_of(60 * 40_000 + 20_000)), 10)
    QTest.mousePress(timeline, left, none, at)
    coding.until_shown(60)
    assert not player.playing
    QTest.mouseRelease(timeline, left, none, at)
    assert player.playing
    coding.until(lambda: player.shown_frame > 62)
