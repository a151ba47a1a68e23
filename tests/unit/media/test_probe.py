"""What a film is, before its frames are listed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from tests.builders.clips import Clip, make_clip
from tests.builders.sound import Burst, Sound
from vig_annotator.errors import MediaUnreadable
from vig_annotator.media.probe import FilmInfo, probe

SMALL = (160, 120)


def test_a_plain_film(plain_film: Clip) -> None:
    info = probe(plain_film.path)
    assert (info.path, info.codec, info.pix_fmt) == (plain_film.path, "h264", "yuv420p")
    assert "mp4" in info.container
    assert (info.width, info.height) == info.display_size == plain_film.stored_size
    assert (info.rotation, info.mirrored, info.sar, info.hdr, info.interlaced) == (0, False, 1, None, False)
    assert info.rate == 25 and info.duration_us == 4_000_000 and info.stream_index == 0
    assert info.audio is not None
    assert (info.audio.codec, info.audio.rate, info.audio.stream_index) == ("aac", 48_000, 1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", ["mp4", "mov", "mkv"])
def test_rotation_is_clockwise(tmp_path: Path, rotation: int, kind: str) -> None:
    film = make_clip(tmp_path / f"turned.{kind}", frames=3, size=SMALL, rotation=rotation)
    info = probe(film.path)
    assert info.rotation == rotation and not info.mirrored
    assert (info.width, info.height) == SMALL
    assert info.display_size == (SMALL if rotation in (0, 180) else SMALL[::-1])


@pytest.mark.parametrize(("turn", "expected"), [(0, 0), (90, 270), (180, 180), (270, 90)])
def test_a_mirrored_film(tmp_path: Path, turn: int, expected: int) -> None:
    with av.open(str(tmp_path / "selfie.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = *SMALL, "yuv420p"
        stream.set_display_rotation(turn, hflip=True)
        container.mux(stream.encode(av.VideoFrame(*SMALL, "yuv420p")))
        container.mux(stream.encode(None))
    info = probe(tmp_path / "selfie.mp4")
    assert info.mirrored and info.rotation == expected


@pytest.mark.parametrize(
    ("shape", "rotation", "display"),
    [
        (Fraction(4, 3), 0, (213, 120)),
        (Fraction(3, 4), 0, (160, 160)),
        (Fraction(4, 3), 90, (120, 213)),
    ],
)
def test_pixels_that_are_not_square(
    tmp_path: Path, shape: Fraction, rotation: int, display: tuple[int, int]
) -> None:
    film = make_clip(tmp_path / "wide.mp4", frames=3, size=SMALL, pixel_shape=shape, rotation=rotation)
    info = probe(film.path)
    assert info.sar == shape and info.display_size == display


@pytest.mark.parametrize("kind", ["pq", "hlg"])
def test_high_dynamic_range(tmp_path: Path, kind: str) -> None:
    info = probe(make_clip(tmp_path / "bright.mp4", frames=3, size=SMALL, hdr=kind).path)
    assert info.hdr == kind and info.pix_fmt == "yuv420p10le"


def test_interlaced(tmp_path: Path) -> None:
    assert probe(make_clip(tmp_path / "lines.ts", frames=5, interlaced=True).path).interlaced


def test_sound_that_begins_late(tmp_path: Path) -> None:
    voice = Sound((Burst(700_000),), start_us=500_000, rate=44_100, channels=1)
    info = probe(make_clip(tmp_path / "late.mp4", frames=30, size=SMALL, sound=voice).path)
    assert info.audio is not None
    assert (info.audio.rate, info.audio.channels) == (44_100, 1)
    assert info.audio.start_us is not None and abs(info.audio.start_us - 500_000) < 50_000


def test_no_sound(tmp_path: Path) -> None:
    assert probe(make_clip(tmp_path / "mute.mkv", frames=3, size=SMALL).path).audio is None


@pytest.mark.parametrize("kind", ["mkv", "webm", "avi", "ts", "mpg", "vob", "wmv", "3gp", "h264"])
def test_all_containers(tmp_path: Path, kind: str) -> None:
    info = probe(make_clip(tmp_path / f"film.{kind}", frames=5, size=(176, 144)).path)
    assert isinstance(info, FilmInfo) and (info.width, info.height) == (176, 144)


def test_a_film_whose_pictures_are_gone(tmp_path: Path) -> None:
    film = make_clip(
        tmp_path / "whole.mp4", frames=5, size=SMALL, container_options={"movflags": "faststart"}
    )
    content = film.path.read_bytes()
    headless = tmp_path / "header.mp4"
    headless.write_bytes(content[: content.index(b"mdat") + 4])
    with pytest.raises(MediaUnreadable, match="Not one picture"):
        probe(headless)


def test_tags_that_are_no_text(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "whole.mp4", frames=3, size=SMALL).path
    tagged = tmp_path / "tagged.mp4"
    with av.open(str(whole)) as source, av.open(str(tagged), "w") as container:
        stream = container.add_stream_from_template(source.streams.video[0])
        container.metadata["title"] = "XXXXXXXX"
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                container.mux(packet)
    content = tagged.read_bytes()
    assert content.count(b"XXXXXXXX") == 1
    tagged.write_bytes(content.replace(b"XXXXXXXX", b"Beb\xe9 \xff\xfe!"))
    assert probe(tagged).width == SMALL[0]


def test_a_damaged_start(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "whole.ts", frames=60, gop=10, size=SMALL)
    content = whole.path.read_bytes()
    cut = tmp_path / "cut.ts"
    cut.write_bytes(content[len(content) // 3 :])
    assert probe(cut).width == SMALL[0]
