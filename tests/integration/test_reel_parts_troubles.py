"""Reels put together from coded parts: killed or out of room on the way, nothing broken is left or used; and nothing outlives consent."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import at
from tests.builders.reel_reading import read_reel
from vig_annotator.errors import ExportError
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.consent import Purpose
from vig_annotator.model.reel import Reel
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.render import render
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.services import consent, moments, recordings, reel_building, register
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_order import order_reel
from vig_annotator.services.reel_rendering import render_order
from vig_annotator.services.register import Made
from vig_annotator.services.workspace import Workspace

pytestmark = pytest.mark.usefixtures("qapp")
ROOT = Path(__file__).resolve().parents[2]
ONLY_POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of a process and SIGKILL are POSIX")

IN_A_PROCESS = """
import resource, sys
from pathlib import Path
from vig_annotator.errors import VigError
from vig_annotator.jobs import JobContext
from vig_annotator.services.reel_order import order_reel
from vig_annotator.services.reel_rendering import render_order
from vig_annotator.services import reel_guarding, register
from vig_annotator.services.workspace import Workspace

library, reel_id, out, largest = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
ws = Workspace.open(library, "AB")
order = order_reel(ws, reel_id)
register.begin(ws, reel_guarding.made_of(ws, reel_id), [out])
if largest:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
try:
    render_order(order, out, JobContext(lambda share, words: print(words, flush=True)))
except VigError as error:
    sys.exit(str(error))
print("made", flush=True)
sys.stdin.read()
"""


def film_at(path: Path) -> ReelFilm:
    return ReelFilm(path, probe(path), build_index(path))


def plan_of(film: ReelFilm) -> ReelPlan:
    spans = [film.index.span_of_frames(first, first + 12) for first in (20, 50, 70)]
    return make_plan([Cut(film, span) for span in spans])


@pytest.fixture
def library(library_folder: Path, plain_film: Clip) -> tuple[Path, str]:
    """A closed library with a reel of three clips that may be shown; and the reel's id."""
    with Workspace.open(library_folder, "AB") as ws:
        session, _ = add_film(ws, plain_film.path)
        agree(ws, session.family_id)
        reel = reel_building.make_reel(ws, session.family_id, "Together")
        for first in (0, 40, 70):
            marked = moments.mark(ws, session.id, at(first), at(first + 30))
            reel_building.add_moments(ws, reel.id, [marked.id])
    return library_folder, reel.id


def parts_in(library: Path) -> list[str]:
    folder = library / "caches" / "reel-parts"
    return sorted(path.suffix for path in folder.iterdir()) if folder.exists() else []


