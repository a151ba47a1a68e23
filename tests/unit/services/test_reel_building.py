"""Reels: clips in order, one family only, and no concern for a parent unless the clinician says so."""

import pytest

from tests.builders.libraries import Desk, at, small_codebook
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.session import Session
from vig_annotator.services import families, moments, passes, sessions, tagging
from vig_annotator.services import reel_building as reels


def mark(desk: Desk, first: int, end: int, caption: str = "") -> Moment:
    return moments.mark(desk.ws, desk.session.id, at(first), at(end), caption=caption)


def make(desk: Desk, audience: Audience = Audience.PARENT, handles_us: int = 0) -> Reel:
    return reels.make_reel(desk.ws, desk.family.id, "Together", audience, handles_us)


def captions(desk: Desk, reel: Reel) -> str:
    return "".join(clip.caption for clip in reels.clips_of(desk.ws, reel.id))


def test_a_reel_takes_moments_in_order(desk: Desk) -> None:
    reel = make(desk)
    ids = [mark(desk, 10 * k, 10 * k + 5, name).id for k, name in enumerate("abc")]
    clips = reels.add_moments(desk.ws, reel.id, [ids[2], ids[0]])
    assert desk.ws.history.undo_label == "add 2 moments to “Together”"
    assert [(clip.onset_us, clip.moment_id) for clip in clips] == [(at(20), ids[2]), (at(0), ids[0])]
    reels.add_moments(desk.ws, reel.id, [ids[1]])
    assert captions(desk, reel) == "cab"
    assert list(reels.clips_of(desk.ws, reel.id))[:2] == list(clips)
    reels.move_clip(desk.ws, clips[0].id, 2)
    assert captions(desk, reel) == "abc"
    reels.reorder(desk.ws, reel.id, [clip.id for clip in reversed(reels.clips_of(desk.ws, reel.id))])
    assert captions(desk, reel) == "cba"
    reels.remove_clips(desk.ws, reel.id, [clips[0].id])
    assert captions(desk, reel) == "ba"
    assert desk.ws.history.undo() == "take a clip out of “Together”"
    assert captions(desk, reel) == "cba"


def test_a_clip_is_its_own(desk: Desk) -> None:
    reel = make(desk)
    moment = mark(desk, 10, 20, "a")
    (clip,) = reels.add_moments(desk.ws, reel.id, [moment.id])
    reels.set_clip_caption(desk.ws, clip.id, "b")
    moved = reels.set_clip_edges(desk.ws, clip.id, at(25), at(12))
    assert (moved.onset_us, moved.offset_us) == (at(12), at(25))
    moments.delete(desk.ws, [moment.id])
    assert captions(desk, reel) == "b"
    with pytest.raises(RuleViolation, match="some length"):
        reels.set_clip_edges(desk.ws, clip.id, at(12), at(12))


def test_a_reel_is_changed_and_deleted(desk: Desk) -> None:
    reel = make(desk)
    reels.add_moments(desk.ws, reel.id, [mark(desk, 10, 20).id])
    assert reels.set_handles(desk.ws, reel.id, 500_000).handles_us == 500_000
    assert reels.rename_reel(desk.ws, reel.id, " Play ").title == "Play"
    assert reels.set_audience(desk.ws, reel.id, Audience.SUPERVISOR).audience is Audience.SUPERVISOR
    with pytest.raises(RuleViolation, match="needs a title"):
        reels.rename_reel(desk.ws, reel.id, " ")
    with pytest.raises(RuleViolation, match="Handles"):
        reels.set_handles(desk.ws, reel.id, -1)
    reels.delete_reel(desk.ws, reel.id)
    assert reels.reels_of(desk.ws, desk.family.id) == []
    desk.ws.history.undo()
    assert len(reels.clips_of(desk.ws, reel.id)) == 1
    with pytest.raises(NotFound):
        reels.rename_reel(desk.ws, "none", "x")


def test_another_familys_film_stays_out(desk: Desk) -> None:
    reel = make(desk)
    other = families.create_family(desk.ws)
    session = Session(new_id(), other.id, "Theirs")
    desk.ws.history.set_up(ChangeSet("add", (made(session),)))
    theirs = moments.mark(desk.ws, session.id, at(1), at(5))
    with pytest.raises(RuleViolation, match="another family's"):
        reels.add_moments(desk.ws, reel.id, [theirs.id])
    reels.add_moments(desk.ws, reel.id, [mark(desk, 1, 5).id])
    with pytest.raises(RuleViolation, match="The reel “Together” shows this session"):
        sessions.set_family(desk.ws, desk.session.id, other.id)
    assert sessions.set_family(desk.ws, session.id, desk.family.id).family_id == desk.family.id
    reels.add_moments(desk.ws, reel.id, [theirs.id])


