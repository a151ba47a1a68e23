"""Who is filmed, and what each of them said about showing it: the consent record, one answer for each purpose.

Consent is specific: what was allowed for the shared review says nothing about training. No answer is no consent, an
answer that ended counts as none, and a withdrawal counts from the day that it was said. Codings need no consent of their
own; it is asked for whenever film or pictures are shown to somebody or leave the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.days import day_of, in_words, later

ENDS_SOON_DAYS = 30
"""Consent that ends within so many days is pointed out."""


class PersonRole(StrEnum):
    """Who a filmed person is to the family."""

    PARENT = "parent"
    BABY = "baby"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    OTHER_PARENT = "other_parent"
    OTHER_CHILD = "other_child"
    PROFESSIONAL = "professional"
    OTHER = "other"


class Purpose(StrEnum):
    """What film may be shown for; each is asked about by itself."""

    SHARED_REVIEW = "shared_review"
    SUPERVISION = "supervision"
    PEERS = "peers"
    GROUP = "group"
    TRAINING = "training"
    CONFERENCE = "conference"
    RESEARCH = "research"
    PUBLICITY = "publicity"


class Decision(StrEnum):
    """What was said."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class GivenBy(StrEnum):
    """Who said it."""

    SELF = "self"
    PARENT = "parent"
    COURT = "court"
    OTHER = "other"


class Method(StrEnum):
    """How it was said."""

    SIGNED = "signed"
    SPOKEN = "spoken"


class Standing(StrEnum):
    """Where consent stands on a day."""

    GIVEN = "given"
    MISSING = "missing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ROLE_WORDS: Mapping[PersonRole, str] = {
    PersonRole.PARENT: "Parent",
    PersonRole.BABY: "Baby",
    PersonRole.SIBLING: "Brother or sister",
    PersonRole.GRANDPARENT: "Grandparent",
    PersonRole.OTHER_PARENT: "Another parent",
    PersonRole.OTHER_CHILD: "Another child",
    PersonRole.PROFESSIONAL: "Professional",
    PersonRole.OTHER: "Somebody else",
}
"""What people call each role."""

PURPOSE_WORDS: Mapping[Purpose, str] = {
    Purpose.SHARED_REVIEW: "the shared review",
    Purpose.SUPERVISION: "supervision",
    Purpose.PEERS: "colleagues in intervision",
    Purpose.GROUP: "a group of parents",
    Purpose.TRAINING: "training in the team",
    Purpose.CONFERENCE: "training elsewhere",
    Purpose.RESEARCH: "research",
    Purpose.PUBLICITY: "the public",
}
"""What each purpose is called in a sentence: ``consent for supervision``."""

CHILDREN = frozenset({PersonRole.BABY, PersonRole.SIBLING, PersonRole.OTHER_CHILD})
"""Those for whom somebody with parental responsibility answers."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be seen or heard in a family's films.

    Attributes:
        name: what they are called here, such as ``Mum``; never a real name; empty for the role alone.
        position: order in the family, from 0.
    """

    id: str
    family_id: str
    role: PersonRole
    name: str = ""
    position: int = 0
    created_at: str = ""
    revision: int = 1

    @property
    def called(self) -> str:
        """What they are called here, or else what they are."""
        return self.name or ROLE_WORDS[self.role]


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's answer about one purpose; the change log keeps the answers before it.

    Attributes:
        decided_on: the day on which they said yes or no, ISO 8601.
        withdrawn_on: the day on which they took it back, or empty.
        expires_on: the last day on which it holds, or empty for no end.
        only_blurred: they may be shown only blurred.
        stills_only: only as still pictures.
        no_sound: only without sound.
        form: which form was signed, and its version.
        note: whatever else was agreed; who interpreted; a study's number.
        recorded_by: who wrote it down here.
        recorded_at: when; UTC, ISO 8601.
    """

    id: str
    person_id: str
    purpose: Purpose
    decision: Decision
    given_by: GivenBy = GivenBy.SELF
    method: Method = Method.SIGNED
    form: str = ""
    decided_on: str = ""
    withdrawn_on: str = ""
    expires_on: str = ""
    only_blurred: bool = False
    stills_only: bool = False
    no_sound: bool = False
    note: str = ""
    recorded_by: str = ""
    recorded_at: str = ""
    created_at: str = ""
    revision: int = 1

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions in words."""
        told = (
            (self.only_blurred, "only blurred"),
            (self.stills_only, "stills only"),
            (self.no_sound, "no sound"),
        )
        return tuple(words for holds, words in told if holds)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody of the family who can neither be seen nor heard in one session's films."""

    id: str
    session_id: str
    person_id: str
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class ConsentException:
    """Film was shown or handed over without consent, as the law or the service allows in rare cases; never undone.

    Attributes:
        what: what was shown or made, such as a reel's title.
        reason: why that was allowed, in the words of whoever decided it.
        created_by: who decided it.
    """

    id: str
    family_id: str
    purpose: Purpose
    what: str
    reason: str
    created_by: str = ""
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a session's film, as an audience would see it.

    Attributes:
        what: what it is called in a sentence: ``clip 2``.
        moving: as film; else as a still picture.
        sound: with its sound.
        hidden: who is blurred throughout, for each of them what they are called here, or an empty text where that was not said.
    """

    session_id: str
    what: str
    moving: bool = True
    sound: bool = True
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why something may not be shown: who has not agreed, or on which condition.

    Attributes:
        person: whose consent it is about; None where nobody is recorded at all.
        standing: `Standing.GIVEN` where only a condition is not met.
        words: a plain sentence without its full stop: ``Mum: said no to training on 3 May 2026``.
    """

    person: Person | None
    standing: Standing
    words: str


