"""Whether bytes are missing at the end of a film's file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.builders.clips import make_clip
from vig_annotator.media.completeness import ends_early


@pytest.mark.parametrize("kind", ["mp4", "mov", "3gp", "mkv", "webm", "avi", "wmv"])
def test_a_whole_film_and_the_same_one_cut(tmp_path: Path, kind: str) -> None:
    content = make_clip(tmp_path / f"film.{kind}", frames=30, size=(176, 144)).path.read_bytes()
    assert not ends_early(io.BytesIO(content))
    for share in (0.3, 0.6, 0.9):
        assert ends_early(io.BytesIO(content[: int(len(content) * share)]))


@pytest.mark.parametrize("kind", ["ts", "mpg", "vob", "h264"])
def test_streams_promise_no_length(tmp_path: Path, kind: str) -> None:
    content = make_clip(tmp_path / f"film.{kind}", frames=30, size=(176, 144)).path.read_bytes()
    assert not ends_early(io.BytesIO(content)) and not ends_early(io.BytesIO(content[: len(content) // 2]))


def test_what_is_behind_the_last_box_does_not_matter(tmp_path: Path) -> None:
    content = make_clip(tmp_path / "film.mp4", frames=5, size=(176, 144)).path.read_bytes()
    assert not ends_early(io.BytesIO(content + bytes(100)))


def box(kind: bytes, length: int, body: bytes = b"") -> bytes:
    return length.to_bytes(4, "big") + kind + body


@pytest.mark.parametrize(
    ("content", "early"),
    [
        (b"", False),
        (b"x", False),
        (box(b"ftyp", 8), False),
        (box(b"ftyp", 8) + box(b"mdat", 0, bytes(50)), False),
        (box(b"ftyp", 8) + box(b"mdat", 1, (10**10).to_bytes(8, "big") + bytes(50)), True),
        (box(b"ftyp", 8) + box(b"mdat", 1, (66).to_bytes(8, "big") + bytes(50)), False),
        (box(b"ftyp", 8) + box(b"mdat", 7, bytes(50)), False),
        (bytes.fromhex("1a45dfa380") + bytes.fromhex("1853806701ffffffffffffff") + bytes(9), False),
        (bytes.fromhex("1a45dfa380") + bytes.fromhex("18538067100000ff") + bytes(9), True),
        (bytes.fromhex("1a45dfa380") + bytes(20), False),
        (bytes.fromhex("1a45dfa3"), False),
        (b"RIFF\xff\xff\xff\xffAVI " + bytes(20), False),
        (b"RIFF\x00\x00\x00\x00AVI " + bytes(20), False),
        (b"RIFF\xff\x00\x00\x00WAVE" + bytes(20), False),
        (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(30), False),
    ],
)
def test_odd_headers(content: bytes, early: bool) -> None:
    assert ends_early(io.BytesIO(content)) == early
