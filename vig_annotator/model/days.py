"""Days as the library keeps them (``2026-11-12``) and as people read them (``12 November 2026``)."""

from __future__ import annotations

import re
from datetime import date, timedelta

_KEPT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_of(text: str) -> date | None:
    """The day that text names, or None if it names none.

    It must be written as the library keeps it: days are compared as texts, and other forms of ISO 8601, such as ``20261112``,
    would come after all of them.
    """
    if _KEPT.fullmatch(text.strip()) is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def in_words(text: str) -> str:
    """A day for people: ``12 November 2026``; what is no day stays as it is."""
    day = day_of(text[:10])
    return text if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def later(text: str, days: int) -> str:
    """The day that lies some days after one.

    Raises:
        ValueError: the text names no day.
    """
    return (date.fromisoformat(text) + timedelta(days=days)).isoformat()
