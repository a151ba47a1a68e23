"""Marks of the ruler: readable at any zoom, and true to the frames."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.gui.timeline.books import film_index
from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.ruler import ruler_marks

INDEX = film_index(60)


@given(st.floats(1, 7_000_000), st.floats(0, 1))
def test_labels_never_run_into_each_other(zoom: float, place: float) -> None:
    scale = TimeScale.whole(4 * 3600 * 1_000_000, 1_200).zoomed(zoom, 1_200 * place)
    marks = ruler_marks(scale, None)
    labelled = [scale.x_of(mark.time_us) for mark in marks if mark.label]
    assert len(marks) < 400 and len(labelled) >= 1
    assert all(b - a >= 95 for a, b in itertools.pairwise(labelled))


def test_whole_seconds_and_parts_of_seconds() -> None:
    scale = TimeScale.whole(60_000_000, 1_200)
    assert [mark.label for mark in ruler_marks(scale, INDEX) if mark.label][:3] == [
        "0:00:00",
        "0:00:05",
        "0:00:10",
    ]
    closer = scale.showing(10_000_000, 11_000_000, margin=0.0)
    labels = [mark.label for mark in ruler_marks(closer, None) if mark.label]
    assert "0:00:10.1" in labels and "0:00:10.2" in labels


def test_frames_are_marked_and_numbered_where_they_are_wide_enough() -> None:
    scale = TimeScale.whole(60_000_000, 1_200).showing(10_000_000, 11_000_000, margin=0.0)
    marks = ruler_marks(scale, INDEX)
    assert all(mark.frame for mark in marks)
    assert [mark.time_us for mark in marks if 10_000_000 <= mark.time_us < 11_000_000] == [
        10_000_000 + k * 40_000 for k in range(25)
    ]
    assert "0:00:10.000  f 250" in [mark.label for mark in marks]


def test_frames_of_a_variable_rate_are_marked_where_they_really_are() -> None:
    steps = np.tile([33_000, 90_000, 20_000], 40)
    times = np.concatenate([[0], np.cumsum(steps)])
    index = film_index(60)
    variable = type(index)(
        times, index.time_base, times.copy(), np.ones(121, bool), np.ones(121, bool), int(times[-1]) + 33_000
    )
    scale = TimeScale.whole(variable.end_us, 1_200).showing(1_000_000, 1_500_000, margin=0.0)
    marks = ruler_marks(scale, variable)
    assert {mark.time_us for mark in marks} <= set(times.tolist())
    labelled = [scale.x_of(mark.time_us) for mark in marks if mark.label]
    assert all(b - a >= 110 for a, b in itertools.pairwise(labelled))
