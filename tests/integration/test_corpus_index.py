"""The frame index of every real film of the corpus against its truth table, which FFmpeg's own programs made."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from vig_annotator.errors import MediaError, MediaUnreadable, NoPicture
from vig_annotator.media import indexing
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe

pytestmark = pytest.mark.corpus

NO_TIMES = {"file-type__fixture2.mpg", "mp4parser__count.h264"}
"""Bare streams of pictures; for them the table, too, says to compare the order and not the times."""

CUT = "The end of the film is missing"
DAMAGED = "Parts of the film are damaged"
APPROXIMATE = {
    "decord__corrupted.mp4": DAMAGED,
    "derived__dropped_packets.ts": DAMAGED,
    "derived__truncated50.webm": CUT,
    "derived__truncated60.avi": CUT,
    "derived__truncated60_faststart.mp4": CUT,
    "file-type__fixture2.mkv": CUT,
} | dict.fromkeys(NO_TIMES, "The film does not store the times")
REFUSED: dict[str, tuple[type[MediaError], str]] = {
    "derived__header_only.mp4": (MediaUnreadable, "Not one picture"),
    "derived__missing_moov.mp4": (MediaUnreadable, "its table of contents is missing"),
    "derived__random_bytes.mkv": (MediaUnreadable, "not a film that this program knows"),
    "derived__text_file.mp4": (MediaUnreadable, "holds text"),
    "derived__zero_byte.mp4": (MediaUnreadable, "is empty"),
    "ffmpegcore__input_audio_only_10sec.mp4": (NoPicture, "only sound"),
    "go-mp4__sample_qt.mp4": (MediaUnreadable, "Not one picture"),
    "moviepy__with-attached-pic.mp3": (NoPicture, "a still picture"),
    "mp4parser__example-sans-amf0.mp4": (MediaUnreadable, "Not one picture"),
    "php-ffmpeg__WrongFile.mp4": (MediaUnreadable, "its table of contents is missing"),
    "rails__video_without_video_stream.mp4": (NoPicture, "only sound"),
}


@dataclass(frozen=True)
class Truth:
    """One line of a truth table."""

    pts: int | None
    key: bool
    start: Fraction | None


def truth_of(corpus: Path, name: str) -> list[Truth] | None:
    table = corpus / "truth" / f"{name}.frames.csv"
    packed = table.with_name(f"{table.name}.gz")
    if table.is_file():
        lines = table.read_text(encoding="utf-8").splitlines()
    elif packed.is_file():
        lines = gzip.decompress(packed.read_bytes()).decode("utf-8").splitlines()
    else:
        return None
    return [
        Truth(
            int(row["pts"]) if row["pts"] else None,
            row["key_frame"] == "1",
            int(row["pts"]) * Fraction(row["time_base"]) if row["pts"] else None,
        )
        for row in csv.DictReader(lines)
    ]


def manifest(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_index_of_every_film_equals_its_truth_table(
    corpus_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []
    really_count = indexing.count_all

    def count(*args: object) -> object:
        decoded.append(name)
        return really_count(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(indexing, "count_all", count)
    checked = 0
    wrong: list[str] = []
    for row in manifest(corpus_dir):
        name = row["file"]
        if name in REFUSED:
            continue
        index = build_index(corpus_dir / name)
        truth = truth_of(corpus_dir, name)
        assert truth is not None, name
        checked += 1
        if len(index) != len(truth):
            wrong.append(f"{name}: {len(index)} frames, not {len(truth)}")
            continue
        if name not in NO_TIMES:
            if index.pts.tolist() != [line.pts for line in truth]:
                wrong.append(f"{name}: timestamps")
            starts = [
                line.start - truth[0].start
                for line in truth
                if line.start is not None and truth[0].start is not None
            ]
            if index.time_us.tolist() != [round(start * 1_000_000) for start in starts]:
                wrong.append(f"{name}: media times")
            if row["vfr"] != "n/a" and index.variable_rate != (row["vfr"] == "yes"):
                wrong.append(f"{name}: variable rate")
        if index.keyframe.tolist() != [line.key for line in truth]:
            wrong.append(f"{name}: keyframes")
        if [index.frame_at(index.time_of(frame)) for frame in range(len(index))] != list(range(len(index))):
            wrong.append(f"{name}: frame_at(time_of(k)) is not k")
        if not index.reason.startswith(APPROXIMATE.get(name, "")) or index.exact != (name not in APPROXIMATE):
            wrong.append(f"{name}: {index.reason or 'exact'}")
    assert wrong == []
    assert checked >= 90
    assert set(decoded) == NO_TIMES  # everywhere else, packets are read


def test_what_can_not_be_opened_says_why(corpus_dir: Path) -> None:
    for name, (error, words) in REFUSED.items():
        for ask in (build_index, probe):
            with pytest.raises(error, match=words) as caught:
                ask(corpus_dir / name)
            assert type(caught.value) is error and caught.value.remedy.endswith(".")


def test_what_every_film_is(corpus_dir: Path) -> None:
    wrong: list[str] = []
    for row in manifest(corpus_dir):
        if row["file"] in REFUSED:
            continue
        info = probe(corpus_dir / row["file"])
        note = row["note"]
        told = {
            "codec": (info.codec, row["vcodec"]),
            "size": ((info.width, info.height), (int(row["width"]), int(row["height"]))),
            "rotation": (info.rotation, int(row["rotation"])),
            "mirrored": (info.mirrored, False),
            "pixel shape": (info.sar, Fraction(row["sar"].replace(":", "/") or 1)),
            "pixel format": (info.pix_fmt, row["pix_fmt"]),
            "tones": (info.hdr, "pq" if "transfer PQ" in note else "hlg" if "transfer HLG" in note else None),
            "interlaced": (info.interlaced, "interlaced frames" in note),
            # One film announces a sound track of which it holds nothing.
            "sound": (info.audio is not None, "Hz/" in row["acodecs"] and "/0Hz/" not in row["acodecs"]),
        }
        wrong += [
            f"{row['file']}: {what} {ours}, not {theirs}"
            for what, (ours, theirs) in told.items()
            if ours != theirs
        ]
    assert wrong == []


def test_an_open_file_has_the_same_index(corpus_dir: Path) -> None:
    for name in ("io__small.mp4", "intel__again.mkv", "file-type__fixture-raw.mts", "kivy__softboy.avi", "decord__corrupted.mp4"):  # fmt: skip
        with (corpus_dir / name).open("rb") as file:
            from_file, from_path = build_index(file), build_index(corpus_dir / name)
        assert from_file.pts.tolist() == from_path.pts.tolist()
        assert (from_file.exact, from_file.reason) == (from_path.exact, from_path.reason)
