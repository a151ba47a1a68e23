"""Damage deep inside packets: nothing but decoding shows it, and then it is said, with its place; the frames stay as they are."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.builders.clips import make_clip
from tests.builders.damage import spoilt_packet
from vig_annotator.errors import Cancelled
from vig_annotator.jobs import JobContext
from vig_annotator.media.damage import Damage, DamageSearch, with_damage
from vig_annotator.media.damage_cache import load_or_search
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index

PATCHED = {
    "h264.mp4": {"b_frames": 2},
    "mpeg4.avi": {},
    "mpeg4.mkv": {"codec": "mpeg4", "b_frames": 2},
    "mpeg2.mkv": {"codec": "mpeg2video", "b_frames": 2},
}
DROPPED = {"vp9.webm": {}, "av1.mkv": {"codec": "libsvtav1"}}
SILENT = {"vp8.webm": {"codec": "libvpx"}, "hevc.mp4": {"codec": "libx265"}}
FRAMES, SPOILT = 60, 30


@pytest.mark.parametrize("name", [*PATCHED, *DROPPED, *SILENT, "mpeg2.mpg"])
def test_a_whole_film_has_no_damage(films: Path, name: str) -> None:
    film = made(films, name)
    index = build_index(film)
    damage = DamageSearch(index).run(film)
    assert not damage and damage.reason(index) == ""
    assert with_damage(index, damage) is index


@pytest.mark.parametrize("name", PATCHED)
def test_a_frame_that_the_decoder_patches_up_is_named(films: Path, tmp_path: Path, name: str) -> None:
    whole = made(films, name)
    broken = spoilt_packet(whole, tmp_path / name, SPOILT)
    index = build_index(broken)
    assert index.exact, "packets don't show it"
    damage = DamageSearch(index).run(broken)
    with av.open(str(whole)) as container:
        pts = [packet.pts for packet in container.demux(video=0) if packet.size][SPOILT]
    spoilt = index.pts.tolist().index(pts)
    assert not len(damage.missing) and spoilt in damage.faulty.tolist()
    said = with_damage(index, damage)
    assert not said.exact
    assert "can be decoded in part only (at 0:00:01." in said.reason
    for column in ("pts", "time_us", "keyframe", "entry"):
        assert np.array_equal(getattr(said, column), getattr(build_index(whole), column)), column


@pytest.mark.parametrize("name", DROPPED)
def test_frames_that_the_decoder_drops_are_named(films: Path, tmp_path: Path, name: str) -> None:
    whole = made(films, name)
    for number in range(FRAMES // 3, FRAMES):
        broken = spoilt_packet(whole, tmp_path / name, number)
        index = build_index(broken)
        dropped = sorted(set(index.pts.tolist()) - set(shown_by_ffmpeg(broken, index)))
        damage = DamageSearch(index).run(broken)
        assert index.pts[damage.missing].tolist() == dropped
        if dropped and index.exact:
            break
    else:
        pytest.fail("no packet was spoilt so that its frame was dropped")
    said = with_damage(index, damage)
    assert not said.exact and len(said) == len(index) == FRAMES
    assert "can't be decoded (at 0:00:0" in said.reason
    with FilmReader(broken, index) as reader:
        assert reader.read(int(damage.missing[0])).approximate


def test_a_hole_in_an_mpeg_program_stream_is_seen(films: Path, tmp_path: Path) -> None:
    data = bytearray(made(films, "mpeg2.mpg").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    broken = tmp_path / "hole.mpg"
    broken.write_bytes(data)
    index = build_index(broken)
    damage = DamageSearch(index).run(broken)
    assert damage and not with_damage(index, damage).exact


@pytest.mark.parametrize("name", SILENT)
def test_where_no_decoder_notices_the_frames_are_still_the_right_ones(
    films: Path, tmp_path: Path, name: str
) -> None:
    whole = made(films, name)
    broken = spoilt_packet(whole, tmp_path / name, SPOILT)
    index = build_index(broken)
    assert not DamageSearch(index).run(broken).missing.size
    assert shown_by_ffmpeg(broken, index) == build_index(whole).pts.tolist()


def test_places_are_told_in_plain_words() -> None:
    index = replace(build_index_of(400), exact=True)
    nothing = np.zeros(0, np.int64)
    one = Damage(np.array([26]), nothing)
    assert one.reason(index) == ("Parts of the film are damaged: 1 frame can't be decoded (at 0:00:01.040).")
    both = Damage(np.array([25, 26, 30, 100]), np.array([0, 50, 150, 200, 300, 399]))
    assert both.reason(index) == (
        "Parts of the film are damaged: 4 frames can't be decoded (at 0:00:01.000 and 0:00:04.000). "
        "6 frames can be decoded in part only (at 0:00:00.000, 0:00:02.000, 0:00:06.000 and 3 more places)."
    )
    already = replace(index, exact=False, reason="The end of the film is missing; 400 frames could be read.")
    assert with_damage(already, one).reason.startswith("The end of the film is missing; 400 frames")


def test_a_search_that_was_stopped_goes_on_where_it_was(
    films: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = spoilt_packet(made(films, "h264.mp4"), tmp_path / "broken.mp4", SPOILT)
    index = build_index(broken)
    at_once = DamageSearch(index).run(broken)
    caches, reports = tmp_path / "caches", 0

    def stop_late(_share: float, _words: str) -> None:
        nonlocal reports
        reports += 1
        if reports == 50:
            context.cancel()

    context = JobContext(stop_late)
    with pytest.raises(Cancelled):
        load_or_search(broken, index, caches, context)
    shares: list[float] = []
    later = load_or_search(broken, index, caches, JobContext(lambda share, _words: shares.append(share)))
    assert shares[0] >= 12 / FRAMES, "it began again at a keyframe in the middle"
    assert later.faulty.tolist() == at_once.faulty.tolist() and not later.missing.size

    monkeypatch.setattr(DamageSearch, "run", None)  # what is known is not looked for again
    assert load_or_search(broken, index, caches).faulty.tolist() == at_once.faulty.tolist()


def test_a_kept_answer_that_makes_no_sense_is_looked_for_again(films: Path, tmp_path: Path) -> None:
    film = made(films, "h264.mp4")
    index = build_index(film)
    load_or_search(film, index, tmp_path)
    (kept,) = tmp_path.glob("*.damage.npz")
    with np.load(kept) as stored:
        columns = dict(stored)
    np.savez(kept, **{**columns, "missing": np.array([10_000])})
    assert not load_or_search(film, index, tmp_path)
    kept.write_bytes(b"nonsense")
    assert not load_or_search(film, index, tmp_path)


def made(films: Path, name: str) -> Path:
    path = films / f"damage-{name}"
    if not path.exists():
        options = {**PATCHED, **DROPPED, **SILENT, "mpeg2.mpg": {"b_frames": 2}}[name]
        make_clip(path, frames=FRAMES, rate=Fraction(25), gop=12, **options)
    return path


def build_index_of(count: int) -> FrameIndex:
    numbers = np.arange(count, dtype=np.int64)
    entry = numbers % 25 == 0
    return FrameIndex(numbers, Fraction(1, 25), numbers * 40_000, entry, entry.copy(), count * 40_000)


def shown_by_ffmpeg(film: Path, index: FrameIndex) -> list[int]:
    """Timestamps of what comes out of FFmpeg's own program, or of its decoder where the program is not installed."""
    ffprobe = shutil.which("ffprobe")
    if ffprobe is None:
        with av.open(str(film)) as container:
            stream, shown = container.streams.video[0], []
            for packet in container.demux(stream):
                try:
                    shown += [frame.pts for frame in packet.decode()]
                except av.error.FFmpegError:
                    continue
        return sorted(pts for pts in shown if pts is not None)
    command = [ffprobe, "-v", "quiet", "-select_streams", "v:0", "-show_entries", "frame=pts", "-of", "json"]
    answer = subprocess.run([*command, str(film)], capture_output=True, check=True)
    return sorted(int(frame["pts"]) for frame in json.loads(answer.stdout)["frames"] if "pts" in frame)
