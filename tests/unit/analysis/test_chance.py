"""Figures against published worked examples; the source is named at each."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vig_annotator.analysis import chance


def table(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=float)


def test_cohen_1968() -> None:
    """Cohen (1968), three diagnoses, n = 200: kappa .492, weighted .348."""
    shares = table((0.44, 0.05, 0.01), (0.07, 0.20, 0.03), (0.09, 0.05, 0.06))
    weights = table((0, 1, 3), (1, 0, 6), (3, 6, 0))
    assert chance.cohen_kappa(shares) == pytest.approx(0.49152542)
    assert chance.weighted_kappa(shares, weights) == pytest.approx(0.34782609)


def test_boyd_mammograms() -> None:
    """Boyd et al. (1982), in the Stata manual: kappa .4728, linear .5684; AC1 and PABAK from R irrCAC."""
    tallies = table((21, 12, 0, 0), (4, 17, 1, 0), (3, 9, 15, 2), (0, 0, 0, 1))
    linear = np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0)))
    assert chance.cohen_kappa(tallies) == pytest.approx(0.47278912)
    assert chance.weighted_kappa(tallies, linear) == pytest.approx(0.56839904)
    assert chance.pabak(tallies) == pytest.approx(0.51372549)
    assert chance.gwet_ac1(tallies) == pytest.approx(0.52919806)
    assert chance.observed_agreement(tallies) == pytest.approx(0.63529412)


@pytest.mark.parametrize(
    ("tallies", "kappa"),
    [
        (table((5, 0), (0, 0)), None),
        (table((0, 0), (0, 0)), None),
        (table((2, 0), (0, 2)), 1.0),
        (table((0, 2), (2, 0)), -1.0),
        (table((2, 2), (0, 0)), 0.0),
    ],
)
def test_the_edges(tallies: np.ndarray, kappa: float | None) -> None:
    figure = chance.cohen_kappa(tallies)
    assert np.isnan(figure) if kappa is None else figure == pytest.approx(kappa)


def test_nil_meets_nil_never() -> None:
    """Chance fitted under a structural zero gives .5701; the product of the margins would give .5577."""
    tallies = table((8, 1, 1), (0, 9, 2), (1, 1, 0))
    assert chance.kappa_with_nil(tallies) == pytest.approx(0.5701, abs=5e-5)
    assert chance.cohen_kappa(tallies) == pytest.approx(0.5577, abs=5e-5)


def test_a_stack_of_tables_gives_a_stack_of_figures() -> None:
    stack = np.stack([table((20, 5), (10, 15)), table((45, 15), (25, 15))])
    for statistic in (
        chance.cohen_kappa,
        chance.pabak,
        chance.gwet_ac1,
        chance.observed_agreement,
        chance.kappa_with_nil,
    ):
        together = statistic(stack)
        assert together == pytest.approx([float(statistic(one)) for one in stack], abs=1e-8)


def fitted_by_turns(table: np.ndarray, rounds: int = 5_000) -> float:
    """Kappa with nil, chance by iterative proportional fitting: rows and columns in turn, as it is written in books."""
    possible = np.ones_like(table)
    possible[-1, -1] = 0.0
    table, expected = table * possible, possible.copy()
    for _ in range(rounds):
        for axis in (1, 0):
            now, wanted = expected.sum(axis=axis), table.sum(axis=axis)
            factor = np.divide(wanted, now, out=np.zeros_like(wanted), where=now > 0)
            expected = expected * (factor[:, None] if axis == 1 else factor[None, :])
    total = table.sum()
    observed, by_chance = np.trace(table) / total, np.trace(expected) / total
    return float((observed - by_chance) / (1.0 - by_chance))


@given(st.integers(1, 4), st.data())
def test_chance_with_nil_is_where_fitting_by_turns_ends_up(codes: int, data: st.DataObject) -> None:
    cells = data.draw(
        st.lists(st.integers(0, 30), min_size=(codes + 1) ** 2, max_size=(codes + 1) ** 2), label="cells"
    )
    table = np.array(cells, dtype=float).reshape(codes + 1, codes + 1)
    table[-1, -1] = 0.0
    table[0, 0] += 1.0
    assume((table.sum() - np.trace(table)) > 0)
    assert chance.kappa_with_nil(table) == pytest.approx(fitted_by_turns(table), abs=1e-7)


def test_where_nothing_is_linked_kappa_with_nil_is_nought_and_not_nearly() -> None:
    """Fitting by turns gets there ever more slowly: -0.0001 after 2,000 rounds, -0.00001 after 20,000."""
    assert chance.kappa_with_nil(np.array([[0.0, 2.0], [2.0, 0.0]])) == 0.0
    assert chance.kappa_with_nil(np.array([[0.0, 0.0, 3.0], [0.0, 0.0, 4.0], [0.0, 1.0, 0.0]])) == 0.0
