import errno
import os

import pytest

from vig_annotator.errors import ExportError
from vig_annotator.reels.whole_file import whole_file, write_trouble


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def put(target, data=b"whole", *, overwrite=False, sources=()):
    with whole_file(target, overwrite=overwrite, sources=sources) as part:
        part.write_bytes(data)
        assert part.parent == target.parent
        return target.read_bytes() if target.exists() else None


def test_the_file_appears_when_it_is_whole(tmp_path):
    assert put(tmp_path / "reel.mp4") is None
    assert (tmp_path / "reel.mp4").read_bytes() == b"whole"
    assert names_in(tmp_path) == ["reel.mp4"]


def test_nothing_is_left_of_a_file_that_did_not_become_whole(tmp_path):
    with pytest.raises(KeyError), whole_file(tmp_path / "reel.mp4", overwrite=False, sources=()) as part:
        part.write_bytes(b"half")
        raise KeyError
    assert names_in(tmp_path) == []


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "reel.mp4"
    target.write_bytes(b"old")
    with pytest.raises(KeyError), whole_file(target, overwrite=True, sources=()) as part:
        part.write_bytes(b"half")
        raise KeyError
    assert target.read_bytes() == b"old"
    assert put(target, b"new", overwrite=True) == b"old"
    assert target.read_bytes() == b"new"
    assert names_in(tmp_path) == ["reel.mp4"]


def test_an_old_file_is_kept_unless_it_may_be_replaced(tmp_path):
    target = tmp_path / "reel.mp4"
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match=r"“reel\.mp4” is already there"):
        put(target)
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("link", ["same", "hard", "soft"])
def test_a_film_is_never_replaced_by_what_is_made_from_it(tmp_path, link):
    film, target = tmp_path / "film.mp4", tmp_path / "film.mp4"
    film.write_bytes(b"the only copy")
    if link != "same":
        target = tmp_path / "other.mp4"
        os.link(film, target) if link == "hard" else target.symlink_to(film)
    with pytest.raises(ExportError, match="one of the files"):
        put(target, overwrite=True, sources=[film])
    assert film.read_bytes() == b"the only copy"


def test_remains_of_a_killed_export_are_replaced(tmp_path):
    (tmp_path / "reel.mp4.part").write_bytes(b"remains")
    put(tmp_path / "reel.mp4")
    assert names_in(tmp_path) == ["reel.mp4"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing/reel.mp4", "folder “.*missing” is not there"),
        ("folder", "“folder” is a folder"),
        ("file.txt/reel.mp4", "is not there"),
        ("n" * 252 + ".mp4", "too long"),
        ("re\0el.mp4", "no name for a file"),
    ],
)
def test_a_place_that_can_not_be_written_is_told(tmp_path, name, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("text")
    with pytest.raises(ExportError, match=words):
        put(tmp_path / name)
    assert names_in(tmp_path) == ["file.txt", "folder"]


def test_a_file_that_vanishes_before_it_is_whole_is_told(tmp_path):
    with (
        pytest.raises(ExportError, match="could not be written"),
        whole_file(tmp_path / "reel.mp4", overwrite=False, sources=()) as part,
    ):
        part.unlink()
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EFBIG, "The disk is full"),
        (errno.EROFS, "may not be written"),
        (errno.EACCES, "may not be written"),
        (errno.EIO, "the drive or the folder failed"),
    ],
)
def test_what_the_system_says_is_told_in_plain_words(tmp_path, number, words):
    assert words in str(write_trouble(OSError(number, "jargon"), tmp_path / "reel.mp4"))
