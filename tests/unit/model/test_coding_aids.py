"""Interval sampling, and coding one thing at a time."""

import pytest

from tests.builders.libraries import small_codebook
from vig_annotator.model.focus import Focus, codes_in, rounds
from vig_annotator.model.sampling import next_stop

BOOK = small_codebook().codebook
S = 1_000_000


@pytest.mark.parametrize(
    ("now", "stop"),
    [(0, 15 * S), (15 * S - 1, 15 * S), (15 * S, 30 * S), (44 * S, 45 * S), (45 * S, None), (99 * S, None)],
)
def test_the_film_stops_at_even_intervals(now: int, stop: int | None) -> None:
    assert next_stop(now, 15 * S, end_us=60 * S) == stop


def test_intervals_from_a_start() -> None:
    assert next_stop(0, 10 * S, start_us=4 * S) == 14 * S
    assert next_stop(14 * S, 10 * S, start_us=4 * S) == 24 * S
    with pytest.raises(ValueError, match="no length"):
        next_stop(0, 0)


def test_a_focus_on_a_subject_and_on_groups() -> None:
    assert [one.id for one in codes_in(BOOK, Focus(frozenset({"infant"})))] == [
        "smile",
        "cry",
        "baby_face",
        "bid",
    ]
    assert [one.id for one in codes_in(BOOK, Focus(groups=frozenset({"gaze"})))] == [
        "face",
        "toy",
        "away",
        "baby_face",
    ]
    both = Focus(frozenset({"parent"}), frozenset({None}))
    assert [one.id for one in codes_in(BOOK, both)] == ["voice", "notice", "builds"]
    assert Focus().on_everything and codes_in(BOOK, Focus()) == BOOK.active_codes
    assert not both.on_everything


def test_once_through_the_film_for_each_subject() -> None:
    assert rounds(BOOK) == (Focus(frozenset({"infant"})), Focus(frozenset({"parent"})))
