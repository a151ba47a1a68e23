"""A short soak: random keys, seeks, drags and edits; `python -m benchmarks.soak` does it for half an hour."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders.soaking import Deed, Restless, Watch, deeds, threads
from tests.gui.hand import Hand


@pytest.mark.slow
def test_nothing_that_is_done_at_random_breaks_the_window(coding: Hand) -> None:
    restless = Restless(coding.window)
    restless.do(Deed("key Space"))
    restless.do(Deed("wait", 40))
    before = threads()

    # No shrinking: the window goes on from one row of deeds to the next, so a shorter row would not be the same.
    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(deeds(), min_size=5, max_size=40))
    def soak(row: list[Deed]) -> None:
        for deed in row:
            restless.do(deed)
            assert watch.errors == [], deed
        film = coding.window.bench.open_film
        assert sorted(one.id for one in coding.tags) == sorted(one.id for one in film.desk.annotations)

    with Watch() as watch:
        soak()

    coding.window.player.pause()
    assert restless.done > 100
    assert threads() <= before
