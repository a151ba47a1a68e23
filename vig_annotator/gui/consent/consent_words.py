"""Consent in the window's words."""

from __future__ import annotations

from vig_annotator.model.consent import (
    PURPOSE_WORDS,
    Consent,
    Decision,
    GivenBy,
    Method,
    Purpose,
    Standing,
    ends_soon,
    standing,
)
from vig_annotator.model.days import in_words
from vig_annotator.services.consent import Summary

DECISION_WORDS = {Decision.GIVEN: "Yes", Decision.REFUSED: "No", Decision.WITHDRAWN: "Taken back"}
GIVEN_BY_WORDS = {
    GivenBy.SELF: "by themselves",
    GivenBy.PARENT: "by a parent with parental responsibility",
    GivenBy.COURT: "by a court order",
    GivenBy.OTHER: "by somebody else (say who below)",
}
METHOD_WORDS = {Method.SIGNED: "signed form", Method.SPOKEN: "said, with a witness"}


def purpose_title(purpose: Purpose) -> str:
    """A purpose at the head of a row: ``The shared review``."""
    words = PURPOSE_WORDS[purpose]
    return words[0].upper() + words[1:]


def cell_words(consent: Consent | None, today: str) -> str:
    """What stands in a person's cell: ``Yes, until 3 May 2027 · only blurred``."""
    where = standing(consent, today)
    if consent is None:
        return "not asked yet"
    if where is Standing.REFUSED:
        return "No"
    if where is Standing.WITHDRAWN:
        return f"taken back {in_words(consent.withdrawn_on)}"
    if where is Standing.EXPIRED:
        return f"ended {in_words(consent.expires_on)}"
    words = f"Yes, until {in_words(consent.expires_on)}" if consent.expires_on else "Yes"
    return " · ".join((words, *consent.conditions))


def cell_warns(consent: Consent | None, today: str) -> bool:
    """Whether a cell wants attention: something ended, ends soon, or was taken back."""
    where = standing(consent, today)
    if where in (Standing.EXPIRED, Standing.WITHDRAWN):
        return True
    return consent is not None and ends_soon(consent, today)


def card_words(summary: Summary) -> str:
    """One line for a family's card: where consent for the shared review stands, and what ends next."""
    if summary.ends_on:
        return f"Consent ends on {in_words(summary.ends_on)}"
    return {
        Standing.GIVEN: "Consent on file",
        Standing.MISSING: "Consent: not asked yet",
        Standing.REFUSED: "Consent: refused",
        Standing.WITHDRAWN: "Consent taken back",
        Standing.EXPIRED: "Consent has ended",
    }[summary.standing]
