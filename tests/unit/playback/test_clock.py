"""Media time that runs."""

from __future__ import annotations

import pytest

from tests.unit.playback.stand import Clock
from vig_annotator.playback.clock import PlayClock, monotonic_us


def test_it_stands_runs_and_stands_again() -> None:
    now = Clock()
    clock = PlayClock(now)
    now.now_us += 500
    assert clock.position_us() == 0
    clock.start(1_000_000, 2.0)
    now.now_us += 250_000
    assert clock.position_us() == 1_500_000
    clock.stop()
    now.now_us += 250_000
    assert clock.position_us() == 1_500_000


@pytest.mark.parametrize("gap", [-90_000, 90_000])
def test_a_small_gap_is_drawn_in_little_by_little(gap: int) -> None:
    clock = PlayClock(Clock())
    clock.start(1_000_000, 1.0)
    places = []
    for _ in range(40):
        clock.lead(1_000_000 + gap)
        places.append(clock.position_us())
    assert abs(places[0] - 1_000_000) < abs(gap) / 4
    assert abs(places[-1] - (1_000_000 + gap)) < 1_000


@pytest.mark.parametrize("gap", [-300_000, 300_000])
def test_a_large_gap_is_jumped(gap: int) -> None:
    clock = PlayClock(Clock())
    clock.start(1_000_000, 1.0)
    clock.lead(1_000_000 + gap)
    assert clock.position_us() == 1_000_000 + gap


def test_in_a_loop_the_end_is_beside_the_start() -> None:
    clock = PlayClock(Clock())
    clock.start(2_000_000 + 5_000, 1.0)  # just begun again
    clock.lead(2_990_000, around_us=1_000_000)  # the last of the round before is still heard
    assert 1_999_000 < clock.position_us() < 2_005_000


def test_the_computers_clock_goes_on() -> None:
    assert monotonic_us() <= monotonic_us()
