"""A timeline on the screen, with a film of a minute and the small codebook."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.timeline.books import BOOK, film_index
from tests.gui.timeline.mouse import TAGS, Told
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.gui.timeline.timeline_view import TimelineView

WIDTH, HEIGHT = 1366, 300


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TimelineView]:
    """Light, 1366x300, showing the whole minute."""
    theme().set_choice(ThemeChoice.LIGHT)
    timeline = TimelineView()
    qtbot.addWidget(timeline)
    timeline.resize(WIDTH, HEIGHT)
    index = film_index(60)
    timeline.set_codebook(BOOK)
    timeline.set_film(index.end_us, index)
    with qtbot.waitExposed(timeline):
        timeline.show()
    yield timeline
    theme().set_choice(ThemeChoice.SYSTEM)


@pytest.fixture
def told(view: TimelineView) -> Told:
    """The timeline with the usual tags, and what it tells."""
    view.set_annotations(TAGS)
    return Told(view)
