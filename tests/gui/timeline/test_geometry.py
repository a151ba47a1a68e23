"""Time to pixels and back, for any film and any view."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vig_annotator.gui.timeline.geometry import CLOSEST_US_PER_PX, TimeScale

HOUR = 3600 * 1_000_000


@st.composite
def scales(draw: st.DrawFn) -> TimeScale:
    scale = TimeScale.whole(draw(st.integers(1_000_000, 4 * HOUR)), draw(st.floats(1, 4_000)))
    scale = scale.zoomed(draw(st.floats(0.5, 1e5)), draw(st.floats(0, 1)) * scale.width_px)
    return scale.scrolled(draw(st.floats(-1e5, 1e5)))


def assert_within_film(scale: TimeScale) -> None:
    slack = 1e-6 * scale.end_us
    assert -slack <= scale.left_us and scale.right_us <= scale.end_us + slack
    assert scale.closest_us_per_px * 0.999 <= scale.us_per_px <= scale.widest_us_per_px * 1.001


@given(scales(), st.floats(0, 1))
def test_pixels_lead_back_to_their_time(scale: TimeScale, share: float) -> None:
    x = share * scale.width_px
    assert abs(scale.x_of(scale.time_at(x)) - x) * scale.us_per_px <= 0.51 + 1e-9 * scale.end_us


@given(scales(), st.integers(0, 4 * HOUR))
def test_times_lead_back_to_themselves(scale: TimeScale, time_us: int) -> None:
    assume(time_us <= scale.end_us)
    assert abs(scale.time_at(scale.x_of(time_us)) - time_us) <= 1


@given(scales(), st.floats(0.01, 100), st.floats(0, 1))
def test_zooming_keeps_the_place_under_the_mouse(scale: TimeScale, factor: float, share: float) -> None:
    x = share * scale.width_px
    closer = scale.zoomed(factor, x)
    assert_within_film(closer)
    held, moved = scale.left_us + x * scale.us_per_px, closer.left_us + x * closer.us_per_px
    at_an_end = closer.left_us <= 0 or closer.right_us >= closer.end_us * (1 - 1e-12)
    assert at_an_end or abs(held - moved) <= 1 + 1e-9 * scale.end_us


@given(scales(), st.floats(-1e7, 1e7))
def test_scrolling_never_leaves_the_film(scale: TimeScale, by_px: float) -> None:
    moved = scale.scrolled(by_px)
    assert_within_film(moved)
    assert moved.us_per_px == scale.us_per_px


@given(scales(), st.floats(1, 5_000), st.integers(1_000_000, 4 * HOUR))
def test_other_widths_and_lengths_stay_within_the_film(scale: TimeScale, width: float, end_us: int) -> None:
    assert_within_film(scale.resized(width))
    assert_within_film(scale.of_film(end_us))
    if scale.shows_all:
        assert scale.resized(width).shows_all and scale.of_film(end_us).shows_all


@given(scales(), st.integers(0, 4 * HOUR), st.integers(0, HOUR))
def test_a_stretch_that_is_shown_is_in_view(scale: TimeScale, onset: int, length: int) -> None:
    assume(onset + length <= scale.end_us)
    shown = scale.showing(onset, onset + length)
    assert_within_film(shown)
    slack = 1 + 1e-9 * scale.end_us
    if length <= shown.width_px * shown.us_per_px:
        assert shown.left_us - slack <= onset and onset + length <= shown.right_us + slack


@given(scales(), st.integers(0, 4 * HOUR))
def test_paging_brings_the_playhead_into_view(scale: TimeScale, time_us: int) -> None:
    assume(time_us < scale.end_us)
    paged = scale.paged_to(time_us)
    assert paged.in_view(time_us) or abs(paged.x_of(time_us) - paged.width_px) < 1e-3
    if scale.in_view(time_us):
        assert paged == scale


def test_the_whole_film_is_seen_from_edge_to_edge() -> None:
    scale = TimeScale.whole(60_000_000, 600)
    assert (scale.x_of(0), scale.x_of(60_000_000)) == (0, 600)
    assert scale.shows_all and scale.zoomed(0.1, 300) == scale


def test_the_closest_zoom_tells_frames_apart() -> None:
    scale = TimeScale.whole(HOUR, 1_000).zoomed(1e9, 500)
    assert scale.us_per_px == CLOSEST_US_PER_PX


def test_a_very_short_film_has_a_view() -> None:
    assert TimeScale.whole(0, 0).end_us == 1_000_000


def test_a_zoom_factor_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError):
        TimeScale.whole(HOUR, 100).zoomed(0, 10)
