"""Frames that no other frame needs: left out, all others still come out to the last bit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.builders.clips import make_clip
from vig_annotator.media.idle_frames import IdleFrames

KINDS = {
    "plain.mp4": {"b_frames": 3, "codec_options": {"x264-params": "b-pyramid=none:b-adapt=0:scenecut=0"}},
    "pyramid.mp4": {"b_frames": 3, "codec_options": {"x264-params": "b-pyramid=normal:b-adapt=0:scenecut=0"}},
    "codes.ts": {"b_frames": 2, "codec_options": {"x264-params": "b-adapt=0:scenecut=0"}},
    "hevc.mp4": {"codec": "libx265", "b_frames": 3},
    "dvd.vob": {"codec": "mpeg2video", "b_frames": 2},
}


@pytest.mark.parametrize("name", KINDS)
def test_without_them_all_others_are_the_same(films: Path, name: str) -> None:
    clip = make_clip(films / f"idle-{name}", frames=48, rate=Fraction(25), gop=16, **KINDS[name])
    whole = {frame.pts: frame.to_ndarray() for frame in _decode(clip.path, leave_out=False)}
    thinned = {frame.pts: frame.to_ndarray() for frame in _decode(clip.path, leave_out=True)}
    assert len(whole) == 48
    assert 8 <= len(thinned) <= 40
    assert all(np.array_equal(picture, whole[pts]) for pts, picture in thinned.items())


def test_a_stream_without_such_frames_is_left_whole(films: Path) -> None:
    clip = make_clip(films / "no_idle.mp4", frames=30)
    assert len(list(_decode(clip.path, leave_out=True))) == 30


@pytest.mark.parametrize("codec", ["h264", "hevc", "mpeg2video", "vp9", "mpeg4"])
def test_nonsense_is_never_idle(codec: str) -> None:
    idle = IdleFrames(codec, None)
    rng = np.random.default_rng(1)
    for size in (0, 1, 3, 4, 5, 60):
        assert not idle.is_idle(b"\x00" * size)
        assert isinstance(idle.is_idle(rng.bytes(size)), bool)


def test_hevc_without_word_on_its_layers_is_not_thinned() -> None:
    assert not IdleFrames("hevc", None).known
    two_layers = bytearray(23)
    two_layers[0], two_layers[21] = 1, 2 << 3 | 3
    assert not IdleFrames("hevc", bytes(two_layers)).known
    two_layers[21] = 1 << 3 | 3
    assert IdleFrames("hevc", bytes(two_layers)).known


def _decode(path: Path, *, leave_out: bool) -> list[av.VideoFrame]:
    frames: list[av.VideoFrame] = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        codec = stream.codec_context
        idle = IdleFrames(codec.codec.canonical_name, codec.extradata)
        assert idle.known
        for packet in container.demux(stream):
            if not (leave_out and packet.size and idle.is_idle(bytes(packet))):
                frames += codec.decode(packet if packet.size else None)
    return frames
