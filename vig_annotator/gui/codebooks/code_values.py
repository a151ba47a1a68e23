"""A code's values as they stand in the lines and lists of its form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from vig_annotator.gui.choice import Choice
from vig_annotator.model.codebook import Code, Kind, Valence

KINDS = {Kind.POINT: "An instant", Kind.STATE: "From a start to an end"}
VALENCES = {
    Valence.POSITIVE: "A strength: may be shown to a parent",
    Valence.NEUTRAL: "Neither",
    Valence.CONCERN: "A concern: for guider and supervisor",
}
LINES = {
    "label": ("Name", "What the coder reads."),
    "parent_label": (
        "Name for parents",
        "What a parent may read; empty when the code is never named to a parent.",
    ),
    "key": ("Key", "One letter or digit that the player does not need."),
    "window_s": ("Counts for, in seconds", "How long after what it answers it still counts; a default."),
    "min_duration_s": ("Shortest, in seconds", "The shortest stretch that counts."),
}
AREAS = {
    "definition": ("Definition", "What is seen or heard when the code applies.", 3),
    "example": ("Example", "One instance that counts.", 2),
    "counter_example": ("Not this", "One near thing that does not count.", 2),
    "starts_when": ("Starts when", "The instant to mark, or where the stretch begins.", 2),
    "ends_when": ("Ends when", "Where the stretch ends.", 2),
}
TIMES = {"window_s": "window_us", "min_duration_s": "min_duration_us"}
TRANSLATED_LINES = ("label", "parent_label")


def offer(choice: Choice, offered: Mapping[str, str], chosen: str) -> None:
    """Fill a list, if it is not filled so already, and choose."""
    if [choice.itemData(row) for row in range(choice.count())] != list(offered) or [
        choice.itemText(row) for row in range(choice.count())
    ] != list(offered.values()):
        choice.clear()
        for value, words in offered.items():
            choice.addItem(words, value)
    choice.setCurrentIndex(choice.findData(chosen))


def kept(name: str, text: str) -> object:
    """What is kept of what stands in a line."""
    if name == "key":
        return text.strip().lower() or None
    return _microseconds(text) if name in TIMES else text


def value(code: Code, name: str) -> object:
    """What the code holds for a line."""
    found: object = getattr(code, TIMES.get(name, name))
    return found


def words(code: Code, name: str) -> str:
    """How a line says what the code holds."""
    held = value(code, name)
    if isinstance(held, int):
        whole, part = divmod(held, 1_000_000)
        return f"{whole}.{part:06}".rstrip("0") if part else str(whole)
    return str(held or "")


def _microseconds(text: str) -> int | None:
    try:
        seconds = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return int(seconds * 1_000_000) if seconds.is_finite() and 0 < seconds <= 3600 else None
