from fractions import Fraction

import pytest

from tests.builders.clips import phone_times
from tests.builders.reel_films import MPEG_CLOCK, constant_index, index_of
from vig_annotator.reels.rate import film_rate, reel_rate

NTSC = Fraction(30_000, 1001)
MILLISECONDS = Fraction(1, 1000)


@pytest.mark.parametrize(
    "rate",
    [Fraction(r) for r in (12, 15, 24, 25, 30, 50, 60, 120)] + [NTSC, 2 * NTSC, Fraction(24_000, 1001)],
)
@pytest.mark.parametrize("clock", [MPEG_CLOCK, MILLISECONDS])
def test_a_constant_film_has_the_rate_it_was_made_at(rate, clock):
    assert film_rate(constant_index(300, rate, clock)) == rate


def test_a_constant_film_of_an_odd_rate_keeps_it():
    assert film_rate(constant_index(300, Fraction(299, 10), MPEG_CLOCK)) == Fraction(299, 10)


def test_dropped_frames_do_not_lower_the_rate():
    kept = [k for k in range(300) if k % 7 not in (2, 3)]
    pts = [round(k / NTSC / MILLISECONDS) for k in kept]
    assert film_rate(index_of(pts, MILLISECONDS, 33)) == NTSC


def test_a_phone_film_has_the_rate_that_its_camera_was_set_to():
    pts = [int(t / MPEG_CLOCK) for t in phone_times(200)]
    assert film_rate(index_of(pts, MPEG_CLOCK, 3000)) in (Fraction(30), NTSC)


def test_a_dim_stretch_at_half_the_rate_does_not_lower_it():
    pts = [3000 * k for k in range(200)] + [600_000 + 6000 * k for k in range(50)]
    assert film_rate(index_of(pts, MPEG_CLOCK, 6000)) == 30


@pytest.mark.parametrize(("ticks", "rate"), [(3000, 30), (3003, NTSC), (900_000, 1)])
def test_a_single_frame_has_the_rate_of_its_length(ticks, rate):
    assert film_rate(index_of([0], MPEG_CLOCK, ticks)) == rate


def test_still_pictures_make_a_film_of_one_frame_a_second():
    assert film_rate(index_of([0, 270_000, 600_000], MPEG_CLOCK, 300_000)) == 1


@pytest.mark.parametrize(
    ("rates", "made"),
    [
        ([25], Fraction(25)),
        ([25, NTSC], NTSC),
        ([30, NTSC], Fraction(30)),
        ([60, 25], Fraction(60)),
        ([120], Fraction(60)),
        ([240, 30], Fraction(60)),
        ([4 * NTSC], Fraction(60_000, 1001)),
        ([100], Fraction(60)),
        ([90_000], Fraction(60)),
    ],
)
def test_a_reel_has_the_highest_rate_but_no_more_than_sixty(rates, made):
    assert reel_rate(Fraction(r) for r in rates) == made
