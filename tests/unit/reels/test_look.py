from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.reel_films import MPEG_CLOCK, constant_index, film_of
from vig_annotator.media.tone_mapping import CUBE_FORMAT
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.look import Look, Recipe, recipe_for

HD = Look(1920, 1080, "yuv420p", "bt709", full_range=False, hdr=None, interlaced=False)
INFO = replace(film_of(constant_index(5, Fraction(25), MPEG_CLOCK)).info, width=1920, height=1080)
CANVAS = Size(1920, 1080)


def names(recipe: Recipe) -> list[str]:
    return [name for name, _ in recipe.before + recipe.after]


def test_a_picture_that_is_as_the_reel_needs_it_passes_untouched():
    assert recipe_for(HD, INFO, CANVAS) == Recipe([])


@pytest.mark.parametrize(
    "look",
    [
        replace(HD, pixel_format="yuv420p10le"),
        replace(HD, pixel_format="yuv422p"),
        replace(HD, pixel_format="rgb24", matrix=None),
        replace(HD, matrix="bt601"),
        replace(HD, full_range=True),
        replace(HD, pixel_format="yuvj420p", full_range=True),
    ],
)
def test_other_colours_are_brought_to_those_of_hd_television_without_leaving_yuv(look):
    recipe = recipe_for(look, INFO, CANVAS)
    assert names(recipe) == ["scale", "format"] and recipe.hdr is None
    options = recipe.before[0][1].split(":")
    assert {"w=1920", "h=1080", "out_color_matrix=bt709", "out_range=tv"} <= set(options)
    assert f"in_range={'pc' if look.full_range else 'tv'}" in options
    assert (f"in_color_matrix={look.matrix}" in options) == (look.matrix is not None)
    assert recipe.before[1] == ("format", "pix_fmts=yuv420p")


def test_a_phone_held_upright_is_scaled_as_stored_then_turned_then_framed():
    recipe = recipe_for(HD, replace(INFO, rotation=90), CANVAS)
    assert recipe.before[0][1].endswith("w=1080:h=608:flags=bicubic+accurate_rnd+full_chroma_int")
    assert recipe.before[2:] == [("transpose", "clock"), ("pad", "1920:1080:656:0:black")]
    upright = recipe_for(HD, replace(INFO, rotation=90), Size(1080, 1920))
    assert upright.before == [("transpose", "clock")]


@pytest.mark.parametrize(
    ("rotation", "mirrored", "expected"),
    [
        (0, True, ["hflip"]),
        (180, False, ["hflip", "vflip"]),
        (180, True, ["hflip", "vflip", "hflip"]),
        (270, False, ["transpose"]),
    ],
)
def test_turned_and_mirrored_films_are_set_right(rotation, mirrored, expected):
    canvas = CANVAS if rotation in (0, 180) else Size(1080, 1920)
    assert names(recipe_for(HD, replace(INFO, rotation=rotation, mirrored=mirrored), canvas)) == expected


def test_an_odd_edge_is_cut_off_and_nothing_is_scaled():
    odd = replace(HD, width=853, height=481)
    recipe = recipe_for(odd, replace(INFO, width=853, height=481), Size(852, 480))
    assert recipe.before == [("crop", "852:480:0:0")]


def test_fields_are_made_whole_before_anything_is_scaled():
    dv = Look(720, 576, "yuv420p", "bt601", full_range=False, hdr=None, interlaced=True)
    recipe = recipe_for(dv, replace(INFO, width=720, height=576, sar=Fraction(16, 15)), CANVAS)
    assert names(recipe) == ["bwdif", "scale", "format", "pad"]


def test_high_dynamic_range_goes_through_the_screens_own_tables():
    hdr = replace(HD, width=3840, height=2160, pixel_format="yuv420p10le", matrix="bt2020", hdr="hlg")
    recipe = recipe_for(hdr, replace(INFO, width=3840, height=2160), CANVAS)
    assert recipe.hdr == "hlg"
    assert recipe.before[-1] == ("format", CUBE_FORMAT)
    assert "w=1920:h=1080" in recipe.before[0][1]
    assert [name for name, _ in recipe.after] == ["scale", "format"]
