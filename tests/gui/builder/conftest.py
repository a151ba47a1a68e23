"""The reel builder with a hand on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.builder_hand import press, ready
from tests.gui.hand import Hand
from vig_annotator.gui.builder.builder_window import BuilderWindow


@pytest.fixture
def building(coding: Hand, qtbot: QtBot) -> Iterator[tuple[Hand, BuilderWindow]]:
    """Two moments, frames 10 to 39 and 50 to 79; the first is in the reel."""
    for first, last in ((10, 39), (50, 79)):
        coding.go_to(first)
        coding.press("[")
        coding.go_to(last)
        coding.press("]")
    coding.window.actions_.trigger("builder.open")
    window = coding.window.building.open_window
    assert window is not None
    coding.until(window.isActiveWindow)
    coding.until(lambda: bool(window.films))
    window.candidates.list.choose("0")
    press(window, "Ctrl+Return")
    ready(coding, window)
    yield coding, window
    coding.window.building.close()
