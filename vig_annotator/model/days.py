"""Days as the library keeps them (``2026-11-12``) and as people read them (``12 November 2026``)."""

from __future__ import annotations

from datetime import date, timedelta

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
    """The day that ISO 8601 text names, or None if it names none."""
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
