"""The shared review: only what may be shown, words that stay with their clip, and what was agreed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import at, small_codebook
from tests.builders.library_content import content
from vig_annotator.errors import ConsentNeeded, MediaUnreadable, RuleViolation, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.model.consent import Purpose
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.shared_review import Voice
from vig_annotator.services import consent, moments, sharing, tagging
from vig_annotator.services import reel_building as reels
from vig_annotator.services.films import add_film
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.workspace import Workspace


@pytest.fixture
def ws(library_folder: Path) -> Iterator[Workspace]:
    with Workspace.open(library_folder, "AB") as opened:
        yield opened


@pytest.fixture
def reel(ws: Workspace, plain_film: Clip) -> Reel:
    """Two clips of a family that has agreed to everything: frames 10 to 19 and 50 to 59."""
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reels.make_reel(ws, session.family_id, "Together", handles_us=40_000)
    marked = [moments.mark(ws, session.id, at(first), at(first + 10)) for first in (10, 50)]
    reels.add_moments(ws, made.id, [one.id for one in marked])
    return made


def test_the_clips_with_their_films_and_handles(ws: Workspace, reel: Reel, plain_film: Clip) -> None:
    shown = sharing.clips_to_show(ws, reel.id)
    assert [one.span for one in shown] == [Span(at(9), at(21)), Span(at(49), at(61))]
    frames = sharing.frames_of(shown, ws.caches_dir, JobContext())
    assert len(frames[plain_film.path]) == 100


def test_nothing_without_consent_clips_or_with_a_concern(ws: Workspace, reel: Reel, plain_film: Clip) -> None:
    clip = reels.clips_of(ws, reel.id)[0]
    session, _ = add_film(ws, plain_film.path)
    coding = ensure_pass(ws, session, small_codebook())
    tagging.press_code(ws, coding, "cry", at(12), next_frame_us=at(13))
    with pytest.raises(RuleViolation, match="which is a concern"):
        sharing.clips_to_show(ws, reel.id)
    ws.history.undo()
    reels.set_audience(ws, reel.id, Audience.GROUP)
    for one in consent.people(ws, reel.family_id):
        consent.withdraw(ws, one.id, [Purpose.GROUP])
    with pytest.raises(
        ConsentNeeded, match="“Together” can’t be shown: F-001’s consent for a group of parents"
    ):
        sharing.clips_to_show(ws, reel.id)
    reels.set_audience(ws, reel.id, Audience.SUPERVISOR)
    with pytest.raises(RuleViolation, match="is not for parents"):
        sharing.begin(ws, reel.id)
    reels.remove_clips(ws, reel.id, [one.id for one in reels.clips_of(ws, reel.id)])
    with pytest.raises(UsageError, match="no clips yet"):
        sharing.clips_to_show(ws, reel.id)
    assert clip.reel_id == reel.id


def test_a_film_that_changed_is_not_shown(ws: Workspace, tmp_path: Path, plain_film: Clip) -> None:
    film = tmp_path / "visit.mp4"
    film.write_bytes(plain_film.path.read_bytes())
    session, _ = add_film(ws, film)
    agree(ws, session.family_id)
    made = reels.make_reel(ws, session.family_id, "Together")
    reels.add_moments(ws, made.id, [moments.mark(ws, session.id, at(1), at(5)).id])
    shown = sharing.clips_to_show(ws, made.id)
    film.write_bytes(film.read_bytes()[:-50_000] + b"x" * 50_000)
    with pytest.raises(MediaUnreadable, match="not the film that was coded"):
        sharing.frames_of(shown, ws.caches_dir, JobContext())


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
