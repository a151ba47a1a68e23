"""Whom a reel may be shown: consent by audience, other families' clips, exceptions, and concerns."""

from dataclasses import replace

import pytest

from tests.builders.consents import agree, allow_exceptions
from tests.builders.libraries import CODEBOOK, Desk, at
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import ConsentNeeded, RuleViolation
from vig_annotator.model.audiences import (
    AUDIENCE_WORDS,
    NEVER_A_CONCERN,
    PURPOSE_OF,
    SEVERAL_FAMILIES,
    STRENGTHS_FIRST,
)
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.clip_look import Blur, QuietSpan
from vig_annotator.model.consent import PersonRole, Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.session import Session
from vig_annotator.services import consent, families, moments, passes, reel_blurring, reel_looks
from vig_annotator.services import reel_building as reels
from vig_annotator.services.reel_guarding import except_reel, made_of, require_may_be_shown, require_picture


def reel_for(desk: Desk, audience: Audience) -> Reel:
    moment = moments.mark(desk.ws, desk.session.id, at(10), at(20))
    reel = reels.make_reel(desk.ws, desk.family.id, "Together", audience)
    reels.add_moments(desk.ws, reel.id, [moment.id])
    return reel


def other_family(desk: Desk) -> Desk:
    """Another family in the same library, with a session of its own."""
    family = families.create_family(desk.ws)
    session = Session(new_id(), family.id, "Visit", created_at=desk.ws.stamp().at)
    desk.ws.history.set_up(ChangeSet("add a session", (made(session),)))
    return replace(desk, family=family, session=session)


def test_every_audience_is_complete() -> None:
    assert set(PURPOSE_OF) == set(AUDIENCE_WORDS) == set(Audience)
    assert NEVER_A_CONCERN < STRENGTHS_FIRST
    assert not STRENGTHS_FIRST & SEVERAL_FAMILIES


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_asks_for_its_own_consent(desk: Desk, audience: Audience) -> None:
    reel = reel_for(desk, audience)
    agree(desk.ws, desk.family.id, *(one for one in Purpose if one is not PURPOSE_OF[audience]))
    with pytest.raises(ConsentNeeded, match="The film of “Together” can’t be made: F-001’s consent"):
        require_may_be_shown(desk.ws, reel.id)
    agree(desk.ws, desk.family.id, PURPOSE_OF[audience])
    require_may_be_shown(desk.ws, reel.id)
    about = made_of(desk.ws, reel.id)
    assert (about.audience, about.session_ids) == (audience, (desk.session.id,))


def test_an_exception_is_for_one_reel(desk: Desk) -> None:
    reel = reel_for(desk, Audience.SUPERVISOR)
    allow_exceptions(desk.ws)
    exception = except_reel(desk.ws, reel.id, "The court asks for it, file 12.")
    require_may_be_shown(desk.ws, reel.id, exception=exception)
    other = reels.make_reel(desk.ws, desk.family.id, "Another", Audience.SUPERVISOR)
    with pytest.raises(RuleViolation, match="something else"):
        require_may_be_shown(desk.ws, other.id, exception=exception)
    theirs = reels.make_reel(desk.ws, other_family(desk).family.id, "Together", Audience.SUPERVISOR)
    with pytest.raises(RuleViolation, match="something else"):
        require_may_be_shown(desk.ws, theirs.id, exception=exception)


def test_an_exception_lets_no_concern_pass(desk: Desk) -> None:
    reel = reel_for(desk, Audience.PARENT)
    allow_exceptions(desk.ws)
    exception = except_reel(desk.ws, reel.id, "The court asks for it, file 12.")
    desk.press("cry", 15)
    with pytest.raises(RuleViolation, match="which is a concern"):
        require_may_be_shown(desk.ws, reel.id, exception=exception)


def test_another_family_only_for_training_and_with_its_own_consent(desk: Desk) -> None:
    other = other_family(desk)
    theirs = moments.mark(desk.ws, other.session.id, at(10), at(20))
    parents, training = reel_for(desk, Audience.PARENT), reel_for(desk, Audience.TRAINING)
    with pytest.raises(RuleViolation, match="another family's"):
        reels.add_moments(desk.ws, parents.id, [theirs.id])
    with pytest.raises(ConsentNeeded, match="F-002’s consent for training"):
        reels.add_moments(desk.ws, training.id, [theirs.id])
    agree(desk.ws, desk.family.id)
    agree(desk.ws, other.family.id, Purpose.TRAINING)
    reels.add_moments(desk.ws, training.id, [theirs.id])
    require_may_be_shown(desk.ws, training.id)
    with pytest.raises(RuleViolation, match="holds clips of F-002"):
        reels.set_audience(desk.ws, training.id, Audience.PARENT)
    their_parent = consent.people(desk.ws, other.family.id)[0]
    consent.withdraw(desk.ws, their_parent.id, [Purpose.TRAINING])
    with pytest.raises(
        ConsentNeeded, match="F-002’s consent for training in the team is not complete: Parent: withdrew"
    ):
        require_may_be_shown(desk.ws, training.id)


