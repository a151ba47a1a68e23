"""A take in several files, as one film: frames, pictures and sound across the seams."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import make_clip
from tests.builders.sound import Burst, Sound
from tests.unit.playback.stand import Clock, Stand
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.joined_index import FilmPart, JoinedIndex, join, parts_of
from vig_annotator.media.joined_reader import JoinedReader, JoinedSound, open_pictures
from vig_annotator.media.waveform import Waveform, joined
from vig_annotator.playback.player import Player


@pytest.fixture(scope="module")
def take(films: Path) -> JoinedIndex:
    """Frames 0 to 99, cut after 40 and after 75, as a camcorder cuts."""
    parts, at_us = [], 0
    for number, (first, count) in enumerate(((0, 40), (40, 35), (75, 25))):
        tone = Sound((Burst(200_000),))
        clip = make_clip(
            films / f"take{number}.mts",
            frames=count,
            first_number=first,
            sound=tone,
            start=Fraction(number + 1),
        )
        index = build_index(clip.path)
        assert len(index) == count
        parts.append(FilmPart(clip.path, index, at_us))
        at_us += index.end_us
    return join(parts)


def film(count: int, step_us: int) -> FrameIndex:
    numbers = np.arange(count, dtype=np.int64)
    key = numbers % 7 == 0
    return FrameIndex(
        numbers, Fraction(step_us, 1_000_000), numbers * step_us, key, key.copy(), count * step_us
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.integers(1, 50_000), st.integers(0, 90_000)), min_size=1, max_size=5
    ),
    st.data(),
)
def test_every_moment_belongs_to_one_frame_of_one_file(
    shapes: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    parts: list[FilmPart] = []
    for count, step_us, gap_us in shapes:
        parts.append(
            FilmPart(Path(f"{len(parts)}"), film(count, step_us), parts[-1].stop_us + gap_us if parts else 0)
        )
    index = join(parts)
    assert len(index) == sum(count for count, _, _ in shapes) and index.end_us == parts[-1].stop_us
    frame = data.draw(st.integers(0, len(index) - 1))
    part, local = index.locate(frame)
    assert index.time_of(frame) == parts[part].starts_us + parts[part].index.time_of(local)
    assert (
        index.frame_at(index.time_of(frame)) == frame == sum(count for count, _, _ in shapes[:part]) + local
    )
    time_us = data.draw(st.integers(0, index.end_us))
    number, there = index.locate(index.frame_at(time_us))
    last = max(n for n, one in enumerate(parts) if one.starts_us <= time_us)
    assert (number, there) == (last, parts[last].index.frame_at(time_us - parts[last].starts_us))
    assert index.locate(index.entry_before(frame))[0] == part
    with pytest.raises(IndexError):
        index.locate(len(index))


def test_files_that_overlap_are_no_take() -> None:
    for parts in (
        [],
        [FilmPart(Path("a"), film(3, 10), 5)],
        [FilmPart(Path(n), film(3, 10), at) for n, at in (("a", 0), ("b", 29))],
    ):
        with pytest.raises(ValueError, match="take"):
            join(parts)
    assert [part.starts_us for part in parts_of(Path("a"), film(3, 10))] == [0]


def test_pictures_are_counted_through(take: JoinedIndex) -> None:
    assert len(take) == 100
    with open_pictures(take.parts[0].path, take) as reader:
        assert isinstance(reader, JoinedReader) and reader.read_first().frame == 0
        for frame in (0, 39, 40, 74, 75, 99, 38, 41, 76):
            picture = reader.read(frame, (320, 180))
            assert read_pattern(picture.rgb) == frame == picture.frame
            assert picture.time_us == take.time_of(frame)


def test_it_plays_across_the_seams_forwards_and_back(take: JoinedIndex) -> None:
    clock = Clock()
    player = Player(take.parts[0].path, take, size=(320, 180), now_us=clock)
    with Stand(player, clock) as bench:
        bench.settle()
        player.play()
        seen = []
        while player.playing:
            assert player.wait_until_ready(60)
            picture = player.tick()
            if picture is not None:
                assert read_pattern(picture.rgb) == picture.frame
                seen.append(picture.frame)
            clock.now_us += 4_000
        assert seen == list(range(1, 100))
        player.play_backwards()
        assert [frame for _, frame in bench.run(2_000_000)][:50] == list(range(98, 48, -1))


def test_the_sound_goes_on_in_the_next_file(take: JoinedIndex) -> None:
    with JoinedSound(take.parts) as sound:
        assert sound.reason == ""
        whole = sound.read(0, take.end_us, 8_000, 1)[:, 0]
        for part in take.parts:
            at = (part.starts_us + 200_000) * 8 // 1000
            assert np.abs(whole[at + 100 : at + 300]).max() > 0.1
            assert np.abs(whole[at - 700 : at - 300]).max() < 0.05
        given = list(sound.chunks(1_000_000, 1.0, 3_500_000))
        assert given[0][0] == 1_000_000
        assert abs(sum(len(block) for _, block in given) - 2.5 * 48_000) < 100
        times = [at for at, _ in given]
        assert times == sorted(times)


def test_the_waveform_lies_file_after_file() -> None:
    one, other = (Waveform(np.full(n, level, np.float32), 10, "") for n, level in ((5, 0.5), (3, 1.0)))
    both = joined([(one, 0), (other, 700_000)])
    assert both.peaks.tolist() == [0.5] * 5 + [0, 0] + [1.0] * 3 and not both.reason
    assert joined([(Waveform(one.peaks, 10, "It has no sound."), 0)]).reason == "It has no sound."
