"""Reels of several families: for training and research only, each family's own consent, whatever is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders.consents import agree, allow_exceptions
from tests.builders.libraries import Desk, at
from vig_annotator.errors import ConsentNeeded, RuleViolation
from vig_annotator.model.audiences import SEVERAL_FAMILIES
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.consent import Decision, Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.edits.drafting import changed, made
from vig_annotator.model.ids import new_id
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.session import Session
from vig_annotator.services import consent, families, moments, reel_guarding, register
from vig_annotator.services import reel_building as reels
from vig_annotator.services.reel_families import families_for
from vig_annotator.services.register import Written

TODAY = date.today()


def another(desk: Desk, title: str = "Visit") -> Desk:
    """Another family in the same library, with a session of its own."""
    family = families.create_family(desk.ws)
    session = Session(new_id(), family.id, title, created_at=desk.ws.stamp().at)
    desk.ws.history.set_up(ChangeSet("add a session", (made(session),)))
    return replace(desk, family=family, session=session)


def moment(desk: Desk) -> str:
    return moments.mark(desk.ws, desk.session.id, at(10), at(20)).id


@pytest.fixture
def two(desk: Desk) -> tuple[Desk, Desk, Reel]:
    """A training reel with a clip of each of two families that agreed."""
    other = another(desk)
    for one in (desk, other):
        agree(desk.ws, one.family.id, Purpose.TRAINING)
    reel = reels.make_reel(desk.ws, desk.family.id, "What we learn", Audience.TRAINING)
    reels.add_moments(desk.ws, reel.id, [moment(desk), moment(other)])
    return desk, other, reel


@pytest.mark.parametrize("audience", sorted(set(Audience) - SEVERAL_FAMILIES))
def test_every_other_purpose_refuses_another_family(desk: Desk, audience: Audience) -> None:
    other = another(desk)
    for one in (desk, other):
        agree(desk.ws, one.family.id)
    reel = reels.make_reel(desk.ws, desk.family.id, "Together", audience)
    with pytest.raises(RuleViolation, match="another family's"):
        reels.add_moments(desk.ws, reel.id, [moment(other)])
    assert [one.own for one in families_for(desk.ws, reel.id)] == [True]


@pytest.mark.parametrize("audience", sorted(SEVERAL_FAMILIES))
def test_training_and_research_may_hold_several(desk: Desk, audience: Audience) -> None:
    other = another(desk)
    for one in (desk, other):
        agree(desk.ws, one.family.id)
    reel = reels.make_reel(desk.ws, desk.family.id, "What we learn", audience)
    reels.add_moments(desk.ws, reel.id, [moment(other)])
    reel_guarding.require_may_be_shown(desk.ws, reel.id)


def test_families_are_offered_by_pseudonym_with_what_stands_against_them(desk: Desk) -> None:
    third, second = another(desk), another(desk)
    families.rename_family(desk.ws, third.family.id, "F-300")
    families.create_family(desk.ws)  # never filmed
    agree(desk.ws, second.family.id, Purpose.TRAINING)
    reel = reels.make_reel(desk.ws, desk.family.id, "What we learn", Audience.TRAINING)
    offered = families_for(desk.ws, reel.id)
    assert [(one.family.id, one.own) for one in offered] == [
        (desk.family.id, True),
        (second.family.id, False),
        (third.family.id, False),
    ]
    assert offered[1].refusal == ""
    assert "nobody is recorded yet" in offered[2].refusal


@pytest.mark.parametrize("audience", sorted(set(Audience) - SEVERAL_FAMILIES))
def test_it_can_not_be_made_one_for_a_parent(two: tuple[Desk, Desk, Reel], audience: Audience) -> None:
    desk, other, reel = two
    agree(desk.ws, desk.family.id)
    agree(desk.ws, other.family.id)
    with pytest.raises(RuleViolation, match=r"holds clips of F-002.*Take the clips of F-002 out"):
        reels.set_audience(desk.ws, reel.id, audience)
    assert desk.ws.get(Reel, reel.id).audience is Audience.TRAINING
    theirs = [clip.id for clip in reels.clips_of(desk.ws, reel.id) if clip.session_id == other.session.id]
    reels.remove_clips(desk.ws, reel.id, theirs)
    reels.set_audience(desk.ws, reel.id, audience)


def test_a_reel_that_was_changed_behind_the_services_back_is_not_shown(two: tuple[Desk, Desk, Reel]) -> None:
    desk, other, reel = two
    agree(desk.ws, desk.family.id)
    agree(desk.ws, other.family.id)
    now = desk.ws.get(Reel, reel.id)
    desk.ws.history.apply(ChangeSet("attack", (changed(now, audience=Audience.PARENT),)))
    with pytest.raises(RuleViolation, match="may show several families"):
        reel_guarding.require_may_be_shown(desk.ws, reel.id)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(Decision.REFUSED), "said no to training"),
        (Answer(Decision.WITHDRAWN), "withdrew consent for training"),
        (
            Answer(
                decided_on=(TODAY - timedelta(days=9)).isoformat(),
                expires_on=(TODAY - timedelta(days=1)).isoformat(),
            ),
            "consent for training in the team ended",
        ),
        (None, "no consent for training in the team is on file"),
    ],
)
def test_one_familys_consent_that_is_gone_stops_all(
    two: tuple[Desk, Desk, Reel], answer: Answer | None, why: str
) -> None:
    desk, other, reel = two
    reel_guarding.require_may_be_shown(desk.ws, reel.id)
    parent = consent.people(desk.ws, other.family.id)[0]
    if answer is None:
        consent.forget(desk.ws, parent.id, Purpose.TRAINING)
    else:
        consent.record(desk.ws, [parent.id], [Purpose.TRAINING], answer)
    with pytest.raises(ConsentNeeded, match=f"F-002’s consent.*{why}"):
        reel_guarding.require_may_be_shown(desk.ws, reel.id)
    with pytest.raises(ConsentNeeded, match=f"F-002’s consent.*{why}"):
        reels.add_moments(desk.ws, reel.id, [moment(other)])


def test_consent_for_another_purpose_is_none(two: tuple[Desk, Desk, Reel]) -> None:
    desk, _, reel = two
    reels.set_audience(desk.ws, reel.id, Audience.CONFERENCE)
    with pytest.raises(ConsentNeeded, match="F-001’s consent for"):
        reel_guarding.require_may_be_shown(desk.ws, reel.id)
    agree(desk.ws, desk.family.id, Purpose.CONFERENCE)
    with pytest.raises(ConsentNeeded, match="F-002’s consent for"):
        reel_guarding.require_may_be_shown(desk.ws, reel.id)


def test_a_condition_does_not_keep_a_clip_out_but_the_film_unmade(desk: Desk) -> None:
    other = another(desk)
    agree(desk.ws, desk.family.id)
    agree(desk.ws, other.family.id, answer=Answer(no_sound=True))
    reel = reels.make_reel(desk.ws, desk.family.id, "What we learn", Audience.TRAINING)
    reels.add_moments(desk.ws, reel.id, [moment(other)])
    with pytest.raises(ConsentNeeded, match=r"F-002’s consent.*only without sound, but is heard in clip 1"):
        reel_guarding.require_may_be_shown(desk.ws, reel.id)


def test_a_withdrawal_lists_the_file_that_was_made_for_another_familys_reel(
    two: tuple[Desk, Desk, Reel], tmp_path: Path
) -> None:
    desk, other, reel = two
    entry = register.enter(
        desk.ws, reel_guarding.made_of(desk.ws, reel.id), Written(tmp_path / "made.mp4", 9, "f" * 64)
    )
    parent = consent.people(desk.ws, other.family.id)[0]
    consent.withdraw(desk.ws, parent.id, [Purpose.TRAINING])
    assert register.touched_by(desk.ws, other.family.id, parent.id, [Purpose.TRAINING]) == (entry,)
    for family in (desk.family, other.family):
        assert register.made_files(desk.ws, family.id) == [entry]
    assert register.made_files(desk.ws, another(desk).family.id) == []


def test_an_exception_is_written_down_for_each_family_it_is_about(two: tuple[Desk, Desk, Reel]) -> None:
    desk, other, reel = two
    for one in (desk, other):
        consent.withdraw(desk.ws, consent.people(desk.ws, one.family.id)[0].id, [Purpose.TRAINING])
    allow_exceptions(desk.ws)
    only_one = consent.make_exception(
        desk.ws, desk.family.id, Purpose.TRAINING, reel.title, "The court asks for it, file 12."
    )
    with pytest.raises(ConsentNeeded, match="F-002’s consent"):
        reel_guarding.require_may_be_shown(desk.ws, reel.id, exception=only_one)
    exception = reel_guarding.except_reel(desk.ws, reel.id, "The court asks for both, file 13.")
    reel_guarding.require_may_be_shown(desk.ws, reel.id, exception=exception)
    assert len(consent.exceptions(desk.ws, other.family.id)) == 1


def test_concerns_of_another_familys_coding_count(two: tuple[Desk, Desk, Reel]) -> None:
    desk, other, reel = two
    clips = reels.clips_of(desk.ws, reel.id)
    assert {clip.session_id for clip in clips} == {desk.session.id, other.session.id}
    desk.press("cry", 15)
    shown = reels.concerns_shown(desk.ws, reel.id)
    assert list(shown) == [clips[0].id]
