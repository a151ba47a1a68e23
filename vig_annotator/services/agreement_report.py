"""The figures of agreement as plain values that anyone can check; undefined ones are null, with the reason beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from vig_annotator.analysis.agreement import Agreement
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.pooled_figures import Compared
from vig_annotator.analysis.rater_agreement import RaterAgreement
from vig_annotator.analysis.tolerance_curve import CurvePoint
from vig_annotator.model.mediatime import to_seconds
from vig_annotator.services.double_coded import OneSession

Json = dict[str, Any]


def as_json(agreement: Agreement) -> Json:
    """The figures as plain values; undefined ones are null, with the reason beside them."""
    settings = agreement.settings
    return {
        "settings": {
            "span_s": _span(agreement),
            "spans_s": [[to_seconds(one.onset_us), to_seconds(one.offset_us)] for one in agreement.spans],
            "observed_s": to_seconds(sum(one.duration_us for one in agreement.spans)),
            "sessions": agreement.sessions,
            "unit_s": to_seconds(settings.unit_us),
            "frame_s": to_seconds(settings.frame_us),
            "tolerance_s": to_seconds(settings.tolerance_us),
            "match_overlap": float(settings.match_overlap),
            "match_onset_s": None if settings.match_onset_us is None else to_seconds(settings.match_onset_us),
            "labels": list(agreement.labels),
            "subjects": list(agreement.subjects),
            "uncoded_time": "counts as the category none",
            "bootstrap": {
                "samples": settings.bootstrap.samples,
                "seed": settings.bootstrap.seed,
                "interval": f"95 %, percentile, {agreement.drawn} resampled",
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
        "frame_unit": _over_time(
            agreement.frames, agreement.exclusive, "Cohen's kappa over units of one frame", "frames"
        ),
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
        "tags": _compared(
            agreement.tags, "kappa with nil, states and points together, pairs counted once", "tags"
        ),
        "per_code": {
            label: {
                **_compared(compared, "Cohen's kappa of occurrence, weighted by exact duration", "s", 1e-6),
                "events": _compared(
                    agreement.by_code_events[label],
                    "kappa with nil of this code against all others, pairs counted once",
                    "events",
                ),
                "count_per_session": _correlations(agreement.counts[label]),
                "seconds_per_session": _correlations(agreement.seconds[label]),
            }
            for label, compared in agreement.by_code.items()
        },
    }


def session_as_json(one: OneSession) -> Json:
    """One session among many: whose codings, and how alike their tags are."""
    answer: Json = {
        "family": one.pair.family,
        "session": one.pair.session,
        "a": one.pair.a.coder,
        "b": one.pair.b.coder,
        "observed_s": to_seconds(one.observed_us),
        "tags": list(one.tags),
        "differ": one.differ,
        "statistic": "kappa with nil, states and points together, pairs counted once",
    }
    return answer | _figure("kappa", one.kappa) | _figure("f1", one.f1, own_reason=True)


def raters_as_json(result: RaterAgreement) -> Json:
    """Figures of two or more raters."""
    answer: Json = {
        "tallied": result.tallied,
        "raters": list(result.raters),
        "n": result.units,
        "categories": list(result.categories),
    }
    for name, figure in result.figures.items():
        answer |= _figure(name, figure, own_reason=True)
    return answer


def curve_as_json(curve: Sequence[CurvePoint]) -> list[Json]:
    """Agreement against tolerance, one row for each tolerance."""
    return [
        {"tolerance_s": to_seconds(point.tolerance_us)}
        | {
            key: value
            for name, figure in point.figures.items()
            for key, value in _figure(name, figure, own_reason=True).items()
        }
        for point in curve
    ]


def _span(agreement: Agreement) -> list[float] | None:
    if len(agreement.spans) != 1:
        return None
    return [to_seconds(agreement.spans[0].onset_us), to_seconds(agreement.spans[0].offset_us)]


def _correlations(figures: dict[str, Estimate]) -> Json:
    answer: Json = {"statistic": "intraclass correlation over sessions"}
    for name, figure in figures.items():
        answer |= _figure(name, figure)
    return answer


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


def _figure(name: str, figure: Estimate, *, own_reason: bool = False) -> Json:
    answer: Json = {
        name: figure.value,
        f"{name}_ci95": None if figure.low is None else [figure.low, figure.high],
    }
    prefix = f"{name}_" if own_reason else ""
    if figure.undefined:
        answer[f"{prefix}undefined"] = figure.undefined
    elif figure.note:
        answer[f"{prefix}ci95_note"] = figure.note
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
            "undefined": "undefined, because nothing was linked",
        }
    errors = np.array(errors_us) / 1_000_000
    return {
        "n": len(errors),
        "bias_s": float(errors.mean()),
        "median_s": float(np.median(errors)),
        "within_95_s": float(np.percentile(np.abs(errors), 95)),
    }
