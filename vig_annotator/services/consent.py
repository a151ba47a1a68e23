"""Who is filmed, and whether something may be shown: asked before every film, picture and presentation.

`require` is the one door: it raises `ConsentNeeded` with the reasons, or lets it pass. Each change is one step for undo;
only an exception, once made, stays in the log for good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vig_annotator.errors import ConsentNeeded, RuleViolation
from vig_annotator.model.consent import (
    PURPOSE_WORDS,
    Absence,
    Consent,
    ConsentException,
    Decision,
    Hindrance,
    Person,
    PersonRole,
    Purpose,
    Shown,
    Standing,
    ends_soon,
)
from vig_annotator.model.consent import hindrances as rule
from vig_annotator.model.consent import standing as where_it_stands
from vig_annotator.model.edits import consent as rules
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.family import Family
from vig_annotator.model.service_decision import ServiceDecision
from vig_annotator.model.session import Session
from vig_annotator.services.coders import who_works
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import consents as queries

_USUAL_PEOPLE = (PersonRole.PARENT, PersonRole.BABY)


@dataclass(frozen=True, slots=True)
class Ending:
    """Consent that ends soon.

    Attributes:
        day: the last day on which it holds, ISO 8601.
    """

    family: Family
    person: Person
    purpose: Purpose
    day: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A family's consent at a glance.

    Attributes:
        standing: of the shared review, for everybody who is filmed: given only if all have given it.
        ends_on: the last day of what ends soon, for whatever purpose; empty if nothing does.
    """

    standing: Standing
    ends_on: str


def people(ws: Workspace, family_id: str) -> list[Person]:
    """Who is filmed in a family, in order."""
    with ws.store.reading() as connection:
        return queries.people(connection, family_id)


def answers(ws: Workspace, family_id: str) -> dict[tuple[str, Purpose], Consent]:
    """What is on file of a family, by person id and purpose."""
    with ws.store.reading() as connection:
        return {(one.person_id, one.purpose): one for one in queries.consents(connection, family_id)}


def absences(ws: Workspace, session_ids: Collection[str]) -> list[Absence]:
    """Who is not in the films of these sessions."""
    with ws.store.reading() as connection:
        return queries.absences(connection, session_ids)


def exceptions(ws: Workspace, family_id: str) -> list[ConsentException]:
    """The exceptions that were made for a family, oldest first."""
    with ws.store.reading() as connection:
        return queries.exceptions(connection, family_id)


def add_person(ws: Workspace, family_id: str, role: PersonRole, name: str = "") -> Person:
    """Say that somebody is filmed, too.

    Raises:
        NotFound: there is no such family.
        RuleViolation: somebody of the family is called the same.
    """
    ws.get(Family, family_id)
    change_set, person = rules.add_person(people(ws, family_id), family_id, role, name, ws.stamp())
    ws.history.apply(change_set)
    return person


def begin(ws: Workspace, family_id: str) -> list[Person]:
    """See that the parent and the baby are there, in a family of which nobody was written down yet; answers all."""
    known = people(ws, family_id)
    for role in _USUAL_PEOPLE if not known else ():
        change_set, person = rules.add_person(known, family_id, role, "", ws.stamp())
        ws.history.set_up(change_set)
        known.append(person)
    return known


def change_person(ws: Workspace, person_id: str, role: PersonRole, name: str) -> Person:
    """Say who somebody is, or what they are called here.

    Raises:
        NotFound: they are not there.
        RuleViolation: somebody of the family is called the same.
    """
    person = ws.get(Person, person_id)
    ws.history.apply(rules.change_person(person, people(ws, person.family_id), role, name))
    return ws.get(Person, person_id)


def remove_person(ws: Workspace, person_id: str) -> None:
    """Take out somebody who was written down by mistake, with their answers.

    Raises:
        NotFound: they are not there.
    """
    person = ws.get(Person, person_id)
    with ws.store.reading() as connection:
        said, away = queries.consents_of(connection, person_id), queries.absences_of(connection, person_id)
    ws.history.apply(rules.remove_person(person, said, away))


