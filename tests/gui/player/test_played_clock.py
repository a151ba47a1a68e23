"""The smooth count of heard sound, from steps as a device makes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.gui.player.played_clock import PlayedClock

MS = 1_000


def stepped(true_us: int, block_us: int, lead_us: int) -> int:
    """What a device has taken that takes blocks, always at least `lead_us` before they are heard."""
    return -(-(true_us + lead_us) // block_us) * block_us


@given(
    block_ms=st.integers(5, 25),
    lead_ms=st.integers(0, 30),
    begin_ms=st.integers(0, 10_000),
    drift=st.floats(-2e-4, 2e-4),
)
def test_it_runs_as_evenly_as_the_sound(block_ms: int, lead_ms: int, begin_ms: int, drift: float) -> None:
    clock = PlayedClock(delay_us=lead_ms * MS)
    before = 0
    for step in range(1, 2_000):
        true_us = round(step * 4 * MS * (1 + drift))
        taken = stepped(true_us, block_ms * MS, lead_ms * MS)
        heard = clock.heard_us(taken, begin_ms * MS + step * 4 * MS)
        assert before <= heard <= taken
        before = heard
        if step * 4 > block_ms + 50:
            # Within one poll and what two seconds of drift make.
            assert abs(heard - true_us) <= 5 * MS


def test_it_stands_still_before_the_device_begins() -> None:
    clock = PlayedClock(10 * MS)
    assert [clock.heard_us(0, now * MS) for now in range(0, 500, 100)] == [0] * 5


def test_it_stands_still_while_paused_and_goes_on_from_there() -> None:
    clock = PlayedClock(0)
    for step in range(100):
        heard = clock.heard_us(step * 10 * MS + 20 * MS, step * 10 * MS)
    clock.pause()
    assert clock.heard_us(0, 5_000 * MS) == heard
    assert clock.heard_us(heard + 30 * MS, 60_000 * MS) >= heard
    assert clock.heard_us(heard + 30 * MS, 60_005 * MS) <= heard + 30 * MS


def test_a_queue_that_ran_dry_holds_it_back() -> None:
    clock = PlayedClock(0)
    for step in range(200):
        clock.heard_us(min(step, 50) * 10 * MS, step * 10 * MS)
    heard = [clock.heard_us(500 * MS, step * 10 * MS) for step in range(200, 500)]
    assert set(heard) == {500 * MS}
