"""The frame index as a value: numbers and times are two names for one thing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.media.frame_index import EmptyIndex, FrameIndex, media_times
from vig_annotator.model.mediatime import Span

TIME_BASES = st.one_of(
    st.sampled_from(
        [
            Fraction(1, 90_000),
            Fraction(1, 1000),
            Fraction(1, 12_800),
            Fraction(1001, 30_000),
            Fraction(1, 600),
        ]
    ),
    st.fractions(Fraction(1, 100_000), Fraction(1, 5), max_denominator=2**31 - 1),
)


@st.composite
def indexes(draw: st.DrawFn) -> FrameIndex:
    """Any film: any clock, any start, any steps between frames."""
    time_base = draw(TIME_BASES)
    start = draw(st.integers(-(2**33), 2**33))
    steps = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=200))
    ticks = np.cumsum([start, *steps], dtype=np.int64)
    keys = draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    times = media_times(ticks, time_base)
    keyframe = np.array(keys, dtype=np.bool_)
    entry = keyframe.copy()
    entry[0] = True
    return FrameIndex(ticks[:-1], time_base, times[:-1], keyframe, entry, int(times[-1]))


@given(indexes())
def test_every_frame_is_on_screen_when_it_begins(index: FrameIndex) -> None:
    assert [index.frame_at(index.time_of(frame)) for frame in range(len(index))] == list(range(len(index)))


@given(indexes(), st.data())
def test_a_frame_stays_on_screen_until_the_next_begins(index: FrameIndex, data: st.DataObject) -> None:
    frame = data.draw(st.integers(0, len(index) - 1))
    inside = data.draw(st.integers(index.time_of(frame), index.time_of(frame + 1) - 1))
    assert index.frame_at(inside) == frame


@given(indexes(), st.integers(-(10**15), 10**15))
def test_every_moment_has_a_frame(index: FrameIndex, moment: int) -> None:
    frame = index.frame_at(moment)
    assert 0 <= frame < len(index)
    assert moment < 0 or index.time_of(frame) <= moment
    assert moment >= index.end_us or moment < index.time_of(frame + 1)


@given(indexes(), st.data())
def test_neighbouring_spans_touch_and_lengths_add_up(index: FrameIndex, data: st.DataObject) -> None:
    first, middle, stop = sorted(data.draw(st.tuples(*[st.integers(0, len(index))] * 3)))
    left, right, both = (
        index.span_of_frames(first, middle),
        index.span_of_frames(middle, stop),
        index.span_of_frames(first, stop),
    )
    assert left.offset_us == right.onset_us and not left.overlaps(right)
    assert left.duration_us + right.duration_us == both.duration_us


@given(indexes(), st.data())
def test_decoding_begins_at_an_entry_at_or_before_the_frame(index: FrameIndex, data: st.DataObject) -> None:
    frame = data.draw(st.integers(0, len(index) - 1))
    entry = index.entry_before(frame)
    assert index.entry[entry] and entry <= frame and not index.entry[entry + 1 : frame + 1].any()


@given(TIME_BASES, st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=50))
def test_times_are_the_nearest_microsecond_halves_to_even(time_base: Fraction, ticks: list[int]) -> None:
    exact = [round((tick - ticks[0]) * time_base * 1_000_000) for tick in ticks]
    assert media_times(np.array(ticks, dtype=np.int64), time_base).tolist() == exact


def test_times_of_a_clock_that_is_too_fine_for_64_bits() -> None:
    nanosecond_like = Fraction(999_999_937, 999_999_999_999_999_989)
    ticks = np.array([0, 3_600_000_000_000_000], dtype=np.int64)
    assert media_times(ticks, nanosecond_like).tolist() == [
        0,
        round(int(ticks[1]) * nanosecond_like * 1_000_000),
    ]


def even_index(steps_us: list[int], time_base: Fraction = Fraction(1, 1_000_000)) -> FrameIndex:
    ticks = np.cumsum([0, *steps_us], dtype=np.int64)
    flags = np.ones(len(steps_us), dtype=np.bool_)
    times = media_times(ticks, time_base)
    return FrameIndex(ticks[:-1], time_base, times[:-1], flags, flags.copy(), int(times[-1]))


def test_frames_are_numbered_from_zero_to_the_end() -> None:
    index = even_index([40_000] * 3)
    assert (
        index.time_of(0) == 0 and index.time_of(2) == 80_000 and index.time_of(3) == index.end_us == 120_000
    )
    assert index.span_of_frames(1, 3) == Span(index.time_of(1), index.time_of(3))
    assert index.frame_at(-1) == 0 and index.frame_at(39_999) == 0 and index.frame_at(10**9) == 2
    for wrong in (-1, 4):
        with pytest.raises(IndexError):
            index.time_of(wrong)
    with pytest.raises(ValueError):
        index.span_of_frames(2, 1)


@pytest.mark.parametrize(
    ("steps_us", "tick", "rate", "variable"),
    [
        ([40_000] * 9, Fraction(1, 1_000_000), Fraction(25), False),
        ([33, 34, 33, 33, 34, 33] * 5, Fraction(1, 1000), Fraction(30000, 1001), False),
        ([3003] * 50, Fraction(1, 90_000), Fraction(30000, 1001), False),
        ([3000] * 20 + [6000] + [3000] * 20, Fraction(1, 90_000), Fraction(30), True),
        ([3000, 2700, 3300, 3000, 12_000, 3100] * 9, Fraction(1, 90_000), Fraction(30), True),
        ([1], Fraction(1, 30), Fraction(30), False),
        ([42, 42, 42, 42, 42, 83, 41, 42, 41], Fraction(1, 1000), Fraction(24000, 1001), True),
        ([1016, 33, 33, 34, 33], Fraction(1, 1000), Fraction(30), True),
        ([1, 1], Fraction(1, 7), Fraction(7), False),
    ],
)
def test_rate_is_what_a_person_would_say(
    steps_us: list[int], tick: Fraction, rate: Fraction, variable: bool
) -> None:
    index = even_index(steps_us, tick)
    assert index.variable_rate == variable
    assert abs(index.nominal_rate - rate) <= rate / 900


def test_matching_by_time_needs_stored_times_that_only_go_forward() -> None:
    index = even_index([40_000] * 3)
    assert index.matchable and not index.clock_jumps
    columns = index.time_base, index.time_us, index.keyframe, index.entry, index.end_us
    jumping = FrameIndex(np.array([5, 6, 0]), *columns, exact=False, reason="The clock jumps.")
    assert jumping.clock_jumps and not jumping.matchable
    guessed = FrameIndex(index.pts, *columns, exact=False, reason="No times.", stored=False)
    assert not guessed.clock_jumps and not guessed.matchable


def test_an_index_can_not_be_changed() -> None:
    index = even_index([40_000] * 3)
    for column in (index.pts, index.time_us, index.keyframe, index.entry):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 1


def test_nonsense_is_refused() -> None:
    good = even_index([40_000] * 3)
    flags = good.keyframe
    none = np.zeros(3, dtype=np.bool_)
    base = good.time_base
    with pytest.raises(EmptyIndex):
        FrameIndex(good.pts[:0], base, good.time_us[:0], flags[:0], flags[:0], 1)
    for wrong in (
        lambda: FrameIndex(good.pts[:2], base, good.time_us, flags, flags, 120_000),
        lambda: FrameIndex(good.pts, base, good.time_us + 1, flags, flags, 120_000),
        lambda: FrameIndex(good.pts, base, np.array([0, 5, 5]), flags, flags, 120_000),
        lambda: FrameIndex(good.pts, base, good.time_us, flags, flags, 80_000),
        lambda: FrameIndex(good.pts, base, good.time_us, flags, none, 120_000),
        lambda: FrameIndex(good.pts, base, good.time_us, flags, flags, 120_000, exact=False),
        lambda: FrameIndex(good.pts, base, good.time_us, flags, flags, 120_000, exact=True, reason="but"),
    ):
        with pytest.raises(ValueError):
            wrong()
