"""A figure with its confidence interval: tallies kept by blocks, and blocks drawn again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vig_annotator.analysis.chance import Floats
from vig_annotator.model.mediatime import US_PER_SECOND, Span

Statistic = Callable[[Floats], Floats]

_SHORTEST_BLOCK_US = 10 * US_PER_SECOND
_BLOCKS = 40
_FEWEST_BLOCKS = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure.

    Attributes:
        value: the statistic; None where it is undefined.
        undefined: why it is undefined, in plain words; empty where it has a value.
        low: lower end of the 95 % interval, or None where none can be had.
        high: upper end, likewise.
        note: why there is no interval, or what limits it; may be empty.
    """

    value: float | None
    undefined: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How intervals are made: percentile bootstrap over blocks, with a recorded seed."""

    samples: int = 1000
    seed: int = 20260

    def interval(self, statistic: Statistic, rows: Floats) -> tuple[float | None, float | None, str]:
        """Low and high end of an interval over rows drawn again, and why there is none; for figures that can't be summed up.

        Args:
            statistic: from a stack of drawn tables, shape ``(samples, n, ...)``, to a stack of figures.
            rows: what is drawn from, shape ``(n, ...)``.
        """
        if len(rows) < _FEWEST_BLOCKS or self.samples < 1:
            return None, None, f"no interval: fewer than {_FEWEST_BLOCKS} to draw from"
        places = np.random.default_rng(self.seed).integers(0, len(rows), (self.samples, len(rows)))
        return _ends(statistic(rows[places]))

    def draws(self, blocks: int) -> NDArray[np.float64]:
        """How often each block is drawn in each sample, shape ``(samples, blocks)``."""
        generator = np.random.default_rng(self.seed)
        return generator.multinomial(blocks, np.full(blocks, 1.0 / blocks), size=self.samples).astype(
            np.float64
        )


def block_edges(span: Span) -> NDArray[np.int64]:
    """Edges of the blocks of time that a bootstrap draws from, both ends included.

    Neighbouring moments are alike, so single moments must not be drawn: blocks of at least 10 s, about forty of them.
    """
    count = max(1, min(_BLOCKS, span.duration_us // _SHORTEST_BLOCK_US))
    return np.linspace(span.onset_us, span.offset_us, int(count) + 1).round().astype(np.int64)


def estimate(blocks: Floats, statistic: Statistic, bootstrap: Bootstrap, *, undefined: str) -> Estimate:
    """The statistic of all blocks together, with a percentile bootstrap interval over the blocks.

    Args:
        blocks: tallies of each block, shape ``(blocks, ...)``; blocks of nothing but zeros are left out of the draw.
        statistic: from a stack of summed tallies to a stack of figures.
        bootstrap: number of samples and seed.
        undefined: what to say when the statistic has no value.
    """
    value = float(statistic(blocks.sum(axis=0)))
    if not np.isfinite(value):
        return Estimate(None, undefined)
    flat = blocks.reshape(len(blocks), -1)
    used = flat[flat.any(axis=1)]
    if len(used) < _FEWEST_BLOCKS or bootstrap.samples < 1:
        return Estimate(
            value, note=f"no interval: fewer than {_FEWEST_BLOCKS} blocks of time hold anything to compare"
        )
    drawn = bootstrap.draws(len(used)) @ used
    low, high, note = _ends(statistic(drawn.reshape(-1, *blocks.shape[1:])))
    return Estimate(value, low=low, high=high, note=note)


def _ends(figures: Floats) -> tuple[float | None, float | None, str]:
    defined = figures[np.isfinite(figures)]
    if len(defined) < 0.9 * len(figures):
        return None, None, "no interval: the figure is undefined in too many of the samples drawn"
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high), ""
