"""Agreement of several raters against worked examples and figures of other programs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from vig_annotator.analysis import chance, several_raters
from vig_annotator.analysis.intraclass import intraclass
from vig_annotator.analysis.several_raters import RaterTallies, Scale, tally_ratings

FOUR_OBSERVERS = (
    np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 0],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ]
    ).T
    - 1
)
"""Four observers, twelve units, some missing: Krippendorff (2011), and Gwet's raw4raters."""

SIX_SUBJECTS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
"""Shrout and Fleiss (1979): six subjects, four judges."""


def tallied(ratings: np.ndarray, categories: int) -> RaterTallies:
    return tally_ratings(ratings.astype(np.int64), categories, np.arange(len(ratings)))


@pytest.mark.parametrize(
    ("scale", "alpha"),
    [
        (Scale.NOMINAL, 0.74342105),
        (Scale.ORDINAL, 0.81538750),
        (Scale.INTERVAL, 0.84910714),
        (Scale.RATIO, 0.79740277),
    ],
)
def test_alpha_of_four_observers_with_missing_ratings(scale: Scale, alpha: float) -> None:
    tallies = tallied(FOUR_OBSERVERS, 5)
    statistic = several_raters.krippendorff_alpha([1, 2, 3, 4, 5], scale)
    assert float(statistic(tallies.rows.sum(axis=0))) == pytest.approx(alpha, abs=1e-8)


def test_the_other_figures_of_the_same_four() -> None:
    """As K. Gwet prints them for his irrCAC."""
    tallies = tallied(FOUR_OBSERVERS, 5)
    total = tallies.rows.sum(axis=0)
    assert tallies.units == 11
    assert float(several_raters.percent_agreement(total)) == pytest.approx(0.81818182, abs=1e-8)
    assert float(several_raters.gwet_ac1(5)(total)) == pytest.approx(0.77544, abs=5e-6)
    assert float(several_raters.fleiss_kappa(5)(total)) == pytest.approx(0.76117, abs=5e-6)
    assert float(several_raters.brennan_prediger(5)(total)) == pytest.approx(0.77273, abs=5e-6)


def test_two_raters_say_what_the_table_of_two_says() -> None:
    rng = np.random.default_rng(5)
    ratings = rng.integers(0, 3, (200, 2))
    table = np.zeros((3, 3))
    np.add.at(table, (ratings[:, 0], ratings[:, 1]), 1)
    total = tallied(ratings, 3).rows.sum(axis=0)
    assert float(several_raters.gwet_ac1(3)(total)) == pytest.approx(float(chance.gwet_ac1(table)))
    assert float(several_raters.brennan_prediger(3)(total)) == pytest.approx(float(chance.pabak(table)))


@given(hnp.arrays(np.int64, st.tuples(st.integers(2, 12), st.integers(2, 5)), elements=st.integers(-1, 3)))
def test_a_stack_of_draws_says_what_each_says_alone(ratings: np.ndarray) -> None:
    rows = tallied(ratings, 4).rows
    stack = np.stack([rows.sum(axis=0), 2 * rows.sum(axis=0), rows[: len(rows) // 2].sum(axis=0)])
    for statistic in (
        several_raters.percent_agreement,
        several_raters.fleiss_kappa(4),
        several_raters.gwet_ac1(4),
        *(several_raters.krippendorff_alpha([1, 2, 5, 9], scale) for scale in Scale),
    ):
        together = statistic(stack)
        assert together.shape == (3,)
        for one, alone in zip(together, stack, strict=True):
            assert float(statistic(alone)) == pytest.approx(float(one), nan_ok=True)
            assert np.isnan(one) or one <= 1.0 + 1e-9


def test_one_category_alone_is_undefined() -> None:
    total = tallied(np.zeros((6, 3)), 1).rows.sum(axis=0)
    assert np.isnan(several_raters.fleiss_kappa(1)(total))
    assert np.isnan(several_raters.krippendorff_alpha([0], Scale.NOMINAL)(total))


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("icc_1_1", 0.16574177),
        ("icc_a_1", 0.28976378),
        ("icc_c_1", 0.71484071),
        ("icc_1_k", 0.44279713),
        ("icc_a_k", 0.62005055),
        ("icc_c_k", 0.90931554),
    ],
)
def test_intraclass_correlations_of_shrout_and_fleiss(form: str, value: float) -> None:
    assert float(intraclass(SIX_SUBJECTS[None].astype(np.float64))[form][0]) == pytest.approx(value, abs=1e-8)


def test_where_nothing_differs_there_is_no_correlation() -> None:
    assert np.isnan(intraclass(np.ones((1, 5, 2)))["icc_a_1"][0])
