"""The search for damaged frames stands back for whoever works with the film."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.builders.clips import Clip
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.coding import damage_watch
from vig_annotator.gui.coding.damage_watch import DamageWatch
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.jobs import JobContext
from vig_annotator.media.damage import Damage
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index

NOTHING = np.zeros(0, np.int64)


class Search:
    """Stands for decoding a film: goes on from step to step when it is told to."""

    def __init__(self) -> None:
        self.steps = threading.Semaphore(0)
        self.done = 0

    def __call__(self, _path: Path, _index: FrameIndex, _caches: Path, context: JobContext) -> Damage:
        for _ in range(2):
            self.steps.acquire()
            context.check()
            self.done += 1
        return Damage(np.array([3]), NOTHING)


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    made = Search()
    monkeypatch.setattr(damage_watch, "load_or_search", made)
    return made


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[PlayerController]:
    view = FilmView()
    qtbot.addWidget(view)
    made = PlayerController(view, sound=False)
    yield made
    made.shut_down()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobBridge]:
    bridge = JobBridge(lambda error: pytest.fail(str(error)))
    yield bridge
    bridge.stop()


def test_it_waits_while_the_film_moves_and_then_tells(
    jobs: JobBridge, player: PlayerController, search: Search, plain_film: Clip, qtbot: QtBot, tmp_path: Path
) -> None:
    watch = DamageWatch(jobs, player)
    told: list[FrameIndex] = []
    watch.found.connect(told.append)
    index = build_index(plain_film.path)
    watch.start(plain_film.path, index, tmp_path)
    assert watch.running

    player.picture_shown.emit(None)  # somebody steps, seeks or plays
    search.steps.release(2)
    waiting = watch.standing_back
    qtbot.waitUntil(lambda: search.done == 2)  # the film has stood still for a while
    qtbot.waitUntil(lambda: bool(told))

    assert waiting and not watch.standing_back
    assert not told[0].exact and "1 frame can't be decoded" in told[0].reason
    assert len(told[0]) == len(index) and not watch.running


def test_it_can_be_stopped_while_it_waits(
    jobs: JobBridge, player: PlayerController, search: Search, plain_film: Clip, tmp_path: Path
) -> None:
    watch = DamageWatch(jobs, player)
    watch.start(plain_film.path, build_index(plain_film.path), tmp_path)
    player.picture_shown.emit(None)
    search.steps.release(1)

    watch.stop()
    jobs.stop()

    assert not watch.running and search.done == 0
