"""A frame saved as a picture: the right one, upright, full size, whole or not at all."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import make_clip
from vig_annotator.errors import ExportError, UsageError
from vig_annotator.media.indexing import build_index
from vig_annotator.services.film_facts import save_still


def test_the_picture_on_disk_is_the_frame(films: Path, tmp_path: Path) -> None:
    clip = make_clip(films / "still.mp4", frames=40, rotation=90, pixel_shape=Fraction(4, 3), b_frames=2)
    index = build_index(clip.path)
    for frame in (31, 0, 39):
        out = tmp_path / f"{frame}.png"
        size = save_still(clip.path, frame, out, index=index)
        bgr = cv2.imread(str(out))
        assert bgr is not None
        assert size == (bgr.shape[1], bgr.shape[0]) == (360, 853)
        assert read_pattern(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)) == frame  # type: ignore[arg-type]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.png", "31.png", "39.png"]


@pytest.mark.parametrize("frame", [-1, 40, 10_000])
def test_a_frame_that_is_not_there_is_told_with_the_range(films: Path, tmp_path: Path, frame: int) -> None:
    clip = make_clip(films / "still_range.mp4", frames=40)
    with pytest.raises(UsageError, match="0 to 39"):
        save_still(clip.path, frame, tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cant_be_written(films: Path, tmp_path: Path) -> None:
    clip = make_clip(films / "still_place.mp4", frames=3)
    index = build_index(clip.path)
    for out in (tmp_path / "none" / "x.png", tmp_path / "x.jpg"):
        with pytest.raises(ExportError):
            save_still(clip.path, 1, out, index=index)
    assert not list(tmp_path.iterdir())


def test_the_film_itself_is_never_replaced(films: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.png"
    film.write_bytes(make_clip(films / "still_self.mp4", frames=3).path.read_bytes())
    before = film.read_bytes()
    with pytest.raises(ExportError, match="made from"):
        save_still(film, 1, film)
    assert film.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["film.png"]
