from __future__ import annotations

from pathlib import Path

import pytest

from vig_annotator.errors import MediaMissing, MediaUnreadable
from vig_annotator.media.fingerprint import fingerprint

SIZE = 3_000_000


def test_content_counts_and_the_name_does_not(tmp_path: Path) -> None:
    film, copy = tmp_path / "film.mp4", tmp_path / "elsewhere" / "copy.mov"
    copy.parent.mkdir()
    film.write_bytes(bytes(range(256)) * (SIZE // 256))
    copy.write_bytes(film.read_bytes())
    assert fingerprint(film) == fingerprint(str(copy))
    assert len(fingerprint(film)) == 64


@pytest.mark.parametrize("place", [0, SIZE // 2, SIZE - 1])
def test_a_change_at_the_start_the_middle_or_the_end_shows(tmp_path: Path, place: int) -> None:
    film = tmp_path / "film.mp4"
    content = bytearray(SIZE)
    film.write_bytes(content)
    before = fingerprint(film)
    content[place] = 1
    film.write_bytes(content)
    assert fingerprint(film) != before


def test_a_longer_film_is_another_film(tmp_path: Path) -> None:
    short, long = tmp_path / "short.mp4", tmp_path / "long.mp4"
    short.write_bytes(bytes(1000))
    long.write_bytes(bytes(1001))
    assert fingerprint(short) != fingerprint(long)


def test_what_is_no_file_has_none(tmp_path: Path) -> None:
    with pytest.raises(MediaMissing):
        fingerprint(tmp_path / "gone.mp4")
    with pytest.raises(MediaUnreadable):
        fingerprint(tmp_path)
