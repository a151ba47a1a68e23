"""Draws for second coding: by chance, but the same again from the same seed."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.second_coding import draw_segments, draw_sessions

ids = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=30)
shares = st.integers(1, 100)
seeds = st.integers(0, 2**31 - 1)


@given(ids, shares, seeds, st.randoms())
def test_sessions(known: list[str], share: int, seed: int, random: object) -> None:
    drawn = draw_sessions(known, share, seed)
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw_sessions(shuffled, share, seed) == drawn
    assert set(drawn) <= set(known)
    assert len(drawn) * 100 >= len(known) * share
    assert (len(drawn) - 1) * 100 < len(known) * share or len(drawn) <= 1


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 10**10), max_size=6),
    shares,
    st.integers(1_000_000, 10**9),
    seeds,
)
def test_segments(lengths: dict[str, int], share: int, least: int, seed: int) -> None:
    drawn = draw_segments(lengths, share, least, seed)
    assert drawn == draw_segments(dict(reversed(lengths.items())), share, least, seed)
    assert set(drawn) == {name for name, length in lengths.items() if length > 0}
    for name, spans in drawn.items():
        length = lengths[name]
        total = sum(one.duration_us for one in spans)
        assert total * 100 >= length * share
        assert all(one.duration_us >= min(least, length) for one in spans)
        assert all(0 <= one.onset_us < one.offset_us <= length for one in spans)
        assert all(one.offset_us < other.onset_us for one, other in itertools.pairwise(spans))


def test_other_seeds_draw_others() -> None:
    known = [f"s{number:02}" for number in range(40)]
    assert len({tuple(draw_sessions(known, 20, seed)) for seed in range(20)}) > 15
    assert len(draw_sessions(known, 20, 1)) == 8
