"""Where packets don't tell, and what decoding makes of it; without a film."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.media.doubts import (
    increasing,
    is_settled,
    is_worth_counting,
    reorder_needed,
    settle,
    stretches_in_doubt,
)
from vig_annotator.media.packet_scan import NO_TIME, PacketTable
from vig_annotator.media.picture_count import Pictures
from vig_annotator.media.picture_kinds import Shown

YES, NO, UNSURE = int(Shown.YES), int(Shown.NO), int(Shown.UNSURE)


def table(
    pts: Sequence[int],
    keys: Sequence[int] = (0,),
    *,
    unsure: Sequence[int] = (),
    hidden: Sequence[int] = (),
    corrupt: Sequence[int] = (),
    breaks: Sequence[int] = (),
) -> PacketTable:
    def flags(rows: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.isin(np.arange(len(pts)), rows)

    shown = np.full(len(pts), YES, dtype=np.int8)
    shown[list(unsure)], shown[list(hidden)] = UNSURE, NO
    ticks = np.array(pts, dtype=np.int64)
    return PacketTable(
        ticks, ticks, np.ones_like(ticks), shown, flags(keys), flags(corrupt), flags(breaks), broke_off=False
    )


def pictures(*pts: int) -> Pictures:
    return Pictures(list(pts), list(pts), [1] * len(pts), [False] * len(pts))


def test_a_sound_film_has_no_doubts() -> None:
    film = table([0, 3, 1, 2, 6, 4, 5], keys=[0, 4], hidden=[3])
    assert (
        is_worth_counting(film)
        and stretches_in_doubt(film, truncated=False, reorder_depth=1) == []
        and is_settled(film, 1)
    )


def test_leading_pictures_at_the_start_are_in_doubt() -> None:
    film = table([4, 2, 3, 7, 5, 6], keys=[0])
    assert stretches_in_doubt(film, truncated=False, reorder_depth=1) == [(0, 3)]
    assert settle(film, [(0, 3)], [pictures(4, 5)]) is False
    assert film.shown.tolist() == [YES, NO, NO, YES, YES, YES]


def test_packets_before_the_first_keyframe_are_in_doubt() -> None:
    film = table([0, 1, 2, 5, 3, 4, 6], keys=[3])
    assert stretches_in_doubt(film, truncated=False, reorder_depth=1) == [(0, 6)]
    assert (
        settle(film, [(0, 6)], [pictures(2, 5, 6)]) is True
    )  # 3 and 4 are missing after the first that came
    assert film.shown.tolist() == [NO, NO, YES, YES, NO, NO, YES]


def test_pictures_hidden_by_an_edit_list_are_no_doubt() -> None:
    assert stretches_in_doubt(table([0, -2, -1, 1], hidden=[1, 2]), truncated=False, reorder_depth=1) == []


def test_damage_reaches_to_the_leading_pictures_after_the_next_keyframe() -> None:
    pts = [0, 1, 2, 3, 6, 4, 5, 7, 10, 8, 9, 11]
    assert stretches_in_doubt(table(pts, keys=[0, 4, 8], corrupt=[2]), truncated=False, reorder_depth=1) == [
        (0, 7)
    ]
    assert stretches_in_doubt(table(pts, keys=[0, 4, 8], unsure=[7]), truncated=False, reorder_depth=1) == [
        (4, 11)
    ]
    assert stretches_in_doubt(table(pts, keys=[0, 4, 8], breaks=[9]), truncated=False, reorder_depth=1) == [
        (4, 12)
    ]
    assert stretches_in_doubt(table(pts, keys=[0, 4, 8]), truncated=True, reorder_depth=1) == [(8, 12)]


def test_neighbouring_doubts_are_looked_at_together() -> None:
    film = table(range(40), keys=[0, 10, 20, 30], unsure=[3, 13, 35])
    assert stretches_in_doubt(film, truncated=False, reorder_depth=1) == [(0, 20), (30, 40)]


def test_crowded_pictures_are_in_doubt_where_pictures_are_reordered() -> None:
    film = table([0, 1000, 2000, 3000, 3001, 3002, 4000, 5000], keys=[0, 2, 6])
    assert stretches_in_doubt(film, truncated=False, reorder_depth=2) == [(2, 6)]
    assert stretches_in_doubt(film, truncated=False, reorder_depth=0) == []


def test_unsure_packets_are_settled_by_what_comes_out() -> None:
    film = table(range(6), keys=[0, 3], unsure=[1, 4])
    assert settle(film, [(0, 6)], [pictures(0, 1, 2, 3, 5)]) is True
    assert film.shown.tolist() == [YES, YES, YES, YES, NO, YES]


def test_scraps_that_come_out_late_at_the_start_are_not_displayed() -> None:
    film = table([3, 1, 2, 4, 5], keys=[0])
    assert settle(film, [(0, 3)], [pictures(3, 1, 4, 5)]) is False
    assert film.shown.tolist() == [YES, NO, NO, YES, YES]


def test_pictures_that_nobody_announced_need_a_full_count() -> None:
    assert settle(table(range(0, 20, 2)), [(0, 10)], [pictures(0, 2, 3, 4)]) is None
    assert settle(table(range(9), keys=[0, 3]), [(3, 9)], [pictures(3, 5, 4)]) is None
    assert settle(table(range(9), keys=[0, 3]), [(3, 9)], [pictures(3, NO_TIME, 5)]) is None
    assert settle(table(range(9)), [(0, 3), (5, 9)], [pictures(0, 1, 2)]) is None


def test_what_makes_no_list_of_frames() -> None:
    assert not is_settled(table([0, NO_TIME, 2]), 4)
    assert is_settled(table([0, NO_TIME, 2], hidden=[1]), 4)
    assert not is_settled(table([0, 1, 1]), 4)
    assert not is_settled(table([0, 3, 1, 2]), 0)
    assert not is_settled(table([*range(50), *range(50)]), 16)
    assert not is_worth_counting(table([0, 1], keys=[]))
    assert not is_worth_counting(table([0, 1, 2], unsure=[0, 1]))


@given(st.lists(st.integers(0, 60), unique=True, max_size=30))
def test_reordering_is_what_is_held_back(order: list[int]) -> None:
    needed = max((sum(early > late for early in order[:i]) for i, late in enumerate(order)), default=0)
    assert reorder_needed(np.array(order, dtype=np.int64)) == needed


@given(st.lists(st.integers(-50, 50)))
def test_increasing(values: list[int]) -> None:
    expected = [all(value > earlier for earlier in values[:i]) for i, value in enumerate(values)]
    assert increasing(np.array(values, dtype=np.int64)).tolist() == expected
