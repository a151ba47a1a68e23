"""Looking closer, by numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.gui.player.picture_look import CLOSEST, PictureLook

PICTURE, VIEW = (1920.0, 1080.0), (900.0, 600.0)
PLACES = st.tuples(st.floats(0, 900), st.floats(0, 600))


@st.composite
def looks(draw: st.DrawFn) -> PictureLook:
    look = PictureLook(mirrored=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 4))):
        look = look.closer(PICTURE, VIEW, draw(PLACES), steps=draw(st.floats(-3, 6)))
        look = look.moved(PICTURE, VIEW, draw(PLACES))
    return look


def under(look: PictureLook, place: tuple[float, float]) -> tuple[float, float]:
    """Which share of the picture lies under a place of the view."""
    left, top, width, height = look.box(PICTURE, VIEW)
    x = VIEW[0] - place[0] if look.mirrored else place[0]
    return (x - left) / width, (place[1] - top) / height


def test_neutral_shows_the_whole_picture_in_the_middle() -> None:
    assert PictureLook().box(PICTURE, VIEW) == pytest.approx((0, (600 - 506.25) / 2, 900, 506.25))
    assert PictureLook().neutral and PictureLook().words() == ""


@given(looks(), PLACES, st.floats(-5, 5))
def test_no_look_shows_more_ground_than_it_must(
    look: PictureLook, at: tuple[float, float], steps: float
) -> None:
    for one in (look, look.closer(PICTURE, VIEW, at, steps=steps)):
        left, top, width, height = one.box(PICTURE, VIEW)
        assert 1 <= one.zoom <= CLOSEST
        for edge, length, room in ((left, width, VIEW[0]), (top, height, VIEW[1])):
            if length >= room:
                assert edge <= 1e-6 and edge + length >= room - 1e-6
            else:
                assert edge == pytest.approx((room - length) / 2)
        assert replace(one, mirrored=False).box(PICTURE, VIEW) == pytest.approx(one.box(PICTURE, VIEW))


@given(st.booleans(), st.tuples(st.floats(300, 600), st.floats(200, 400)), st.floats(1, 4))
def test_what_is_under_the_hand_stays_there(mirrored: bool, at: tuple[float, float], steps: float) -> None:
    look = PictureLook(mirrored=mirrored).closer(PICTURE, VIEW, (450, 300), steps=5)
    closer = look.closer(PICTURE, VIEW, at, steps=steps)
    assert under(closer, at) == pytest.approx(under(look, at))


@given(st.booleans(), st.tuples(st.floats(-50, 50), st.floats(-50, 50)))
def test_the_picture_goes_with_the_hand(mirrored: bool, by: tuple[float, float]) -> None:
    look = PictureLook(mirrored=mirrored).closer(PICTURE, VIEW, steps=6)
    there = (450 + by[0], 300 + by[1])
    assert under(look.moved(PICTURE, VIEW, by), there) == pytest.approx(under(look, (450, 300)))


@given(looks(), PLACES, PLACES)
def test_a_drawn_box_is_shown_whole(
    look: PictureLook, one: tuple[float, float], other: tuple[float, float]
) -> None:
    onto = look.onto(PICTURE, VIEW, one, other)
    assert onto.zoom >= look.zoom * 0.999
    back = {under(onto, place) for place in ((0, 0), VIEW)}
    seen_x, seen_y = (sorted(each) for each in zip(*back, strict=True))
    for place in (one, other):
        x, y = under(look, place)
        if 0 <= x <= 1 and 0 <= y <= 1:
            assert seen_x[0] - 1e-6 <= x <= seen_x[1] + 1e-6
            assert seen_y[0] - 1e-6 <= y <= seen_y[1] + 1e-6


def test_words_say_what_differs() -> None:
    look = PictureLook(mirrored=True).brighter(0.3).with_contrast(-0.2).closer(PICTURE, VIEW, steps=4)
    assert look.words() == "2.4× · mirrored · brighter · less contrast"
    assert look.brighter(9).brightness == 1 and look.with_contrast(9).contrast == 2.5
    assert look.brighter(-0.3).with_contrast(0.2).plain
