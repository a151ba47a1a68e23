"""How far do two coders agree? From two tables of annotations to figures that anyone can check."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from vig_annotator.analysis.agreement import Agreement, Compared
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds, to_seconds

Json = dict[str, Any]

_COLUMNS = ("code", "onset_s", "offset_s")


def read_coded_events(path: Path) -> list[CodedEvent]:
    """The events of one coder from a table with the columns ``code,onset_s,offset_s`` and, if wished, ``subject``.

    An empty ``offset_s``, or one equal to the onset, means a point. Other columns are left alone.

    Raises:
        UsageError: no such file, no table, a column missing, or a row that makes no sense (the row is named).
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"There is no table “{path}”.", "Check the name.") from error
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UsageError(f"“{path}” can't be read as a table.", "Save it as CSV, in UTF-8.") from error
    missing = [name for name in _COLUMNS if name not in table.columns]
    if missing:
        raise UsageError(
            f"The table “{path}” has no column {', '.join(missing)}.", "It needs code, onset_s and offset_s."
        )
    subjects = table["subject"] if "subject" in table.columns else pd.Series([""] * len(table))
    rows = zip(table["code"], table["onset_s"], table["offset_s"], subjects, strict=True)
    return [_event(path, number, *row) for number, row in enumerate(rows, start=2)]


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


def whole_span(*codings: list[CodedEvent]) -> Span:
    """From the first onset to the last offset of all codings: used when nobody says what was observed.

    Raises:
        UsageError: nothing is coded, so there is no span.
    """
    events = [event for coding in codings for event in coding]
    if not events:
        raise UsageError(
            "Neither table has a row, so there is nothing to compare.", "Name tables with annotations."
        )
    return Span(
        MediaTime(min(event.onset_us for event in events)),
        MediaTime(max(event.offset_us for event in events)),
    )


def as_json(agreement: Agreement) -> Json:
    """The figures as plain values; undefined ones are null, with the reason beside them."""
    settings = agreement.settings
    return {
        "settings": {
            "span_s": [to_seconds(settings.span.onset_us), to_seconds(settings.span.offset_us)],
            "unit_s": to_seconds(settings.unit_us),
            "tolerance_s": to_seconds(settings.tolerance_us),
            "match_overlap": float(settings.match_overlap),
            "match_onset_s": None if settings.match_onset_us is None else to_seconds(settings.match_onset_us),
            "labels": list(agreement.labels),
            "subjects": list(agreement.subjects),
            "uncoded_time": "counts as the category none",
            "bootstrap": {
                "samples": settings.bootstrap.samples,
                "seed": settings.bootstrap.seed,
                "interval": "95 %, percentile, blocks of time resampled",
            },
        },
        "counts": {
            "states": list(agreement.state_counts),
            "points": list(agreement.point_counts),
        },
        "duration_weighted": _over_time(
            agreement.duration, agreement.exclusive, "Cohen's kappa, weighted by exact duration", "s", 1e-6
        ),
        "time_unit": {
            **_over_time(agreement.units, agreement.exclusive, "Cohen's kappa over units of time", "units"),
            "tolerance": {
                "a_reference": _over_time(
                    agreement.tolerance_a,
                    agreement.exclusive,
                    "time-unit kappa with tolerance, A the reference",
                    "units",
                ),
                "b_reference": _over_time(
                    agreement.tolerance_b,
                    agreement.exclusive,
                    "time-unit kappa with tolerance, B the reference",
                    "units",
                ),
            },
        },
        "events": {
            "pairs_once": _compared(agreement.events, "kappa with nil, pairs counted once", "events"),
            "pairs_twice": _compared(
                agreement.events_twice, "kappa with nil, pairs counted twice", "events", f1=False
            ),
            "matched_only": _compared(agreement.matched_only, "Cohen's kappa of linked events", "pairs"),
            "nil": _nil(agreement.events),
            "onset_error": _errors(agreement.onset_errors_us),
        },
        "points": {
            **_compared(agreement.points, "kappa with nil of points", "points"),
            **_hits(agreement.points),
            "time_error": _errors(agreement.point_errors_us),
        },
        "per_code": {
            label: _compared(compared, "Cohen's kappa of occurrence, weighted by exact duration", "s", 1e-6)
            for label, compared in agreement.by_code.items()
        },
    }


def _over_time(
    compared: Compared | None, why_not: str, statistic: str, tally: str, scale: float = 1.0
) -> Json:
    if compared is None:
        return {"statistic": statistic, "kappa": None, "undefined": why_not}
    return _compared(compared, statistic, tally, scale)


def _compared(compared: Compared, statistic: str, tally: str, scale: float = 1.0, *, f1: bool = True) -> Json:
    table = np.round(compared.table * scale, 6)
    answer: Json = {"statistic": statistic, "tallied": tally, "n": float(table.sum())}
    for name, figure in compared.figures.items():
        if name != "f1" or f1:
            answer |= _figure(name, figure)
    return answer | {"labels": list(compared.labels), "table_rows_a_columns_b": table.tolist()}


def _figure(name: str, figure: Estimate) -> Json:
    answer: Json = {
        name: figure.value,
        f"{name}_ci95": None if figure.low is None else [figure.low, figure.high],
    }
    if figure.undefined:
        answer["undefined"] = figure.undefined
    elif figure.note:
        answer["ci95_note"] = figure.note
    return answer


def _nil(compared: Compared) -> Json:
    table = compared.table
    return {
        "only_a": int(table[:-1, -1].sum()),
        "only_b": int(table[-1, :-1].sum()),
        "pairs": int(table[:-1, :-1].sum()),
        "only_a_by_code": dict(zip(compared.labels, table[:-1, -1].astype(int).tolist(), strict=False)),
        "only_b_by_code": dict(zip(compared.labels, table[-1, :-1].astype(int).tolist(), strict=False)),
    }


def _hits(compared: Compared) -> Json:
    """Seen from coder A: what B has too, misses, and has alone (a false alarm if A is the reference)."""
    table = compared.table
    hits = int(np.trace(table[:-1, :-1]))
    return {
        "hits": hits,
        "misses": int(table[:-1, :].sum()) - hits,
        "false_alarms": int(table[:, :-1].sum()) - hits,
    }


def _errors(errors_us: tuple[int, ...]) -> Json:
    """B's onset minus A's: bias, median, and the size that 95 % of the errors stay within."""
    if not errors_us:
        return {
            "n": 0,
            "bias_s": None,
            "median_s": None,
            "within_95_s": None,
            "undefined": "nothing was linked",
        }
    errors = np.array(errors_us) / 1_000_000
    return {
        "n": len(errors),
        "bias_s": float(errors.mean()),
        "median_s": float(np.median(errors)),
        "within_95_s": float(np.percentile(np.abs(errors), 95)),
    }
