"""Any frame from any side, proved by the number that is drawn into it."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip, phone_times
from tests.builders.damage import damaged_middle, truncated
from vig_annotator.errors import Cancelled, MediaMissing
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index

KINDS = {
    "constant.mp4": {"b_frames": 2, "gop": 30},
    "ntsc.mkv": {"rate": Fraction(30_000, 1001), "b_frames": 3},
    "phone.mov": {"timestamps": phone_times(60), "rate": Fraction(30), "rotation": 90, "gop": 20},
    "late.mp4": {"start": Fraction(7, 2)},
    "cut.mov": {"start": Fraction(-2, 5), "b_frames": 2},
    "vp9.webm": {"gop": 25},
    "divx.avi": {"gop": 15},
    "camera.mts": {"b_frames": 2, "interlaced": True, "gop": 15},
    "dvd.vob": {"codec": "mpeg2video", "b_frames": 2},
    "stream.ts": {"b_frames": 2},
    "old.wmv": {},
    "bare.h264": {},
    "hevc.mp4": {"codec": "libx265", "b_frames": 2, "gop": 20},
    "ten_bits.mp4": {"pix_fmt": "yuv420p10le", "b_frames": 2},
    "wide.mp4": {"pixel_shape": Fraction(4, 3)},
    "one_gop.mp4": {"gop": 1000, "b_frames": 2},
}


@pytest.fixture(scope="module", params=KINDS)
def clip(request: pytest.FixtureRequest, films: Path) -> Clip:
    kind = {"frames": 60, **KINDS[request.param]}
    return make_clip(films / f"seek-{request.param}", **kind)


def test_any_order_gives_the_frame_that_was_asked_for(clip: Clip) -> None:
    index = build_index(clip.path)
    count = len(clip)
    rng = random.Random(4)
    order = [rng.randrange(count) for _ in range(25)]
    order += [*range(count - 1, count - 8, -1), *range(count // 2, count // 2 + 8), 0, count - 1, 0, 1, 0]
    with FilmReader(clip.path, index) as reader:
        for frame in order:
            picture = reader.read(frame, (480, 480))
            assert read_pattern(picture.rgb) == clip.numbers[frame]
            assert (picture.frame, picture.time_us) == (frame, index.time_of(frame))
            assert not picture.approximate


def test_one_after_the_other(clip: Clip) -> None:
    index = build_index(clip.path)
    with FilmReader(clip.path, index) as reader:
        seen = [(k, read_pattern(p.rgb)) for k, p in reader.iter_frames(11, len(index), (480, 480))]
    assert seen == [(k, clip.numbers[k]) for k in range(11, len(clip))]


def test_an_index_that_calls_every_frame_an_entry_does_no_harm(plain_film: Clip) -> None:
    index = build_index(plain_film.path)
    lying = replace(index, entry=np.ones(len(index), dtype=np.bool_))
    with FilmReader(plain_film.path, lying) as reader:
        for frame in (50, 49, 48, 30, 31, 99, 0, 7):
            assert read_pattern(reader.read(frame, (480, 480)).rgb) == frame


def test_a_film_that_can_be_entered_only_at_its_start(plain_film: Clip) -> None:
    index = build_index(plain_film.path)
    only_start = np.zeros(len(index), dtype=np.bool_)
    only_start[0] = True
    with FilmReader(plain_film.path, replace(index, entry=only_start)) as reader:
        for frame in (90, 12, 13, 99, 0):
            assert read_pattern(reader.read(frame, (480, 480)).rgb) == frame


def test_a_given_up_search_leaves_no_trace(plain_film: Clip) -> None:
    index = build_index(plain_film.path)
    with FilmReader(plain_film.path, index) as reader:
        for patience in range(1, 12):
            left = [patience]

            def give_up(left: list[int] = left) -> None:
                left[0] -= 1
                if left[0] == 0:
                    raise Cancelled

            for frame in (71, 23):
                with pytest.raises(Cancelled):
                    left[0] = patience
                    reader.read(frame, (480, 480), check=give_up)
                    raise Cancelled
                assert read_pattern(reader.read(frame + 1, (480, 480)).rgb) == frame + 1


def test_an_open_file_will_do(plain_film: Clip) -> None:
    index = build_index(plain_film.path)
    with plain_film.path.open("rb") as file, FilmReader(file, index) as reader:
        for frame in (60, 3, 99):
            assert read_pattern(reader.read(frame, (480, 480)).rgb) == frame


def test_there_is_no_frame_outside_the_film(plain_film: Clip) -> None:
    index = build_index(plain_film.path)
    with FilmReader(plain_film.path, index) as reader:
        for frame in (-1, len(index)):
            with pytest.raises(IndexError):
                reader.read(frame)
        assert read_pattern(reader.read(5, (480, 480)).rgb) == 5


def test_a_damaged_stretch_shows_its_neighbours_and_says_so(plain_film: Clip, tmp_path: Path) -> None:
    damaged = damaged_middle(plain_film.path, tmp_path / "damaged.mp4", share=0.3)
    whole = build_index(plain_film.path)
    with FilmReader(damaged, whole) as reader:
        pictures = [reader.read(frame, (480, 480)) for frame in (*range(100), *range(99, -1, -7), 45)]
    right = [p for p in pictures if read_pattern(p.rgb) == p.frame]
    assert [p.frame for p in pictures[:100]] == list(range(100))
    assert {p.frame for p in right} > {0, 1, 2, 97, 98, 99}
    assert any(p.approximate for p in pictures)
    assert all(not p.approximate for p in pictures if p.frame in (0, 1, 2, 98, 99))


def test_a_film_that_ends_early_shows_its_last_picture(films: Path, tmp_path: Path) -> None:
    clip = make_clip(films / "fast.mp4", frames=80, container_options={"movflags": "faststart"})
    cut = truncated(clip.path, tmp_path / "cut.mp4", share=0.5)
    with FilmReader(cut, build_index(clip.path)) as reader:
        picture = reader.read(79, (480, 480))
        shown = read_pattern(picture.rgb)
        assert picture.approximate and picture.frame == 79
        assert shown is not None and 20 < shown < 60
        assert read_pattern(reader.read(3, (480, 480)).rgb) == 3


def test_a_film_that_vanishes_is_a_plain_trouble(films: Path, tmp_path: Path) -> None:
    clip = make_clip(films / "bare_to_go.h264", frames=20)
    path = tmp_path / "gone.h264"
    path.write_bytes(clip.path.read_bytes())
    index = build_index(path)
    with FilmReader(path, index) as reader:
        reader.read(15)
        path.unlink()
        with pytest.raises(MediaMissing):
            reader.read(2)


def test_a_film_that_changes_its_size_on_the_way(tmp_path: Path) -> None:
    parts = [
        make_clip(tmp_path / "small.ts", frames=25, size=(320, 180)),
        make_clip(tmp_path / "large.ts", frames=25, size=(640, 480), first_number=25),
    ]
    path = tmp_path / "both.ts"
    with av.open(str(path), "w") as out:
        stream, shift = None, 0
        for part in parts:
            with av.open(str(part.path)) as source:
                video = source.streams.video[0]
                stream = stream or out.add_stream_from_template(video)
                for packet in source.demux(video):
                    if packet.dts is not None and packet.pts is not None:
                        packet.pts += shift
                        packet.dts += shift
                        packet.stream = stream
                        out.mux(packet)
            shift += 90_000
    index = build_index(path)
    with FilmReader(path, index) as reader:
        for frame in (0, 49, 24, 25, 10, 40):
            picture = reader.read(frame, (480, 480))
            assert read_pattern(picture.rgb) == frame
            assert picture.size == ((480, 270) if frame < 25 else (480, 360))
