"""How large a picture is, and which way up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.clips import Clip, make_clip
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.probe import FilmInfo, probe
from vig_annotator.media.upright import fit, shown_size, turn_upright


@pytest.mark.parametrize(
    ("size", "box", "fits"),
    [
        ((1920, 1080), (960, 540), (960, 540)),
        ((1080, 1920), (960, 540), (304, 540)),
        ((640, 480), (640, 360), (480, 360)),
        ((10, 6), (1000, 1000), (1000, 600)),
        ((1, 1), (7, 5), (5, 5)),
        ((10_000, 1), (100, 100), (100, 1)),
        ((1, 10_000), (100, 100), (1, 100)),
    ],
)
def test_fit(size: tuple[int, int], box: tuple[int, int], fits: tuple[int, int]) -> None:
    assert fit(size, box) == fits


@given(*[st.tuples(st.integers(1, 9000), st.integers(1, 9000))] * 2)
def test_what_fits_touches_two_sides_and_never_sticks_out(
    size: tuple[int, int], box: tuple[int, int]
) -> None:
    width, height = fit(size, box)
    assert 1 <= width <= box[0] and 1 <= height <= box[1]
    assert width == box[0] or height == box[1]


def test_a_box_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no picture"):
        fit((640, 360), (0, 100))


def _info(clip: Clip, **changes: object) -> FilmInfo:
    return replace(probe(clip.path), **changes)  # type: ignore[arg-type]


def test_full_size_is_that_of_the_frame_at_hand(plain_film: Clip) -> None:
    info = _info(plain_film, rotation=90, sar=Fraction(4, 3))
    assert shown_size(info, (640, 360), None) == (360, 853)
    assert shown_size(info, (300, 90), None) == (90, 400)
    assert shown_size(info, (300, 90), (45, 800)) == (45, 200)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turning(plain_film: Clip, rotation: int, mirrored: bool) -> None:
    stored = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    turned = turn_upright(stored, _info(plain_film, rotation=rotation, mirrored=mirrored))
    expected = np.rot90(stored, -rotation // 90)
    assert np.array_equal(turned, expected[:, ::-1] if mirrored else expected)
    assert turned.flags.c_contiguous


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_marked_corner_of_a_turned_film_is_where_it_belongs(films: Path, rotation: int) -> None:
    clip = make_clip(films / f"turned{rotation}.mp4", frames=3, rotation=rotation)
    with FilmReader(clip.path) as reader:
        rgb = reader.read_first().rgb
    height, width, _ = rgb.shape
    assert (width, height) == clip.upright_size
    corners = {
        (left, top): int(rgb[abs(top * height - height // 6), abs(left * width - width // 8)].min())
        for left in (0, 1)
        for top in (0, 1)
    }
    assert corners[0, 0] > 230
    assert all(level < 200 for corner, level in corners.items() if corner != (0, 0))
