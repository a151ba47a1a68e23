"""Intraclass correlation: how alike are the numbers that raters give to the same things?"""

from __future__ import annotations

import numpy as np

from vig_annotator.analysis.chance import Floats

FORMS = ("icc_1_1", "icc_a_1", "icc_c_1", "icc_1_k", "icc_a_k", "icc_c_k")
"""Shrout and Fleiss (1979) and McGraw and Wong (1996): one-way; two-way absolute agreement (2,1); two-way consistency
(3,1); and the same of the mean of k raters."""


def intraclass(ratings: Floats) -> dict[str, Floats]:
    """The six forms for a stack of tables.

    Args:
        ratings: shape ``(..., n, k)``: n things rated by k raters, none missing, n and k at least 2.

    Returns:
        For each form in `FORMS`, an array of shape ``(...)``; NaN where nothing differs.

    From the mean squares between things, between raters and of the rest (Shrout & Fleiss 1979).
    """
    n, k = ratings.shape[-2:]
    grand = ratings.mean(axis=(-2, -1))
    rows, columns = ratings.mean(axis=-1), ratings.mean(axis=-2)
    ss_rows = k * ((rows - grand[..., None]) ** 2).sum(axis=-1)
    ss_columns = n * ((columns - grand[..., None]) ** 2).sum(axis=-1)
    ss_total = ((ratings - grand[..., None, None]) ** 2).sum(axis=(-2, -1))
    between = ss_rows / (n - 1)
    raters = ss_columns / (k - 1)
    within = (ss_total - ss_rows) / (n * (k - 1))
    rest = np.maximum(ss_total - ss_rows - ss_columns, 0.0) / ((n - 1) * (k - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "icc_1_1": (between - within) / (between + (k - 1) * within),
            "icc_a_1": (between - rest) / (between + (k - 1) * rest + k * (raters - rest) / n),
            "icc_c_1": (between - rest) / (between + (k - 1) * rest),
            "icc_1_k": (between - within) / between,
            "icc_a_k": (between - rest) / (between + (raters - rest) / n),
            "icc_c_k": (between - rest) / between,
        }
