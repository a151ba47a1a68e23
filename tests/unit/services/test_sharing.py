"""The shared review: only what may be shown, words that stay with their clip, and what was agreed."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import at, small_codebook
from tests.builders.library_content import content
from vig_annotator.errors import ConsentNeeded, MediaUnreadable, RuleViolation, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.model.clip_look import Blur, Card, ClipLook, Freeze
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.model.shared_review import Voice
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.loudness import gains_of
from vig_annotator.reels.pace import pictures_a_second
from vig_annotator.reels.texts import TextPicture
from vig_annotator.services import consent, moments, sharing, tagging
from vig_annotator.services import reel_building as reels
from vig_annotator.services.films import add_film
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.reel_looks import set_look, set_style
from vig_annotator.services.reel_rendering import plan_of
from vig_annotator.services.review_stops import lay_out_for_stage
from vig_annotator.services.workspace import Workspace


class NoPainter:
    """Stands where words would be drawn."""

    def paint(self, block: Any, canvas: Size, width: int) -> TextPicture:
        return TextPicture(np.zeros((16, 32, 4), np.uint8))


def span(onset_ms: int, offset_ms: int) -> Span:
    return Span(MediaTime(onset_ms * 1_000), MediaTime(offset_ms * 1_000))


@pytest.fixture
def reel(ws: Workspace, plain_film: Clip) -> Reel:
    """Two clips of a family that has agreed to everything: frames 10 to 19 and 50 to 59."""
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reels.make_reel(ws, session.family_id, "Together", handles_us=40_000)
    marked = [moments.mark(ws, session.id, at(first), at(first + 10)) for first in (10, 50)]
    reels.add_moments(ws, made.id, [one.id for one in marked])
    return made


def test_each_clip_has_a_stop_with_its_handles_cards_and_runs(ws: Workspace, reel: Reel) -> None:
    clips = reels.clips_of(ws, reel.id)
    look = ClipLook(
        card=Card("He looks", length_us=400_000), replay_percent=50, freeze=Freeze(at(15), 200_000)
    )
    set_look(ws, clips[1].id, look)
    set_style(
        ws, reel.id, ReelStyle(opening=Card("Us", length_us=200_000), closing=Card("Ta", length_us=200_000))
    )
    laid_out = lay_out_for_stage(
        sharing.order_to_show(ws, reel.id), clips, NoPainter(), Size(640, 360), pace=lambda *_: 1_000.0
    )
    first, second = laid_out.stops
    assert [first.clip.id, second.clip.id] == [one.id for one in clips]
    assert (first.span, first.film) == (span(0, 680), span(200, 680))
    assert (second.span, second.film) == (span(680, 2_920), span(1_080, 2_720))
    assert [one // 1_000 for one in second.runs] == [1_080, 1_560, 2_520]
    assert laid_out.at_us(first, 0) == clips[0].onset_us  # the card
    # How loud each clip is was found out before, so that the first one is heard at once.
    assert laid_out.preview.gains == gains_of(laid_out.preview.plan, JobContext()) != {}
    assert laid_out.at_us(first, 200_000) == at(9)
    assert laid_out.at_us(second, 1_560_000 + 160_000) == at(51)  # at half speed


def test_clips_side_by_side_have_one_stop(ws: Workspace, reel: Reel) -> None:
    clips = reels.clips_of(ws, reel.id)
    set_look(ws, clips[0].id, ClipLook(beside_next=True))
    order = sharing.order_to_show(ws, reel.id)
    (stop,) = lay_out_for_stage(order, clips, NoPainter(), Size(640, 360), pace=lambda *_: 1_000.0).stops
    assert stop.clip.id == clips[0].id


@pytest.mark.parametrize(
    ("paces", "size"), [([90.0], (1_864, 1_048)), ([30, 41], (1_398, 786)), ([30, 30], (932, 524))]
)
def test_the_picture_is_as_large_as_the_machine_makes_fast_enough(
    ws: Workspace, reel: Reel, paces: list[float], size: tuple[int, int]
) -> None:
    left = list(paces)
    laid_out = lay_out_for_stage(
        sharing.order_to_show(ws, reel.id),
        reels.clips_of(ws, reel.id),
        NoPainter(),
        Size(1_864, 1_080),
        pace=lambda *_: left.pop(0),
    )
    canvas = laid_out.preview.plan.canvas
    assert (canvas.width, canvas.height) == size  # larger than the film: words are sharp then
    assert not left


def test_the_pace_is_that_of_the_slowest_clip(ws: Workspace, reel: Reel) -> None:
    order = sharing.order_to_show(ws, reel.id)
    plan = plan_of(order, most=Size(640, 360))
    ticks = iter([0.0, 0.0, 0.1, 0.6, 0.6, 1.0, 3.0])
    # Five pictures in half a second, then five in two.
    assert pictures_a_second(plan, NoPainter(), JobContext(), lambda: next(ticks)) == pytest.approx(2.5)


def test_nothing_without_consent_clips_or_with_a_concern(ws: Workspace, reel: Reel, plain_film: Clip) -> None:
    clip = reels.clips_of(ws, reel.id)[0]
    session, _ = add_film(ws, plain_film.path)
    coding = ensure_pass(ws, session, small_codebook())
    tagging.press_code(ws, coding, "cry", at(12), next_frame_us=at(13))
    with pytest.raises(RuleViolation, match="which is a concern"):
        sharing.order_to_show(ws, reel.id)
    ws.history.undo()
    reels.set_audience(ws, reel.id, Audience.GROUP)
    for one in consent.people(ws, reel.family_id):
        consent.withdraw(ws, one.id, [Purpose.GROUP])
    with pytest.raises(
        ConsentNeeded, match="“Together” can’t be shown: F-001’s consent for a group of parents"
    ):
        sharing.order_to_show(ws, reel.id)
    reels.set_audience(ws, reel.id, Audience.SUPERVISOR)
    with pytest.raises(RuleViolation, match="is not for parents"):
        sharing.order_to_show(ws, reel.id)
    with pytest.raises(RuleViolation, match="is not for parents"):
        sharing.begin(ws, reel.id)
    reels.remove_clips(ws, reel.id, [one.id for one in reels.clips_of(ws, reel.id)])
    with pytest.raises(UsageError, match="no clips yet"):
        sharing.order_to_show(ws, reel.id)
    assert clip.reel_id == reel.id


def test_a_film_that_changed_is_not_shown(ws: Workspace, tmp_path: Path, plain_film: Clip) -> None:
    film = tmp_path / "visit.mp4"
    film.write_bytes(plain_film.path.read_bytes())
    session, _ = add_film(ws, film)
    agree(ws, session.family_id)
    made = reels.make_reel(ws, session.family_id, "Together")
    reels.add_moments(ws, made.id, [moments.mark(ws, session.id, at(1), at(5)).id])
    order = sharing.order_to_show(ws, made.id)
    film.write_bytes(film.read_bytes()[:-50_000] + b"x" * 50_000)
    with pytest.raises(MediaUnreadable, match="not the film that was coded"):
        plan_of(order)


def condition(ws: Workspace, reel: Reel, answer: Answer) -> None:
    agree(ws, reel.family_id, Purpose.SHARED_REVIEW, answer=answer)


def test_conditions_are_kept_to_or_the_reason_is_said(ws: Workspace, reel: Reel) -> None:
    first, second = reels.clips_of(ws, reel.id)
    condition(ws, reel, Answer(no_sound=True))
    with pytest.raises(ConsentNeeded, match="sound"):
        sharing.order_to_show(ws, reel.id)
    for one in (first, second):
        set_look(ws, one.id, ClipLook(sound_percent=0))
    sharing.order_to_show(ws, reel.id)
    condition(ws, reel, Answer(stills_only=True))
    with pytest.raises(ConsentNeeded, match="still"):
        sharing.order_to_show(ws, reel.id)
    condition(ws, reel, Answer(only_blurred=True))
    with pytest.raises(ConsentNeeded, match="blur"):
        sharing.order_to_show(ws, reel.id)
    box = (BoxAt(at(0), Box(0, 0, 2_000, 2_000)), BoxAt(at(99), Box(0, 0, 2_000, 2_000)))
    for one in (first, second):
        set_look(ws, one.id, ClipLook(blurs=(Blur("Parent", box), Blur("Baby", box))))
    with pytest.raises(ConsentNeeded, match="blur"):  # not followed yet: they may be anywhere
        sharing.require_now(ws, reel.id)
    for one in (first, second):
        set_look(ws, one.id, ClipLook(blurs=(Blur("Parent", box, box), Blur("Baby", box, box))))
    sharing.require_now(ws, reel.id)
    condition(ws, reel, Answer())
    set_look(ws, second.id, ClipLook(blurs=(Blur("sister", box, box, (Span(at(50), at(52)),)),)))
    with pytest.raises(RuleViolation, match="clip 2 it is not sure yet that “sister” is hidden"):
        sharing.require_now(ws, reel.id)


def test_words_stay_with_their_clip_and_are_undone(ws: Workspace, reel: Reel) -> None:
    review = sharing.begin(ws, reel.id)
    first, second = reels.clips_of(ws, reel.id)
    before = content(ws.store)
    said = sharing.keep_words(ws, review.id, first, at(12), Voice.PARENT, " He was looking for me ")
    sharing.keep_words(ws, review.id, second, at(55), Voice.BABY, "Again!")
    assert [(one.text, one.at_us, one.voice) for one in sharing.words_of(ws, [first.id])] == [
        ("He was looking for me", at(12), Voice.PARENT)
    ]
    assert len(sharing.words_of(ws, [first.id, second.id])) == 2
    ws.history.undo()
    assert ws.history.undo() == "keep the parent’s words"
    assert content(ws.store) == before
    ws.history.redo()
    sharing.remove_words(ws, said.id)
    assert content(ws.store) == before
    with pytest.raises(RuleViolation, match="no words"):
        sharing.keep_words(ws, review.id, first, at(12), Voice.PARENT, "  ")


def test_what_was_agreed(ws: Workspace, reel: Reel) -> None:
    review = sharing.begin(ws, reel.id)
    assert sharing.reviews_of(ws, reel.family_id) == [review]
    ended = sharing.end(ws, review.id, " Waiting helps ", "Bath time")
    assert (ended.agreed, ended.next_step) == ("Waiting helps", "Bath time")
    assert ended.ended_at
    changed = sharing.end(ws, review.id, "Waiting helps", "Bedtime")
    assert (changed.ended_at, changed.next_step) == (ended.ended_at, "Bedtime")
    ws.history.undo()
    ws.history.undo()
    assert sharing.reviews_of(ws, reel.family_id)[0].ended_at == ""
