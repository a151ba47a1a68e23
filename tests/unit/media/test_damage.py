"""Whatever happens to a file: it opens in whole or in part, or says in one sentence why not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.builders.clips import make_clip
from vig_annotator.errors import MediaError
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe

KINDS = ("mp4", "mkv", "webm", "avi", "ts", "mpg", "wmv", "3gp", "h264")
TURNS = 12


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_is_more_than_a_sentence(tmp_path: Path, kind: str) -> None:
    options = {"movflags": "faststart"} if kind in ("mp4", "3gp") else {}
    whole = make_clip(tmp_path / f"whole.{kind}", frames=40, size=(176, 144), container_options=options)
    content = whole.path.read_bytes()
    random = np.random.default_rng(KINDS.index(kind))
    opened = 0
    for turn in range(TURNS):
        broken = tmp_path / f"broken{turn}.{kind}"
        broken.write_bytes(damaged(content, turn, random))
        try:
            index = build_index(broken)
        except MediaError as error:
            assert error.message.endswith(".") and error.remedy.endswith(".")
            continue
        opened += 1
        assert index.exact == (index.reason == "")
        assert all(index.frame_at(index.time_of(frame)) == frame for frame in range(len(index)))
        assert probe(broken).width > 0
    assert opened >= TURNS // 3


def damaged(content: bytes, turn: int, random: np.random.Generator) -> bytes:
    """The content with one kind of harm done to it, somewhere after the first hundred bytes."""
    data = bytearray(content)
    at = int(random.integers(100, len(data) - 100))
    length = int(random.integers(1, len(data) // 10))
    match turn % 6:
        case 0:
            del data[at:]
        case 1:
            data[at : at + length] = bytes(len(data[at : at + length]))
        case 2:
            data[at : at + length] = random.bytes(len(data[at : at + length]))
        case 3:
            del data[at : at + length]
        case 4:
            for place in random.integers(100, len(data), 20):
                data[place] ^= 1 << int(random.integers(8))
        case _:
            data[at:at] = random.bytes(length)
    return bytes(data)
