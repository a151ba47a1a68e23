"""The reader's own promises; that every frame is the right one is proved in test_seeking."""

from __future__ import annotations

from pathlib import Path

import av.error
import numpy as np
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.builders.damage import sound_only, text_named_as_film
from vig_annotator.errors import MediaMissing, MediaUnreadable, NoPicture
from vig_annotator.media.conversion import Converter
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index


def test_the_first_picture_comes_before_the_index(plain_film: Clip) -> None:
    with FilmReader(plain_film.path) as reader:
        picture = reader.read_first((480, 480))
        assert read_pattern(picture.rgb) == 0
        assert (picture.frame, picture.time_us, picture.size) == (0, 0, (480, 270))
        assert reader.index is None
        with pytest.raises(ValueError, match="not known yet"):
            reader.read(0)
        index = build_index(plain_film.path)
        reader.set_index(index)
        assert reader.index is index
        assert read_pattern(reader.read(50, (480, 480)).rgb) == 50
        assert np.array_equal(reader.read_first((480, 480)).rgb, picture.rgb)


def test_one_frame_in_many_sizes_is_decoded_once(plain_film: Clip) -> None:
    with FilmReader(plain_film.path, build_index(plain_film.path)) as reader:
        reader.read(60)
        fed: list[int] = []
        for width in (640, 320, 161):
            picture = reader.read(60, (width, 1000), check=lambda: fed.append(1))
            assert picture.size[0] == width
        assert len(fed) == 3  # once each, after the search


def test_pictures_are_whole_and_their_own(plain_film: Clip) -> None:
    with FilmReader(plain_film.path, build_index(plain_film.path)) as reader:
        kept = [picture for _, picture in reader.iter_frames(10, 40, (333, 333))]
    # Read after everything was closed: each has its memory to itself.
    assert [read_pattern(picture.rgb) for picture in kept] == list(range(10, 40))
    assert all(picture.rgb.flags.c_contiguous for picture in kept)


def test_files_that_are_no_films(tmp_path: Path) -> None:
    with pytest.raises(MediaMissing):
        FilmReader(tmp_path / "none.mp4")
    with pytest.raises(MediaUnreadable):
        FilmReader(text_named_as_film(tmp_path / "list.mp4"))
    with pytest.raises(NoPicture):
        FilmReader(sound_only(tmp_path / "voice.m4a"))


def test_pixels_that_cant_be_shown_are_a_plain_trouble(
    plain_film: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise av.error.PatchWelcomeError(0, "no such conversion")

    monkeypatch.setattr(Converter, "to_rgb", unsupported)
    with FilmReader(plain_film.path) as reader, pytest.raises(MediaUnreadable, match=r"plain\.mp4"):
        reader.read_first()


def test_a_film_of_one_frame(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "one.mp4", frames=1)
    with FilmReader(clip.path, build_index(clip.path)) as reader:
        for _ in range(3):
            assert read_pattern(reader.read(0, (480, 480)).rgb) == 0


def test_closing_twice_is_fine(plain_film: Clip) -> None:
    reader = FilmReader(plain_film.path)
    reader.close()
    reader.close()
