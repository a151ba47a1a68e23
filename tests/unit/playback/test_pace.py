"""One processor for what nobody waits for: worked out from two clocks that the test turns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.playback.pace import Pace


class Clocks:
    """The computer's clock, and the processor time that the program took."""

    def __init__(self) -> None:
        self.now = self.used = 0.0

    def pace(self) -> Pace:
        return Pace(lambda: self.now, lambda: self.used)

    def work(self, wall_s: float, processors: float) -> None:
        self.now += wall_s
        self.used += wall_s * processors


def test_two_processors_at_work_owe_as_long_a_rest() -> None:
    clocks = Clocks()
    pace = clocks.pace()
    clocks.work(0.004, 2)
    assert abs(pace.owed_s() - 0.004) < 1e-9
    clocks.work(0.004, 0)  # the rest
    assert pace.owed_s() == 0


def test_one_processor_owes_nothing() -> None:
    clocks = Clocks()
    pace = clocks.pace()
    clocks.work(5, 1)
    assert pace.owed_s() == 0


def test_a_long_rest_is_no_credit_and_other_work_does_not_stop_it() -> None:
    clocks = Clocks()
    pace = clocks.pace()
    clocks.work(60, 0)
    assert pace.owed_s() == 0
    clocks.work(60, 2)
    assert pace.owed_s() == 0.05


@given(st.lists(st.floats(0.0005, 0.02), min_size=50, max_size=200))
def test_whoever_rests_as_long_as_is_owed_takes_one_processor(turns: list[float]) -> None:
    clocks = Clocks()
    pace = clocks.pace()
    for one in turns:
        clocks.work(one, 2)
        clocks.work(pace.owed_s(), 0)
    assert clocks.used <= clocks.now + 0.02 * 2
