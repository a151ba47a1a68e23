"""Agreement beyond chance, from a table of who said what.

Every function takes a stack of square tables, shape ``(..., K, K)``, rows the first coder's codes and columns the
second's, and answers an array of shape ``(...)``; an undefined value is NaN. A stack is what a bootstrap makes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """One by the other; NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(denominator) > 1e-12, numerator / denominator, np.nan)


def _share(tables: Floats) -> Floats:
    total = tables.sum(axis=(-2, -1))
    return ratio(tables, np.broadcast_to(total[..., None, None], tables.shape))


def _diagonal(tables: Floats) -> Floats:
    return np.asarray(np.einsum("...ii->...", tables))


def observed_agreement(tables: Floats) -> Floats:
    """The share of the tallies on the diagonal."""
    return _diagonal(_share(tables))


def cohen_kappa(tables: Floats) -> Floats:
    """Cohen's kappa (Cohen 1960): ``(po - pe) / (1 - pe)``, chance from the product of the margins.

    Undefined where both coders used one and the same code throughout, or nothing was tallied.
    """
    share = _share(tables)
    by_chance = (share.sum(axis=-1) * share.sum(axis=-2)).sum(axis=-1)
    return ratio(_diagonal(share) - by_chance, 1.0 - by_chance)


def weighted_kappa(tables: Floats, disagreement: Floats) -> Floats:
    """Weighted kappa (Cohen 1968) with a table of disagreement weights, 0 for agreement."""
    share = _share(tables)
    by_chance = share.sum(axis=-1)[..., :, None] * share.sum(axis=-2)[..., None, :]
    seen = (disagreement * share).sum(axis=(-2, -1))
    expected = (disagreement * by_chance).sum(axis=(-2, -1))
    return np.asarray(1.0 - ratio(seen, expected))


def pabak(tables: Floats) -> Floats:
    """Prevalence-adjusted bias-adjusted kappa; for K codes the coefficient of Brennan and Prediger (1981)."""
    count = tables.shape[-1]
    if count < 2:
        return np.full(tables.shape[:-2], np.nan)
    return np.asarray((count * observed_agreement(tables) - 1.0) / (count - 1.0))


def gwet_ac1(tables: Floats) -> Floats:
    """Gwet's AC1 (Gwet 2008): chance from ``sum(p (1 - p)) / (K - 1)`` with p the mean of both coders' shares."""
    count = tables.shape[-1]
    if count < 2:
        return np.full(tables.shape[:-2], np.nan)
    share = _share(tables)
    mean = (share.sum(axis=-1) + share.sum(axis=-2)) / 2.0
    by_chance = (mean * (1.0 - mean)).sum(axis=-1) / (count - 1.0)
    return ratio(_diagonal(share) - by_chance, 1.0 - by_chance)


def kappa_with_nil(tables: Floats) -> Floats:
    """Kappa of a table whose last row and column are "nil" (the other coder has no such event).

    A nil that meets a nil can't be seen, so that cell is a structural zero: what chance would give is fitted to the
    margins under quasi-independence, as iterative proportional fitting does (Bakeman & Quera 2011; Holle & Rein 2015).
    """
    tables, expected = _fitted(tables)
    total = tables.sum(axis=(-2, -1))
    observed, by_chance = ratio(_diagonal(tables), total), ratio(_diagonal(expected), total)
    return ratio(observed - by_chance, 1.0 - by_chance)


def kappa_of_first_with_nil(tables: Floats) -> Floats:
    """Kappa of the first code alone, from tables of that code, all others together, and nil.

    Whoever does not have this code agrees with whoever does not either, whatever they have instead or miss: the fitted
    table is put together to two by two (as EasyDIAg does for single categories; Holle & Rein 2015). Undefined where no other
    code was used, since the fit then has no freedom.
    """
    tables, expected = _fitted(tables)
    total = tables.sum(axis=(-2, -1))

    def agreeing(table: Floats) -> Floats:
        return ratio(table[..., 0, 0] + table[..., 1:, 1:].sum(axis=(-2, -1)), total)

    by_chance = agreeing(expected)
    others = tables[..., 1, :].sum(axis=-1) + tables[..., :, 1].sum(axis=-1)
    return np.where(others > 0, ratio(agreeing(tables) - by_chance, 1.0 - by_chance), np.nan)


def _fitted(tables: Floats) -> tuple[Floats, Floats]:
    """The tables without their last cell, and what chance would give with the same margins (quasi-independence).

    That is where iterative proportional fitting ends up. With a single structural zero it need not be iterated: with row totals r,
    column totals c, and p pairs in which both coders have an event, two codes meet ``r c p / ((p + nil column) (p + nil row))``
    times, and a code meets nil in its share of the nil column, or row. Iterating would get there slowly, and where nothing is
    linked not at all.
    """
    tables = tables.copy()
    tables[..., -1, -1] = 0.0
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    nil_row, nil_column = rows[..., -1], columns[..., -1]
    pairs = tables[..., :-1, :-1].sum(axis=(-2, -1))
    expected = np.zeros_like(tables)
    met = np.nan_to_num(ratio(pairs, (pairs + nil_column) * (pairs + nil_row)))
    expected[..., :-1, :-1] = rows[..., :-1, None] * columns[..., None, :-1] * met[..., None, None]
    expected[..., :-1, -1] = rows[..., :-1] * np.nan_to_num(ratio(nil_column, pairs + nil_column))[..., None]
    expected[..., -1, :-1] = columns[..., :-1] * np.nan_to_num(ratio(nil_row, pairs + nil_row))[..., None]
    return tables, expected
