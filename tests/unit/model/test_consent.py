"""Where consent stands: missing, refused, ended, withdrawn, or bound to conditions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.consent import (
    ENDS_SOON_DAYS,
    Absence,
    Consent,
    Decision,
    Person,
    PersonRole,
    Purpose,
    Shown,
    Standing,
    ends_soon,
    hindrances,
    standing,
)
from vig_annotator.model.days import day_of, in_words, later

TODAY = "2026-11-28"
MUM = Person("mum", "f", PersonRole.PARENT, "Mum")
BABY = Person("baby", "f", PersonRole.BABY, position=1)
DAD = Person("dad", "f", PersonRole.OTHER_PARENT, "Dad", position=2)
FILM = Shown("s", "clip 1")


def said(person: Person, decision: Decision = Decision.GIVEN, **values: object) -> Consent:
    """What somebody said about training."""
    return Consent(person.id + "-c", person.id, Purpose.TRAINING, decision, **values)  # type: ignore[arg-type]


def words(
    *consents: Consent,
    shown: tuple[Shown, ...] = (FILM,),
    away: tuple[Absence, ...] = (),
    people: tuple[Person, ...] = (MUM, BABY),
) -> list[str]:
    return [one.words for one in hindrances(people, consents, away, Purpose.TRAINING, shown, TODAY)]


@pytest.mark.parametrize(
    ("consent", "wanted"),
    [
        (None, Standing.MISSING),
        (said(MUM), Standing.GIVEN),
        (said(MUM, expires_on=TODAY), Standing.GIVEN),
        (said(MUM, expires_on="2026-11-27"), Standing.EXPIRED),
        (said(MUM, expires_on="20260101"), Standing.EXPIRED),  # as an earlier version took it
        (said(MUM, expires_on="2026-W01-1"), Standing.EXPIRED),
        (said(MUM, Decision.REFUSED, expires_on="2030-01-01"), Standing.REFUSED),
        (said(MUM, Decision.WITHDRAWN, expires_on="2026-11-27"), Standing.WITHDRAWN),
    ],
)
def test_standing(consent: Consent | None, wanted: Standing) -> None:
    assert standing(consent, TODAY) is wanted


def test_everybody_filmed_must_have_agreed() -> None:
    assert words(said(MUM), said(BABY)) == []
    assert words(said(MUM)) == ["Baby: no consent for training in the team is on file"]
    assert words(said(MUM, Decision.REFUSED, decided_on="2026-05-03"), said(BABY)) == [
        "Mum: said no to training in the team on 3 May 2026"
    ]
    assert words(said(MUM, Decision.WITHDRAWN, withdrawn_on="2026-05-03"), said(BABY)) == [
        "Mum: withdrew consent for training in the team on 3 May 2026"
    ]
    assert words(said(MUM, expires_on="2026-11-01"), said(BABY)) == [
        "Mum: consent for training in the team ended on 1 November 2026"
    ]


def test_consent_is_for_its_purpose_only() -> None:
    given_for_training = [said(MUM), said(BABY)]
    found = hindrances([MUM, BABY], given_for_training, [], Purpose.RESEARCH, [FILM], TODAY)
    assert [one.standing for one in found] == [Standing.MISSING, Standing.MISSING]


def test_nobody_recorded_is_no_consent() -> None:
    (found,) = hindrances([], [], [], Purpose.TRAINING, [FILM], TODAY)
    assert found.person is None
    assert found.standing is Standing.MISSING


def test_who_is_not_in_the_film_need_not_agree() -> None:
    assert words(said(MUM), away=(Absence("a", "s", "baby"),)) == []
    two = (FILM, Shown("another", "clip 2"))
    assert len(words(said(MUM), shown=two, away=(Absence("a", "s", "baby"),))) == 1


def test_conditions() -> None:
    bound = said(BABY, only_blurred=True)
    assert words(said(MUM), bound) == ["Baby: may be shown only blurred, but is not in clip 1"]
    assert words(said(MUM), bound, shown=(Shown("s", "clip 1", hidden=("",)),)) == []
    silent = said(BABY, no_sound=True)
    assert words(said(MUM), silent, shown=(FILM, Shown("s", "clip 2"))) == [
        "Baby: may be shown only without sound, but is heard in clip 1, clip 2"
    ]
    assert words(said(MUM), silent, shown=(Shown("s", "clip 1", sound=False),)) == []
    stills = said(BABY, stills_only=True, no_sound=True)
    assert len(words(said(MUM), stills)) == 2
    assert words(said(MUM), stills, shown=(Shown("s", "the picture", moving=False),)) == []


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        ((), {"Baby", "Mum"}),
        (("",), {"Baby", "Mum"}),  # one blur can't hide two
        (("", ""), set()),
        (("somebody by the door", ""), set()),
        (("Baby",), {"Mum"}),
        ((" baby ", ""), set()),
        (("Baby", "Baby"), {"Mum"}),
        (("Dad", "Baby"), {"Mum"}),  # who is hidden need not be who must be
    ],
)
def test_a_blur_hides_whom_it_names(hidden: tuple[str, ...], left: set[str]) -> None:
    found = words(
        said(MUM, only_blurred=True),
        said(BABY, only_blurred=True),
        said(DAD),
        people=(MUM, BABY, DAD),
        shown=(Shown("s", "clip 1", hidden=hidden),),
    )
    assert {one.partition(":")[0] for one in found} == left


@given(st.integers(-400, 400))
def test_what_ends_soon_still_holds(days: int) -> None:
    consent = said(MUM, expires_on=later(TODAY, days))
    assert ends_soon(consent, TODAY) == (0 <= days <= ENDS_SOON_DAYS)
    assert (standing(consent, TODAY) is Standing.GIVEN) == (days >= 0)


@given(st.dates(), st.integers(0, 1000))
def test_days(day: date, days: int) -> None:
    text = day.isoformat()
    assert day_of(text) == day
    assert in_words(text).startswith(f"{day.day} ")
    assert in_words(text).endswith(str(day.year))
    if day <= date.max - timedelta(days=days):
        assert day_of(later(text, days)) == day + timedelta(days=days)


def test_what_is_no_day() -> None:
    assert day_of("soon") is None
    assert in_words("soon") == "soon"
