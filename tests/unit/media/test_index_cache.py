"""Kept indexes: found again when the film is the same, made again when anything is wrong with them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.builders import damage
from tests.builders.clips import Clip, make_clip
from vig_annotator.errors import Cancelled, MediaMissing
from vig_annotator.jobs import JobContext
from vig_annotator.media import index_cache
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.media.indexing import build_index


@pytest.fixture
def film(tmp_path: Path, plain_film: Clip) -> Path:
    return Path(shutil.copy2(plain_film.path, tmp_path / "film.mp4"))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The films that were really listed."""
    listed: list[Path] = []

    def build(path: Path, ctx: JobContext | None) -> FrameIndex:
        listed.append(path)
        return build_index(path, ctx)

    monkeypatch.setattr(index_cache, "build_index", build)
    return listed


def same(one: FrameIndex, other: FrameIndex) -> bool:
    columns = ("pts", "time_us", "keyframe", "entry")
    values = ("time_base", "end_us", "exact", "reason", "decoded", "stored")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in columns) and all(
        getattr(one, name) == getattr(other, name) for name in values
    )


def test_a_film_is_listed_once(film: Path, tmp_path: Path, builds: list[Path]) -> None:
    cache = tmp_path / "library" / "caches"
    first = load_or_build(film, cache)
    again = load_or_build(str(film), cache)
    assert len(builds) == 1 and same(first, again) and same(first, build_index(film))
    assert not again.pts.flags.writeable
    assert [path.suffix for path in cache.iterdir()] == [".npz"]


def test_all_that_is_known_is_kept(tmp_path: Path, builds: list[Path]) -> None:
    whole = make_clip(tmp_path / "whole.mkv", frames=50, size=(176, 144))
    cut = damage.truncated(whole.path, tmp_path / "cut.mkv")
    bare = make_clip(tmp_path / "bare.h264", frames=20, size=(176, 144)).path
    for path in (cut, bare):
        first, again = load_or_build(path, tmp_path / "caches"), load_or_build(path, tmp_path / "caches")
        assert same(first, again) and not again.exact
    assert len(builds) == 2


def test_a_moved_film_is_not_listed_again(film: Path, tmp_path: Path, builds: list[Path]) -> None:
    load_or_build(film, tmp_path / "caches")
    load_or_build(film.rename(tmp_path / "renamed.mov"), tmp_path / "caches")
    assert len(builds) == 1


def test_a_changed_film_is_listed_again(film: Path, tmp_path: Path, builds: list[Path]) -> None:
    before = load_or_build(film, tmp_path / "caches")
    make_clip(film, frames=30)
    after = load_or_build(film, tmp_path / "caches")
    assert (len(before), len(after), len(builds)) == (100, 30, 2)


def test_a_touched_film_is_listed_again(film: Path, tmp_path: Path, builds: list[Path]) -> None:
    load_or_build(film, tmp_path / "caches")
    os.utime(film, ns=(1, 1))
    load_or_build(film, tmp_path / "caches")
    assert len(builds) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"\x93NUMPY", "half", "flip"])
def test_a_damaged_cache_is_made_again(
    film: Path, tmp_path: Path, builds: list[Path], content: bytes | str
) -> None:
    caches = tmp_path / "caches"
    first = load_or_build(film, caches)
    kept = next(caches.iterdir())
    good = kept.read_bytes()
    if content == "half":
        kept.write_bytes(good[: len(good) // 2])
    elif content == "flip":
        at = good.index(np.ascontiguousarray(first.time_us).tobytes())
        kept.write_bytes(good[:at] + bytes([good[at] ^ 255]) + good[at + 1 :])
    else:
        assert isinstance(content, bytes)
        kept.write_bytes(content)
    assert same(load_or_build(film, caches), first) and len(builds) == 2
    assert same(load_or_build(film, caches), first) and len(builds) == 2


def test_a_cache_of_another_version_is_made_again(
    film: Path, tmp_path: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_or_build(film, tmp_path / "caches")
    monkeypatch.setattr(index_cache, "_MADE_WITH", "something newer")
    load_or_build(film, tmp_path / "caches")
    assert len(builds) == 2


def test_a_cache_never_runs_what_it_holds(film: Path, tmp_path: Path, builds: list[Path]) -> None:
    caches = tmp_path / "caches"
    load_or_build(film, caches)
    kept = next(caches.iterdir())
    with np.load(kept) as stored:
        columns = dict(stored)
    trap = tmp_path / "trap"
    columns["pts"] = np.array([_Trap(trap)], dtype=object)
    with kept.open("wb") as file:
        np.savez(file, **columns)  # type: ignore[arg-type]
    load_or_build(film, caches)
    assert not trap.exists() and len(builds) == 2


class _Trap:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def test_a_folder_that_can_not_be_written_does_no_harm(
    film: Path, tmp_path: Path, builds: list[Path]
) -> None:
    in_the_way = tmp_path / "caches"
    in_the_way.write_text("a file where the folder should be")
    assert len(load_or_build(film, in_the_way)) == 100
    assert len(load_or_build(film, None)) == 100
    assert len(builds) == 2


def test_a_stopped_listing_keeps_nothing(film: Path, tmp_path: Path) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        load_or_build(film, tmp_path / "caches", ctx)
    assert not (tmp_path / "caches").exists()


def test_a_full_disk_leaves_no_part(film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_cache.np, "savez", full)
    assert len(load_or_build(film, tmp_path / "caches")) == 100
    assert list((tmp_path / "caches").iterdir()) == []


def test_a_film_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(MediaMissing):
        load_or_build(tmp_path / "gone.mp4", tmp_path / "caches")
