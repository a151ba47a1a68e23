"""Numbers of other programs as media time, and back: exact where a decimal number is given."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from vig_annotator.exchange.limits import MAX_TIME_US

_PLAIN = re.compile(r"(-)?([0-9]{1,12})(?:\.([0-9]{0,6}))?")
_CLOCK = re.compile(r"(-)?(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-5]?[0-9](?:[.,][0-9]{1,6})?)")
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")


def us_from_text(text: str) -> int | None:
    """Microseconds of a number of seconds written in decimals; None if it is no number or no time of a film."""
    cleaned = text.strip()
    plain = _PLAIN.fullmatch(cleaned)
    if plain is not None:  # nearly every number: exact without fractions, and twenty times as quick
        time_us = int(plain[2]) * 1_000_000 + int((plain[3] or "").ljust(6, "0"))
        return _checked(-time_us if plain[1] else time_us)
    if len(cleaned) > 60 or not _DECIMAL.fullmatch(cleaned):
        return None
    try:
        return _checked(round(Fraction(Decimal(cleaned)) * 1_000_000))
    except (InvalidOperation, ValueError):
        return None


def us_from_clock(text: str) -> int | None:
    """Microseconds of ``h:mm:ss.fff`` or ``m:ss.fff``; None if it is written otherwise, or is no time of a film."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[2] or 0), int(found[3])
    if found[2] is not None and minutes > 59:
        return None
    time_us = (hours * 60 + minutes) * 60_000_000 + int(Decimal(found[4].replace(",", ".")) * 1_000_000)
    return _checked(-time_us if found[1] else time_us)


def us_from_number(seconds: float | int) -> int | None:
    """Microseconds of a finite number of seconds, taken as the shortest decimal that gives it; None if beyond any film."""
    if not -1e10 < seconds < 1e10:
        return None
    return (
        _checked(round(Fraction(repr(seconds)) * 1_000_000))
        if isinstance(seconds, float)
        else _checked(seconds * 1_000_000)
    )


def _checked(time_us: int) -> int | None:
    return time_us if abs(time_us) <= MAX_TIME_US else None


def seconds_text(time_us: int, least: int = 0) -> str:
    """Seconds in decimals, exact to the microsecond, without needless zeros: ``12.04``; with at least so many decimals."""
    sign = "-" if time_us < 0 else ""
    whole, part = divmod(abs(time_us), 1_000_000)
    decimals = f"{part:06d}".rstrip("0").ljust(least, "0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def whole_ms(time_us: int) -> int:
    """The millisecond nearest to a time; halves go up, so that two ends that met still meet."""
    return (time_us + 500) // 1000


def clock_text(time_us: int, mark: str, hours: int = 2) -> str:
    """``hh:mm:ss.mmm`` to the nearest millisecond, with `mark` before the milliseconds; never negative."""
    seconds, ms = divmod(max(0, whole_ms(time_us)), 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:0{hours}d}:{minute:02d}:{second:02d}{mark}{ms:03d}"
