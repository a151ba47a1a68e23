"""Agreement of two or more raters who each put a unit into a category; not everybody need have rated every unit.

What is summed up over units is kept as one row of numbers for each block of units (`RaterTallies.rows`), so that a
bootstrap can draw blocks again; every statistic takes a stack of such rows, summed, and answers a stack of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vig_annotator.analysis.chance import Floats, ratio
from vig_annotator.analysis.estimate import Statistic

UNRATED = -1
"""Stands for a rating that was not given."""


class Scale(StrEnum):
    """How far apart two values are, for Krippendorff's alpha."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True)
class RaterTallies:
    """Sums over units, by block.

    Attributes:
        categories: how many there are.
        rows: shape ``(blocks, 3 + K + K * K)``: the summed share of pairs of raters who agree, units with two ratings or
            more, units with one or more, the summed shares of each category, and the coincidences (Krippendorff 2011).
    """

    categories: int
    rows: Floats

    @property
    def units(self) -> int:
        """Units that two or more rated."""
        return int(self.rows[:, 1].sum())


def tally_ratings(ratings: NDArray[np.int64], categories: int, block: NDArray[np.int64]) -> RaterTallies:
    """Count ratings.

    Args:
        ratings: shape ``(units, raters)``: numbers of categories from 0, or `UNRATED`.
        categories: how many there are.
        block: the block of each unit, from 0; to draw single units, give each its own.
    """
    counts = np.stack([(ratings == category).sum(axis=1) for category in range(categories)], axis=1)
    given = counts.sum(axis=1).astype(np.float64)
    several = given >= 2
    weight = np.where(several, given - 1.0, 1.0)
    pairs = counts[:, :, None] * counts[:, None, :] - np.eye(categories) * counts[:, :, None]
    coincidences = np.where(several[:, None, None], pairs / weight[:, None, None], 0.0)
    agreeing = (counts * (counts - 1)).sum(axis=1) / (np.maximum(given, 1.0) * weight)
    shares = counts / np.maximum(given, 1.0)[:, None]
    rows = np.concatenate(
        [
            np.stack([np.where(several, agreeing, 0.0), several, given >= 1], axis=1),
            shares,
            coincidences.reshape(len(ratings), -1),
        ],
        axis=1,
    )
    summed = np.zeros((int(block.max(initial=-1)) + 1, rows.shape[1]))
    np.add.at(summed, block, rows)
    return RaterTallies(categories, summed)


def percent_agreement(rows: Floats) -> Floats:
    """The share of pairs of raters who agree, averaged over units that two or more rated."""
    return ratio(rows[..., 0], rows[..., 1])


def fleiss_kappa(categories: int) -> Statistic:
    """Fleiss' kappa (Fleiss 1971); with missing ratings as Gwet (2014) generalises it. Undefined if one category only."""

    def statistic(rows: Floats) -> Floats:
        return _beyond(percent_agreement(rows), (_shares(rows, categories) ** 2).sum(axis=-1))

    return statistic


def gwet_ac1(categories: int) -> Statistic:
    """Gwet's AC1 for several raters (Gwet 2008)."""

    def statistic(rows: Floats) -> Floats:
        share = _shares(rows, categories)
        by_chance = (
            (share * (1.0 - share)).sum(axis=-1) / (categories - 1.0)
            if categories > 1
            else share[..., 0] * np.nan
        )
        return _beyond(percent_agreement(rows), by_chance)

    return statistic


def brennan_prediger(categories: int) -> Statistic:
    """Chance taken as one in K (Brennan & Prediger 1981); for two categories this is PABAK."""

    def statistic(rows: Floats) -> Floats:
        agreement = percent_agreement(rows)
        return _beyond(agreement, np.full_like(agreement, 1.0 / categories))

    return statistic


def krippendorff_alpha(values: Sequence[float], scale: Scale) -> Statistic:
    """Krippendorff's alpha (Krippendorff 2011).

    Args:
        values: what each category stands for, rising; for nominal data any numbers will do.
        scale: the kind of difference between values.
    """
    size = len(values)

    def statistic(rows: Floats) -> Floats:
        seen = rows[..., 3 + size :].reshape(*rows.shape[:-1], size, size)
        margin = seen.sum(axis=-1)
        total = margin.sum(axis=-1)
        distance = _distances(margin, np.asarray(values, dtype=np.float64), scale)
        expected = margin[..., :, None] * margin[..., None, :]
        observed = (seen * distance).sum(axis=(-2, -1)) * (total - 1.0)
        return np.asarray(1.0 - ratio(observed, (expected * distance).sum(axis=(-2, -1))))

    return statistic


def _distances(margin: Floats, values: Floats, scale: Scale) -> Floats:
    """Squared differences between values, shape ``(..., K, K)``; on the ordinal scale they depend on how often each was used."""
    shape = (*margin.shape, len(values))
    if scale is Scale.NOMINAL:
        return np.broadcast_to(1.0 - np.eye(len(values)), shape)
    if scale is Scale.ORDINAL:
        middle = np.cumsum(margin, axis=-1) - margin / 2.0
        return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)
    apart = values[:, None] - values[None, :]
    if scale is Scale.INTERVAL:
        return np.broadcast_to(apart**2, shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        together = values[:, None] + values[None, :]
        return np.broadcast_to(np.where(together == 0, 0.0, apart / together) ** 2, shape)


def _shares(rows: Floats, categories: int) -> Floats:
    return ratio(rows[..., 3 : 3 + categories], rows[..., 2, None])


def _beyond(seen: Floats, by_chance: Floats) -> Floats:
    return ratio(seen - by_chance, 1.0 - by_chance)