def record(ws: Workspace, person_ids: Sequence[str], purposes: Sequence[Purpose], answer: Answer) -> None:
    """Write down what people said about one or more purposes; one step.

    Raises:
        NotFound: somebody is not there.
        RuleViolation: a day is none, lies in the future, or consent would end before it begins.
    """
    who = [ws.get(Person, one) for one in dict.fromkeys(person_ids)]
    known: dict[tuple[str, Purpose], Consent] = {}
    for family_id in {one.family_id for one in who}:
        known |= answers(ws, family_id)
    about = tuple(dict.fromkeys(purposes))
    ws.history.apply(rules.record(who, about, known, answer, ws.stamp(), day_now()))


def withdraw(ws: Workspace, person_id: str, purposes: Sequence[Purpose], note: str = "") -> None:
    """Somebody takes consent back, from today; what was agreed before stays written.

    Raises:
        NotFound: they are not there.
    """
    record(ws, [person_id], purposes, Answer(Decision.WITHDRAWN, note=note))


def forget(ws: Workspace, person_id: str, purpose: Purpose) -> None:
    """Take an answer off the file that was written down by mistake; nothing on file is fine, too.

    Raises:
        NotFound: the person is not there.
    """
    person = ws.get(Person, person_id)
    known = answers(ws, person.family_id).get((person_id, purpose))
    if known is not None:
        ws.history.apply(rules.forget(person, known))


def set_in_film(ws: Workspace, session_id: str, person_id: str, there: bool) -> None:
    """Say whether somebody can be seen or heard in a session's films; the rule is that they can.

    Raises:
        NotFound: the session or the person is not there.
        RuleViolation: they are of another family.
    """
    person, session = ws.get(Person, person_id), ws.get(Session, session_id)
    if person.family_id != session.family_id:
        raise RuleViolation("This person belongs to another family.", "Choose somebody of this family.")
    now = next((one for one in absences(ws, [session_id]) if one.person_id == person_id), None)
    ws.history.apply(rules.set_in_film(person, session_id, now, there, ws.stamp()))


def hindrances(
    ws: Workspace,
    family_id: str,
    purpose: Purpose,
    shown: Iterable[Shown],
    today: str = "",
    *,
    conditions: bool = True,
) -> tuple[Hindrance, ...]:
    """All that stands against showing a family's films for a purpose; empty if nothing does.

    Args:
        ws: the open library.
        family_id: whose films they are.
        purpose: what they are shown for.
        shown: which sessions' films, and how.
        today: the day, ISO 8601; empty for today.
        conditions: whether conditions count, too, or only whether they agreed at all.
    """
    stretches = tuple(shown)
    with ws.store.reading() as connection:
        away = queries.absences(connection, {one.session_id for one in stretches})
    return rule(
        people(ws, family_id),
        answers(ws, family_id).values(),
        away,
        purpose,
        stretches,
        today or day_now(),
        conditions=conditions,
    )


def require(
    ws: Workspace,
    purpose: Purpose,
    shown: Iterable[Shown],
    what: str,
    today: str = "",
    *,
    conditions: bool = True,
) -> None:
    """To be asked before film is shown or leaves: every family whose film it is must have agreed to this purpose.

    Args:
        ws: the open library.
        purpose: what it is shown for.
        shown: which sessions' films, and how.
        what: what is to be done, for the sentence: ``The film of “Together” can’t be made``.
        today: the day, ISO 8601; empty for today.
        conditions: whether conditions count, too, or only whether they agreed at all.

    Raises:
        ConsentNeeded: somebody has not agreed, or not to this; the first family of which that is so.
        RuleViolation: it is a sealed packet, which nothing leaves.
        NotFound: a session is not there.
    """
    ws.require_unsealed()
    stretches_of: dict[str, list[Shown]] = {}
    for one in shown:
        stretches_of.setdefault(one.session_id, []).append(one)
    of_family: dict[str, list[Shown]] = {}
    for session_id, seen in stretches_of.items():
        of_family.setdefault(ws.get(Session, session_id).family_id, []).extend(seen)
    for family_id, stretches in of_family.items():
        found = hindrances(ws, family_id, purpose, stretches, today, conditions=conditions)
        if found:
            name = ws.get(Family, family_id).pseudonym
            reasons = "; ".join(one.words for one in found)
            raise ConsentNeeded(
                f"{what}: {name}’s consent for {PURPOSE_WORDS[purpose]} is not complete: {reasons}.",
                "Ask them, and write down what they say.",
                family_id,
                [one.words for one in found],
            )


