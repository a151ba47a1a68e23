"""A stored reel becomes a film; stretches that somebody typed become a film."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.clips import make_clip
from tests.builders.consents import agree
from tests.builders.libraries import FRAME_US, at, small_codebook
from tests.builders.reel_reading import read_reel
from vig_annotator.errors import (
    Cancelled,
    ConsentNeeded,
    ExportError,
    MediaMissing,
    MediaUnreadable,
    NotFound,
    RuleViolation,
    UsageError,
)
from vig_annotator.jobs import JobContext
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.session import Session
from vig_annotator.services import consent, moments, recordings, reel_building, register, tagging
from vig_annotator.services.films import add_film, note_duration, relink
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.reel_interchange import gather_reel
from vig_annotator.services.reel_order import order_preview, order_reel
from vig_annotator.services.reel_rendering import render_order, render_reel
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.typed_clips import render_clips
from vig_annotator.services.workspace import Workspace

NTSC = Fraction(30_000, 1001)


@pytest.fixture
def film(tmp_path: Path, plain_film) -> Path:
    """A film that a test may move and change."""
    copy = tmp_path / "visit one.mp4"
    copy.write_bytes(plain_film.path.read_bytes())
    return copy


@pytest.fixture
def session(ws: Workspace, film: Path) -> Session:
    taken_in, _ = add_film(ws, film)
    agree(ws, taken_in.family_id)
    return taken_in


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "for the family"
    folder.mkdir()
    return folder / "reel.mp4"


def reel_of(ws: Workspace, session: Session, *spans: tuple[int, int], handles_us: int = 0) -> Reel:
    reel = reel_building.make_reel(ws, session.family_id, "Taking turns", handles_us=handles_us)
    marked = [moments.mark(ws, session.id, at(first), at(stop)) for first, stop in spans]
    reel_building.add_moments(ws, reel.id, [moment.id for moment in marked])
    return reel


def test_a_stored_reel_becomes_a_film_in_the_chosen_order(ws, session, out):
    reel = reel_of(ws, session, (60, 70), (10, 20), (30, 31))
    clips = reel_building.clips_of(ws, reel.id)
    reel_building.reorder(ws, reel.id, [clips[1].id, clips[2].id, clips[0].id])
    assert render_reel(ws, reel.id, out) == out
    assert read_reel(out).numbers == [*range(10, 20), 30, *range(60, 70)]


def test_handles_of_a_reel_are_shown_as_far_as_the_film_reaches(ws, session, out):
    reel = reel_of(ws, session, (1, 3), (97, 100), handles_us=5 * FRAME_US)
    render_reel(ws, reel.id, out)
    assert read_reel(out).numbers == [*range(8), *range(92, 100)]


def test_a_made_film_is_in_the_register_and_a_refused_one_is_not_made(ws, session, out):
    reel = reel_of(ws, session, (1, 3))
    render_reel(ws, reel.id, out)
    (entry,) = register.made_files(ws, session.family_id)
    assert (entry.path, entry.reel_id, entry.what) == (out.as_posix(), reel.id, "Taking turns")
    assert register.whereabouts(entry) is register.Whereabouts.THERE
    consent.withdraw(ws, consent.people(ws, session.family_id)[0].id, [Purpose.SHARED_REVIEW])
    with pytest.raises(ConsentNeeded, match="withdrew consent for the shared review"):
        render_reel(ws, reel.id, out, overwrite=True)
    assert register.erase_file(ws, entry).erased_at
    assert not out.exists()


def test_rendering_needs_no_library_and_runs_on_any_thread(ws, session, out):
    order = order_reel(ws, reel_of(ws, session, (5, 9)).id)
    ws.close()
    thread = threading.Thread(target=render_order, args=(order, out))
    thread.start()
    thread.join()
    assert read_reel(out).numbers == [5, 6, 7, 8]


def test_sessions_of_one_family_share_a_reel(ws, session, out, tmp_path):
    later = make_clip(tmp_path / "visit two.mp4", frames=60, rate=NTSC, first_number=2000)
    other, _ = add_film(ws, later.path, session.family_id)
    reel = reel_of(ws, session, (10, 15))
    second = moments.mark(ws, other.id, MediaTime(0), MediaTime(333_667))
    reel_building.add_moments(ws, reel.id, [second.id])
    render_reel(ws, reel.id, out)
    shown = read_reel(out)
    assert shown.rate == NTSC
    assert shown.numbers == [10, 10, 11, 12, 13, 14, *range(2000, 2010)]


def test_a_clip_across_two_films_of_a_session_shows_both(ws, session, out, tmp_path):
    second = make_clip(tmp_path / "part two.mp4", frames=50, first_number=500)
    _, recording = add_film(ws, second.path, session.family_id)
    ws.history.set_up(
        ChangeSet(
            "join",
            (
                made(
                    replace(
                        recording,
                        id=new_id(),
                        session_id=session.id,
                        starts_at_us=MediaTime(4_000_000),
                        position=1,
                    )
                ),
            ),
        )
    )
    note_duration(ws, recordings_of(ws, session.id)[0], MediaTime(4_000_000))
    assert len(recordings_of(ws, session.id)) == 2
    render_reel(ws, reel_of(ws, session, (98, 103)).id, out)
    assert read_reel(out).numbers == [98, 99, 500, 501, 502]


def test_another_cameras_film_beside_the_first_is_not_shown_twice(ws, session, out, tmp_path):
    beside = make_clip(tmp_path / "other camera.mp4", frames=80, first_number=700)
    recordings.put_beside(ws, session.id, beside.path, beside.end_us, 400_000)
    render_reel(ws, reel_of(ws, session, (30, 40)).id, out)
    assert read_reel(out).numbers == list(range(30, 40))


def tagged_concern(ws: Workspace, session: Session, frame: int) -> None:
    coding = ensure_pass(ws, session, small_codebook())
    tagging.press_code(ws, coding, "cry", at(frame), next_frame_us=at(frame + 1), film_end_us=at(100))


def test_a_concern_that_was_tagged_after_choosing_keeps_the_reel_from_the_parent(ws, session, out):
    reel = reel_of(ws, session, (10, 20))
    tagged_concern(ws, session, 15)
    with pytest.raises(RuleViolation, match="would show the parent “Cry”"):
        render_reel(ws, reel.id, out)
    assert not list(out.parent.iterdir())
    [clip] = reel_building.clips_of(ws, reel.id)
    reel_building.allow_concern(ws, clip.id)
    render_reel(ws, reel.id, out)
    assert len(read_reel(out).numbers) == 10


def test_a_concern_in_a_handle_counts_and_a_supervisor_may_see_it(ws, session, out):
    reel = reel_of(ws, session, (10, 20), handles_us=5 * FRAME_US)
    tagged_concern(ws, session, 23)
    with pytest.raises(RuleViolation, match="concern"):
        render_reel(ws, reel.id, out)
    reel_building.set_audience(ws, reel.id, Audience.SUPERVISOR)
    render_reel(ws, reel.id, out)
    assert read_reel(out).numbers == list(range(5, 25))


def test_an_empty_reel_and_a_missing_one_are_told(ws, session, out):
    empty = reel_building.make_reel(ws, session.family_id, "Nothing yet")
    with pytest.raises(UsageError, match="“Nothing yet” has no clips yet"):
        render_reel(ws, empty.id, out)
    with pytest.raises(NotFound):
        render_reel(ws, "no such reel", out)


def test_a_clip_behind_the_end_of_the_film_is_told(ws, session, out):
    reel = reel_of(ws, session, (10, 20), (200, 210))
    with pytest.raises(UsageError, match=r"Clip 2 \(0:00:08.000 to 0:00:08.400\) lies outside the film"):
        render_reel(ws, reel.id, out)
    assert not list(out.parent.iterdir())


def test_a_film_that_is_gone_or_another_one_is_told(ws, session, film, out, tmp_path):
    reel = reel_of(ws, session, (10, 20))
    order = order_reel(ws, reel.id)
    hidden = tmp_path / "hidden" / "deep"
    hidden.mkdir(parents=True)
    film.rename(hidden / "renamed.mp4")
    with pytest.raises(MediaMissing, match="visit one"):
        render_reel(ws, reel.id, out)
    with pytest.raises(MediaMissing, match="visit one"):
        render_order(order, out)
    relink(ws, recordings_of(ws, session.id)[0], hidden / "renamed.mp4")
    render_reel(ws, reel.id, out)
    assert read_reel(out).numbers == list(range(10, 20))


def test_a_film_whose_content_changed_is_not_shown(ws, session, film, out):
    order = order_reel(ws, reel_of(ws, session, (10, 20)).id)
    data = bytearray(film.read_bytes())
    data[-1] ^= 1
    film.write_bytes(data)
    with pytest.raises(MediaUnreadable, match="is not the film that was coded"):
        render_order(order, out)
    assert not list(out.parent.iterdir())


def test_an_old_reel_is_replaced_only_when_asked_and_a_film_never(ws, session, film, out):
    reel = reel_of(ws, session, (10, 20))
    render_reel(ws, reel.id, out)
    with pytest.raises(ExportError, match="already there"):
        render_reel(ws, reel.id, out)
    render_reel(ws, reel.id, out, overwrite=True)
    with pytest.raises(ExportError, match="one of the files"):
        render_reel(ws, reel.id, film, overwrite=True)


@pytest.mark.parametrize("when", [0.0, 0.05, 0.5])
def test_cancelled_while_the_frames_are_listed_or_later_nothing_is_left(ws, session, out, when):
    context = JobContext(lambda fraction, message: context.cancel() if fraction >= when else None)
    with pytest.raises(Cancelled):
        render_order(order_reel(ws, reel_of(ws, session, (10, 90)).id), out, context)
    assert not list(out.parent.iterdir())


@pytest.mark.parametrize(
    ("clips", "handles_s", "expected"),
    [
        (["f10..f20"], 0.0, [*range(10, 20)]),
        (["0.4..0.8", "0:00:02.000..0:00:02,080"], 0.0, [*range(10, 20), 50, 51]),
        (["f98..f100", "f0..f1"], 0.0, [98, 99, 0]),
        ([" f5 .. 0.28 s "], 0.0, [5, 6]),
        (["f2..f3", "f50..f51"], 0.1, [*range(6), 47, 48, 49, 50, 51, 52]),
    ],
)
def test_typed_stretches_become_a_film(plain_film, out, clips, handles_s, expected):
    assert render_clips(plain_film.path, clips, out, handles_s=handles_s) == out
    shown = read_reel(out).numbers
    if handles_s:  # a handle of two and a half frames begins in the middle of a frame
        assert abs(len(shown) - len(expected)) <= 1 and set(shown) == set(expected)
    else:
        assert shown == expected


@pytest.mark.parametrize(
    ("clips", "handles_s", "words"),
    [
        ([], 0.0, "at least one clip"),
        (["f10"], 0.0, "“f10” is not a clip"),
        (["1..2..3"], 0.0, "is not a clip"),
        (["f10..noon"], 0.0, "“noon” is not a time"),
        (["..f10"], 0.0, "“” is not a time"),
        (["f10..f10"], 0.0, "“f10..f10” is empty"),
        (["2..1"], 0.0, "ends before it has begun"),
        (["f10..f101"], 0.0, "reaches out of the film. The film has 100 frames: f0 to f99"),
        (["f101..f102"], 0.0, "reaches out of the film"),
        (["1..9"], 0.0, r"reaches out of the film. The film ends at 0:00:04.000 \(f100\)"),
        (["f1..f2"], -1.0, "Handles of -1 s can't be"),
        (["f1..f2"], float("nan"), "Handles"),
        (["f1..f2"], float("inf"), "Handles"),
    ],
)
def test_stretches_that_can_not_be_are_told(plain_film, out, clips, handles_s, words):
    with pytest.raises(UsageError, match=words):
        render_clips(plain_film.path, clips, out, handles_s=handles_s)
    assert not list(out.parent.iterdir())


def test_a_bad_place_for_the_reel_is_told_before_the_film_is_read(tmp_path):
    with pytest.raises(ExportError, match=r"folder “.*nowhere” is not there"):
        render_clips(tmp_path / "no film.mp4", ["f0..f1"], tmp_path / "nowhere" / "reel.mp4")
    with pytest.raises(MediaMissing, match="no film"):
        render_clips(tmp_path / "no film.mp4", ["f0..f1"], tmp_path / "reel.mp4")


def test_a_training_reel_shows_each_familys_own_film_and_neither_code(ws, session, out, tmp_path):
    theirs = make_clip(tmp_path / "of another family.mp4", frames=50, first_number=900)
    other, _ = add_film(ws, theirs.path)
    assert other.family_id != session.family_id
    agree(ws, other.family_id)
    reel = reel_building.make_reel(ws, session.family_id, "Seen in F-002", Audience.TRAINING)
    marked = [moments.mark(ws, one, at(10), at(14)) for one in (session.id, other.id)]
    reel_building.add_moments(ws, reel.id, [moment.id for moment in marked])
    render_reel(ws, reel.id, out)
    assert read_reel(out).numbers == [10, 11, 12, 13, 910, 911, 912, 913]
    assert b"F-002" not in out.read_bytes(), (
        "the other family's code does not go into the file's title either"
    )
    entry = register.made_files(ws, other.family_id)[0]
    assert set(entry.session_ids) == {session.id, other.id}
    parent = consent.people(ws, other.family_id)[0]
    consent.withdraw(ws, parent.id, [Purpose.TRAINING])
    assert register.touched_by(ws, other.family_id, parent.id, [Purpose.TRAINING]) == (entry,)
    with pytest.raises(ConsentNeeded, match="F-002"):
        order_reel(ws, reel.id)
    with pytest.raises(ConsentNeeded, match="F-002"):
        gather_reel(ws, reel.id)
    order_preview(ws, reel.id)  # the clinician's own screen
