"""Looking at all objects takes a tenth of a second in which nothing moves: it is done when the film stands and the hand rests."""

from __future__ import annotations

import subprocess
import sys
import weakref
from contextlib import closing

import pytest

from tests.gui.hand import Hand
from vig_annotator.gui import quiet_times
from vig_annotator.storage import queries
from vig_annotator.storage.library_store import LibraryStore
from vig_annotator.tidying import tidy_all

_START = """
import gc, sys
looked = []
gc.callbacks.append(lambda phase, info: looked.append(info["generation"]) if phase == "stop" else None)
from vig_annotator.tidying import put_off
put_off()
from vig_annotator.gui.main_window import MainWindow
rows = [[number] for number in range(300_000)]
print(looked.count(2), looked.count(1) > 0)
"""


@pytest.fixture
def tidied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was tidied, in order."""
    done: list[str] = []
    monkeypatch.setattr(quiet_times, "tidy", lambda: done.append("new"))
    monkeypatch.setattr(quiet_times, "tidy_all", lambda: done.append("all"))
    monkeypatch.setattr(quiet_times, "_QUIET_MS", 60)
    return done


def test_everything_after_a_film_came_and_only_what_is_new_after_that(
    tidied: list[str], coding: Hand
) -> None:
    coding.until(lambda: "all" in tidied and not coding.window.quiet_times._everything)
    tidied.clear()
    coding.press("B")
    coding.until(lambda: tidied != [])
    assert "all" not in tidied
    coding.window.opening.close_film()
    coding.until(lambda: tidied[-1] == "all")


def test_nothing_while_the_film_plays(tidied: list[str], coding: Hand) -> None:
    coding.until(lambda: "all" in tidied and not coding.window.quiet_times._everything)
    tidied.clear()
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 10)
    assert tidied == []
    coding.window.quiet_times._tidy()  # the timer ran out, for want of a picture
    assert tidied == []
    coding.press("Space")
    coding.until(lambda: tidied != [])
    assert "all" not in tidied


def test_the_library_is_put_in_order_while_the_hand_rests(tidied: list[str], coding: Hand) -> None:
    coding.press("B")
    tagged = coding.tags[0].id
    tidied.clear()
    coding.until(lambda: tidied != [])
    # A copy of the library's own file alone holds the tag: nothing of it lies in the file that is written ahead.
    film = coding.window.bench.open_film
    copied = coding.settings.library_folder.parent / "copied"
    copied.mkdir()
    (copied / "library.sqlite").write_bytes((film.ws.folder / "library.sqlite").read_bytes())
    with closing(LibraryStore.open(copied, create=False)) as store, store.reading() as connection:
        assert [one.id for one in queries.annotations_of(connection, film.coding_pass.id)] == [tagged]


class Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.me = self


def test_rings_go_also_those_that_were_left_alone_for_long() -> None:
    ring = Ring()
    there = weakref.ref(ring)
    tidy_all()
    del ring
    assert there() is not None
    tidy_all()
    assert there() is None


def test_the_program_starts_without_looking_at_everything() -> None:
    answer = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["0", "True"]
