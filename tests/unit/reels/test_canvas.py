import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.reels.canvas import Placement, Size, choose_canvas, place

sides = st.integers(min_value=64, max_value=5000)
sizes = st.builds(Size, sides, sides)


@pytest.mark.parametrize(
    ("size", "canvas"),
    [
        (Size(1920, 1080), Size(1920, 1080)),
        (Size(1080, 1920), Size(1080, 1920)),
        (Size(3840, 2160), Size(1920, 1080)),
        (Size(2160, 3840), Size(1080, 1920)),
        (Size(640, 480), Size(640, 480)),
        (Size(853, 480), Size(852, 480)),
        (Size(4096, 2160), Size(1920, 1012)),
        (Size(2880, 2160), Size(1440, 1080)),
        (Size(9, 9), Size(16, 16)),
    ],
)
def test_one_film_is_its_own_canvas_up_to_full_hd(size, canvas):
    assert choose_canvas([(size, 1_000_000)]) == canvas


def test_the_canvas_lies_or_stands_as_most_of_the_time_does():
    lying, standing = Size(1280, 720), Size(1080, 1920)
    assert choose_canvas([(lying, 3_000_000), (standing, 2_000_000)]) == lying
    assert choose_canvas([(lying, 2_000_000), (standing, 1_000_000), (standing, 1_500_000)]) == standing


def test_the_best_of_the_films_that_lie_alike_gives_the_size():
    assert choose_canvas([(Size(640, 480), 9), (Size(1280, 720), 1), (Size(2160, 3840), 2)]) == Size(
        1280, 720
    )


def test_a_portrait_film_stands_between_bars():
    placed = place(Size(1080, 1920), Size(1920, 1080))
    assert placed == Placement(Size(608, 1080), 656, 0, Size(1920, 1080))
    assert not placed.fills


def test_an_odd_column_is_cut_off_and_nothing_is_scaled():
    placed = place(Size(853, 481), Size(852, 480))
    assert placed == Placement(Size(853, 481), 0, 0, Size(852, 480))
    assert placed.fills


@given(st.lists(st.tuples(sizes, st.integers(1, 10**9)), min_size=1, max_size=6))
def test_any_films_are_placed_undistorted_and_even_on_a_canvas_that_every_phone_plays(clips):
    canvas = choose_canvas(clips)
    assert canvas.width % 2 == canvas.height % 2 == 0
    assert max(canvas.width, canvas.height) <= 1920
    assert min(canvas.width, canvas.height) <= 1080
    for size, _ in clips:
        placed = place(size, canvas)
        assert placed.x % 2 == placed.y % 2 == 0
        assert placed.x >= 0 and placed.x + placed.picture.width <= canvas.width + 1
        assert placed.y >= 0 and placed.y + placed.picture.height <= canvas.height + 1
        # Undistorted but for the rounding to even pixels, and as large as fits.
        width, height = placed.picture.width, placed.picture.height
        assert abs(width * size.height - height * size.width) <= 1.5 * max(size.width, size.height)
        assert width >= canvas.width - 1 or height >= canvas.height - 1


def test_no_clips_have_no_canvas():
    with pytest.raises(ValueError, match="at least one"):
        choose_canvas([])
