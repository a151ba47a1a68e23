"""Tables of annotations and of ratings, read for comparing coders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from vig_annotator.analysis.rater_agreement import Ratings
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds
from vig_annotator.services.csv_columns import read_columns

_COLUMNS = ("code", "onset_s", "offset_s")
_RATING_COLUMNS = ("item", "coder", "value")


def read_coded_events(path: Path) -> list[CodedEvent]:
    """The events of one coder from a table with the columns ``code,onset_s,offset_s`` and, if wished, ``subject``.

    An empty ``offset_s``, or one equal to the onset, means a point. Other columns are left alone.

    Raises:
        UsageError: no such file, no table, a column missing, or a row that makes no sense (the row is named).
    """
    return [_event(path, line, *cells) for line, cells in read_columns(path, _COLUMNS, ("subject",))]


def read_ratings(path: Path) -> Ratings:
    """Ratings from a table with the columns ``item,coder,value``: what each coder gave to each item (a session, say).

    An empty value, or a row that is not there, means that the coder did not rate the item.

    Raises:
        UsageError: no such file, no table, a column missing, a coder who rates an item twice, or fewer than two coders.
    """
    given: dict[tuple[str, str], str] = {}
    for line, (item, coder, value) in read_columns(path, _RATING_COLUMNS):
        place = (item, coder)
        if not all(place):
            raise UsageError(f"{path}:{line}: the item or the coder is missing.", "Name both in every row.")
        if place in given:
            raise UsageError(
                f"{path}:{line}: {place[1]} rates “{place[0]}” a second time.", "Keep one of the two rows."
            )
        given[place] = value
    coders = tuple(dict.fromkeys(coder for _, coder in given))
    if len(coders) < 2:
        raise UsageError(f"The table “{path}” has fewer than two coders.", "Agreement needs two or more.")
    items = tuple(dict.fromkeys(item for item, _ in given))
    values = tuple(tuple(given.get((item, coder), "") for coder in coders) for item in items)
    return Ratings(items, coders, values)


def _event(path: Path, line: int, code: str, onset: str, offset: str, subject: str) -> CodedEvent:
    if not code:
        raise UsageError(f"{path}:{line}: the code is missing.", "Give every row a code.")
    onset_us = _time(path, line, onset)
    offset_us = onset_us if not offset else _time(path, line, offset)
    if offset_us < onset_us:
        raise UsageError(
            f"{path}:{line}: it ends ({offset}) before it starts ({onset}).", "Exchange the two."
        )
    return CodedEvent(code, onset_us, offset_us, subject)


def _time(path: Path, line: int, text: str) -> MediaTime:
    try:
        seconds = float(text)
        if not math.isfinite(seconds) or abs(seconds) > 1e9 or "_" in text:
            raise ValueError
        return from_seconds(Fraction(text.strip()) if "e" not in text.lower() else seconds)
    except ValueError as error:
        raise UsageError(f"{path}:{line}: “{text}” is no number of seconds.", "Write 12.345.") from error


def whole_span(*codings: Sequence[CodedEvent]) -> Span:
    """From the first onset to the last offset of all codings: used when nobody says what was observed.

    Where the last thing is a point, the span reaches a microsecond further, so that the point belongs to it.

    Raises:
        UsageError: nothing is coded, so there is no span.
    """
    events = [event for coding in codings for event in coding]
    if not events:
        raise UsageError(
            "No table has a row, so there is nothing to compare.", "Name tables with annotations."
        )
    return Span(
        MediaTime(min(event.onset_us for event in events)),
        MediaTime(max(max(event.offset_us, event.onset_us + 1) for event in events)),
    )
