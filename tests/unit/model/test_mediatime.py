import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.mediatime import MediaTime, Span, from_seconds, to_seconds

times = st.integers(min_value=-(10**12), max_value=10**12).map(MediaTime)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    a, b = sorted((draw(times), draw(times)))
    return Span(a, b)


def test_a_span_can_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Span(MediaTime(2), MediaTime(1))


@given(times, times, times)
def test_neighbours_touch_without_overlapping_and_durations_add_up(
    a: MediaTime, b: MediaTime, c: MediaTime
) -> None:
    first, middle, last = sorted((a, b, c))
    left, right = Span(first, middle), Span(middle, last)
    assert not left.overlaps(right)
    assert left.duration_us + right.duration_us == Span(first, last).duration_us
    assert not (left.contains(middle) and right.contains(middle))


@given(spans(), spans())
def test_overlap_is_mutual_and_means_shared_time(one: Span, other: Span) -> None:
    shared = min(one.offset_us, other.offset_us) - max(one.onset_us, other.onset_us)
    assert one.overlaps(other) == other.overlaps(one) == (shared > 0)


@given(st.integers(min_value=0, max_value=10**11))
def test_seconds_and_back_lose_nothing(time_us: int) -> None:
    assert from_seconds(to_seconds(time_us)) == time_us
