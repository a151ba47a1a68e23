"""Hardware decodes only what it decodes rightly and sooner; whatever goes wrong, the same frame comes from the processor.

There is no graphics hardware where these tests run: the device is made up, but for the one that is really asked for and is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av.error
import numpy as np
import pytest
from av.video.frame import VideoFrame

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.builders.fake_hardware import Change, FakeHardware, as_nv12, clock, green
from vig_annotator.media import hardware_frames
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.hardware import NO_DEVICE, DeviceDoor, Hardware, usual_doors
from vig_annotator.media.indexing import build_index

BOX = (480, 480)
FRAMES = 90


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FrameIndex]:
    path = tmp_path_factory.mktemp("hardware") / "film.mp4"
    clip: Clip = make_clip(path, frames=FRAMES, size=(480, 270), gop=30)
    return clip.path, build_index(clip.path)


@contextmanager
def reading(
    film: tuple[Path, FrameIndex], device: FakeHardware, *, quicker: bool = True
) -> Iterator[tuple[FilmReader, Hardware]]:
    hardware = Hardware(doors=[device], now_s=clock(quicker=quicker))
    with FilmReader(*film, hardware=hardware) as reader:
        reader.prepare()
        yield reader, hardware
    assert device.opened == 0


def numbers(reader: FilmReader, frames: range) -> list[int | None]:
    read = [reader.read(frame, BOX, onward=True) for frame in frames]
    assert not any(one.approximate for one in read)
    return [read_pattern(one.rgb) for one in read]


def test_good_hardware_decodes_from_then_on(film: tuple[Path, FrameIndex]) -> None:
    device = FakeHardware(change=as_nv12)
    with reading(film, device) as (reader, hardware):
        assert (hardware.used, hardware.why_not) == ("made up", "")
        assert hardware.words() == "The film is decoded by the graphics hardware (made up)."
        before = device.decoded
        assert numbers(reader, range(FRAMES)) == list(range(FRAMES))
        assert device.decoded - before >= FRAMES - hardware_frames._TRIAL_FRAMES
        assert [read_pattern(reader.read(frame, BOX).rgb) for frame in (80, 3, 45, 29, 30)] == [
            80,
            3,
            45,
            29,
            30,
        ]
        assert hardware.used


def test_its_pictures_are_those_of_the_processor(film: tuple[Path, FrameIndex]) -> None:
    with reading(film, FakeHardware(change=as_nv12)) as (reader, _), FilmReader(*film) as plain:
        for frame in (0, 17, 44, 89):
            one, other = (each.read(frame, BOX).rgb.astype(np.int16) for each in (reader, plain))
            apart = np.abs(one - other)
            assert apart.mean() < 1 and np.quantile(apart, 0.99) <= 12


@pytest.mark.parametrize(
    "refused",
    [
        av.error.ExternalError(-542398533, "no device"),
        NotImplementedError("no way"),
        OSError(1, "not permitted"),
    ],
)
def test_without_a_device_the_processor_decodes(film: tuple[Path, FrameIndex], refused: Exception) -> None:
    device = FakeHardware(refuses=refused)
    with reading(film, device) as (reader, hardware):
        assert (hardware.used, hardware.why_not) == ("", NO_DEVICE)
        assert numbers(reader, range(20, 30)) == list(range(20, 30))


def corrupt(frames: list[VideoFrame]) -> list[VideoFrame]:
    raise av.error.InvalidDataError(-1094995529, "Invalid data found when processing input")


def none_at_all(_: list[VideoFrame]) -> list[VideoFrame]:
    return []


def a_frame_late(frames: list[VideoFrame]) -> list[VideoFrame]:
    for one in frames:
        one.pts = None if one.pts is None else one.pts + int(1 / (25 * one.time_base))
    return frames


def smaller(frames: list[VideoFrame]) -> list[VideoFrame]:
    made = [one.reformat(one.width // 2, one.height // 2) for one in frames]
    for small, one in zip(made, frames, strict=True):
        small.pts, small.time_base = one.pts, one.time_base
    return made


@pytest.mark.parametrize("change", [green, corrupt, none_at_all, a_frame_late, smaller])
def test_what_shows_anything_else_is_not_believed(film: tuple[Path, FrameIndex], change: Change) -> None:
    with reading(film, FakeHardware(change=change)) as (reader, hardware):
        assert not hardware.used
        assert hardware.why_not in (
            hardware_frames.OTHER_PICTURES,
            hardware_frames.REFUSED_FILM,
            hardware_frames.BROKE_OFF,
        )
        assert numbers(reader, range(FRAMES)) == list(range(FRAMES))


def test_what_is_slower_is_not_used(film: tuple[Path, FrameIndex]) -> None:
    with reading(film, FakeHardware(), quicker=False) as (_, hardware):
        assert (hardware.used, hardware.why_not) == ("", hardware_frames.SLOWER)


@pytest.mark.parametrize("after", [31, 40, 47, 60, 75, 119])
def test_a_device_that_is_lost_in_the_middle_loses_no_frame(
    film: tuple[Path, FrameIndex], after: int
) -> None:
    device = FakeHardware(lost_after=after + 1)
    with reading(film, device) as (reader, hardware):
        assert hardware.used
        assert numbers(reader, range(FRAMES)) == list(range(FRAMES))
        assert device.lost and (hardware.used, hardware.why_not) == ("", hardware_frames.BROKE_OFF)
        assert device.opened == 0
        reader.prepare()
        assert not hardware.used  # it is not tried again in this film


@pytest.mark.parametrize("wanted", [2, 31, 59, 60, 88])
def test_a_device_that_is_lost_at_a_jump_gives_that_frame_all_the_same(
    film: tuple[Path, FrameIndex], wanted: int
) -> None:
    device = FakeHardware()
    with reading(film, device) as (reader, hardware):
        device.lost = True
        assert read_pattern(reader.read(wanted, BOX).rgb) == wanted
        assert not hardware.used


def test_a_stretch_that_it_shows_damaged_comes_from_the_processor(film: tuple[Path, FrameIndex]) -> None:
    device = FakeHardware()
    with reading(film, device) as (reader, hardware):
        device.change = none_at_all  # it swallows frames without a word
        assert numbers(reader, range(40, 60)) == list(range(40, 60))
        assert hardware.why_not == hardware_frames.BROKE_OFF


def test_turned_off_it_is_let_go_of_at_the_next_picture(film: tuple[Path, FrameIndex]) -> None:
    device = FakeHardware()
    with reading(film, device) as (reader, hardware):
        assert device.opened == 1
        hardware.wanted = False
        assert "is off" in hardware.words()
        before = device.decoded
        assert numbers(reader, range(50, 60)) == list(range(50, 60))
        assert (device.opened, device.decoded) == (0, before)


class _Newer(Exception):
    pass


def test_a_trial_gives_way_and_is_made_again(film: tuple[Path, FrameIndex]) -> None:
    device, asked = FakeHardware(), []

    def busy() -> None:
        asked.append(1)
        if len(asked) == 12:
            raise _Newer

    hardware = Hardware(doors=[device], now_s=clock(quicker=True))
    with FilmReader(*film, hardware=hardware) as reader:
        with pytest.raises(_Newer):
            reader.prepare(busy)
        assert (device.opened, hardware.used, hardware.why_not) == (0, "", "")
        assert numbers(reader, range(5)) == list(range(5))
        hardware.now_s = clock(quicker=True)
        reader.prepare()
        assert hardware.used


def test_giving_up_a_picture_is_no_sign_of_trouble(film: tuple[Path, FrameIndex]) -> None:
    def newer() -> None:
        raise _Newer

    with reading(film, FakeHardware()) as (reader, hardware):
        with pytest.raises(_Newer):
            reader.read(70, BOX, check=newer)
        assert hardware.used
        assert read_pattern(reader.read(70, BOX).rgb) == 70


def test_the_next_way_is_tried_where_the_first_is_not_there(film: tuple[Path, FrameIndex]) -> None:
    absent, there = FakeHardware(refuses=OSError(1, "no")), FakeHardware()
    hardware = Hardware(doors=[absent, there], now_s=clock(quicker=True))
    with FilmReader(*film, hardware=hardware) as reader:
        reader.prepare()
        assert hardware.used and there.opened == 1


@pytest.mark.parametrize(
    "make", [lambda: {"pix_fmt": "yuv420p10le", "codec": "libx265"}, lambda: {"pix_fmt": "yuv420p10le"}]
)
def test_ten_bits_that_a_device_can_t_do_come_from_the_processor(
    tmp_path: Path, make: Callable[[], dict[str, str]]
) -> None:
    clip = make_clip(tmp_path / "ten.mp4", frames=40, size=(320, 180), gop=20, **make())
    with reading((clip.path, build_index(clip.path)), FakeHardware(change=corrupt)) as (reader, hardware):
        assert hardware.why_not == hardware_frames.REFUSED_FILM
        assert numbers(reader, range(40)) == list(range(40))


def test_a_real_device_that_is_not_there(film: tuple[Path, FrameIndex]) -> None:
    hardware = Hardware(doors=[DeviceDoor(kind) for kind in ("vdpau", "vaapi", "no such kind")])
    with FilmReader(*film, hardware=hardware) as reader:
        reader.prepare()
        assert (hardware.used, hardware.why_not) == ("", NO_DEVICE)
        assert read_pattern(reader.read(33, BOX).rgb) == 33


def test_each_system_s_own_way_comes_first() -> None:
    everything = {"cuda", "vaapi", "d3d11va", "videotoolbox", "vulkan", "qsv"}
    names = {
        system: [door.name for door in usual_doors(system, everything)]
        for system in ("win32", "darwin", "linux", "plan9")
    }
    assert names == {
        "win32": ["Direct3D 11", "NVIDIA"],
        "darwin": ["VideoToolbox"],
        "linux": ["VA-API", "NVIDIA"],
        "plan9": [],
    }
    assert usual_doors("linux", {"qsv"}) == ()
