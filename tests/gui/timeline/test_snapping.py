"""Nothing is placed between two frames, and no state becomes empty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.gui.timeline.books import film_index
from vig_annotator.gui.timeline.snapping import edge_place, frame_start
from vig_annotator.model.edits.annotations import Edge

INDEX = film_index(4)
LAST = len(INDEX) - 1
anywhere = st.integers(-1_000_000, 6_000_000)
frames = st.integers(0, LAST)


@given(anywhere)
def test_scrubbing_shows_the_frame_under_the_mouse(time_us: int) -> None:
    place = frame_start(time_us, INDEX)
    assert place in INDEX.time_us
    if 0 <= time_us < INDEX.end_us:
        assert place <= time_us < INDEX.time_of(INDEX.frame_at(place) + 1)


@given(frames, frames, anywhere, st.sampled_from(Edge))
def test_a_state_keeps_at_least_one_frame(one: int, other: int, to_us: int, edge: Edge) -> None:
    first, stop = min(one, other), max(one, other) + 1
    onset, offset = INDEX.time_of(first), INDEX.time_of(stop)
    place = edge_place(onset, offset, edge, to_us, INDEX)
    assert place in INDEX.time_us or place == INDEX.end_us
    onset, offset = (place, offset) if edge is Edge.ONSET else (onset, place)
    assert offset - onset >= 40_000


@given(frames, anywhere)
def test_points_and_running_states_stay_on_a_frame(frame: int, to_us: int) -> None:
    onset = INDEX.time_of(frame)
    for offset in (onset, None):
        place = edge_place(onset, offset, Edge.ONSET, to_us, INDEX)
        assert place in INDEX.time_us
        if 0 <= to_us < INDEX.time_us[-1]:
            assert abs(place - to_us) <= 20_000


@given(st.integers(0, 5_000_000), st.integers(1, 1_000_000), anywhere, st.sampled_from(Edge))
def test_while_frames_are_not_known_states_stay_states(
    onset: int, length: int, to_us: int, edge: Edge
) -> None:
    place = edge_place(onset, onset + length, edge, to_us, None)
    assert place < onset + length if edge is Edge.ONSET else place > onset
    assert place >= 0
    assert edge_place(onset, onset, Edge.ONSET, to_us, None) == max(to_us, 0)
    assert frame_start(to_us, None) == to_us
