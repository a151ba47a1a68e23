"""Which pictures are decoded next."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.playback.wish import Wish, now, soon

COUNT, GOP = 300, 30


def index() -> FrameIndex:
    numbers = np.arange(COUNT, dtype=np.int64)
    key = numbers % GOP == 0
    return FrameIndex(numbers, Fraction(1, 25), numbers * 40_000, key, key.copy(), COUNT * 40_000)


def test_standing_decodes_the_stretch_around_in_one_go() -> None:
    stretch = soon(Wish(100, (1, 1)), frozenset({100}), index(), 90)
    assert stretch == range(90, 131)


def test_a_ready_neighbourhood_wants_nothing() -> None:
    assert not soon(Wish(100, (1, 1)), frozenset(range(80, 125)), index(), 90)


def test_stepping_back_decodes_the_stretch_before_in_time() -> None:
    have = frozenset(range(90, 131))
    assert not soon(Wish(112, (1, 1)), have, index(), 90)
    assert soon(Wish(105, (1, 1)), have, index(), 90) == range(60, 90)


def test_with_little_memory_only_the_near_part_of_a_long_stretch_is_kept() -> None:
    assert soon(Wish(100, (1, 1)), frozenset({100}), index(), 12) == range(94, 105)


def test_at_the_ends_of_the_film() -> None:
    assert soon(Wish(0, (1, 1)), frozenset({0}), index(), 60) == range(1, 21)
    assert soon(Wish(COUNT - 1, (1, 1)), frozenset({COUNT - 1}), index(), 60).stop == COUNT - 1


def test_playing_wants_the_next_missing_one_ahead() -> None:
    wish = Wish(100, (1, 1), playing=True)
    assert soon(wish, frozenset({100, 101, 103}), index(), 90) == range(102, 103)
    thinned = Wish(100, (1, 1), playing=True, stride=4)
    assert soon(thinned, frozenset({100, 104}), index(), 90) == range(108, 109)
    assert not soon(wish, frozenset(range(100, 150)), index(), 90)


def test_playing_aims_at_the_playhead_where_that_is_near() -> None:
    for floor in (96, 97, 99, 100):
        wish = Wish(100, (1, 1), playing=True, floor=floor)
        assert now(wish, frozenset({floor} - {100}), index(), 90) == range(100, 101)


def test_a_computer_that_falls_behind_shows_pictures_on_the_way() -> None:
    wish = Wish(110, (1, 1), playing=True, floor=92)
    assert now(wish, frozenset({40, 92, 94, 130}), index(), 90) == range(99, 100)


def test_a_computer_that_falls_behind_begins_anew_where_it_can() -> None:
    wish = Wish(125, (1, 1), playing=True, floor=100)
    assert now(wish, frozenset({100, 104}), index(), 90) == range(120, 121)
    assert now(wish, frozenset({100, 104, 120}), index(), 90) == range(121, 122)


def test_pictures_that_may_not_be_shown_any_more_are_no_way_there() -> None:
    wish = Wish(100, (1, 1), playing=True, floor=100)
    assert now(wish, frozenset({10, 20}), index(), 90) == range(100, 101)


def test_a_loop_is_ready_at_its_start_before_it_comes_round() -> None:
    wish = Wish(118, (1, 1), playing=True, loop=(110, 120))
    assert soon(wish, frozenset({118, 119}), index(), 90) == range(110, 111)
    assert not soon(wish, frozenset(range(110, 120)), index(), 90)


@given(
    st.integers(0, COUNT - 1),
    st.frozensets(st.integers(0, COUNT - 1)),
    st.integers(1, 400),
    st.booleans(),
)
def test_decoding_comes_to_rest_within_what_can_be_kept(
    frame: int, have: frozenset[int], capacity: int, playing: bool
) -> None:
    wish = Wish(frame, (1, 1), playing=playing)
    ready = set(have) | {frame}
    for _ in range(3 * COUNT):
        stretch = soon(wish, frozenset(ready), index(), capacity)
        missing = [f for f in stretch if f not in ready]
        if not missing:
            break
        assert all(0 <= f < COUNT and abs(f - frame) <= max(capacity, 1) for f in missing)
        ready.add(missing[0])
    else:
        raise AssertionError("it never comes to rest")
