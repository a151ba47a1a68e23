"""Playing backwards: every frame, when it is due, and never another one than it says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.unit.playback.stand import Clock, Device, RampSound, Stand
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.picture import Picture
from vig_annotator.playback.frame_cache import FrameCache
from vig_annotator.playback.player import Player
from vig_annotator.playback.wish import Wish, now, soon

BOX = (480, 480)


@pytest.fixture(scope="module")
def index(plain_film: Clip) -> FrameIndex:
    return build_index(plain_film.path)


def stand(clip: Clip, index: FrameIndex | None, **more: Any) -> Stand:
    clock = Clock()
    return Stand(Player(clip.path, index, size=BOX, now_us=clock, **more), clock)


@pytest.mark.parametrize(("speed", "step"), [(0.25, 1), (1.0, 1), (4.0, 2)])
def test_every_frame_is_shown_when_it_is_due(
    plain_film: Clip, index: FrameIndex, speed: float, step: int
) -> None:
    with stand(plain_film, index) as bench:
        bench.player.seek_frame(90)
        bench.settle()
        bench.player.set_speed(speed)
        bench.player.play_backwards()
        assert bench.player.playing and bench.player.backwards
        seen = bench.run(400_000)
        frames = [frame for _, frame in seen]
        assert frames == list(range(frames[0], frames[-1] - 1, -step)) and len(frames) >= 2
        for at, frame in seen:
            due_us = (index.time_of(90) - index.time_of(min(90, frame + step))) / speed
            assert -4_000 <= at - due_us <= 8_000
        assert bench.player.shown is not None
        assert read_pattern(bench.player.shown.rgb) == bench.player.frame == frames[-1]


def test_what_is_shown_is_what_it_says_from_end_to_start(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "long stretches.mp4", frames=180, rate=Fraction(25), gop=60)
    small = 31 * 200 * 150 * 3  # blocks of fifteen pictures in stretches of sixty
    clock = Clock()
    player = Player(clip.path, build_index(clip.path), size=(200, 150), now_us=clock, cache_bytes=small)
    with Stand(player, clock) as bench:
        player.seek_frame(179)
        bench.settle()
        player.play_backwards()
        seen = []
        while player.playing:
            picture = player.tick()
            if picture is not None:
                assert read_pattern(picture.rgb) == picture.frame == player.frame
                seen.append(picture.frame)
            clock.now_us += 4_000
        assert seen == list(range(178, -1, -1))
        assert player.frame == 0 and not player.playing


def test_the_clock_waits_for_pictures(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.player.seek_frame(60)
        bench.settle()
        bench.player.play_backwards()
        bench.player.set_size((300, 300))  # nothing is ready in the new size
        bench.clock.now_us += 2_000_000
        bench.player.tick()
        assert bench.player.frame == 60
        assert bench.run(200_000)[0][1] in (59, 60)


def test_it_turns_round_stops_and_ends(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        player = bench.player
        player.play_backwards()
        assert not player.playing  # there is nothing before the first frame
        player.seek_frame(30)
        bench.settle()
        player.play_backwards()
        bench.run(200_000)
        player.play()
        assert player.playing and not player.backwards
        before = player.frame
        assert [frame for _, frame in bench.run(200_000)][-1] > before
        player.play_backwards()
        bench.run(100_000)
        player.toggle()
        assert not player.playing and not player.backwards
        assert player.shown is not None and player.shown.frame == player.frame


def test_it_is_asked_for_before_the_frames_are_known(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, None) as bench:
        bench.player.seek_frame(20)
        bench.player.play_backwards()
        assert not bench.player.playing
        bench.player.set_index(index)
        assert bench.player.backwards


def test_backwards_is_silent(plain_film: Clip, index: FrameIndex) -> None:
    clock = Clock()
    device = Device(clock)
    player = Player(
        plain_film.path, index, size=BOX, now_us=clock, audio_output=device, open_sound=lambda _: RampSound()
    )
    with Stand(player, clock) as bench:
        player.seek_frame(50)
        bench.settle()
        player.play()
        bench.run(200_000)
        player.play_backwards()
        bench.run(200_000)
        assert not device.running and len(device.heard) == 1
        player.play()
        bench.run(100_000)
        assert device.running and len(device.heard) == 2


def film(count: int, gop: int) -> FrameIndex:
    numbers = np.arange(count, dtype=np.int64)
    key = numbers % gop == 0
    return FrameIndex(numbers, Fraction(1, 25), numbers * 40_000, key, key.copy(), count * 40_000)


@given(st.integers(2, 400), st.integers(1, 300), st.integers(5, 90), st.integers(1, 4), st.data())
def test_running_back_decodes_each_frame_once_and_keeps_what_is_wanted(
    count: int, gop: int, capacity: int, stride: int, data: st.DataObject
) -> None:
    """The decode thread and the cache, without decoding: nothing is decoded twice, nothing wanted is dropped."""
    index, cache = film(count, gop), FrameCache(capacity * 300, (10, 10))
    playhead = data.draw(st.integers(0, count - 1))
    decoded: list[int] = []
    while True:
        wish = Wish(playhead, (10, 10), playing=True, stride=stride, backwards=True)
        have = cache.frames()
        stretch = now(wish, have, index, capacity) or soon(wish, have, index, capacity)
        job = next((frame for frame in stretch if frame not in have), None)
        if job is not None:
            decoded.append(job)
            cache.put(
                Picture(np.zeros((10, 10, 3), np.uint8), job, job * 40_000),
                (10, 10),
                playhead,
                backwards=True,
            )
            assert cache.nbytes <= capacity * 300
            continue
        assert playhead in cache
        if playhead == 0:
            break
        playhead -= playhead % stride or stride
    assert len(decoded) == len(set(decoded))
