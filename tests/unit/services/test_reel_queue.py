"""Reels are made one after the other in the background; each can be stopped, and each says how far it is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from vig_annotator.errors import ExportError
from vig_annotator.jobs import JobContext
from vig_annotator.services.reel_queue import Item, RenderQueue, State


class Bench:
    """A queue whose works wait for the test."""

    def __init__(self) -> None:
        self.told: list[Item] = []
        self.now = 0.0
        self.began, self.goes_on = threading.Event(), threading.Event()
        self.queue = RenderQueue(self.told.append, lambda: self.now)

    def waiting(self, context: JobContext) -> None:
        self.began.set()
        assert self.goes_on.wait(60)
        context.report(0.5, "Clip 1 of 2")

    def state(self, number: int) -> State:
        return next(item.state for item in self.queue.items if item.number == number)


@pytest.fixture
def bench():
    made = Bench()
    yield made
    made.goes_on.set()
    made.queue.close()


OUT = Path("reel.mp4")


def test_reels_are_made_one_after_the_other(bench: Bench) -> None:
    order: list[str] = []
    first = bench.queue.add("One", OUT, lambda context: (bench.waiting(context), order.append("one")))
    second = bench.queue.add("Two", OUT, lambda context: order.append("two"))
    assert bench.began.wait(60)
    assert (bench.state(first), bench.state(second)) == (State.WORKING, State.WAITING)
    assert bench.queue.busy
    bench.goes_on.set()
    assert bench.queue.wait(60)
    assert order == ["one", "two"]
    assert not bench.queue.busy
    assert [item.state for item in bench.queue.items] == [State.DONE, State.DONE]


def test_it_says_how_far_it_is_and_how_long_it_will_take(bench: Bench) -> None:
    def work(context: JobContext) -> None:
        context.report(0.01, "Clip 1 of 2")
        bench.now = 10.0
        context.report(0.5, "Clip 2 of 2")

    bench.queue.add("One", OUT, work)
    assert bench.queue.wait(60)
    early, half = (item for item in bench.told if item.state is State.WORKING and item.doing)
    assert early.left_s is None
    assert (half.share, half.doing, half.left_s) == (0.5, "Clip 2 of 2", 10.0)


def test_what_waits_and_what_is_made_can_be_stopped(bench: Bench) -> None:
    first = bench.queue.add("One", OUT, bench.waiting)
    second = bench.queue.add("Two", OUT, lambda context: pytest.fail("it was cancelled"))
    third = bench.queue.add("Three", OUT, lambda context: None)
    assert bench.began.wait(60)
    bench.queue.cancel(second)
    bench.queue.cancel(first)
    bench.goes_on.set()
    assert bench.queue.wait(60)
    assert [bench.state(n) for n in (first, second, third)] == [State.CANCELLED, State.CANCELLED, State.DONE]
    bench.queue.cancel(third)
    assert bench.state(third) is State.DONE


def test_one_that_fails_says_why_and_the_next_is_made(bench: Bench) -> None:
    trouble = ExportError("The disk is full.")

    def fail(context: JobContext) -> None:
        raise trouble

    bench.queue.add("One", OUT, fail)
    bench.queue.add("Two", OUT, lambda context: None)
    assert bench.queue.wait(60)
    failed, done = bench.queue.items
    assert (failed.state, failed.error) == (State.FAILED, trouble)
    assert done.state is State.DONE
    bench.queue.forget(failed.number)
    assert [item.title for item in bench.queue.items] == ["Two"]


def test_closing_stops_what_is_made(bench: Bench) -> None:
    bench.queue.add("One", OUT, bench.waiting)
    assert bench.began.wait(60)
    closing = threading.Thread(target=bench.queue.close)
    closing.start()
    bench.goes_on.set()
    closing.join(60)
    assert bench.queue.items[0].state is State.CANCELLED
