"""Every picture of every real film of the corpus, reached from any side, against the tables that FFmpeg's programs made."""

from __future__ import annotations

import csv
import gzip
import hashlib
import random
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame

from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index

pytestmark = pytest.mark.corpus

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FILMS = sorted(
    table.name.removesuffix(".gz").removesuffix(".frames.csv")
    for table in (CORPUS / "truth").glob("*.frames.csv*")
)

DAMAGED_FROM = {
    "decord__corrupted.mp4": 29,
    "derived__corrupt_runs.mp4": 139,
    "derived__dropped_packets.ts": 122,
    "derived__truncated60.avi": 24,
}
"""From these frames on, pixels depend on the decoder's version and threads, the corpus says."""

PIXELS_DEPEND_ON_THE_PROCESSOR = {"kivy__softboy.avi", "tika__testWMV_WMV2.wmv"}


def table_of(name: str) -> list[set[str]]:
    """For each frame the digests that count as right."""
    table = CORPUS / "truth" / f"{name}.frames.csv"
    packed = table.with_name(f"{table.name}.gz")
    text = table.read_text() if table.is_file() else gzip.decompress(packed.read_bytes()).decode()
    return [{row["md5"], row["md5_pyav_if_different"]} for row in csv.DictReader(text.splitlines())]


def digest(frame: VideoFrame) -> str:
    """MD5 of the frame as it is stored, planes one after the other without padding."""
    md5 = hashlib.md5(usedforsecurity=False)
    for number, plane in enumerate(frame.planes):
        bytes_per_pixel = sum((c.bits + 7) // 8 for c in frame.format.components if c.plane == number)
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        md5.update(np.ascontiguousarray(rows[: plane.height, : plane.width * bytes_per_pixel]))
    return md5.hexdigest()


def visits(count: int) -> list[tuple[int, bool]]:
    """Frames to ask for, and whether to say that the next ones follow: on, back, about, at the ends."""
    rng = random.Random(count)
    middle, third = count // 2, count // 3
    asked = [(frame, True) for frame in range(min(count, 10))]
    asked += [(rng.randrange(count), False) for _ in range(8)]
    asked += [(frame, False) for frame in range(count - 1, max(-1, count - 5), -1)]
    asked += [(frame, True) for frame in range(third, min(count, third + 8))]
    asked += [(min(count - 1, max(0, middle + hop)), False) for hop in (0, 1, 2, 1, 0, -1, -2, -2, 5, 3)]
    return [*asked, (0, False), (count - 1, False), (0, False)]


@pytest.mark.parametrize("name", FILMS)
def test_any_frame_from_any_side_is_the_frame_of_the_table(name: str) -> None:
    right = table_of(name)
    index = build_index(CORPUS / name)
    assert len(index) == len(right)
    if name in PIXELS_DEPEND_ON_THE_PROCESSOR:
        with FilmReader(CORPUS / name, index) as reader:
            right = [{digest(reader.read_native(frame, onward=True).frame)} for frame in range(len(index))]
    wrong = []
    with FilmReader(CORPUS / name, index) as reader:
        for number, onward in visits(len(index)):
            native = reader.read_native(number, onward=onward)
            assert native.number == number
            intact = number < DAMAGED_FROM.get(name, len(index))
            if intact and (native.approximate or digest(native.frame) not in right[number]):
                wrong.append((number, onward))
    assert not wrong


@pytest.mark.parametrize("name", FILMS)
def test_pictures_fill_the_box_upright(name: str) -> None:
    index = build_index(CORPUS / name)
    with FilmReader(CORPUS / name, index) as reader:
        width, height = reader.info.display_size
        picture = reader.read(len(index) // 2, (320, 180))
        first = reader.read_first((320, 180))
        full = reader.read(len(index) // 2)
    assert picture.size[0] == 320 or picture.size[1] == 180
    assert picture.size[0] <= 320 and picture.size[1] <= 180
    # The shape is kept, to the pixel.
    assert abs(picture.size[0] * height - picture.size[1] * width) <= max(width, height)
    assert full.size == (width, height)
    assert picture.rgb.flags.c_contiguous and picture.rgb.dtype == np.uint8
    assert first.size == picture.size


def test_no_film_is_left_out(corpus_dir: Path) -> None:
    assert corpus_dir == CORPUS
    assert len(FILMS) > 80
