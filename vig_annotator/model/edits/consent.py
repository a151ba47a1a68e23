"""Writing down who is filmed and what they said about showing it; one answer for each person and purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from vig_annotator.errors import ConsentGivenBack, RuleViolation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.consent import (
    CHILDREN,
    PURPOSE_WORDS,
    ROLE_WORDS,
    Absence,
    Consent,
    ConsentException,
    Decision,
    GivenBy,
    Method,
    Person,
    PersonRole,
    Purpose,
)
from vig_annotator.model.days import day_of
from vig_annotator.model.edits.drafting import Stamp, changed, made, removed
from vig_annotator.model.ids import new_id
from vig_annotator.model.service_decision import ServiceDecision

_SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said, as it is written down; see `Consent` for what each means.

    Attributes:
        given_by: None for the usual one: a parent for a child, else themselves.
        decided_on: empty for today.
        withdrawn_on: empty for today, where it is a withdrawal.
    """

    decision: Decision = Decision.GIVEN
    given_by: GivenBy | None = None
    method: Method = Method.SIGNED
    form: str = ""
    decided_on: str = ""
    withdrawn_on: str = ""
    expires_on: str = ""
    only_blurred: bool = False
    stills_only: bool = False
    no_sound: bool = False
    note: str = ""


def add_person(
    others: Sequence[Person], family_id: str, role: PersonRole, name: str, stamp: Stamp
) -> tuple[ChangeSet, Person]:
    """Somebody who is filmed, too.

    Raises:
        RuleViolation: two people of the family would be called the same.
    """
    place = max((one.position for one in others), default=-1) + 1
    person = Person(new_id(), family_id, role, name.strip(), place, created_at=stamp.at)
    _require_own_name(person, others)
    return ChangeSet(f"add {person.called} to those who are filmed", (made(person),)), person


def change_person(person: Person, others: Iterable[Person], role: PersonRole, name: str) -> ChangeSet:
    """Say who somebody is, or what they are called here.

    Raises:
        RuleViolation: two people of the family would be called the same.
    """
    if (person.role, person.name) == (role, name.strip()):
        return ChangeSet("", ())
    change = changed(person, role=role, name=name.strip())
    assert isinstance(change.after, Person)
    _require_own_name(change.after, [one for one in others if one.id != person.id])
    return ChangeSet(f"say who {change.after.called} is", (change,))


def remove_person(person: Person, consents: Iterable[Consent], absences: Iterable[Absence]) -> ChangeSet:
    """Somebody was written down by mistake; their answers go with them."""
    changes = (*map(removed, consents), *map(removed, absences), removed(person))
    return ChangeSet(f"take {person.called} out of those who are filmed", changes)


def record(
    people: Sequence[Person],
    purposes: Sequence[Purpose],
    known: Mapping[tuple[str, Purpose], Consent],
    answer: Answer,
    stamp: Stamp,
    today: str,
) -> ChangeSet:
    """Write down what people said about one or more purposes, as one step.

    Args:
        people: who said it.
        purposes: what about.
        known: by person id and purpose, what was on file before.
        answer: what they said.
        stamp: who writes it down, and when.
        today: the day where the computer is, ISO 8601.

    Raises:
        RuleViolation: a day is none, lies in the future, or consent would end before it begins.
    """
    changes: list[RowChange] = []
    for person in people:
        for purpose in purposes:
            before = known.get((person.id, purpose))
            after = _written(person, purpose, before, answer, stamp, today)
            if before is None:
                changes.append(made(after))
            elif _said(before) != _said(after):
                changes.append(RowChange(before, replace(after, revision=before.revision + 1)))
    return ChangeSet(_label(people, purposes, answer.decision), tuple(changes))


def forget(person: Person, consent: Consent) -> ChangeSet:
    """An answer was written down by mistake: nothing is on file again."""
    label = f"take {person.called}’s answer about {PURPOSE_WORDS[consent.purpose]} off the file"
    return ChangeSet(label, (removed(consent),))


def set_in_film(
    person: Person, session_id: str, absence: Absence | None, there: bool, stamp: Stamp
) -> ChangeSet:
    """Say whether somebody can be seen or heard in a session's films."""
    if there == (absence is None):
        return ChangeSet("", ())
    if absence is not None:
        return ChangeSet(f"say that {person.called} is in the film", (removed(absence),))
    row = Absence(new_id(), session_id, person.id, created_at=stamp.at)
    return ChangeSet(f"say that {person.called} is not in the film", (made(row),))


def decide_exceptions(allowed: bool, reason: str, who: Coder, stamp: Stamp) -> ChangeSet:
    """The service allows exceptions from now on, or no longer.

    Args:
        allowed: whether it does.
        reason: on what that rests; needed where it does.
        who: decides.
        stamp: who, and when.

    Raises:
        RuleViolation: no supervisor, or no reason.
    """
    if who.role is not Role.SUPERVISOR:
        raise RuleViolation(
            f"Only a supervisor decides on exceptions for the service, and {who.name} is a {who.role.label} here.",
            "Ask a supervisor to decide it.",
        )
    if allowed and len(reason.strip()) < _SHORTEST_REASON:
        raise RuleViolation(
            "Allowing exceptions needs its reason.", "Write which law or policy of the service allows them."
        )
    row = ServiceDecision(new_id(), allowed, reason.strip(), created_by=stamp.who, created_at=stamp.at)
    return ChangeSet("allow exceptions without consent" if allowed else "allow no exceptions", (made(row),))


