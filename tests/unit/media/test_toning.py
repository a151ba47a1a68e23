"""Brighter and more contrast, by the numbers."""

from __future__ import annotations

import numpy as np

from vig_annotator.media.toning import toned


def test_each_value_goes_where_the_sum_says_and_the_picture_is_left_alone() -> None:
    rgb = np.arange(256, dtype=np.uint8).repeat(3).reshape(16, 16, 3)
    kept = rgb.copy()
    assert (toned(rgb, 0, 1) == rgb).all()
    assert (toned(rgb, 0.2, 1) == np.minimum(255, rgb.astype(int) + 51)).all()
    steep = toned(rgb, 0, 2).astype(int)
    assert steep.min() == 0 and steep.max() == 255
    assert (np.diff(steep[:, :, 0].ravel()) >= 0).all() and set(np.diff(steep[:, :, 0].ravel())[70:180]) == {
        2
    }
    assert (rgb == kept).all()
