"""Pictures around the playhead, within a fixed amount of memory."""

from __future__ import annotations

import numpy as np

from vig_annotator.media.picture import Picture
from vig_annotator.playback.frame_cache import FrameCache

BOX = (10, 10)


def picture(frame: int) -> Picture:
    return Picture(np.zeros((10, 10, 3), np.uint8), frame, frame * 40_000)


def test_the_furthest_go_first() -> None:
    cache = FrameCache(5 * 300, BOX)
    assert cache.capacity == 5
    for frame in range(20):
        cache.put(picture(frame), BOX, playhead=7)
        assert cache.nbytes <= 5 * 300
    assert cache.frames() == {5, 6, 7, 8, 9}
    assert 7 in cache and 4 not in cache
    assert cache.get(4) is None


def test_a_picture_that_comes_again_is_counted_once() -> None:
    cache = FrameCache(5 * 300, BOX)
    for _ in range(9):
        cache.put(picture(3), BOX, playhead=3)
    assert cache.nbytes == 300


def test_one_picture_is_kept_however_large() -> None:
    cache = FrameCache(10, BOX)
    assert cache.capacity == 1
    cache.put(picture(3), BOX, playhead=3)
    cache.put(picture(4), BOX, playhead=4)
    assert cache.frames() == {4}


def test_pictures_of_another_size_are_not_taken() -> None:
    cache = FrameCache(1000, BOX)
    cache.put(picture(3), BOX, playhead=3)
    cache.clear((20, 20))
    assert cache.box == (20, 20) and cache.nbytes == 0
    cache.put(picture(3), BOX, playhead=3)
    assert 3 not in cache


def test_the_latest_of_a_stretch() -> None:
    cache = FrameCache(10_000, BOX)
    for frame in (2, 5, 9):
        cache.put(picture(frame), BOX, playhead=5)
    assert cache.latest(3, 4) is None
    for first, last, found in ((0, 8, 5), (5, 5, 5), (0, 99, 9), (0, 2, 2)):
        shown = cache.latest(first, last)
        assert shown is not None and shown.frame == found


def test_small_pictures_make_room_for_more() -> None:
    cache = FrameCache(9_000, (100, 10))  # a portrait film fills only a part of its box
    assert cache.capacity == 3
    cache.put(picture(1), (100, 10), playhead=1)
    assert cache.capacity == 30


def test_what_goes_is_what_lies_furthest_and_running_back_what_lies_behind() -> None:
    chance = np.random.default_rng(4)
    for _ in range(200):
        cache, playhead, backwards = (
            FrameCache(5 * 300, BOX),
            int(chance.integers(40)),
            bool(chance.integers(2)),
        )
        frames = [int(frame) for frame in chance.permutation(40)[:6]]
        for frame in frames:
            cache.put(picture(frame), BOX, playhead, backwards=backwards)
        (gone,) = set(frames) - cache.frames()
        need = {frame: (backwards and frame > playhead, abs(frame - playhead)) for frame in frames}
        assert need[gone] == max(need.values())
