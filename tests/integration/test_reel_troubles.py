"""Reels that can't be made, are stopped, or are killed: clear words, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.clips import make_clip
from tests.builders.damage import damaged_middle
from tests.builders.reel_reading import read_reel
from vig_annotator.errors import Cancelled, ExportError, MediaMissing
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import Quality
from vig_annotator.reels.render import render

QUICK = Quality(preset="ultrafast", crf=23)
ROOT = Path(__file__).resolve().parents[2]

IN_A_PROCESS = """
import resource, sys
from pathlib import Path
from vig_annotator.errors import VigError
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.reels.parts import Cut, ReelFilm
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.render import render

path, out, largest = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
film = ReelFilm(path, probe(path), build_index(path))
plan = make_plan([Cut(film, film.index.span_of_frames(0, len(film.index)))] * 4)
if largest:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
try:
    render(plan, out, JobContext(lambda fraction, message: print(fraction, flush=True)))
except VigError as error:
    sys.exit(str(error))
"""


def film_at(path: Path) -> ReelFilm:
    return ReelFilm(path, probe(path), build_index(path))


def plan_of(film: ReelFilm) -> ReelPlan:
    return make_plan([Cut(film, Span(MediaTime(0), MediaTime(2_000_000)))] * 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reel"
    made.mkdir()
    return made


@pytest.fixture
def own_film(tmp_path: Path, plain_film) -> Path:
    """A copy that a test may change."""
    copy = tmp_path / "own film.mp4"
    copy.write_bytes(plain_film.path.read_bytes())
    return copy


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_progress_rises_from_nothing_to_nearly_everything(folder, plain_film):
    seen: list[tuple[float, str]] = []
    plan = plan_of(film_at(plain_film.path))
    render(plan, folder / "reel.mp4", JobContext(lambda *one: seen.append(one)), quality=QUICK)
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0 and fractions[-1] > 0.95
    assert len(set(fractions)) > plan.picture_count / 2
    assert [m for m in dict.fromkeys(message for _, message in seen) if m][:3] == [
        "Clip 1 of 3",
        "Clip 2 of 3",
        "Clip 3 of 3",
    ]


@pytest.mark.parametrize("when", [0.0, 0.1, 0.9])
def test_a_cancelled_reel_leaves_nothing_behind(folder, plain_film, when):
    context = JobContext(lambda fraction, message: context.cancel() if fraction >= when else None)
    with pytest.raises(Cancelled):
        render(plan_of(film_at(plain_film.path)), folder / "reel.mp4", context, quality=QUICK)
    assert names_in(folder) == []


def test_a_cancelled_reel_leaves_the_old_one_in_its_place(folder, plain_film):
    (folder / "reel.mp4").write_bytes(b"old")
    context = JobContext(lambda fraction, message: context.cancel() if fraction > 0.5 else None)
    with pytest.raises(Cancelled):
        render(plan_of(film_at(plain_film.path)), folder / "reel.mp4", context, overwrite=True, quality=QUICK)
    assert (folder / "reel.mp4").read_bytes() == b"old"
    assert names_in(folder) == ["reel.mp4"]


def test_an_old_reel_is_replaced_only_when_asked(folder, plain_film):
    plan, out = plan_of(film_at(plain_film.path)), folder / "reel.mp4"
    out.write_bytes(b"old")
    with pytest.raises(ExportError, match="already there"):
        render(plan, out, JobContext(), quality=QUICK)
    assert out.read_bytes() == b"old"
    render(plan, out, JobContext(), overwrite=True, quality=QUICK)
    assert len(read_reel(out).numbers) == 150


@pytest.mark.parametrize("name", ["reel.mov", "reel", "reel.mp4.txt"])
def test_a_reel_is_named_as_what_it_is(folder, plain_film, name):
    with pytest.raises(ExportError, match=r"not named like one. Let its name end with \.mp4"):
        render(plan_of(film_at(plain_film.path)), folder / name, JobContext())
    assert names_in(folder) == []


def test_names_that_look_like_something_else_to_ffmpeg_are_names(folder, plain_film):
    for name in ("12:30 %03d?x=1#.mp4", "-y.mp4", "Mötley 宝宝.MP4", "concat:a|b.m4v"):
        render(plan_of(film_at(plain_film.path)), folder / name, JobContext(), quality=QUICK)
        assert len(read_reel(folder / name).numbers) == 150


def test_a_film_is_never_replaced_by_its_own_reel(own_film):
    before = own_film.read_bytes()
    with pytest.raises(ExportError, match="one of the files"):
        render(plan_of(film_at(own_film)), own_film, JobContext(), overwrite=True)
    assert own_film.read_bytes() == before


def test_a_film_that_is_gone_is_named(folder, own_film):
    plan = plan_of(film_at(own_film))
    own_film.unlink()
    with pytest.raises(MediaMissing, match=r"“own film\.mp4” is not there"):
        render(plan, folder / "reel.mp4", JobContext())
    assert names_in(folder) == []


def test_a_film_that_changes_meanwhile_spoils_the_reel(folder, own_film):
    def touch(fraction: float, message: str) -> None:
        if fraction == 0:
            with own_film.open("ab") as file:
                file.write(b"more")

    with pytest.raises(ExportError, match=r"“own film\.mp4” changed while the reel was made"):
        render(plan_of(film_at(own_film)), folder / "reel.mp4", JobContext(touch), quality=QUICK)
    assert names_in(folder) == []


def test_a_film_that_vanishes_meanwhile_spoils_the_reel(folder, own_film):
    with pytest.raises(MediaMissing, match="own film"):
        render(
            plan_of(film_at(own_film)),
            folder / "reel.mp4",
            JobContext(lambda fraction, message: own_film.unlink(missing_ok=True)),
            quality=QUICK,
        )
    assert names_in(folder) == []


def test_a_film_that_can_not_be_read_any_more_is_told(folder, own_film):
    plan = plan_of(film_at(own_film))
    own_film.write_bytes(b"no film at all" * 100)
    with pytest.raises(Exception, match="own film") as caught:
        render(plan, folder / "reel.mp4", JobContext())
    assert type(caught.value).__name__ == "MediaUnreadable"
    assert names_in(folder) == []


def test_a_damaged_film_makes_a_reel_of_full_length(folder, films, tmp_path):
    whole = make_clip(films / "reel whole.mp4", frames=100, gop=25)
    film = film_at(damaged_middle(whole.path, tmp_path / "damaged.mp4", share=0.2))
    stop = film.index.end_us
    render(
        make_plan([Cut(film, Span(MediaTime(0), MediaTime(stop)))]),
        folder / "reel.mp4",
        JobContext(),
        quality=QUICK,
    )
    shown = read_reel(folder / "reel.mp4")
    assert abs(len(shown.numbers) / shown.rate - stop / 1_000_000) <= 1 / shown.rate
    assert shown.numbers[:10] == list(range(10))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of a process are POSIX")
@pytest.mark.parametrize("missing", ["all", "half", "the last kilobyte"])
def test_a_full_disk_is_told_and_nothing_is_left(folder, plain_film, missing):
    # A limit on the size of a file stops writing in the middle, as a full disk does.
    film = film_at(plain_film.path)
    whole = make_plan([Cut(film, film.index.span_of_frames(0, len(film.index)))] * 4)
    render(whole, folder / "reel.mp4", JobContext())
    size = (folder / "reel.mp4").stat().st_size
    (folder / "reel.mp4").unlink()
    largest = {"all": 1, "half": size // 2, "the last kilobyte": size - 1000}[missing]
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS, plain_film.path, folder / "reel.mp4", str(largest)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "The disk is full: “reel.mp4” could not be written. Make room or choose another drive."
    )
    assert names_in(folder) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is POSIX")
@pytest.mark.parametrize("after", [1, 150, 380])
def test_a_killed_export_leaves_no_film_under_the_final_name(folder, plain_film, after):
    out = folder / "reel.mp4"
    with subprocess.Popen(
        [sys.executable, "-c", IN_A_PROCESS, plain_film.path, out, "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        for _ in range(after):
            process.stdout.readline()
        process.kill()
    assert not out.exists()
    # The next export of that name clears away what the killed one left.
    render(plan_of(film_at(plain_film.path)), out, JobContext(), quality=QUICK)
    assert names_in(folder) == ["reel.mp4"]
