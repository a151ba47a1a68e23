"""Looking closer, mirrored and brighter, by mouse and keys; the film stays what it is."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import make_clip
from tests.gui.hand import Hand
from tests.gui.test_window import pixels
from vig_annotator.services.film_facts import save_still


def seen(hand: Hand) -> np.ndarray:
    view = hand.window.view
    return pixels(view.grab(view.picture_rect()).toImage())


def drag(hand: Hand, one: QPoint, other: QPoint, shift: bool = False) -> None:
    view, left = hand.window.view, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, held, one)
    QTest.mouseMove(view, (one + other) / 2)
    QTest.mouseMove(view, other)
    QTest.mouseRelease(view, left, held, other)


def test_the_wheel_goes_to_what_is_under_the_mouse_and_drag_moves_it(coding: Hand) -> None:
    view = coding.window.view
    coding.go_to(42)
    at = QPointF(view.width() * 0.3, view.height() * 0.4)
    for _ in range(5):
        wheel = QWheelEvent(
            at, view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, wheel)
    before = view.look
    assert before.zoom > 3 and before.centre[0] < 0.5 and before.words() in view.accessibleName()
    drag(coding, QPoint(200, 150), QPoint(260, 150))
    assert view.look.centre[0] < before.centre[0] and view.look.centre[1] == before.centre[1]
    assert not coding.window.player.playing
    coding.click(view)
    assert coding.window.player.playing
    coding.press("K")
    coding.press("Alt+0")
    assert view.look.neutral


def test_a_box_goes_close_to_what_was_drawn_round(coding: Hand) -> None:
    """The number's pattern fills the film's lower edge; seen through a box round it, it can still be read."""
    view = coding.window.view
    coding.go_to(42)
    box = view.picture_rect()
    coding.press("Alt+Z")
    drag(coding, box.topLeft() + QPoint(10, 10), box.center())
    assert 1.8 < view.look.zoom < 2.3 and view.look.centre[0] < 0.35 and view.look.centre[1] < 0.35
    coding.press("Alt+0")
    drag(coding, box.center(), box.bottomRight() - QPoint(10, 10), shift=True)
    assert 1.8 < view.look.zoom < 2.3 and view.look.centre[0] > 0.65
    assert view.cursor().shape() is Qt.CursorShape.OpenHandCursor


def test_escape_leaves_the_box_alone_and_nothing_else(coding: Hand) -> None:
    view = coding.window.view
    coding.go_to(42)
    coding.press("b")
    film = coding.window.bench.open_film
    coding.until(lambda: film.selection.tag is not None)
    coding.press("Alt+Z")
    assert view.cursor().shape() is Qt.CursorShape.CrossCursor
    coding.press("Escape")
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert film.selection.tag is not None, "the tag stays chosen"
    drag(coding, QPoint(200, 150), QPoint(260, 250))
    assert view.look.neutral
    coding.press("Escape")
    assert film.selection.tag is None


def test_what_a_box_is_for_is_said_over_the_film(coding: Hand) -> None:
    before = seen(coding)
    coding.press("Alt+Z")
    changed = np.argwhere(np.any(seen(coding) != before, axis=2))
    assert len(changed) and changed[:, 0].max() < before.shape[0] / 4, "words in the upper corner"
    coding.press("Escape")
    assert np.array_equal(seen(coding), before)


def test_closer_shows_more_of_the_film_s_own_pixels(hand: Hand, tmp_path: Path) -> None:
    hand.open(make_clip(tmp_path / "large.mp4", frames=10, size=(1600, 900)).path)
    window = hand.window

    def width() -> int:
        return 0 if window.player.picture is None else window.player.picture.rgb.shape[1]

    hand.until(lambda: 0 < width() <= window.view.width())
    hand.press("Shift+Up", times=5)
    hand.until(lambda: width() > 1.4 * window.view.width())
    assert hand.number_on_screen == window.player.shown_frame
    hand.press("Alt+0")
    hand.until(lambda: width() <= window.view.width())


def test_mirrored_and_brighter_is_only_seen(coding: Hand, tmp_path: Path) -> None:
    coding.go_to(42)
    filmed = seen(coding)
    coding.press("Alt+X")
    assert read_pattern(np.ascontiguousarray(seen(coding)[:, ::-1])) == 42
    coding.press("Alt+PgUp", times=4)
    coding.press("Shift+PgUp", times=2)
    assert seen(coding).mean() > filmed.mean() + 10
    assert coding.window.view.look.words() == "mirrored · brighter · more contrast"
    picture = coding.window.player.picture
    assert picture is not None and read_pattern(picture.rgb) == 42
    film = coding.window.bench.open_film
    save_still(film.path, coding.window.player.shown_frame, tmp_path / "p.png", index=film.frames)
    saved = cv2.imread(str(tmp_path / "p.png"))
    assert saved is not None and read_pattern(np.ascontiguousarray(saved[:, :, ::-1])) == 42
    button = coding.window.screen_.transport.look
    assert "mirrored" in button.accessibleName() and button._brightness.value() == 20
    button._brightness.setValue(-30)
    assert coding.window.view.look.brightness == -0.3
    coding.press("Alt+0")
    assert abs(seen(coding).mean() - filmed.mean()) < 1
