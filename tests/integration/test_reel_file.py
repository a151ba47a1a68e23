"""What kind of file a reel is: what any phone plays, and nothing in it but pictures and sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from tests.builders.clips import make_clip
from tests.builders.sound import Burst, Sound
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.reels.parts import Cut, ReelFilm
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.render import render

SECRETS = {
    "title": "Anna and Ben at home",
    "comment": "second visit, mother is tired",
    "location": "+52.3702+004.8952/",
    "com.apple.quicktime.location.ISO6709": "+52.3702+004.8952+000.000/",
    "com.apple.quicktime.make": "Pear",
    "com.apple.quicktime.model": "Pear Phone 12",
    "creation_time": "2026-03-04T05:06:07.000000Z",
    "artist": "Family de Vries",
}


@pytest.fixture(scope="module")
def telling_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that says where, when, with what and of whom it was made; as do its name and its chapters' names."""
    folder = tmp_path_factory.mktemp("family de vries")
    plain = make_clip(
        folder / "plain.mp4", frames=75, b_frames=2, rate=Fraction(30), size=(1280, 720),
        sound=Sound((Burst(1_000_000),), rate=44_100),
    )  # fmt: skip
    telling = folder / "Anna de Vries 2026-03-04.mov"
    with (
        av.open(str(plain.path)) as source,
        av.open(str(telling), "w", options={"movflags": "use_metadata_tags"}) as target,
    ):
        target.metadata.update(SECRETS)
        streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
        for stream in streams.values():
            stream.metadata.update({"handler_name": "Annas phone", "language": "nld"})
        target.set_chapters(
            [
                {
                    "id": 1,
                    "start": 0,
                    "end": 1000,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": "Anna cries"},
                }
            ]
        )
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    return telling


@pytest.fixture(scope="module")
def reel(telling_film: Path) -> Path:
    out = telling_film.with_name("reel.mp4")
    film = ReelFilm(telling_film, probe(telling_film), build_index(telling_film))
    cuts = [Cut(film, film.index.span_of_frames(first, first + 15)) for first in (50, 3, 40)]
    render(make_plan(cuts), out, JobContext())
    return out


def boxes(path: Path) -> list[str]:
    """The names of an MP4's outermost boxes, in order."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        found.append(data[at + 4 : at + 8].decode("ascii"))
        at += int.from_bytes(data[at : at + 4], "big")
    return found


def test_the_table_of_contents_comes_first_so_that_it_plays_while_it_is_loaded(reel):
    names = boxes(reel)
    assert names[0] == "ftyp"
    assert names.index("moov") < names.index("mdat")
    assert "meta" not in names and "uuid" not in names


def test_picture_and_sound_are_what_every_phone_plays(reel):
    with av.open(str(reel)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        codec = video.codec_context
        assert (codec.name, codec.profile, codec.pix_fmt) == ("h264", "High", "yuv420p")
        # The level is the fourth byte of the decoder configuration record (ISO/IEC 14496-15).
        assert codec.extradata is not None and codec.extradata[3] <= 42
        # BT.709 throughout, limited range (ITU-T H.273).
        assert (codec.color_primaries, codec.color_trc, codec.colorspace, codec.color_range) == (1, 1, 1, 1)
        assert (codec.width, codec.height) == (1280, 720)
        assert video.sample_aspect_ratio == 1
        sound = audio.codec_context
        assert (sound.name, sound.profile, sound.sample_rate, sound.layout.name) == (
            "aac",
            "LC",
            48_000,
            "stereo",
        )


def test_picture_and_sound_begin_together_and_are_equally_long(reel):
    with av.open(str(reel)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert video.start_time == 0 and audio.start_time == 0
        seconds = [float((s.duration or 0) * (s.time_base or 0)) for s in (video, audio)]
    assert seconds[0] == 1.5
    assert abs(seconds[1] - 1.5) <= 1024 / 48_000


def test_a_player_can_begin_at_each_clip(reel):
    with av.open(str(reel)) as container:
        stream = container.streams.video[0]
        keys = {
            packet.pts * packet.time_base
            for packet in container.demux(stream)
            if packet.is_keyframe and packet.size
        }
    assert {Fraction(0), Fraction(1, 2), Fraction(1)} <= keys


def _keys(container: av.container.InputContainer) -> set[str]:
    return {key for stream in container.streams for key in stream.metadata}


def test_nothing_is_told_about_the_family_the_place_or_the_camera(reel, telling_film):
    with av.open(str(telling_film)) as source:
        assert source.metadata["title"] == SECRETS["title"]  # the film does tell
    with av.open(str(reel)) as container:
        assert set(container.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
        assert container.chapters() == []
        told = {key: {stream.metadata.get(key) for stream in container.streams} for key in _keys(container)}
    assert told.pop("language") == {"und"}
    assert told.pop("handler_name") == {"VideoHandler", "SoundHandler"}
    assert told in ({}, {"vendor_id": {"[0][0][0][0]"}})
    data = reel.read_bytes()
    words = [
        *SECRETS.values(),
        "Anna",
        "Vries",
        str(telling_film.parent),
        telling_film.name,
        "Lavf",
        "Pear",
        "2026",
    ]
    assert [word for word in words if word.encode() in data] == []


def test_the_same_reel_made_twice_is_the_same_file(reel, telling_film, tmp_path):
    film = ReelFilm(telling_film, probe(telling_film), build_index(telling_film))
    cuts = [Cut(film, film.index.span_of_frames(first, first + 15)) for first in (50, 3, 40)]
    render(make_plan(cuts), tmp_path / "again.mp4", JobContext())
    assert (tmp_path / "again.mp4").read_bytes() == reel.read_bytes()
