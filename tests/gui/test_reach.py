"""Everything can be reached and named without seeing the screen, and one sees where the keys go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.hand import Hand
from tests.gui.reach import interactive, nameless, unseen_focus

SCREENS: dict[str, Callable[[Hand], object]] = {
    "coding": lambda h: None,
    "tags": lambda h: h.press("Alt+2"),
    "reel": lambda h: h.press("Alt+3"),
    "chosen": lambda h: (h.press("a"), h.press("Alt+2")),
    "pass": lambda h: (h.press("F7"), h.press("F5"), h.window.bench.passes.set_every(5)),
    "find": lambda h: h.press("Ctrl+K"),
    "go to": lambda h: h.press("Ctrl+G"),
    "keys": lambda h: h.press("F1"),
    "change keys": lambda h: h.press("Ctrl+F1"),
    "calibration": lambda h: h.window.actions_.trigger("tag.calibrate"),
    "line": lambda h: h.press("Shift+F5"),
    "own window": lambda h: h.press("Ctrl+Alt+8"),
    "start": lambda h: h.press("Ctrl+H"),
}


@pytest.mark.parametrize("screen", list(SCREENS))
def test_whatever_can_be_worked_with_has_a_name(coding: Hand, screen: str) -> None:
    SCREENS[screen](coding)
    coding.window.grab()
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert [one for window in windows for one in nameless(window)] == []
    assert len([one for window in windows for one in interactive(window)]) > 4


@pytest.mark.parametrize("screen", ["coding", "tags", "reel", "pass", "change keys", "start"])
def test_one_sees_where_the_keys_go(coding: Hand, screen: str) -> None:
    SCREENS[screen](coding)
    coding.window.grab()
    assert unseen_focus(coding.window) == []
