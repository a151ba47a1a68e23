from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.analysis.event_agreement import link_points, link_states
from vig_annotator.analysis.matching import Pair, best_matching, near_pairs, overlapping_pairs
from vig_annotator.analysis.record import CodedEvent, Events, make_record
from vig_annotator.model.mediatime import MediaTime, Span

SPAN = Span(MediaTime(0), MediaTime(1000))

pair_lists = st.lists(
    st.builds(Pair, st.integers(0, 4), st.integers(0, 4), st.integers(0, 9)),
    max_size=8,
    unique_by=lambda p: (p.a, p.b),
)
states = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from("xy")).map(
        lambda row: CodedEvent(row[2], row[0], row[0] + row[1])
    ),
    max_size=12,
)


def of(events: list[CodedEvent]) -> Events:
    return make_record(events, ["x", "y"], SPAN).states


def allowed(pairs: tuple[Pair, ...]) -> bool:
    ordered = sorted(pairs, key=lambda pair: pair.a)
    return all(one.a < other.a and one.b < other.b for one, other in pairwise(ordered))


@given(pair_lists)
def test_no_allowed_choice_of_pairs_is_better(pairs: list[Pair]) -> None:
    best = max(
        (len(choice), sum(pair.fit for pair in choice))
        for size in range(len(pairs) + 1)
        for choice in combinations(pairs, size)
        if allowed(choice)
    )
    found = best_matching(iter(pairs))
    assert allowed(tuple(found))
    assert (len(found), sum(pair.fit for pair in found)) == best


@given(states, states, st.sampled_from([Fraction(0), Fraction(51, 100), Fraction(3, 5), Fraction(1)]))
def test_every_pair_that_shares_enough_is_a_candidate(
    one: list[CodedEvent], other: list[CodedEvent], share: Fraction
) -> None:
    a, b = of(one), of(other)
    expected = set()
    for i in range(len(a)):
        for j in range(len(b)):
            shared = min(a.offset_us[i], b.offset_us[j]) - max(a.onset_us[i], b.onset_us[j])
            longer = max(a.offset_us[i] - a.onset_us[i], b.offset_us[j] - b.onset_us[j])
            if shared > 0 and Fraction(int(shared), int(longer)) >= share:
                expected.add((i, j, int(shared)))
    assert {(pair.a, pair.b, pair.fit) for pair in overlapping_pairs(a, b, share)} == expected


@given(states, states)
def test_who_is_called_a_does_not_matter(one: list[CodedEvent], other: list[CodedEvent]) -> None:
    edges = np.array([0, 1000])
    there = link_states(of(one), of(other), Fraction(3, 5))
    back = link_states(of(other), of(one), Fraction(3, 5))
    assert len(there.pairs) == len(back.pairs)
    assert len(there.only_a) == len(back.only_b)
    assert there.tables(2, edges).sum() == back.tables(2, edges).sum()


def test_points_of_one_code_are_linked_before_points_of_two() -> None:
    a = make_record([CodedEvent("x", 100, 100), CodedEvent("y", 300, 300)], ["x", "y"], SPAN).points
    b = make_record([CodedEvent("y", 101, 101), CodedEvent("x", 150, 150)], ["x", "y"], SPAN).points
    linked = link_points(a, b, 2, within_us=50)
    assert [(pair.a, pair.b) for pair in linked.pairs] == [(0, 1)]
    assert linked.onset_errors_us().tolist() == [50]
    assert linked.only_a.tolist() == [1]
    assert linked.only_b.tolist() == [0]


def test_points_further_apart_than_the_window_are_not_linked() -> None:
    a = make_record([CodedEvent("x", 100, 100)], ["x"], SPAN).points
    b = make_record([CodedEvent("x", 151, 151)], ["x"], SPAN).points
    assert list(near_pairs(a, b, 50)) == []
    assert len(list(near_pairs(a, b, 51))) == 1
