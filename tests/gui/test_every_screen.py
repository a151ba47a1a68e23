"""Every screen of `make screens`: whatever can be worked with has a name, one sees where the keys go, and no words are cut off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.guards import Dialogs
from tests.gui.reach import clipped, nameless, unseen_focus
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


@pytest.mark.parametrize("sight", WHOLE, ids=lambda sight: sight.name)
def test_named_seen_and_whole(
    sight: Sight, demo: tuple[Path, str], tmp_path: Path, qtbot: QtBot, dialogs: Dialogs
) -> None:
    theme().set_choice(ThemeChoice.LIGHT)
    library = tmp_path / "library"
    if not sight.empty_library:
        shutil.copytree(demo[0], library)
    window = MainWindow(Settings(coder=CODER, library=str(library), muted=True), keep_settings=False)
    try:
        window.resize(1366, 768)
        window.show()
        qtbot.waitActive(window)
        window.start()
        for step in sight.steps(window, demo[1]):
            qtbot.waitUntil(step, timeout=60_000)
        seen = sight.seen(window)
        seen.grab()
        trouble = {"no name": nameless(seen), "cut off": clipped(seen), "focus not seen": unseen_focus(seen)}
        assert {what: found for what, found in trouble.items() if found} == {}
    finally:
        if sight.name.startswith("queue"):
            dialogs.answer(QMessageBox.StandardButton.Yes)  # films are still being made: stop and close
        window.close()
        window.deleteLater()
