"""What is hidden can't be told apart from anything with the same few means; what is made louder never clips."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vig_annotator.reels.canvas import Size
from vig_annotator.reels.limiter import CEILING, limited
from vig_annotator.reels.planes import Planes, Rect, blank, frame_of, hide, lay, planes_of, sheet_of


def noise(seed: int, size: tuple[int, int] = (180, 320)) -> Planes:
    random = np.random.default_rng(seed)
    half = (size[0] // 2, size[1] // 2)
    return Planes(*(random.integers(0, 255, shape, np.uint8) for shape in (size, half, half)))


def test_a_hidden_region_holds_five_by_five_means_at_most() -> None:
    """Two pictures whose cells have the same means are the same once they are hidden: nothing finer is left."""
    one = noise(1)
    other = Planes(one.y.copy(), one.u.copy(), one.v.copy())
    rect = Rect(40, 20, 240, 100)
    for top in range(20, 100, 40):  # turn what is inside each cell of 40 x 40 pixels upside down
        for left in range(40, 240, 40):
            cell = np.s_[top : top + 40, left : left + 40]
            other.y[cell] = other.y[cell][::-1, ::-1]
    assert (one.y != other.y).any()
    outside = one.y.copy()
    hide(one, rect)
    hide(other, rect)
    hidden = np.s_[20:100, 40:240]
    assert np.array_equal(one.y[hidden], other.y[hidden])
    one.y[hidden] = outside[hidden]
    assert np.array_equal(one.y, outside)  # and all around it is as it was


@pytest.mark.parametrize(
    "rect", [Rect(0, 0, 2, 2), Rect(318, 178, 320, 180), Rect(0, 0, 320, 180), Rect(10, 10, 10, 10)]
)
def test_regions_of_any_size_are_hidden(rect: Rect) -> None:
    planes = noise(2)
    hide(planes, rect)
    assert planes.size == Size(320, 180)


def test_planes_and_frames_are_the_same_picture() -> None:
    planes = noise(3)
    again = planes_of(frame_of(planes))
    assert all(
        np.array_equal(a, b) for a, b in ((planes.y, again.y), (planes.u, again.u), (planes.v, again.v))
    )


def test_a_sheet_covers_or_shows_through_by_its_opacity() -> None:
    planes = blank(Size(64, 64))
    rgba = np.zeros((20, 20, 4), np.uint8)
    rgba[..., :3], rgba[:, :10, 3], rgba[:, 10:, 3] = 255, 255, 128
    lay(planes, sheet_of(rgba, 60, 60))  # reaches out of the picture: cut off
    lay(planes, sheet_of(rgba, 10, 10))
    assert planes.y[12:28, 12:18].min() >= 234 and abs(int(planes.y[20, 24]) - 126) <= 2
    assert planes.y[40, 40] == 16 and planes.u[20, 20] == 128


samples = st.lists(st.integers(1, 3_000), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(samples, st.floats(0.1, 8.0), st.integers(0, 2**31))
def test_nothing_is_above_the_ceiling_and_no_sample_is_lost(
    lengths: list[int], gain: float, seed: int
) -> None:
    random = np.random.default_rng(seed)
    blocks = [random.normal(0, gain / 3, (length, 2)).astype(np.float32) for length in lengths]
    done = list(limited(iter(blocks)))
    assert [len(block) for block in done] == lengths
    whole, before = np.concatenate(done), np.concatenate(blocks)
    assert float(np.abs(whole).max()) <= CEILING + 1e-6
    if float(np.abs(before).max()) <= CEILING:
        assert np.array_equal(whole, before)


def test_loudness_bends_before_a_peak_and_comes_back() -> None:
    tone = np.full((48_000, 2), 0.1, np.float32)
    tone[24_000] = 4.0
    bent = np.concatenate(list(limited(iter(np.array_split(tone, 10)))))[:, 0]
    assert bent[24_000] <= CEILING + 1e-6
    assert bent[23_000] == bent[25_000] == np.float32(0.1)
    assert bent[23_900] < 0.1  # before the peak, so that there is no click