def started(library: Path, reel_id: str, out: Path, largest: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", IN_A_PROCESS, library, reel_id, out, str(largest)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


@ONLY_POSIX
@pytest.mark.parametrize("word", ["Part 2", "Putting it together", "made"])
def test_a_kill_leaves_nothing_broken_and_nothing_unknown(
    library: tuple[Path, str], tmp_path: Path, word: str
) -> None:
    folder, reel_id = library
    out = tmp_path / "reel.mp4"
    with started(folder, reel_id, out) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(word):
                break
        os.kill(process.pid, signal.SIGKILL)
    whole = out.exists()
    assert whole or word != "made"
    if whole:
        assert len(read_reel(out).numbers) == 90
    with Workspace.open(folder, "AB") as ws:
        assert parts_in(folder) == [], "what the killed program left is gone"
        assert register.made_files(ws) == [], "nothing is listed that is not known to be whole"
        settled = register.settle_left(ws)
        assert [Path(one.path) for one in settled] == ([out] if whole else [])
        assert [register.whereabouts(one) for one in settled] == [register.Whereabouts.THERE] * whole
        render_order(order_reel(ws, reel_id), out, overwrite=True)
    assert len(read_reel(out).numbers) == 90
    assert sorted(path.name for path in tmp_path.iterdir() if "reel" in path.name) == ["reel.mp4"]


@ONLY_POSIX
@pytest.mark.parametrize("largest", [1, 4_000, 60_000])
def test_a_full_disk_on_the_way_is_told_and_leaves_no_half_part(
    library: tuple[Path, str], tmp_path: Path, largest: int
) -> None:
    # A limit on the size of a file stops writing in the middle, of a part or of the film, as a full disk does.
    folder, reel_id = library
    out = tmp_path / "reel.mp4"
    with started(folder, reel_id, out, largest) as process:
        said, told = process.communicate()
    assert told.strip() == (
        "The disk is full: “reel.mp4” could not be written. Make room or choose another drive."
    ), said
    assert not out.exists() and not list(tmp_path.glob("*.part"))
    assert ".part" not in parts_in(folder)


def test_a_part_that_was_cut_short_is_not_used(plain_film: Clip, tmp_path: Path) -> None:
    store = SegmentStore(tmp_path / "parts")
    plan = plan_of(film_at(plain_film.path))
    render(plan, tmp_path / "one.mp4", JobContext(), segments=store)
    for path in (tmp_path / "parts").iterdir():
        path.write_bytes(path.read_bytes()[:-200])
    render(plan, tmp_path / "two.mp4", JobContext(), segments=store)
    assert read_reel(tmp_path / "two.mp4").numbers == read_reel(tmp_path / "one.mp4").numbers
    store.close()


def test_a_part_that_is_another_one_spoils_the_film_instead_of_shortening_it(
    plain_film: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SegmentStore(tmp_path / "parts")
    film = film_at(plain_film.path)
    whole = plan_of(film)
    render(whole, tmp_path / "one.mp4", JobContext(), segments=store)
    short = make_plan([Cut(film, film.index.span_of_frames(20, 24))] * 3)
    render(short, tmp_path / "short.mp4", JobContext(), segments=store)
    monkeypatch.setattr(store, "has", lambda key: True)
    names = sorted((tmp_path / "parts").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    names[0].write_bytes(names[-1].read_bytes())
    with pytest.raises(ExportError, match="could not be put together"):
        render(whole, tmp_path / "two.mp4", JobContext(), segments=store)
    assert not (tmp_path / "two.mp4").exists()
    store.close()


def test_parts_may_be_read_by_this_account_only(plain_film: Clip, tmp_path: Path) -> None:
    store = SegmentStore(tmp_path / "parts")
    render(plan_of(film_at(plain_film.path)), tmp_path / "r.mp4", JobContext(), segments=store)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "parts").stat().st_mode) == 0o700
    store.close()


@pytest.fixture
def open_library(library: tuple[Path, str], tmp_path: Path):
    """The library, open, after the reel was made once: three parts are there."""
    folder, reel_id = library
    with Workspace.open(folder, "AB") as ws:
        render_order(order_reel(ws, reel_id), tmp_path / "reel.mp4", painter=QtTextPainter())
        assert parts_in(folder) == [".segment"] * 3
        yield ws, ws.get(Reel, reel_id)


def test_parts_go_when_consent_is_taken_back_or_becomes_another(open_library) -> None:
    ws, reel = open_library
    mum, baby = consent.people(ws, reel.family_id)[:2]
    consent.withdraw(ws, mum.id, [Purpose.SHARED_REVIEW])
    assert parts_in(ws.folder) == []
    with pytest.raises(Exception, match="withdrew consent"):
        order_reel(ws, reel.id)
    ws.history.undo(knowingly=True)  # it was written down by mistake: it may be made again, from the film
    assert parts_in(ws.folder) == []
    assert baby.id


@pytest.mark.parametrize("gone", ["reel", "recording", "person"])
def test_parts_go_with_what_they_show(open_library, plain_film: Clip, gone: str) -> None:
    ws, reel = open_library
    clip = reel_building.clips_of(ws, reel.id)[0]
    if gone == "reel":
        reel_building.delete_reel(ws, reel.id)
    elif gone == "person":
        consent.remove_person(ws, consent.people(ws, reel.family_id)[0].id)
    else:
        copy = ws.folder.parent / "more.mp4"
        copy.write_bytes(plain_film.path.read_bytes() + b"another")
        beside = recordings.put_beside(ws, clip.session_id, copy, 4_000_000)
        assert parts_in(ws.folder) == [".segment"] * 3, "a file more takes nothing away"
        recordings.take_away(ws, clip.session_id, beside[0].id)
    assert parts_in(ws.folder) == []


def test_parts_that_are_in_use_go_as_soon_as_they_are_let_go_of(open_library, tmp_path: Path) -> None:
    ws, reel = open_library
    folder = ws.folder / "caches" / "reel-parts"
    key = next(folder.iterdir()).name.removesuffix(".segment")
    with ExitStack() as held:
        held.enter_context(ws.segments.using(key))
        consent.withdraw(ws, consent.people(ws, reel.family_id)[0].id, [Purpose.SHARED_REVIEW])
        assert [path.name for path in folder.iterdir()] == [f"{key}.segment"]
        assert not ws.segments.has(key), "whatever is made next does not use it"
    assert list(folder.iterdir()) == []


def test_an_older_file_under_a_noted_name_is_not_taken_for_ours(open_library, tmp_path: Path) -> None:
    ws, reel = open_library
    other = tmp_path / "holiday.mp4"
    other.write_bytes(b"something else")
    os.utime(other, (1_000_000_000, 1_000_000_000))
    register.begin(ws, Made(reel.family_id, reel.id, (), "Together", reel.audience), [other])
    assert register.settle_left(ws) == ()
    assert register.made_files(ws) == []
