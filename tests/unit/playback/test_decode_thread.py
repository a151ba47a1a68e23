"""The newest wish wins, and something moves on the screen under a dragging hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Self

import numpy as np
import pytest

from tests.unit.playback.stand import Clock
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.playback.decode_thread import DecodeThread
from vig_annotator.playback.frame_cache import FrameCache
from vig_annotator.playback.pace import Pace
from vig_annotator.playback.wish import Wish

BOX = (4, 4)
COUNT = 100


def made_index() -> FrameIndex:
    numbers = np.arange(COUNT, dtype=np.int64)
    key = numbers % 10 == 0
    return FrameIndex(numbers, Fraction(1, 25), numbers * 40_000, key, key.copy(), COUNT * 40_000)


class GatedReader:
    """A reader that decodes a frame only when the test opens the gate, and asks meanwhile whether to give up."""

    def __init__(self) -> None:
        self.index: FrameIndex | None = None
        self.info: Any = None
        self.begun: list[int] = []
        self.done: list[int] = []
        self.closed = False
        self._changed = threading.Condition()
        self._gates: set[int] = set()
        self.open_all = False

    def set_index(self, index: FrameIndex) -> None:
        self.index = index

    def prepare(self, check: Callable[[], None]) -> None:
        check()

    def read_first(self, _: Any) -> Picture:
        return Picture(np.zeros((4, 4, 3), np.uint8), 0, 0)

    def read(self, frame: int, _: Any, *, onward: bool, check: Callable[[], None]) -> Picture:
        with self._changed:
            self.begun.append(frame)
            self._changed.notify_all()
            while not (self.open_all or frame in self._gates):
                check()
                self._changed.wait(0.002)
            self.done.append(frame)
        return Picture(np.zeros((4, 4, 3), np.uint8), frame, frame * 40_000)

    def let_through(self, frame: int) -> None:
        with self._changed:
            self._gates.add(frame)
            self._changed.notify_all()

    def wait_until_begun(self, frame: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: frame in self.begun, 30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True


@pytest.fixture
def reader() -> GatedReader:
    return GatedReader()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def thread(reader: GatedReader, clock: Clock) -> Iterator[DecodeThread]:
    opened: Any = lambda: reader  # noqa: E731
    made = DecodeThread(opened, FrameCache(40 * 48, BOX), Wish(0, BOX), clock)
    yield made
    made.close()
    assert reader.closed


def test_only_the_first_picture_before_the_frames_are_known(
    thread: DecodeThread, reader: GatedReader
) -> None:
    assert thread.wait_until_idle(30)
    assert reader.begun == []


def test_of_many_wishes_only_the_newest_is_decoded(thread: DecodeThread, reader: GatedReader) -> None:
    thread.wish(Wish(50, BOX, turn=1))
    thread.set_index(made_index())
    reader.wait_until_begun(50)
    for turn, frame in enumerate((60, 70, 80, 90), start=2):
        thread.wish(Wish(frame, BOX, turn=turn))
    reader.wait_until_begun(90)
    reader.let_through(90)
    assert thread.wait_for_picture(90, 30)
    assert reader.done == [90]


def test_a_picture_is_finished_if_the_screen_has_stood_still_for_long(
    thread: DecodeThread, reader: GatedReader, clock: Clock
) -> None:
    thread.wish(Wish(50, BOX, turn=1))
    thread.set_index(made_index())
    reader.wait_until_begun(50)
    clock.now_us += 400_000
    thread.wish(Wish(90, BOX, turn=2))
    reader.let_through(50)
    assert thread.wait_for_picture(50, 30)
    reader.wait_until_begun(90)
    assert reader.done == [50]


def test_playing_on_does_not_interrupt(thread: DecodeThread, reader: GatedReader) -> None:
    thread.wish(Wish(50, BOX, turn=1, playing=True))
    thread.set_index(made_index())
    reader.wait_until_begun(50)
    thread.wish(Wish(53, BOX, turn=1, playing=True))
    reader.let_through(50)
    reader.wait_until_begun(53)
    assert reader.done == [50]


def test_what_comes_next_is_dropped_for_what_is_wanted_now(thread: DecodeThread, reader: GatedReader) -> None:
    reader.let_through(50)
    thread.wish(Wish(50, BOX, turn=1))
    thread.set_index(made_index())
    reader.wait_until_begun(40)  # already getting ready the stretch around it
    thread.wish(Wish(20, BOX, turn=2))
    reader.wait_until_begun(20)
    assert reader.done == [50]


def test_it_comes_to_rest_with_the_surroundings_ready(thread: DecodeThread, reader: GatedReader) -> None:
    reader.open_all = True
    thread.wish(Wish(55, BOX, turn=1))
    thread.set_index(made_index())
    assert thread.wait_until_idle(30)
    assert set(range(50, 60)) <= set(reader.done)
    assert len(reader.done) == len(set(reader.done)) <= 41


def test_closing_does_not_wait_for_a_picture(reader: GatedReader, clock: Clock) -> None:
    opened: Any = lambda: reader  # noqa: E731
    thread = DecodeThread(opened, FrameCache(40 * 48, BOX), Wish(50, BOX), clock)
    thread.set_index(made_index())
    reader.wait_until_begun(50)
    thread.close()
    assert reader.closed and reader.done == []


def test_pictures_that_nobody_waits_for_leave_a_processor_free_and_never_hold_up_a_wish(
    thread: DecodeThread, reader: GatedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "owed_s", lambda _: 3_600.0)
    reader.open_all = True
    thread.wish(Wish(50, BOX, turn=1))
    thread.set_index(made_index())
    assert thread.wait_for_picture(50, 30)
    thread.wish(Wish(90, BOX, turn=2))
    assert thread.wait_for_picture(90, 30)
    assert reader.done == [50, 90]  # it rested, and woke for the wish
    thread.wish(Wish(92, BOX, turn=2, playing=True))
    assert thread.wait_for_picture(95, 30)  # a film that plays has no time for it