def test_conditions_are_asked_of_a_reel(desk: Desk) -> None:
    reel = reel_for(desk, Audience.TRAINING)
    agree(desk.ws, desk.family.id, answer=Answer(stills_only=True))
    with pytest.raises(ConsentNeeded, match="only in still pictures, but moves in clip 1"):
        require_may_be_shown(desk.ws, reel.id)
    require_picture(desk.ws, desk.session.id)


def test_who_may_not_be_heard_is_not_heard_in_a_muted_clip(desk: Desk) -> None:
    reel = reel_for(desk, Audience.TRAINING)
    agree(desk.ws, desk.family.id, answer=Answer(no_sound=True))
    clip = reels.clips_of(desk.ws, reel.id)[0]
    for span, percent, heard in (
        (Span(at(10), at(19)), 0, True),  # a frame is left
        (Span(at(10), at(20)), 12, True),  # soft is not silent
        (Span(at(10), at(20)), 0, False),
    ):
        reel_looks.set_look(desk.ws, clip.id, replace(clip.look, quiet=(QuietSpan(span, percent),)))
        if heard:
            with pytest.raises(ConsentNeeded, match="only without sound, but is heard in clip 1"):
                require_may_be_shown(desk.ws, reel.id)
        else:
            require_may_be_shown(desk.ws, reel.id)
    reels.set_handles(desk.ws, reel.id, 400_000)
    with pytest.raises(ConsentNeeded, match="is heard in clip 1"):
        require_may_be_shown(desk.ws, reel.id)  # what the handles show is heard, too


def test_a_blur_of_a_brother_does_not_hide_his_sister(desk: Desk) -> None:
    reel = reel_for(desk, Audience.TRAINING)
    agree(desk.ws, desk.family.id)
    siblings = [
        consent.add_person(desk.ws, desk.family.id, PersonRole.SIBLING, name) for name in ("Ben", "Ann")
    ]
    consent.record(desk.ws, [one.id for one in siblings], [Purpose.TRAINING], Answer(only_blurred=True))
    clip = reels.clips_of(desk.ws, reel.id)[0]
    keys = (BoxAt(at(10), Box(0, 0, 2000, 2000)),)

    def hide(*names: str, **values: object) -> None:
        blurs = tuple(Blur(who, keys, keys, **values) for who in names)  # type: ignore[arg-type]
        reel_looks.set_look(desk.ws, clip.id, replace(clip.look, blurs=blurs))

    for hidden, unmet in ((("Ben",), "Ann"), (("Ben", "Ben"), "Ann"), (("",), "Ben.*Ann")):
        hide(*hidden)
        with pytest.raises(ConsentNeeded, match=f"{unmet}: may be shown only blurred, but is not in clip 1"):
            require_may_be_shown(desk.ws, reel.id)
    hide("Ben", "Ann")
    require_may_be_shown(desk.ws, reel.id)
    hide("Ben", "Ann", doubts=(Span(at(12), at(13)),))
    with pytest.raises(ConsentNeeded, match="only blurred"):
        require_may_be_shown(desk.ws, reel.id)


def test_a_picture_is_for_the_parent(desk: Desk) -> None:
    with pytest.raises(ConsentNeeded, match="The picture can’t be saved"):
        require_picture(desk.ws, desk.session.id)


def concern(desk: Desk, codebook_id: str) -> str:
    """A moment in which a codebook of that id sees a concern."""
    loaded = parse_codebook(CODEBOOK.replace("id: small", f"id: {codebook_id}"), "small.yaml")
    coder = replace(desk, coding_pass=passes.ensure_pass(desk.ws, desk.session, loaded))
    coder.press("cry", 15)
    return moments.mark(desk.ws, desk.session.id, at(10), at(20)).id