def last_day(ws: Workspace, purpose: Purpose, session_ids: Collection[str]) -> str:
    """The last day on which everybody in these sessions' films still agrees to a purpose, ISO 8601; empty where nobody set an end."""
    away = {(one.session_id, one.person_id) for one in absences(ws, session_ids)}
    ends = [
        answer.expires_on
        for session_id in session_ids
        for (person_id, about), answer in answers(ws, ws.get(Session, session_id).family_id).items()
        if about is purpose and answer.expires_on and (session_id, person_id) not in away
    ]
    return min(ends, default="")


def decision_on_exceptions(ws: Workspace) -> ServiceDecision | None:
    """What the service decided last about showing film without consent on file; None, and that means no, if it never did."""
    with ws.store.reading() as connection:
        return queries.latest_decision(connection)


def exceptions_allowed(ws: Workspace) -> bool:
    """Whether the service allows film to be shown without consent on file, with a reason."""
    decision = decision_on_exceptions(ws)
    return decision is not None and decision.allows_exceptions


def decide_exceptions(ws: Workspace, allowed: bool, reason: str = "") -> None:
    """The service allows exceptions from now on, or no longer; it stays in the log and can't be undone, only decided anew.

    Raises:
        RuleViolation: whoever works is no supervisor, or gives no reason.
    """
    ws.history.set_up(rules.decide_exceptions(allowed, reason, who_works(ws), ws.stamp()))


def make_exception(
    ws: Workspace, family_id: str, purpose: Purpose, what: str, reason: str
) -> ConsentException:
    """Write down that something is shown without consent, and why; it stays in the log and can't be undone.

    Raises:
        NotFound: there is no such family.
        RuleViolation: the service allows none, or no reason.
    """
    ws.get(Family, family_id)
    change_set, row = rules.make_exception(
        family_id, purpose, what, reason, ws.stamp(), decision_on_exceptions(ws)
    )
    ws.history.set_up(change_set)
    return row


def ending_soon(ws: Workspace, today: str = "") -> list[Ending]:
    """Consent of any family that ends within a month, the next first."""
    with ws.store.reading() as connection:
        everybody = {one.id: one for one in queries.people(connection)}
        soon = [one for one in queries.consents(connection) if ends_soon(one, today or day_now())]
    families: Mapping[str, Family] = {
        family_id: ws.get(Family, family_id)
        for family_id in {everybody[one.person_id].family_id for one in soon}
    }
    endings = [
        Ending(
            families[everybody[one.person_id].family_id],
            everybody[one.person_id],
            one.purpose,
            one.expires_on,
        )
        for one in soon
    ]
    return sorted(endings, key=lambda one: (one.day, one.family.pseudonym, one.person.position))


def summaries(ws: Workspace, today: str = "") -> dict[str, Summary]:
    """By family id, where its consent stands; families of which nobody is written down are left out."""
    day = today or day_now()
    with ws.store.reading() as connection:
        everybody, known = queries.people(connection), queries.consents(connection)
    of_person: dict[str, list[Consent]] = {}
    for one in known:
        of_person.setdefault(one.person_id, []).append(one)
    found: dict[str, Summary] = {}
    for person in everybody:
        said = of_person.get(person.id, [])
        about = next((one for one in said if one.purpose is Purpose.SHARED_REVIEW), None)
        ends = [one.expires_on for one in said if ends_soon(one, day)]
        before = found.get(person.family_id, Summary(Standing.GIVEN, ""))
        worst = before.standing if before.standing is not Standing.GIVEN else where_it_stands(about, day)
        ends += [before.ends_on] if before.ends_on else []
        found[person.family_id] = Summary(worst, min(ends, default=""))
    return found


def day_now() -> str:
    """Today where the computer is, ISO 8601."""
    return date.today().isoformat()