def standing(consent: Consent | None, today: str) -> Standing:
    """Where an answer stands on a day (ISO 8601); its last day still counts. An end that is no day is past."""
    if consent is None:
        return Standing.MISSING
    if consent.decision is Decision.REFUSED:
        return Standing.REFUSED
    if consent.decision is Decision.WITHDRAWN:
        return Standing.WITHDRAWN
    if not consent.expires_on:
        return Standing.GIVEN
    end = day_of(consent.expires_on)
    return Standing.EXPIRED if end is None or end.isoformat() < today else Standing.GIVEN


def ends_soon(consent: Consent, today: str) -> bool:
    """Whether an answer still holds, but not for long."""
    if standing(consent, today) is not Standing.GIVEN or day_of(consent.expires_on) is None:
        return False
    return consent.expires_on <= later(today, ENDS_SOON_DAYS)


def hindrances(
    people: Iterable[Person],
    consents: Iterable[Consent],
    absences: Iterable[Absence],
    purpose: Purpose,
    shown: Iterable[Shown],
    today: str,
    *,
    conditions: bool = True,
) -> tuple[Hindrance, ...]:
    """All that stands against showing something; empty if it may be shown.

    Args:
        people: who is filmed in the family whose films they are.
        consents: their answers, about whatever purpose.
        absences: who is not in which session; whoever is not named here counts as being in all.
        purpose: what it is shown for.
        shown: what is shown.
        today: the day, ISO 8601.
        conditions: whether conditions count, too, or only whether they agreed at all.
    """
    everybody, stretches = tuple(people), tuple(shown)
    if not everybody:
        return (Hindrance(None, Standing.MISSING, "nobody is recorded yet as being filmed"),)
    answers = {one.person_id: one for one in consents if one.purpose is purpose}
    away = {(one.session_id, one.person_id) for one in absences}
    bound = [one for one in everybody if (said := answers.get(one.id)) is not None and said.only_blurred]
    plain = {
        one: unhidden(one.hidden, [who for who in bound if (one.session_id, who.id) not in away], everybody)
        for one in (stretches if bound else ())
    }
    found: list[Hindrance] = []
    for person in everybody:
        seen_in = [one for one in stretches if (one.session_id, person.id) not in away]
        if not seen_in:
            continue
        answer = answers.get(person.id)
        where = standing(answer, today)
        if answer is None or where is not Standing.GIVEN:
            found.append(Hindrance(person, where, f"{person.called}: {_why(answer, where, purpose)}"))
        elif conditions:
            found.extend(
                Hindrance(person, where, f"{person.called}: {words}")
                for words in _unmet(answer, seen_in, [one for one in seen_in if person in plain.get(one, ())])
            )
    return tuple(found)


def unhidden(
    hidden: Iterable[str], bound: Iterable[Person], everybody: Iterable[Person]
) -> tuple[Person, ...]:
    """Who should be blurred and may not be: a blur hides whom it names, and one that names nobody of the family hides anybody.

    Args:
        hidden: what the blurs say about whom they hide.
        bound: who may be shown only blurred.
        everybody: of the family.
    """
    said = [one.strip().casefold() for one in hidden]
    known = {one.called.casefold() for one in everybody}
    left = [one for one in bound if one.called.casefold() not in said]
    return tuple(left) if len(left) > sum(one not in known for one in said) else ()


def _why(answer: Consent | None, where: Standing, purpose: Purpose) -> str:
    what = PURPOSE_WORDS[purpose]
    if answer is None:
        return f"no consent for {what} is on file"
    if where is Standing.REFUSED:
        return f"said no to {what}{_on(answer.decided_on)}"
    if where is Standing.WITHDRAWN:
        return f"withdrew consent for {what}{_on(answer.withdrawn_on)}"
    return f"consent for {what} ended{_on(answer.expires_on)}"


def _on(day: str) -> str:
    return f" on {in_words(day)}" if day else ""


def _unmet(answer: Consent, seen_in: Iterable[Shown], plain: Sequence[Shown]) -> list[str]:
    """The conditions that are not met; `plain` is where the person is not hidden."""
    unmet: dict[str, str] = {}
    for one in seen_in:
        for broken, words in (
            (one in plain, "may be shown only blurred, but is not in"),
            (answer.stills_only and one.moving, "may be shown only in still pictures, but moves in"),
            (
                answer.no_sound and one.sound and one.moving,
                "may be shown only without sound, but is heard in",
            ),
        ):
            if broken:
                unmet[words] = f"{unmet[words]}, {one.what}" if words in unmet else f"{words} {one.what}"
    return list(unmet.values())
