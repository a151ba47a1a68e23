"""Tables of annotations and of ratings, read for comparing coders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from vig_annotator.analysis.rater_agreement import Ratings
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("code", "onset_s", "offset_s")
_RATING_COLUMNS = ("item", "coder", "value")


def read_coded_events(path: Path) -> list[CodedEvent]:
    """The events of one coder from a table with the columns ``code,onset_s,offset_s`` and, if wished, ``subject``.

    An empty ``offset_s``, or one equal to the onset, means a point. Other columns are left alone.

    Raises:
        UsageError: no such file, no table, a column missing, or a row that makes no sense (the row is named).
    """
    table = _table(path, _COLUMNS)
    subjects = table["subject"] if "subject" in table.columns else [""] * len(table)
    rows = zip(table["code"], table["onset_s"], table["offset_s"], subjects, strict=True)
    return [_event(path, number, *row) for number, row in enumerate(rows, start=2)]


def read_ratings(path: Path) -> Ratings:
    """Ratings from a table with the columns ``item,coder,value``: what each coder gave to each item (a session, say).

    An empty value, or a row that is not there, means that the coder did not rate the item.

    Raises:
        UsageError: no such file, no table, a column missing, a coder who rates an item twice, or fewer than two coders.
    """
    table = _table(path, _RATING_COLUMNS)
    given: dict[tuple[str, str], str] = {}
    for line, (item, coder, value) in enumerate(
        zip(table["item"], table["coder"], table["value"], strict=True), start=2
    ):
        place = (item.strip(), coder.strip())
        if not all(place):
            raise UsageError(f"{path}:{line}: the item or the coder is missing.", "Name both in every row.")
        if place in given:
            raise UsageError(
                f"{path}:{line}: {place[1]} rates “{place[0]}” a second time.", "Keep one of the two rows."
            )
        given[place] = value.strip()
    coders = tuple(dict.fromkeys(coder for _, coder in given))
    if len(coders) < 2:
        raise UsageError(f"The table “{path}” has fewer than two coders.", "Agreement needs two or more.")
    items = tuple(dict.fromkeys(item for item, _ in given))
    values = tuple(tuple(given.get((item, coder), "") for coder in coders) for item in items)
    return Ratings(items, coders, values)


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd  # loaded when a table is read: the first window comes sooner

    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"There is no table “{path}”.", "Check the name.") from error
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UsageError(f"“{path}” can't be read as a table.", "Save it as CSV, in UTF-8.") from error
    missing = [name for name in columns if name not in table.columns]
    if missing:
        needed = f"{', '.join(columns[:-1])} and {columns[-1]}"
        raise UsageError(f"The table “{path}” has no column {', '.join(missing)}.", f"It needs {needed}.")
    return table


def _event(path: Path, line: int, code: str, onset: str, offset: str, subject: str) -> CodedEvent:
    if not code.strip():
        raise UsageError(f"{path}:{line}: the code is missing.", "Give every row a code.")
    onset_us = _time(path, line, onset)
    offset_us = onset_us if not offset.strip() else _time(path, line, offset)
    if offset_us < onset_us:
        raise UsageError(
            f"{path}:{line}: it ends ({offset}) before it starts ({onset}).", "Exchange the two."
        )
    return CodedEvent(code.strip(), onset_us, offset_us, subject.strip())


def _time(path: Path, line: int, text: str) -> MediaTime:
    try:
        seconds = float(text)
        if not math.isfinite(seconds) or abs(seconds) > 1e9:
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
