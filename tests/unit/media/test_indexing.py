"""The index of every kind of film lists what the decoder shows, and reads packets wherever they tell."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
import pytest

from tests.builders import damage
from tests.builders.clips import Clip, make_clip, phone_times
from vig_annotator.errors import Cancelled, MediaUnreadable
from vig_annotator.jobs import JobContext
from vig_annotator.media import indexing
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.opening import open_container

SMALL = (176, 144)
Frame = tuple[int | None, bool]


def decoded(path: Path) -> list[Frame]:
    """Time and keyframe flag of every picture that comes out of the decoder, in its order."""
    frames: list[Frame] = []
    with open_container(path) as container:
        codec = container.streams.video[0].codec_context
        packets: list[Any] = [packet for packet in container.demux(video=0) if packet.size]
        for packet in [*packets, *[None] * 8]:
            try:
                frames += [(picture.pts, picture.key_frame) for picture in codec.decode(packet)]
            except av.error.FFmpegError:
                continue
    return frames


def listed(index: FrameIndex) -> list[Frame]:
    return list(zip(index.pts.tolist(), index.keyframe.tolist(), strict=True))


KINDS: dict[str, dict[str, Any]] = {
    "plain.mp4": {},
    "b-frames.mp4": {"b_frames": 3, "frames": 60},
    "phone.mp4": {"timestamps": phone_times(60), "rate": Fraction(30), "rotation": 90},
    "ntsc.mp4": {"rate": Fraction(30_000, 1001), "b_frames": 2},
    "late start.mp4": {"start": Fraction(3, 2)},
    "edit list.mp4": {"start": Fraction(-4, 10), "b_frames": 2},
    "open gop.mp4": {"b_frames": 3, "frames": 60, "codec_options": {"x264-params": "open-gop=1:scenecut=0"}},
    "refresh.mp4": {"frames": 60, "codec_options": {"x264-params": "intra-refresh=1"}},
    "hevc.mp4": {"codec": "libx265", "b_frames": 3, "codec_options": {"x265-params": "log-level=none:open-gop=1"}},
    "mjpeg.mov": {"codec": "mjpeg", "pix_fmt": "yuvj420p"},
    "prores.mov": {"codec": "prores_ks", "pix_fmt": "yuv422p10le"},
    "h264.mkv": {"b_frames": 3, "rate": Fraction(30_000, 1001)},
    "phone.mkv": {"timestamps": phone_times(60), "b_frames": 2},
    "before zero.mkv": {"start": Fraction(1, 25)},
    "vp9.webm": {"codec_options": {"auto-alt-ref": "1", "lag-in-frames": "16", "deadline": "realtime"}, "frames": 60},
    "vp8.webm": {"codec": "libvpx", "codec_options": {"auto-alt-ref": "1", "lag-in-frames": "16"}, "frames": 60},
    "av1.mkv": {"codec": "libsvtav1", "codec_options": {"preset": "12"}},
    "mpeg4.avi": {},
    "mpeg4 b-frames.avi": {"b_frames": 2},
    "mjpeg.avi": {"codec": "mjpeg", "pix_fmt": "yuvj420p"},
    "h264.ts": {"b_frames": 3},
    "interlaced.mts": {"interlaced": True, "b_frames": 2},
    "mpeg2.mpg": {"b_frames": 2},
    "interlaced.mpg": {"b_frames": 2, "interlaced": True},
    "dvd.vob": {"b_frames": 2, "size": (720, 576), "interlaced": True, "frames": 30},
    "windows.wmv": {},
    "phone.3gp": {"rate": Fraction(15)},
}  # fmt: skip


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Clip]:
    folder = tmp_path_factory.mktemp("kinds")
    made: dict[str, Clip] = {}

    def make(name: str) -> Clip:
        if name not in made:
            made[name] = make_clip(folder / name, **{"size": SMALL} | KINDS[name])
        return made[name]

    return make


@pytest.mark.parametrize("name", KINDS)
def test_the_index_lists_what_is_displayed(
    film: Callable[[str], Clip], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("all pictures are decoded, though the packets tell")

    monkeypatch.setattr(indexing, "count_all", refuse)
    clip = film(name)
    index = build_index(clip.path)
    assert index.time_us.tolist() == list(clip.times_us)
    assert index.exact and index.reason == "" and index.stored and not index.decoded
    assert listed(index) == decoded(clip.path)
    assert abs(index.end_us - clip.end_us) <= max(1000, clip.end_us - clip.times_us[-1])
    assert index.variable_rate == ("phone" in name and "3gp" not in name)


def test_the_end_of_the_last_frame(film: Callable[[str], Clip]) -> None:
    clip = film("b-frames.mp4")
    assert build_index(clip.path).end_us == clip.end_us == 60 * 40_000


def test_gradual_refresh_is_no_keyframe(film: Callable[[str], Clip]) -> None:
    index = build_index(film("refresh.mp4").path)
    assert index.keyframe.tolist() == [True] + [False] * 59


def test_a_bare_stream_has_no_times(tmp_path: Path) -> None:
    for name, options in (("bare.h264", {}), ("bare.hevc", {"codec": "libx265", "codec_options": {"x265-params": "log-level=none"}})):  # fmt: skip
        mp4 = make_clip(tmp_path / f"{name}.mp4", size=SMALL, b_frames=2, **options)  # type: ignore[arg-type]
        bare = remuxed(mp4.path, tmp_path / name)
        index = build_index(bare)
        assert len(index) == 50 == len(decoded(bare))
        assert not index.exact and not index.stored and not index.matchable
        assert (
            index.reason
            == "The film does not store the times of its frames; they are worked out from its frame rate."
        )
        assert index.time_us.tolist() == [frame * 40_000 for frame in range(50)]


def test_h264_in_avi_is_counted(tmp_path: Path) -> None:
    index = build_index(make_clip(tmp_path / "camera.avi", codec="libx264", size=SMALL, b_frames=2).path)
    assert len(index) == 50 and not index.exact and not index.stored
    assert index.time_us.tolist() == [frame * 40_000 for frame in range(50)]


@pytest.mark.parametrize("share", [0.15, 0.4, 0.55, 0.8])
@pytest.mark.parametrize("kind", ["h264", "open", "mpeg2"])
def test_a_stream_that_begins_in_the_middle(tmp_path: Path, kind: str, share: float) -> None:
    options: dict[str, Any] = {
        "h264": {},
        "open": {"codec_options": {"x264-params": "open-gop=1:scenecut=0"}},
        "mpeg2": {"codec": "mpeg2video"},
    }[kind]
    whole = make_clip(tmp_path / "whole.ts", frames=120, gop=15, b_frames=2, size=SMALL, **options)
    content = whole.path.read_bytes()
    cut = tmp_path / "cut.ts"
    cut.write_bytes(content[int(len(content) * share / 188) * 188 :])
    index, shown = build_index(cut), decoded(cut)
    assert 0 < len(index) < 120 and listed(index) == shown
    assert not index.decoded and index.matchable
    assert index.time_us.tolist() == [frame * 40_000 for frame in range(len(index))]


def test_two_streams_in_one_file(tmp_path: Path) -> None:
    first = make_clip(tmp_path / "a.ts", frames=50, size=SMALL)
    joined = tmp_path / "joined.ts"
    joined.write_bytes(first.path.read_bytes() * 2)
    index = build_index(joined)
    assert len(index) == 100 == len(decoded(joined))
    assert index.clock_jumps and not index.matchable and not index.exact
    assert "The film's clock jumps back" in index.reason
    assert index.time_us.tolist() == [frame * 40_000 for frame in range(100)]


@pytest.mark.parametrize("kind", ["mp4", "mkv", "avi", "wmv", "mov"])
@pytest.mark.parametrize("share", [0.35, 0.7, 0.97])
def test_the_end_is_missing(tmp_path: Path, kind: str, share: float) -> None:
    options = {"movflags": "faststart"} if kind in ("mp4", "mov") else {}
    whole = make_clip(tmp_path / f"whole.{kind}", frames=100, size=SMALL, container_options=options)
    cut = damage.truncated(whole.path, tmp_path / f"cut.{kind}", share)
    index = build_index(cut)
    assert 0 < len(index) <= 100 and len(index) == len(decoded(cut))
    assert index.time_us.tolist() == list(whole.times_us[: len(index)])
    assert not index.exact
    assert index.reason == f"The end of the film is missing; {len(index)} frames could be read."


@pytest.mark.parametrize("kind", ["mp4", "mkv", "ts"])
def test_a_lost_reference_picture(tmp_path: Path, kind: str) -> None:
    whole = make_clip(tmp_path / f"whole.{kind}", frames=60, gop=20, size=SMALL)
    holed = tmp_path / f"holed.{kind}"
    with av.open(str(whole.path)) as source, av.open(str(holed), "w") as container:
        stream = container.add_stream_from_template(source.streams.video[0])
        for number, packet in enumerate(source.demux(video=0)):
            if packet.size and number not in (27, 28):
                packet.stream = stream
                container.mux(packet)
    index = build_index(holed)
    assert listed(index) == decoded(holed)
    assert len(index) == 58 and index.variable_rate


def test_damage_in_the_middle(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "whole.mp4", frames=120, gop=30, b_frames=2)
    broken = damage.damaged_middle(whole.path, tmp_path / "broken.mp4", share=0.1)
    index = build_index(broken)
    shown = [pts for pts, _ in decoded(broken)]
    assert set(index.pts.tolist()) <= set(shown)
    assert 60 < len(index) <= 120 and not index.exact
    assert index.reason == f"Parts of the film are damaged; {len(index)} frames could be read."


def test_not_one_picture(tmp_path: Path) -> None:
    whole = make_clip(
        tmp_path / "whole.mp4", frames=30, size=SMALL, container_options={"movflags": "faststart"}
    )
    content = bytearray(whole.path.read_bytes())
    first = content.index(b"mdat") + 4
    content[first:] = bytes(len(content) - first)
    blank = tmp_path / "blank.mp4"
    blank.write_bytes(content)
    with pytest.raises(MediaUnreadable, match="Not one picture of “blank"):
        build_index(blank)


def test_progress_is_told(plain_film: Clip) -> None:
    told: list[tuple[float, str]] = []
    build_index(plain_film.path, JobContext(lambda fraction, message: told.append((fraction, message))))
    fractions = [fraction for fraction, _ in told]
    assert told and fractions == sorted(fractions) and fractions[0] >= 0 and fractions[-1] <= 1
    assert {message for _, message in told} == {"Listing the frames"}


@pytest.mark.parametrize("name", ["plain.mp4", "bare.h264"])
def test_it_can_be_stopped(tmp_path: Path, name: str) -> None:
    clip = make_clip(tmp_path / "long.mp4", frames=300, size=(64, 64))
    path = clip.path if name.endswith("mp4") else remuxed(clip.path, tmp_path / name)
    reports = 0

    def stop_at_the_second(fraction: float, message: str) -> None:
        nonlocal reports
        reports += 1
        if reports == 2:
            ctx.cancel()

    ctx = JobContext(stop_at_the_second)
    with pytest.raises(Cancelled):
        build_index(path, ctx)
    assert reports == 2


def remuxed(source: Path, target: Path) -> Path:
    """The same packets in another container."""
    with av.open(str(source)) as film, av.open(str(target), "w") as container:
        stream = container.add_stream_from_template(film.streams.video[0])
        for packet in film.demux(video=0):
            if packet.size:
                packet.stream = stream
                container.mux(packet)
    return target
