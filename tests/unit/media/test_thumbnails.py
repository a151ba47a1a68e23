"""Small pictures show the frames they say: the number is read off each of them, where it is large enough to be read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from vig_annotator.errors import Cancelled
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.picture import Picture
from vig_annotator.media.thumbnails import load_or_make, thumbnail_frames, thumbnails


def index_of(count: int, step_us: int, entries: list[int]) -> FrameIndex:
    times = np.arange(count, dtype=np.int64) * step_us
    entry = np.zeros(count, bool)
    entry[entries] = True
    return FrameIndex(times, Fraction(1, 1_000_000), times.copy(), entry, entry.copy(), count * step_us)


def test_frames_where_decoding_begins_are_taken() -> None:
    index = index_of(3_000, 40_000, list(range(0, 3_000, 50)))
    frames = thumbnail_frames(index, most=30)
    assert len(frames) == 30
    assert all(index.entry[frame] for frame in frames)
    assert frames == sorted(frames)


def test_between_far_entries_others_are_added() -> None:
    index = index_of(3_000, 40_000, [0])
    frames = thumbnail_frames(index)
    gaps_us = np.diff([index.time_of(frame) for frame in frames])
    assert frames[0] == 0 and gaps_us.max() <= 2_500_000 and len(frames) == 60


def test_a_short_film_has_at_least_one() -> None:
    assert thumbnail_frames(index_of(1, 40_000, [0])) == [0]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("pictures") / "a.mp4", frames=150, gop=15, b_frames=2)


def test_each_shows_its_frame_coarse_ones_first(clip: Clip) -> None:
    index = build_index(clip.path)
    frames = thumbnail_frames(index)
    coming: list[Picture] = []
    made = thumbnails(clip.path, index, frames, (640, 360), on_picture=coming.append)
    assert [picture.frame for picture in made] == frames
    assert [read_pattern(picture.rgb) for picture in made] == frames
    assert [picture.time_us for picture in made] == [clip.times_us[frame] for frame in frames]
    order = [picture.frame for picture in coming]
    assert sorted(order) == frames and order[0] == 0 and order[1] > frames[len(frames) // 2]


def test_upright_and_small(tmp_path: Path) -> None:
    turned = make_clip(tmp_path / "turned.mp4", frames=20, rotation=90)
    (picture, *_) = thumbnails(turned.path, build_index(turned.path), [0], (120, 68))
    assert picture.size == (38, 68)


def test_they_can_be_stopped(clip: Clip) -> None:
    ctx = JobContext(lambda done, _: ctx.cancel() if done > 0.3 else None)
    coming: list[Picture] = []
    with pytest.raises(Cancelled):
        thumbnails(
            clip.path, build_index(clip.path), list(range(0, 150, 15)), ctx=ctx, on_picture=coming.append
        )
    assert 0 < len(coming) < 10


def test_they_are_kept(clip: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = build_index(clip.path)
    made = load_or_make(clip.path, index, tmp_path)

    def never(*_: object) -> None:
        raise AssertionError("they were made again")

    monkeypatch.setattr("vig_annotator.media.thumbnails.thumbnails", never)
    coming: list[Picture] = []
    kept = load_or_make(clip.path, index, tmp_path, on_picture=coming.append)
    assert len(kept) == len(made) == len(coming)
    for one, other in zip(made, kept, strict=True):
        assert (one.frame, one.time_us) == (other.frame, other.time_us)
        np.testing.assert_array_equal(one.rgb, other.rgb)
