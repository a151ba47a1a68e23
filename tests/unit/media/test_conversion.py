"""Colours, tones, fields and odd formats: what a frame's numbers look like on the screen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import make_clip
from vig_annotator.media.conversion import Converter
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.tone_mapping import sdr_colours

COEFFICIENTS = {"601": (0.299, 0.114), "709": (0.2126, 0.0722), "2020": (0.2627, 0.0593)}
SKIN = (224, 172, 140)
UNSAID, LIMITED, FULL = 0, 1, 2


def info(width: int, height: int, **changes: object) -> FilmInfo:
    plain = FilmInfo(
        None, "mp4", "h264", width, height, 0, False, Fraction(1), "yuv420p", None, False, 0, Fraction(25), None, 0
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def flat(
    rgb: tuple[int, int, int], matrix: str, full: bool, width: int = 64, height: int = 48
) -> av.VideoFrame:
    """A frame of one colour, coded by the book (ITU-R BT.601/709/2020)."""
    kr, kb = COEFFICIENTS[matrix]
    r, g, b = (value / 255 for value in rgb)
    y = kr * r + (1 - kr - kb) * g + kb * b
    cb, cr = (b - y) / (2 * (1 - kb)), (r - y) / (2 * (1 - kr))
    coded = (
        (255 * y, 255 * cb + 128, 255 * cr + 128) if full else (16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr)
    )
    planes = np.empty((height * 3 // 2, width), np.uint8)
    planes[:height], planes[height : height * 5 // 4], planes[height * 5 // 4 :] = np.round(coded)
    return av.VideoFrame.from_ndarray(planes, format="yuv420p")


@pytest.mark.parametrize(
    ("matrix", "said", "full", "range_said", "size"),
    [
        ("709", 1, False, LIMITED, (64, 48)),
        ("709", 1, True, FULL, (64, 48)),
        ("601", 5, False, LIMITED, (1920, 1080)),
        ("601", 6, False, UNSAID, (64, 48)),
        ("601", 6, True, FULL, (64, 48)),
        ("2020", 9, False, LIMITED, (64, 48)),
        ("601", 2, False, UNSAID, (640, 480)),
        ("601", 2, False, UNSAID, (720, 576)),
        ("709", 2, False, UNSAID, (1280, 720)),
        ("709", 2, False, UNSAID, (1920, 1080)),
    ],
)
def test_colours_are_what_was_filmed(
    matrix: str, said: int, full: bool, range_said: int, size: tuple[int, int]
) -> None:
    frame = flat(SKIN, matrix, full, *size)
    frame.colorspace, frame.color_range = said, range_said
    rgb = Converter(info(*size)).to_rgb(frame, (32, 24))
    assert np.abs(rgb.reshape(-1, 3).astype(int) - SKIN).max() <= 3


@pytest.mark.parametrize(
    "pix_fmt", ["yuv444p", "yuv422p10le", "yuva420p", "yuvj420p", "rgb24", "gbrp", "gray"]
)
def test_all_pixel_formats_make_a_picture(pix_fmt: str) -> None:
    source = np.full((21, 35, 3), 90, np.uint8)
    source[:, 18:] = 200
    frame = av.VideoFrame.from_ndarray(source, format="rgb24").reformat(format=pix_fmt)
    rgb = Converter(info(35, 21)).to_rgb(frame, None)
    assert rgb.shape == (21, 35, 3)
    assert np.abs(rgb[:, :16].astype(int) - 90).max() < 12
    assert np.abs(rgb[:, 22:].astype(int) - 200).max() < 12


@pytest.mark.parametrize("size", [(1, 1), (3, 1), (1, 5), (17, 9)])
def test_tiny_and_odd_pictures(size: tuple[int, int]) -> None:
    frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), 77, np.uint8), format="rgb24")
    frame = frame.reformat(format="yuv444p")
    for interlaced in (False, True):
        converter = Converter(info(*size, interlaced=interlaced))
        assert converter.to_rgb(frame, None).shape == (size[1], size[0], 3)
        assert np.abs(converter.to_rgb(frame, (40, 40)).astype(int) - 77).max() <= 3


def test_a_new_size_for_every_picture() -> None:
    converter = Converter(info(64, 48))
    frame = flat(SKIN, "601", False)
    for width in (31, 64, 500, 31):
        assert converter.to_rgb(frame, (width, 2000)).shape == (round(width * 48 / 64), width, 3)


class TestHighDynamicRange:
    def test_the_ends_and_the_order_of_tones(self) -> None:
        for kind in ("pq", "hlg"):
            greys = np.repeat(np.linspace(0, 1, 200)[:, None], 3, axis=1)
            shown = sdr_colours(kind, greys)  # type: ignore[arg-type]
            assert shown[0].max() < 0.01 and shown[-1].min() > 0.99
            assert (np.diff(shown[:, 0]) >= -1e-9).all()
            assert np.abs(shown - shown[:, :1]).max() < 0.01  # grey stays grey

    def test_diffuse_white_is_bright_with_room_for_lights(self) -> None:
        # ITU-R BT.2408: 203 cd/m² is 58 % of the PQ signal and 75 % of the HLG signal.
        for kind, signal in (("pq", 0.58), ("hlg", 0.75)):
            white = float(sdr_colours(kind, np.full((1, 3), signal))[0, 0])  # type: ignore[arg-type]
            assert 0.75 < white < 0.95

    def test_the_two_kinds_agree_about_one_light(self) -> None:
        # 26 cd/m², about a face in room light: BT.2408, table 1 and the curves of BT.2100.
        pq = float(sdr_colours("pq", np.full((1, 3), 0.38))[0, 0])
        hlg = float(sdr_colours("hlg", np.full((1, 3), 0.38))[0, 0])
        assert abs(pq - hlg) < 0.06

    def test_colours_of_bt709_keep_their_hue(self) -> None:
        # BT.709 red, green and blue of 100 cd/m² in BT.2020 primaries (BT.2087).
        to_2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
        for channel in range(3):
            light = to_2020[:, channel] * 100 / 10_000
            m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
            signal = ((c1 + c2 * light**m1) / (1 + c3 * light**m1)) ** m2
            shown = sdr_colours("pq", signal[None])[0]
            assert shown[channel] > 0.6
            assert np.delete(shown, channel).max() < 0.12

    @pytest.mark.parametrize("kind", ["pq", "hlg"])
    def test_a_film_is_shown_in_ordinary_tones(self, films: Path, kind: str) -> None:
        clip = make_clip(films / f"{kind}.mp4", frames=12, codec="libx265", hdr=kind)
        index = build_index(clip.path)
        with FilmReader(clip.path, index) as reader:
            assert reader.info.hdr == kind
            for size in ((480, 480), (320, 320), None):
                picture = reader.read(7, size)
                assert read_pattern(picture.rgb) == 7
                stored = reader.read_native(7).frame.reformat(*picture.size, format="rgb48le")
                expected = sdr_colours(kind, stored.to_ndarray() / 65535) * 255  # type: ignore[arg-type]
                assert np.abs(expected - picture.rgb).mean() < 2.0


class TestInterlaced:
    def test_a_moving_edge_has_no_comb(self) -> None:
        picture = np.full((64, 96, 3), 40, np.uint8)
        picture[0::2, 30:] = 210  # the two fields saw the edge in different places
        picture[1::2, 60:] = 210
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
        woven = Converter(info(96, 64)).to_rgb(frame, None)
        assert np.abs(np.diff(woven[4:-4, 45, 1].astype(int))).max() > 80

        clip_frame = _marked_interlaced(frame)
        assert clip_frame.interlaced_frame
        smooth = Converter(info(96, 64, interlaced=True)).to_rgb(clip_frame, None)
        assert smooth.shape == woven.shape
        assert np.abs(np.diff(smooth[4:-4, 45, 1].astype(int))).max() < 12
        assert smooth[32, 45, 1] > 190  # the top field, which is the first

    def test_frames_stay_what_they_are(self, films: Path) -> None:
        clip = make_clip(films / "woven.mts", frames=30, interlaced=True, b_frames=2)
        index = build_index(clip.path)
        with FilmReader(clip.path, index) as reader:
            assert reader.info.interlaced
            for frame in (20, 3, 4, 29, 12):
                assert read_pattern(reader.read(frame, (480, 480)).rgb) == frame
                assert read_pattern(reader.read(frame).rgb) == frame


def _marked_interlaced(frame: av.VideoFrame) -> av.VideoFrame:
    """The same pixels, flagged as two fields."""
    graph = av.filter.Graph()
    source = graph.add(
        "buffer", f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/25"
    )
    flag, sink = graph.add("setfield", "tff"), graph.add("buffersink")
    source.link_to(flag)
    flag.link_to(sink)
    graph.configure()
    graph.push(frame)
    flagged = graph.pull()
    assert isinstance(flagged, av.VideoFrame)
    return flagged