def gives_back(change_set: ChangeSet) -> str:
    """What a change would let be shown that may not be shown now, in words; empty if nothing.

    Asked before a step back, which says nothing of what somebody said since: consent that was refused, taken back or
    limited would be there again, or nobody would be asked any more of whom consent is needed.
    """
    # With somebody who comes back come their answers; without them nobody asked.
    back = {
        one.after.id for one in change_set.changes if one.before is None and isinstance(one.after, Person)
    }
    said: dict[str, None] = {}
    for change in change_set.changes:
        before, after = change.before, change.after
        if isinstance(after, Consent | Absence) and after.person_id in back:
            continue
        if isinstance(after, Consent) and after.decision is Decision.GIVEN:
            held = before if isinstance(before, Consent) and before.decision is Decision.GIVEN else None
            if held is None or _is_wider(held, after):
                said[f"consent for {PURPOSE_WORDS[after.purpose]}"] = None
        elif isinstance(after, Absence) and before is None:
            said["that somebody is not in the film"] = None
        elif isinstance(before, Person) and after is None:
            said[f"that {before.called} is not filmed"] = None
    return ", ".join(said)


def require_nothing_given_back(change_set: ChangeSet) -> None:
    """A step back gives no consent by the way.

    Raises:
        ConsentGivenBack: it would.
    """
    words = gives_back(change_set)
    if words:
        raise ConsentGivenBack(
            f"This step would put back on file {words}.",
            "Take it in the main window, where you are asked; or write down in the consent record what they say now.",
        )


def _is_wider(held: Consent, after: Consent) -> bool:
    eased = any(
        getattr(held, name) and not getattr(after, name)
        for name in ("only_blurred", "stills_only", "no_sound")
    )
    longer = bool(held.expires_on) and (not after.expires_on or after.expires_on > held.expires_on)
    return eased or longer


def make_exception(
    family_id: str,
    purpose: Purpose,
    what: str,
    reason: str,
    stamp: Stamp,
    decision: ServiceDecision | None,
) -> tuple[ChangeSet, ConsentException]:
    """Write down that something is shown without consent, and why that is allowed.

    Args:
        family_id: whose film it is.
        purpose: what it is shown for.
        what: what is shown.
        reason: who allowed it, and why.
        stamp: who, and when.
        decision: what the service decided last about exceptions.

    Raises:
        RuleViolation: the service does not allow exceptions, or no reason.
    """
    if decision is None or not decision.allows_exceptions:
        raise RuleViolation(
            "Your service allows no exceptions: what nobody agreed to is not shown.",
            "Ask for consent. Only a supervisor can decide that the service allows exceptions.",
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise RuleViolation(
            "An exception needs its reason.",
            "Write who allowed it and why, so that others can follow it later.",
        )
    row = ConsentException(
        new_id(), family_id, purpose, what, reason.strip(), created_by=stamp.who, created_at=stamp.at
    )
    return ChangeSet(f"show “{what}” without consent on file", (made(row),)), row


def _written(
    person: Person, purpose: Purpose, before: Consent | None, answer: Answer, stamp: Stamp, today: str
) -> Consent:
    if answer.decision is Decision.WITHDRAWN and before is not None and before.decision is Decision.GIVEN:
        # What was agreed before stays written; only that it was taken back is new.
        after = replace(before, decision=Decision.WITHDRAWN, withdrawn_on=answer.withdrawn_on or today)
        after = replace(after, note=answer.note.strip() or before.note)
    else:
        values = {field.name: getattr(answer, field.name) for field in fields(Answer)}
        usual = GivenBy.PARENT if person.role in CHILDREN else GivenBy.SELF
        values |= {
            "given_by": answer.given_by or usual,
            "decided_on": answer.decided_on.strip() or today,
            "expires_on": answer.expires_on.strip(),
            "withdrawn_on": (answer.withdrawn_on or today) if answer.decision is Decision.WITHDRAWN else "",
            "form": answer.form.strip(),
            "note": answer.note.strip(),
        }
        kept = (new_id(), stamp.at, 1) if before is None else (before.id, before.created_at, before.revision)
        after = Consent(
            id=kept[0], person_id=person.id, purpose=purpose, created_at=kept[1], revision=kept[2], **values
        )
    _require_days(after, today)
    return replace(after, recorded_by=stamp.who, recorded_at=stamp.at)


def _said(consent: Consent) -> Consent:
    return replace(consent, recorded_by="", recorded_at="", revision=0)


def _require_days(consent: Consent, today: str) -> None:
    for day, what in ((consent.decided_on, "it was said"), (consent.withdrawn_on, "it was taken back")):
        if day and day_of(day) is None:
            raise RuleViolation(f"“{day}” is no day.", "Write it as in 2026-11-12.")
        if day > today:
            raise RuleViolation(f"The day on which {what} lies in the future.", "Write a day up to today.")
    if consent.expires_on and day_of(consent.expires_on) is None:
        raise RuleViolation(f"“{consent.expires_on}” is no day.", "Write it as in 2026-11-12.")
    if consent.expires_on and consent.expires_on < consent.decided_on:
        raise RuleViolation(
            "This consent would end before it began.", "Write a later day, or leave it empty."
        )


def _label(people: Sequence[Person], purposes: Sequence[Purpose], decision: Decision) -> str:
    who = people[0].called if len(people) == 1 else f"{len(people)} people"
    what = PURPOSE_WORDS[purposes[0]] if len(purposes) == 1 else f"{len(purposes)} purposes"
    return f"write down consent of {who} for {what}: {decision.value}"


def _require_own_name(person: Person, others: Iterable[Person]) -> None:
    if any(one.called.casefold() == person.called.casefold() for one in others):
        called = ROLE_WORDS[person.role] if not person.name else person.name
        raise RuleViolation(
            f"There is already somebody called “{called}” in this family.",
            "Give a name here, such as “Gran”.",
        )
