"""Every screen of `make screens`: whatever can be worked with has a name, one sees where the keys go, and no words are cut off."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.guards import Dialogs
from tests.gui.reach import clipped, nameless, out_of_sight, overlapping, sideways, unseen_focus
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.sights import SIGHTS, Sight
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.services.demo import CODER, make_demo
from vig_annotator.settings import Settings


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A library with the demo session, never worked in, and the session's id."""
    folder = tmp_path_factory.mktemp("demo") / "library"
    return folder, make_demo(folder)


WHOLE = [one for one in SIGHTS if not one.name.startswith("panel-")]
"""Panels by themselves are parts of these."""


@pytest.fixture
def shown(
    demo: tuple[Path, str], tmp_path: Path, qtbot: QtBot, dialogs: Dialogs
) -> Iterator[Callable[[Sight, int, int], QWidget]]:
    """Goes to a screen in a window of some size; answers what is seen."""
    theme().set_choice(ThemeChoice.LIGHT)
    windows: list[MainWindow] = []

    def go(sight: Sight, width: int, height: int) -> QWidget:
        library = tmp_path / "library"
        if not sight.empty_library:
            shutil.copytree(demo[0], library)
        window = MainWindow(Settings(coder=CODER, library=str(library), muted=True), keep_settings=False)
        windows.append(window)
        window.resize(width, height)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        window.start()
        for step in sight.steps(window, demo[1]):
            qtbot.waitUntil(step)
        if sight.name.startswith("queue"):
            dialogs.answer(QMessageBox.StandardButton.Yes)  # films are still being made: stop and close
        seen = sight.seen(window)
        # Words that came after the window was laid out are given their room.
        seen.window().resize(seen.window().width() + 1, seen.window().height())
        for _ in range(4):  # an area that scrolls hears of that one layout later than what is in it
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return seen

    yield go
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("sight", WHOLE, ids=lambda sight: sight.name)
def test_named_seen_and_whole(sight: Sight, shown: Callable[[Sight, int, int], QWidget]) -> None:
    seen = shown(sight, 1366, 768)
    trouble = {"cut off": clipped(seen), "no name": nameless(seen), "focus not seen": unseen_focus(seen)}
    assert {what: found for what, found in trouble.items() if found} == {}


@pytest.mark.parametrize("sight", WHOLE, ids=lambda sight: sight.name)
def test_whole_on_a_small_or_enlarged_screen(
    sight: Sight, shown: Callable[[Sight, int, int], QWidget]
) -> None:
    """Full HD at 200 % has 960x540 points, a laptop's 1366x768 at 150 % has 910x512: what is whole there is whole on both."""
    width, height = 910, 512
    seen = shown(sight, width, height)
    window = seen.window()
    trouble = {
        "window too large": []
        if window.width() <= width + 1 and window.height() <= height
        else [f"{window.width()}x{window.height()}"],
        "cut off": clipped(seen),
        "out of sight": out_of_sight(seen),
        "sideways": sideways(seen),
        "one over the other": overlapping(seen),
    }
    assert {what: found for what, found in trouble.items() if found} == {}
