"""Another camera shows what it filmed at the very moment that the film shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.unit.playback.stand import Clock, Stand
from vig_annotator.media.indexing import build_index
from vig_annotator.playback.companion import Companion
from vig_annotator.playback.player import Player

BOX = (320, 180)


@pytest.fixture(scope="module")
def baby(films: Path) -> Clip:
    """Another camera at 30 frames a second, three seconds long."""
    return make_clip(films / "baby.mp4", frames=90, rate=Fraction(30), first_number=500, b_frames=2)


@pytest.mark.parametrize("starts_us", [0, 400_000, -700_000, 13_000])
def test_standing_and_stepping(plain_film: Clip, baby: Clip, starts_us: int) -> None:
    index, other = build_index(plain_film.path), build_index(baby.path)
    companion = Companion(baby.path, other, starts_us, size=BOX)
    try:
        for frame in (0, 30, 31, 29, 60, 90, 12):
            time_us = index.time_of(frame)
            companion.follow(time_us)
            filming = 0 <= time_us - starts_us < other.end_us
            assert companion.filming is filming
            assert companion.wait_until_ready(60)
            picture = companion.tick() or companion.shown
            if not filming:
                assert picture is None
                continue
            assert picture is not None
            assert (
                read_pattern(picture.rgb) == 500 + other.frame_at(time_us - starts_us) == 500 + picture.frame
            )
    finally:
        companion.close()


@pytest.mark.parametrize("backwards", [False, True])
def test_playing_in_step(plain_film: Clip, baby: Clip, backwards: bool) -> None:
    index, other, starts_us = build_index(plain_film.path), build_index(baby.path), 200_000
    clock = Clock()
    player = Player(plain_film.path, index, size=BOX, now_us=clock)
    companion = Companion(baby.path, other, starts_us, size=BOX, now_us=clock)
    with Stand(player, clock) as bench:
        player.seek_frame(70 if backwards else 10)
        bench.settle()
        (player.play_backwards if backwards else player.play)()
        seen = 0
        for _ in range(300):
            assert player.wait_until_ready(60)
            picture = player.tick()
            if picture is not None:
                companion.follow(picture.time_us, playing=player.playing, backwards=player.backwards)
                assert companion.wait_until_ready(60)
                companion.tick()
                assert companion.shown is not None
                due = other.frame_at(picture.time_us - starts_us)
                assert companion.shown.frame == due and read_pattern(companion.shown.rgb) == 500 + due
                seen += 1
            clock.now_us += 4_000
        assert seen >= 28
    companion.close()


def test_moved_on_the_clock_it_shows_another_frame(baby: Clip) -> None:
    other = build_index(baby.path)
    companion = Companion(baby.path, other, 0, size=BOX)
    companion.follow(1_000_000)
    assert (
        companion.wait_until_ready(60) and (picture := companion.tick()) is not None and picture.frame == 30
    )
    companion.move_to(500_000)
    assert (
        companion.wait_until_ready(60) and (picture := companion.tick()) is not None and picture.frame == 15
    )
    companion.set_size((160, 90))
    assert companion.wait_until_ready(60) and (picture := companion.tick()) is not None
    assert picture.frame == 15 and picture.rgb.shape[1] == 160
    companion.close()
