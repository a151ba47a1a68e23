"""Which camera a clip shows: read off the pictures, in step to the frame by the session's clock."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.builders.consents import agree
from tests.builders.libraries import at
from tests.builders.reel_reading import read_reel
from tests.builders.sound import Burst, Sound
from vig_annotator.errors import NotFound, RuleViolation, UsageError
from vig_annotator.model.clip_look import Blur, Spotlight
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.reel import Reel
from vig_annotator.model.session import Session
from vig_annotator.services import moments, recordings, reel_building, reel_cameras, reel_guarding, reel_looks
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_blurring import draw, follow_order, order_follow
from vig_annotator.services.reel_checking import gather, look_through
from vig_annotator.services.reel_order import order_preview
from vig_annotator.services.reel_preview import lay_out
from vig_annotator.services.reel_rendering import plan_of, render_reel
from vig_annotator.services.workspace import Workspace

NTSC = Fraction(30_000, 1001)
STARTS_US = 400_000
"""The other camera was switched on ten frames after the first."""


@pytest.fixture
def session(ws: Workspace, plain_film: Clip) -> Session:
    taken_in, _ = add_film(ws, plain_film.path)
    agree(ws, taken_in.family_id)
    return taken_in


def beside(ws: Workspace, session: Session, clip: Clip, starts_at_us: int = STARTS_US) -> str:
    """Put another camera's film beside; answers the camera's id."""
    return recordings.put_beside(ws, session.id, clip.path, clip.end_us, starts_at_us)[0].id


@pytest.fixture
def camera(ws: Workspace, session: Session, tmp_path: Path) -> str:
    sound = Sound((Burst(1_200_000),))
    return beside(
        ws, session, make_clip(tmp_path / "side view.mp4", frames=80, first_number=700, sound=sound)
    )


def reel_of(ws: Workspace, session: Session, first: int, stop: int) -> tuple[Reel, str]:
    reel = reel_building.make_reel(ws, session.family_id, "Taking turns")
    moment = moments.mark(ws, session.id, at(first), at(stop))
    (clip,) = reel_building.add_moments(ws, reel.id, [moment.id])
    return reel, clip.id


def test_a_clip_shows_the_other_camera_in_step_to_the_frame(ws, session, camera, tmp_path):
    reel, clip_id = reel_of(ws, session, 30, 40)
    reel_cameras.set_camera(ws, clip_id, camera)
    render_reel(ws, reel.id, tmp_path / "reel.mp4")
    # Frame 30 begins at 1.2 s, where the other camera has filmed for 0.8 s: 20 frames.
    assert read_reel(tmp_path / "reel.mp4").numbers == list(range(720, 730))
    assert ws.history.undo() == "show a clip as another camera saw it"
    render_reel(ws, reel.id, tmp_path / "again.mp4")
    assert read_reel(tmp_path / "again.mp4").numbers == list(range(30, 40))


def test_a_camera_of_another_rate_is_in_step_too(ws, session, tmp_path):
    other = make_clip(tmp_path / "phone.mp4", frames=90, rate=NTSC, first_number=2000)
    camera = beside(ws, session, other, 250_000)
    reel, clip_id = reel_of(ws, session, 20, 45)
    reel_cameras.set_camera(ws, clip_id, camera)
    render_reel(ws, reel.id, tmp_path / "reel.mp4")
    shown = read_reel(tmp_path / "reel.mp4")
    first = int((at(20) - 250_000) * NTSC / 1_000_000)  # the frame that is on the screen then
    assert shown.rate == NTSC
    assert shown.numbers[0] == 2000 + first
    assert shown.numbers == list(range(2000 + first, 2000 + first + len(shown.numbers)))


def test_both_cameras_run_side_by_side_in_step(ws, session, camera):
    reel, clip_id = reel_of(ws, session, 30, 36)
    last = moments.mark(ws, session.id, at(60), at(62))
    reel_building.add_moments(ws, reel.id, [last.id])
    reel_cameras.show_both(ws, clip_id, camera)
    clips = reel_building.clips_of(ws, reel.id)
    assert [one.camera_id for one in clips] == [None, camera, None]
    assert [one.position for one in clips] == [0, 1, 2]
    preview = lay_out(order_preview(ws, reel.id), None)
    with preview.open_film() as reader:
        pictures = [reader.read(n).rgb for n in range(6)]
    wide = pictures[0].shape[1] // 2
    assert [read_pattern(one[:, : wide - 4]) for one in pictures] == list(range(30, 36))
    assert [read_pattern(one[:, wide + 4 :]) for one in pictures] == list(range(720, 726))
    assert preview.plan.parts[-1].count == 2, "what came after the clip comes after both"
    assert ws.history.undo() == "show both cameras side by side"
    assert len(reel_building.clips_of(ws, reel.id)) == 2


def test_a_camera_that_was_not_on_yet_is_refused(ws, session, camera):
    reel, clip_id = reel_of(ws, session, 5, 20)
    with pytest.raises(RuleViolation, match=r"side view.mp4.*does not show this moment from its beginning"):
        reel_cameras.set_camera(ws, clip_id, camera)
    reel_building.set_clip_edges(ws, clip_id, at(12), at(20))
    reel_cameras.set_camera(ws, clip_id, camera)
    reel_building.set_clip_edges(ws, clip_id, at(5), at(20))
    with pytest.raises(UsageError, match="began to film only after clip 1"):
        plan_of(order_preview(ws, reel.id))


def test_moving_the_camera_on_the_clock_moves_what_is_shown(ws, session, camera, tmp_path):
    reel, clip_id = reel_of(ws, session, 30, 33)
    reel_cameras.set_camera(ws, clip_id, camera)
    recordings.shift(ws, session.id, camera, 40_000)
    render_reel(ws, reel.id, tmp_path / "reel.mp4")
    assert read_reel(tmp_path / "reel.mp4").numbers == [719, 720, 721]


def test_who_was_hidden_is_not_shown_by_the_other_camera_without_a_word(ws, session, camera):
    reel, clip_id = reel_of(ws, session, 30, 40)
    key = BoxAt(at(30), Box(1000, 1000, 3000, 3000))
    clip = draw(ws, clip_id, "Ben", key)
    look = replace(
        clip.look, blurs=(Blur("Ben", (key,), (key,)),), framing=(key,), spotlight=Spotlight((key,))
    )
    reel_looks.set_look(ws, clip_id, look)
    assert [one.hidden for one in reel_guarding.shown_by(reel, reel_building.clips_of(ws, reel.id))] == [
        ("Ben",)
    ]
    after = reel_cameras.set_camera(ws, clip_id, camera).look
    assert (after.framing, after.spotlight) == ((), None)
    assert after.blurs == (Blur("Ben", (key,)),), "to be looked at anew"
    assert [one.hidden for one in reel_guarding.shown_by(reel, reel_building.clips_of(ws, reel.id))] == [()]
    followed = follow_order(order_follow(ws, clip_id, 0))
    assert followed.followed[0].at_us == at(30), "on the session's clock"


def test_the_cameras_own_sound_is_listened_to(ws, session, camera):
    reel, clip_id = reel_of(ws, session, 20, 41)
    (own,) = gather(ws, reel.id).clips
    reel_cameras.set_camera(ws, clip_id, camera)
    (other,) = gather(ws, reel.id).clips
    assert (own.film.name, own.starts_at_us) == ("plain.mp4", 0)
    assert (other.film.name, other.starts_at_us) == ("side view.mp4", STARTS_US)
    # Its tone runs from 1.6 s to 1.7 s, and the clip ends at 1.64 s.
    assert any("in the middle of a sound" in one.words for one in look_through(gather(ws, reel.id)))


def test_a_camera_that_a_reel_shows_is_not_taken_away(ws, session, camera):
    reel, clip_id = reel_of(ws, session, 30, 40)
    reel_cameras.set_camera(ws, clip_id, camera)
    with pytest.raises(RuleViolation, match="The reel “Taking turns” shows this camera"):
        recordings.take_away(ws, session.id, camera)
    reel_cameras.set_camera(ws, clip_id, None)
    recordings.take_away(ws, session.id, camera)
    with pytest.raises(NotFound, match="one camera only"):
        reel_cameras.next_camera(ws, reel_building.clips_of(ws, reel.id)[0])


def test_cameras_are_walked_round(ws, session, camera, tmp_path):
    third = beside(ws, session, make_clip(tmp_path / "third.mp4", frames=50, first_number=900), 800_000)
    reel, clip_id = reel_of(ws, session, 30, 40)
    assert [one.name for one in reel_cameras.cameras_of(ws, session.id)] == [
        "plain.mp4",
        "side view.mp4",
        "third.mp4",
    ]
    seen = []
    for _ in range(3):
        (clip,) = reel_building.clips_of(ws, reel.id)
        seen.append(
            reel_cameras.set_camera(ws, clip_id, reel_cameras.next_camera(ws, clip).camera_id).camera_id
        )
    assert seen == [camera, third, None]
