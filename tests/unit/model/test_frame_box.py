"""Boxes on the picture, standing and moving."""

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.frame_box import WHOLE, WHOLE_PICTURE, Box, BoxAt, box_at
from vig_annotator.model.mediatime import MediaTime

numbers = st.integers(-3 * WHOLE, 3 * WHOLE)


def key(at_us: int, x: int) -> BoxAt:
    return BoxAt(MediaTime(at_us), Box(x, 100, 200, 300))


def test_a_box_is_on_its_way_between_its_keys_and_still_outside() -> None:
    keys = (key(1_000, 0), key(2_000, 100), key(4_000, 500))
    places = [box_at(keys, at).x for at in (0, 1_000, 1_500, 2_000, 3_000, 4_000, 9_000)]
    assert places == [0, 0, 50, 100, 300, 500, 500]


@given(numbers, numbers, st.integers(1, WHOLE), st.integers(1, WHOLE))
def test_a_clipped_box_lies_in_the_picture(x: int, y: int, width: int, height: int) -> None:
    assert Box(x, y, width, height).clipped().inside


@given(st.integers(0, WHOLE - 1), st.integers(0, WHOLE - 1), st.integers(0, 200))
def test_a_box_inside_stays_and_a_grown_one_holds_it(x: int, y: int, percent: int) -> None:
    box = Box(x, y, WHOLE - x, WHOLE - y)
    assert box.clipped() == box
    grown = box.grown(percent)
    assert grown.inside
    assert grown.x <= box.x and grown.y <= box.y and grown.x + grown.width >= box.x + box.width


def test_the_whole_picture_is_inside() -> None:
    assert WHOLE_PICTURE.inside
    assert not Box(1, 0, WHOLE, WHOLE).inside
