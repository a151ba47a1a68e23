"""The frame number in the picture is read rightly or not at all."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sample_clips.frame_pattern import MAX_FRAME, draw_pattern, read_pattern
from tests.builders.clips import make_clip


def texture(width: int, height: int, seed: int = 1) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 255, (height // 8, width // 8, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height)), dtype=np.uint8)


@given(number=st.integers(0, MAX_FRAME))
@settings(max_examples=40, deadline=None)
def test_every_number_is_read_back(number: int) -> None:
    picture = texture(320, 180)
    draw_pattern(picture, number)

    assert read_pattern(picture) == number


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (320, 240), (1920, 1080)])
@pytest.mark.parametrize("share", [1.0, 0.75, 0.5, 1 / 3])
def test_it_survives_scaling_and_strong_compression(size: tuple[int, int], share: float) -> None:
    for number in (0, 1, 254, 65_535, 777_777, MAX_FRAME):
        picture = texture(*size, seed=number)
        draw_pattern(picture, number)
        small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        _, packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 35])
        worn = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)

        assert read_pattern(worn) == number


def test_it_survives_a_change_of_pixel_shape() -> None:
    picture = texture(720, 576)
    draw_pattern(picture, 4711)

    assert read_pattern(np.asarray(cv2.resize(picture, (1024, 576)), dtype=np.uint8)) == 4711


@pytest.mark.parametrize(
    ("codec", "name"), [("libx264", "a.mp4"), ("libvpx-vp9", "a.webm"), ("mpeg2video", "a.mpg")]
)
def test_it_survives_low_bit_rates(tmp_path: Path, codec: str, name: str) -> None:
    clip = make_clip(
        tmp_path / name,
        frames=25,
        codec=codec,
        size=(480, 270),
        rate=Fraction(25),
        codec_options={"crf": "38", "b": "400000"} if codec != "libvpx-vp9" else {"crf": "50"},
    )
    with av.open(str(clip.path)) as container:
        seen = [read_pattern(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]

    assert seen == list(range(25))


def test_it_is_found_between_black_bars_and_in_a_given_place() -> None:
    picture = texture(640, 360)
    draw_pattern(picture, 12_345)
    canvas = np.zeros((720, 1280, 3), np.uint8)
    canvas[100:460, 300:940] = picture
    small = np.asarray(cv2.resize(canvas, (640, 360), interpolation=cv2.INTER_AREA), dtype=np.uint8)

    assert read_pattern(canvas) == 12_345
    assert read_pattern(canvas, (300, 100, 640, 360)) == 12_345
    assert read_pattern(small) == 12_345


def test_a_picture_between_two_frames_has_no_number() -> None:
    first, second = texture(640, 360), texture(640, 360)
    draw_pattern(first, 100)
    draw_pattern(second, 101)

    assert read_pattern(cv2.addWeighted(first, 0.5, second, 0.5, 0)) is None


def test_pictures_without_a_pattern_have_no_number() -> None:
    for seed in range(60):
        assert read_pattern(texture(320, 176, seed)) is None
    for level in (0, 16, 128, 255):
        assert read_pattern(np.full((180, 320, 3), level, np.uint8)) is None


def test_turned_and_mirrored_pictures_have_no_number() -> None:
    picture = texture(640, 360)
    draw_pattern(picture, 99)

    for other in (np.rot90(picture), np.rot90(picture, 2), picture[:, ::-1], picture[::-1]):
        assert read_pattern(np.ascontiguousarray(other)) is None


def test_a_flipped_cell_is_noticed() -> None:
    picture = texture(640, 360)
    draw_pattern(picture, 500)
    band = picture[344:]
    cells = [(round((0.01 + 0.02 * i) * 640), round((0.01 + 0.02 * (i + 1)) * 640)) for i in range(38)]
    for left, right in cells:
        worn = picture.copy()
        worn[344:, left:right] = 275 - band[:, left:right].astype(int)

        assert read_pattern(worn) is None


def test_a_number_that_does_not_fit_is_refused() -> None:
    for number in (-1, MAX_FRAME + 1):
        with pytest.raises(ValueError, match="does not fit"):
            draw_pattern(texture(320, 180), number)


def test_a_place_outside_the_canvas_has_no_number() -> None:
    assert read_pattern(texture(320, 180), (10, 10, 320, 180)) is None