@pytest.mark.parametrize(
    ("codebook_id", "audience", "may"),
    [
        ("circle_of_security", Audience.PARENT, True),
        ("circle_of_security", Audience.GROUP, True),
        ("circle_of_security", Audience.TAKE_HOME, False),
        ("circle_of_security", Audience.PUBLIC, False),
        ("vig_attunement", Audience.PARENT, False),
        ("vig_attunement", Audience.GROUP, False),
    ],
)
def test_concerns_by_explicit_choice_only_where_that_may_be(
    desk: Desk, codebook_id: str, audience: Audience, may: bool
) -> None:
    moment_id = concern(desk, codebook_id)
    reel = reels.make_reel(desk.ws, desk.family.id, "Together", audience)
    with pytest.raises(RuleViolation, match="which is a concern"):
        reels.add_moments(desk.ws, reel.id, [moment_id])
    if may:
        reels.add_moments(desk.ws, reel.id, [moment_id], concern_allowed=True)
        with pytest.raises(RuleViolation, match="nobody is beside them"):
            reels.set_audience(desk.ws, reel.id, Audience.TAKE_HOME)
    else:
        with pytest.raises(RuleViolation, match="which is a concern"):
            reels.add_moments(desk.ws, reel.id, [moment_id], concern_allowed=True)


@pytest.mark.parametrize("audience", [Audience.SUPERVISOR, Audience.TRAINING, Audience.RESEARCH])
def test_professionals_see_concerns(desk: Desk, audience: Audience) -> None:
    moment_id = concern(desk, "vig_attunement")
    reel = reels.make_reel(desk.ws, desk.family.id, "Together", audience)
    reels.add_moments(desk.ws, reel.id, [moment_id])


def blurred_reel(desk: Desk, blur: Blur) -> Reel:
    """A reel of frames 10 to 19 for supervision, to which everybody agreed if they are blurred."""
    reel = reel_for(desk, Audience.SUPERVISOR)
    parent, _baby = agree(desk.ws, desk.family.id)
    consent.record(desk.ws, [parent], list(Purpose), Answer(only_blurred=True))
    (clip,) = reels.clips_of(desk.ws, reel.id)
    reel_looks.set_look(desk.ws, clip.id, replace(clip.look, blurs=(blur,)))
    return reel


FACE = BoxAt(at(10), Box(1_000, 1_000, 2_000, 2_000))


def test_what_is_blurred_for_a_while_only_is_not_blurred(desk: Desk) -> None:
    reel = blurred_reel(desk, Blur("Mum", (FACE,), (FACE,), span=Span(at(10), at(20))))
    require_may_be_shown(desk.ws, reel.id)
    (clip,) = reels.clips_of(desk.ws, reel.id)
    short = replace(clip.look.blurs[0], span=Span(at(10), at(19)))
    reel_looks.set_look(desk.ws, clip.id, replace(clip.look, blurs=(short,)))
    with pytest.raises(ConsentNeeded, match="only blurred, but is not in clip 1"):
        require_may_be_shown(desk.ws, reel.id)


def test_what_a_longer_clip_shows_was_not_followed(desk: Desk) -> None:
    reel = blurred_reel(desk, Blur("Mum", (FACE,), (FACE,)))
    require_may_be_shown(desk.ws, reel.id)
    (clip,) = reels.clips_of(desk.ws, reel.id)
    reels.set_clip_edges(desk.ws, clip.id, at(8), at(25))
    with pytest.raises(ConsentNeeded, match="only blurred, but is not in clip 1"):
        require_may_be_shown(desk.ws, reel.id)
    assert [one.span for one in reel_blurring.doubts_of(desk.ws, reel.id)] == [
        Span(at(8), at(10)),
        Span(at(20), at(25)),
    ]
    reels.set_clip_edges(desk.ws, clip.id, at(12), at(18))
    require_may_be_shown(desk.ws, reel.id)
    reels.set_handles(desk.ws, reel.id, at(1))
    assert [one.span for one in reel_blurring.doubts_of(desk.ws, reel.id)] == [
        Span(at(11), at(12)),
        Span(at(18), at(19)),
    ]
    reel_blurring.find_right(desk.ws, clip.id, 0, Span(at(11), at(19)))
    require_may_be_shown(desk.ws, reel.id)
    assert desk.ws.history.undo() == "change the blur of a clip"
    assert desk.ws.history.undo() == "set the handles of “Together”"
    require_may_be_shown(desk.ws, reel.id)
    reels.set_clip_edges(desk.ws, clip.id, at(40), at(50))
    (elsewhere,) = reel_blurring.doubts_of(desk.ws, reel.id)
    assert elsewhere.span == Span(at(40), at(50))
