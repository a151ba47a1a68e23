"""What is on the screen, and when: standing, stepping, playing, looping, at every speed."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.unit.playback.stand import Clock, Stand
from vig_annotator.errors import MediaMissing
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.picture import Picture
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.playback.player import Player

BOX = (480, 480)


@pytest.fixture(scope="module")
def index(plain_film: Clip) -> FrameIndex:
    return build_index(plain_film.path)


def stand(clip: Clip | Path, index: FrameIndex | None, **more: Any) -> Stand:
    clock = Clock()
    path = clip if isinstance(clip, Path) else clip.path
    return Stand(Player(path, index, size=BOX, now_us=clock, **more), clock)


def number(picture: Picture | None) -> int | None:
    """The number that is drawn into the picture, which must be that of the frame it claims to be."""
    assert picture is not None
    drawn = read_pattern(picture.rgb)
    assert drawn == picture.frame
    return drawn


def test_the_first_picture_needs_no_index(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, None) as bench:
        player = bench.player
        assert number(player.wait_for_picture()) == 0
        assert (player.frame, player.position_us, player.playing, player.index) == (0, 0, False, None)
        player.seek(2_000_000)
        player.step(-3)
        assert player.tick() is None
        player.set_index(index)
        assert number(bench.settle()) == 47
        assert player.info is not None and player.info.codec == "h264"


def test_only_who_saw_the_film_end_knows_that_it_has_ended(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        player = bench.player

        def ended() -> bool:
            while player.playing:
                bench.run(40_000)
            return player.ended

        bench.settle()
        player.seek_frame(90)
        assert not ended()
        player.play()
        assert ended()
        player.seek_frame(99)
        assert not ended(), "a jump there is none"
        player.play()
        player.seek_frame(99)
        assert not ended(), "nor is a jump there while it plays"
        player.play_span(Span(index.time_of(95), MediaTime(index.end_us)))
        assert not ended(), "nor is the end of a stretch"


def test_playing_begins_once_the_frames_are_known_unless_it_was_stopped(
    plain_film: Clip, index: FrameIndex
) -> None:
    for stopped in (False, True):
        with stand(plain_film, None) as bench:
            bench.player.play()
            if stopped:
                bench.player.pause()
            bench.player.set_index(index)
            assert bench.player.playing is not stopped


def test_what_is_asked_for_while_standing_is_shown(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        player = bench.player
        assert number(bench.settle()) == 0
        for act, frame in (
            (lambda: player.seek_frame(70), 70),
            (lambda: player.step(1), 71),
            (lambda: player.step(-5), 66),
            (lambda: player.seek(1_000_000), 25),
            (lambda: player.seek(1_039_999), 25),
            (lambda: player.step(-99), 0),
            (lambda: player.seek(-5), 0),
            (lambda: player.seek(99_000_000), 99),
            (lambda: player.step(1), 99),
        ):
            act()
            assert player.frame == frame
            assert player.position_us == index.time_of(frame)
            assert number(bench.settle()) == frame


def test_the_screen_keeps_its_picture_until_the_new_one_is_there(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        before = bench.settle()
        bench.player.seek_frame(80)
        assert bench.player.shown is before
        assert bench.player.frame == 80
        after = bench.player.wait_for_picture()
        assert number(after) == 80 and bench.player.shown is after


def test_playing_shows_every_frame_when_it_is_due(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        bench.player.play()
        seen = bench.run(2_000_000)
        assert [frame for _, frame in seen] == list(range(1, 51))
        for at, frame in seen:
            assert 0 <= at - index.time_of(frame) <= 4_000
        assert bench.player.playing
        assert abs(bench.player.position_us - 2_000_000) < 1000


@pytest.mark.parametrize("speed", [0.1, 0.5, 2.0, 4.0])
def test_speeds(plain_film: Clip, index: FrameIndex, speed: float) -> None:
    with stand(plain_film, index) as bench:
        bench.player.set_speed(speed)
        bench.settle()
        bench.player.play()
        seen = bench.run(800_000)
        frames = [frame for _, frame in seen]
        assert frames[-1] == int(0.8 * speed * 25)
        stride = 2 if speed == 4 else 1
        assert frames == list(range(stride, frames[-1] + 1, stride))


def test_a_quick_film_is_thinned_evenly(films: Path) -> None:
    clip = make_clip(films / "fast_rate.mp4", frames=240, rate=Fraction(120), b_frames=2)
    with stand(clip, build_index(clip.path)) as bench:
        bench.settle()
        bench.player.play()
        frames = [frame for _, frame in bench.run(1_000_000)]
    assert frames == list(range(2, 121, 2))


def test_pausing_stops_with_the_picture_that_is_on_the_screen(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        for _ in range(10):
            bench.player.play()
            bench.run(133_000)
            shown = bench.player.shown
            bench.clock.now_us += 39_000  # the key comes down before the next tick
            bench.player.pause()
            assert bench.player.shown is shown
            assert bench.player.frame == number(shown)
            assert bench.player.position_us == index.time_of(bench.player.frame)
            assert bench.settle() is shown


def test_the_film_stops_with_its_last_frame_and_plays_again_from_the_start(
    plain_film: Clip, index: FrameIndex
) -> None:
    with stand(plain_film, index) as bench:
        bench.player.seek_frame(95)
        bench.settle()
        bench.player.play()
        seen = bench.run(500_000)
        assert [frame for _, frame in seen] == [96, 97, 98, 99]
        assert not bench.player.playing
        assert number(bench.player.shown) == 99
        bench.player.play()
        assert [frame for _, frame in bench.run(200_000)] == [0, 1, 2, 3, 4, 5]


def test_a_stretch_is_played_once(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        for _ in range(2):
            bench.player.play_span(index.span_of_frames(40, 50))
            assert [frame for _, frame in bench.run(900_000)] == list(range(40, 50))
            assert not bench.player.playing and bench.player.frame == 49
            bench.player.seek_frame(0)
            bench.settle()


def test_a_loop_shows_all_its_frames_and_no_other(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        bench.player.set_loop(index.span_of_frames(30, 37))
        bench.player.play()
        frames = [frame for _, frame in bench.run(7 * 40_000 * 5)]
        assert frames[:35] == list(range(30, 37)) * 5
        bench.player.set_loop(None)
        assert bench.player.loop is None
        later = [frame for _, frame in bench.run(600_000)]
        assert max(later) > 40


def test_a_loop_has_a_length(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench, pytest.raises(ValueError, match="length"):
        bench.player.set_loop(Span(MediaTime(5), MediaTime(5)))


def test_a_loop_that_reaches_past_the_film_ends_with_it(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        bench.player.set_loop(Span(index.time_of(96), MediaTime(9_000_000)))
        bench.player.play()
        assert [frame for _, frame in bench.run(280_000)] == [96, 97, 98, 99, 96, 97, 98, 99]
        bench.player.set_loop(Span(MediaTime(8_000_000), MediaTime(9_000_000)))
        bench.run(200_000)
        assert bench.player.frame == 99 and not bench.player.playing


def test_an_instant_is_gone_to_and_not_played(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        bench.player.play_span(Span(index.time_of(30), index.time_of(30)))
        assert not bench.player.playing
        assert number(bench.settle()) == 30


@pytest.mark.parametrize("speed", [0.0, 0.09, 4.1, -1.0])
def test_speeds_out_of_range(plain_film: Clip, index: FrameIndex, speed: float) -> None:
    with stand(plain_film, index) as bench, pytest.raises(ValueError, match="speed"):
        bench.player.set_speed(speed)


def test_going_somewhere_while_playing_goes_on_from_there(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.settle()
        bench.player.play()
        bench.run(400_000)
        bench.player.seek_frame(60)
        assert [frame for _, frame in bench.run(120_000)] == [60, 61, 62, 63]
        bench.player.seek_frame(20)
        assert [frame for _, frame in bench.run(80_000)] == [20, 21, 22]
        bench.player.set_speed(2.0)
        assert [frame for _, frame in bench.run(80_000)] == [23, 24, 25, 26]


def test_another_size(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.player.seek_frame(33)
        before = bench.settle()
        bench.player.set_size((300, 300))
        assert bench.player.shown is before
        after = bench.settle()
        assert after is not None and after.size == (300, 169) and after.frame == 33
        bench.player.play()
        bench.run(200_000)
        bench.player.set_size((200, 200))
        bench.run(200_000)
        assert bench.player.shown is not None and bench.player.shown.size == (200, 112)


def test_memory_is_bounded(plain_film: Clip, index: FrameIndex) -> None:
    limit = 12 * 480 * 270 * 3
    with stand(plain_film, index, cache_bytes=limit) as bench:
        bench.settle()
        for frame in (50, 10, 99):
            bench.player.seek_frame(frame)
            assert number(bench.settle()) == frame
            assert bench.player._cache.nbytes <= limit
        for _ in range(60):
            bench.player.step(-1)
            assert number(bench.settle()) == bench.player.frame
            assert bench.player._cache.nbytes <= limit
        assert bench.player.frame == 39


class SlowReader(FilmReader):
    """Takes its time: each picture costs a stretch of the clock."""

    clock: Clock
    cost_us = 90_000

    def read(self, frame: int, size: Any = None, **more: Any) -> Picture:
        self.clock.now_us += self.cost_us
        return super().read(frame, size, **more)


def test_a_computer_that_is_too_slow_leaves_out_frames_evenly(plain_film: Clip, index: FrameIndex) -> None:
    with stand(plain_film, index) as bench:
        bench.player.close()
        SlowReader.clock = bench.clock
        bench.player = Player(
            plain_film.path,
            index,
            size=BOX,
            now_us=bench.clock,
            cache_bytes=3 * 480 * 270 * 3,
            open_film=lambda: SlowReader(plain_film.path),
        )
        assert number(bench.player.wait_for_picture()) == 0
        bench.player.play()
        seen: list[tuple[int, int]] = []
        began = bench.clock.now_us
        while bench.player.playing:
            run = bench.player._run
            bench.player._decoding.wait_for_picture(run.due if run else 99, 5)
            picture = bench.player.tick()
            if picture is not None:
                seen.append((bench.clock.now_us - began, number(picture) or 0))
            bench.clock.now_us += 4_000
        frames = [frame for _, frame in seen]
        assert frames == sorted(set(frames))
        hops = [b - a for a, b in pairwise(frames)]
        assert len(frames) > 12 and max(hops) <= 7
        bench.player.wait_for_picture()
        assert number(bench.player.shown) == 99


class TestTrouble:
    def test_a_film_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        told: list[Exception] = []
        with stand(tmp_path / "none.mp4", None, on_trouble=told.append) as bench:
            bench.player.wait_for_picture()
            bench.player.tick()
            assert [type(trouble) for trouble in told] == [MediaMissing]

    def test_without_a_listener_it_is_raised_once(self, tmp_path: Path) -> None:
        with stand(tmp_path / "none.mp4", None) as bench:
            with pytest.raises(MediaMissing):
                bench.player.wait_for_picture()
            assert bench.player.tick() is None

    def test_a_fault_while_playing_stops_and_is_told(self, plain_film: Clip, index: FrameIndex) -> None:
        class Faulty(FilmReader):
            def read(self, frame: int, size: Any = None, **more: Any) -> Picture:
                if frame > 20:
                    raise ZeroDivisionError("a bug")
                return super().read(frame, size, **more)

        told: list[Exception] = []
        open_film: Callable[[], FilmReader] = lambda: Faulty(plain_film.path)  # noqa: E731
        with stand(plain_film, index, open_film=open_film, on_trouble=told.append) as bench:
            bench.player.wait_for_picture()
            bench.player.play()
            while not told:
                bench.player._decoding.wait_until_idle(5)
                bench.player.tick()
                bench.clock.now_us += 10_000
            assert isinstance(told[0], ZeroDivisionError)
            assert not bench.player.playing


def test_whatever_is_done_the_screen_tells_the_truth(plain_film: Clip, index: FrameIndex) -> None:
    rng = random.Random(11)
    with stand(plain_film, index, cache_bytes=30 * 480 * 270 * 3) as bench:
        player = bench.player
        acts: list[Callable[[], object]] = [
            lambda: player.seek_frame(rng.randrange(-5, 110)),
            lambda: player.step(rng.choice((-1, 1, -10, 10))),
            player.play,
            player.pause,
            player.toggle,
            lambda: player.set_speed(rng.choice((0.1, 0.5, 1.0, 2.0, 4.0))),
            lambda: player.set_loop(rng.choice((None, index.span_of_frames(20, 31)))),
            lambda: player.set_size(rng.choice((BOX, (400, 300)))),
            lambda: player.play_span(index.span_of_frames(5, 9)),
            player.tick,
        ]
        for _ in range(150):
            rng.choice(acts)()
            bench.clock.now_us += rng.choice((0, 1_000, 40_000, 300_000))
            if rng.random() < 0.3:
                bench.settle()
            picture = player.tick()
            if picture is not None:
                number(picture)
                assert player.shown is picture
        player.pause()
        picture = bench.settle()
        assert number(picture) == player.frame
