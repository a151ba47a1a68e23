"""Media time as text: ``h:mm:ss.mmm``, seconds, or a frame number ``fN``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import MediaTime, from_seconds

_CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,6})?)$")
_SECONDS = re.compile(r"^(\d{1,9}(?:[.,]\d{1,9})?)\s*s?$")
_FRAME = re.compile(r"^[fF]\s*(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class FrameNumber:
    """A place given as the number of a displayed frame, counted from 0."""

    value: int


def format_time(time_us: int) -> str:
    """``h:mm:ss.mmm``, cut (not rounded) to the millisecond, so that it never names a later frame; with a sign if negative."""
    sign = "-" if time_us < 0 else ""
    total_ms = abs(time_us) // 1000
    seconds, ms = divmod(total_ms, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{sign}{hours}:{minute:02d}:{second:02d}.{ms:03d}"


def format_short(time_us: int) -> str:
    """``h:mm:ss``, cut to the second: for rulers and lists."""
    return format_time(time_us)[:-4]


def format_duration(duration_us: int) -> str:
    """A length in seconds with one decimal, as people say it: ``7.8 s``."""
    return f"{duration_us / 1_000_000:.1f} s"


def parse_place(text: str) -> MediaTime | FrameNumber:
    """Read what a person typed as a place in a film.

    Args:
        text: ``h:mm:ss.mmm`` or ``m:ss`` (decimals optional, comma allowed), seconds (``12.5``), or ``f120``.

    Raises:
        UsageError: the text is none of these.
    """
    cleaned = text.strip()
    if match := _FRAME.match(cleaned):
        return FrameNumber(int(match[1]))
    if match := _CLOCK.match(cleaned):
        hours, minutes, seconds = match[1], int(match[2]), Fraction(match[3].replace(",", "."))
        if seconds >= 60 or (hours is not None and minutes >= 60):
            raise UsageError(
                f"“{text}” is not a time.", "Minutes and seconds go up to 59, as in 0:01:30.500."
            )
        return from_seconds(int(hours or 0) * 3600 + minutes * 60 + seconds)
    if match := _SECONDS.match(cleaned):
        return from_seconds(Fraction(match[1].replace(",", ".")))
    raise UsageError(
        f"“{text}” is not a time.", "Use h:mm:ss.mmm (0:01:30.500), seconds (90.5) or a frame number (f2700)."
    )
