"""What a hand does in the reel builder."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from sample_clips.frame_pattern import read_pattern
from tests.gui.hand import Hand
from vig_annotator.gui.builder.builder_window import BuilderWindow

FRAME_US = 40_000


def press(window: BuilderWindow, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.focusWidget() or window, combination.key(), combination.keyboardModifiers())


def ready(hand: Hand, window: BuilderWindow) -> None:
    """Wait until the preview shows the reel as it is now."""
    hand.until(
        lambda: (
            not window.playing.waiting
            and not window.jobs.running("lay out the reel")
            and not window.jobs.running("look through the reel")
            and window.player.picture is not None
        )
    )


def number_on_screen(window: BuilderWindow) -> int | None:
    picture = window.view.picture
    return None if picture is None else read_pattern(picture.rgb)


def go(hand: Hand, window: BuilderWindow, frame: int) -> None:
    """Show a frame of the first clip, which begins with frame 10."""
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 10)
    for number in range(11, frame + 1):
        press(window, "Right")
        hand.until(lambda number=number: number_on_screen(window) == number)


def loudest(window: BuilderWindow, first: int, stop: int) -> float:
    """How loud the preview is in some frames of the first clip."""
    assert window.preview is not None
    sound = window.preview.open_sound(window.preview.index)
    blocks = [block for _, block in sound.chunks((first - 10) * FRAME_US, 1.0, (stop - 10) * FRAME_US)]
    return float(abs(np.concatenate(blocks)).max())


def draw(hand: Hand, window: BuilderWindow, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a box; places in shares of the picture."""
    hand.until(lambda: window.drawing.active and window.player.picture is not None)
    box, rect = window.drawing._box, window.view.picture_rect()
    ends = [
        rect.topLeft() + QPoint(round(x * rect.width()), round(y * rect.height()))
        for x, y in ((left, top), (right, bottom))
    ]
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=ends[0])
    QTest.mouseMove(box, ends[1])
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=ends[1])