@pytest.mark.parametrize(
    ("first", "end", "shows"),
    [
        (30, 40, True),
        (0, 31, True),
        (39, 50, True),
        (0, 100, True),
        (20, 30, False),
        (40, 50, False),
        (32, 35, True),
    ],
)
def test_a_concern_does_not_get_into_a_parents_reel(desk: Desk, first: int, end: int, shows: bool) -> None:
    desk.state("away", 30, 40)
    reel, moment = make(desk), mark(desk, first, end)
    if not shows:
        reels.add_moments(desk.ws, reel.id, [moment.id])
        assert reels.concerns_shown(desk.ws, reel.id) == {}
        return
    with pytest.raises(RuleViolation, match=r"“Looks away” \(0:00:01.200\), which is a concern") as told:
        reels.add_moments(desk.ws, reel.id, [moment.id])
    assert "on purpose" in told.value.remedy
    assert reels.clips_of(desk.ws, reel.id) == []
    (clip,) = reels.add_moments(desk.ws, reel.id, [moment.id], concern_allowed=True)
    assert clip.leave_for
    reels.require_showable(desk.ws, reel.id)
    assert [one.code.id for one in reels.concerns_shown(desk.ws, reel.id)[clip.id]] == ["away"]
    with pytest.raises(RuleViolation, match="concern"):
        reels.allow_concern(desk.ws, clip.id, False)


@pytest.mark.parametrize(("frame", "shows"), [(9, False), (10, True), (19, True), (20, False)])
def test_a_point_counts_where_it_lies(desk: Desk, frame: int, shows: bool) -> None:
    desk.press("cry", frame)
    assert bool(reels.concerns_in(desk.ws, desk.session.id, Span(at(10), at(20)))) is shows


def test_a_running_concern_counts_from_its_start(desk: Desk) -> None:
    desk.press("away", 15)
    assert reels.concerns_in(desk.ws, desk.session.id, Span(at(10), at(20)))
    assert reels.concerns_in(desk.ws, desk.session.id, Span(at(90), at(95)))
    assert not reels.concerns_in(desk.ws, desk.session.id, Span(at(10), at(15)))


def test_handles_show_film_too(desk: Desk) -> None:
    desk.press("cry", 30)
    reel = make(desk)
    reels.add_moments(desk.ws, reel.id, [mark(desk, 10, 20).id])
    with pytest.raises(RuleViolation, match="concern"):
        reels.set_handles(desk.ws, reel.id, at(11))
    reels.set_handles(desk.ws, reel.id, at(10))


def test_a_supervisor_sees_everything(desk: Desk) -> None:
    desk.press("cry", 15)
    reel = make(desk, Audience.SUPERVISOR)
    (clip,) = reels.add_moments(desk.ws, reel.id, [mark(desk, 10, 20).id])
    with pytest.raises(RuleViolation, match="concern"):
        reels.set_audience(desk.ws, reel.id, Audience.PARENT)
    reels.allow_concern(desk.ws, clip.id)
    reels.set_audience(desk.ws, reel.id, Audience.PARENT)


def test_what_is_tagged_later_counts_when_the_reel_is_rendered(desk: Desk) -> None:
    reel = make(desk)
    (clip,) = reels.add_moments(desk.ws, reel.id, [mark(desk, 10, 20).id])
    reels.require_showable(desk.ws, reel.id)
    other = passes.ensure_pass(desk.ws, desk.session, small_codebook(), coder="CD")
    desk.ws.work_as("CD")
    tagging.press_code(desk.ws, other, "cry", at(15), next_frame_us=at(16))
    with pytest.raises(RuleViolation, match="concern"):
        reels.require_showable(desk.ws, reel.id)
    with pytest.raises(RuleViolation, match="concern"):
        reels.set_clip_edges(desk.ws, clip.id, at(11), at(20))
    reels.set_clip_edges(desk.ws, clip.id, at(16), at(20))
    reels.require_showable(desk.ws, reel.id)
