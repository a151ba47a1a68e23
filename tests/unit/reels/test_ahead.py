import threading

import pytest

from vig_annotator.reels.ahead import Ahead


def threads_named(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == name]


def test_items_come_in_order_from_another_thread():
    where = []

    def make():
        for n in range(100):
            where.append(threading.current_thread().name)
            yield n

    with Ahead(make, 3, "numbers") as numbers:
        assert list(numbers) == list(range(100))
        assert list(numbers) == []
    assert set(where) == {"numbers"}
    assert not threads_named("numbers")


def test_no_more_is_made_ahead_than_asked_for():
    made = []
    third_is_made = threading.Event()

    def make():
        for n in range(100):
            made.append(n)
            if n == 2:
                third_is_made.set()
            yield n

    with Ahead(make, 2, "numbers") as numbers:
        # Two wait to be taken and a third is held by the thread that can't put it anywhere.
        assert third_is_made.wait(60)
        assert len(made) == 3
        assert next(numbers) == 0


def test_a_trouble_in_the_thread_is_met_after_what_was_made_before():
    def make():
        yield 1
        raise LookupError("gone")

    with Ahead(make, 5, "numbers") as numbers:
        assert next(numbers) == 1
        with pytest.raises(LookupError, match="gone"):
            next(numbers)
        with pytest.raises(LookupError, match="gone"):
            next(numbers)


def test_a_maker_that_can_not_begin_is_met_as_well():
    def make():
        raise LookupError("no start")

    with Ahead(make, 5, "numbers") as numbers, pytest.raises(LookupError, match="no start"):
        next(numbers)


@pytest.mark.parametrize("taken", [0, 1, 7])
def test_leaving_early_closes_the_maker_on_its_own_thread(taken):
    closed_by = []

    def make():
        try:
            n = 0
            while True:
                yield n
                n += 1
        finally:
            closed_by.append(threading.current_thread().name)

    with pytest.raises(KeyError), Ahead(make, 4, "numbers") as numbers:
        for _ in range(taken):
            next(numbers)
        raise KeyError
    # A maker that was never begun has nothing to close.
    assert closed_by in (["numbers"], []) if taken == 0 else closed_by == ["numbers"]
    assert not threads_named("numbers")
