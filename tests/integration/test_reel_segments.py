"""A reel that is made again after a change: what did not change is not coded again, and the film is as if it were."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import pytest

from tests.builders.clips import Clip
from tests.builders.reel_reading import complaints_of_ffmpeg, read_reel
from vig_annotator.errors import Cancelled, ExportError
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import Card, ClipLook, QuietSpan
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel_style import Loudness, ReelStyle
from vig_annotator.reels import assembling
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.render import render
from vig_annotator.reels.segments import SegmentStore

pytestmark = pytest.mark.usefixtures("qapp")
STYLE = ReelStyle(opening=Card("Together", length_us=400_000), loudness=Loudness.AS_FILMED)


@pytest.fixture
def film(plain_film: Clip) -> ReelFilm:
    return ReelFilm(plain_film.path, probe(plain_film.path), build_index(plain_film.path))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SegmentStore]:
    made = SegmentStore(tmp_path / "segments")
    yield made
    made.close()


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which parts are composed and coded."""
    numbers: list[int] = []
    real = assembling.pictures_of_reel

    def counted(plan, context, painter, parts):
        numbers.extend(parts)
        return real(plan, context, painter, parts)

    monkeypatch.setattr(assembling, "pictures_of_reel", counted)
    return numbers


def plan_of(film: ReelFilm, looks: list[ClipLook], firsts: tuple[int, ...] = (20, 50, 70)) -> ReelPlan:
    cuts = [
        Cut(film, film.index.span_of_frames(first, first + 12), look)
        for first, look in zip(firsts, looks, strict=True)
    ]
    return make_plan(cuts, style=STYLE, title="Together")


def made(plan: ReelPlan, out: Path, store: SegmentStore | None) -> list[int | None]:
    render(plan, out, JobContext(), overwrite=True, painter=QtTextPainter(), segments=store)
    assert complaints_of_ffmpeg(out) == ""
    shown = read_reel(out)
    assert shown.times == [n / plan.rate for n in range(plan.picture_count)]
    return shown.numbers


def test_a_reel_of_parts_is_the_reel(film, store, tmp_path):
    looks = [ClipLook(replay_percent=50), ClipLook(), ClipLook(speed_percent=50)]
    plan = plan_of(film, looks)
    whole, parts = tmp_path / "whole.mp4", tmp_path / "parts.mp4"
    assert made(plan, parts, store) == made(plan, whole, None)
    with av.open(str(parts)) as one, av.open(str(whole)) as other:
        assert one.metadata == other.metadata
        assert [c["metadata"] for c in one.chapters()] == [c["metadata"] for c in other.chapters()]
        for stream in (one.streams.video[0], other.streams.video[0]):
            assert stream.codec_context.colorspace == 1 and stream.start_time == 0
    sounds = [read_reel(path).sound for path in (parts, whole)]
    assert abs(sounds[0] - sounds[1]).max() == 0


def test_what_did_not_change_is_not_coded_again(film, store, coded, tmp_path):
    out = tmp_path / "reel.mp4"
    looks = [ClipLook(), ClipLook(), ClipLook()]
    made(plan_of(film, looks), out, store)
    assert coded == [0, 1, 2, 3]
    coded.clear()
    looks[1] = ClipLook(baby_says="I see you")
    assert made(plan_of(film, looks), out, store)[20:22] == [30, 31]
    assert coded == [2]
    coded.clear()
    # Another order, another sound: no picture is new.
    quiet = ClipLook(sound_percent=50, quiet=(QuietSpan(Span(MediaTime(0), MediaTime(900_000))),))
    numbers = made(plan_of(film, [quiet, looks[2], looks[1]], (20, 70, 50)), out, store)
    assert numbers[20:] == [30, 31, *range(70, 82), *range(50, 62)]
    assert coded == []


def test_a_film_that_changed_is_coded_anew(film, store, coded, tmp_path):
    copy = tmp_path / "film.mp4"
    copy.write_bytes(film.path.read_bytes())
    own = replace(film, path=copy)
    made(plan_of(own, [ClipLook()] * 3), tmp_path / "reel.mp4", store)
    coded.clear()
    copy.write_bytes(film.path.read_bytes())
    os.utime(copy, ns=(1, 1))
    made(plan_of(own, [ClipLook()] * 3), tmp_path / "reel.mp4", store)
    assert coded == [1, 2, 3]  # the card has no film


def test_a_cancel_keeps_whole_parts_only_and_closing_keeps_nothing(film, store, coded, tmp_path):
    context = JobContext()

    def stop(done: float, words: str) -> None:
        if words.startswith("Part 3"):
            context.cancel()

    context._on_progress = stop
    with pytest.raises(Cancelled):
        render(
            plan_of(film, [ClipLook()] * 3),
            tmp_path / "reel.mp4",
            context,
            painter=QtTextPainter(),
            segments=store,
        )
    assert not (tmp_path / "reel.mp4").exists()
    assert len(list((tmp_path / "segments").iterdir())) == 2
    coded.clear()
    made(plan_of(film, [ClipLook()] * 3), tmp_path / "reel.mp4", store)
    assert coded == [2, 3]
    store.close()
    assert not (tmp_path / "segments").exists()


def test_what_a_killed_program_left_is_gone_and_room_is_made(film, tmp_path, coded):
    folder = tmp_path / "segments"
    folder.mkdir()
    (folder / "old.segment").write_bytes(b"x")
    small = SegmentStore(folder, most_bytes=1)
    assert not folder.exists()
    made(plan_of(film, [ClipLook()] * 3), tmp_path / "reel.mp4", small)
    small.place_for("last").write_bytes(b"xy")
    small.keep("last")
    assert list(folder.iterdir()) == []
    small.close()


def test_a_folder_that_can_not_be_made_is_told_and_nothing_is_left(film, tmp_path):
    (tmp_path / "segments").write_bytes(b"x")
    store = SegmentStore(tmp_path / "segments")
    with pytest.raises(ExportError, match="could not be written"):
        made(plan_of(film, [ClipLook()] * 3), tmp_path / "reel.mp4", store)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["segments"]


def test_single_pictures_and_long_clips_follow_each_other(film, store, tmp_path):
    cuts = [
        Cut(film, film.index.span_of_frames(first, stop))
        for first, stop in ((10, 11), (20, 45), (50, 51), (60, 90))
    ]
    plan = make_plan(cuts, style=replace(STYLE, opening=None))
    assert made(plan, tmp_path / "reel.mp4", store) == [10, *range(20, 45), 50, *range(60, 90)]
