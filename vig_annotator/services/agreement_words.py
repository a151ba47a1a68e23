"""Agreement in words: a short overview, and a text for the methods section of a report."""

from __future__ import annotations

from vig_annotator.analysis.agreement import Agreement
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.pooled_figures import Compared
from vig_annotator.analysis.rater_agreement import RaterAgreement
from vig_annotator.model.mediatime import US_PER_SECOND, to_seconds
from vig_annotator.model.timecode import format_time

_RATER_WORDS = {
    "agreement": "share of agreement",
    "fleiss_kappa": "Fleiss' kappa",
    "krippendorff_alpha_nominal": "Krippendorff's alpha, nominal",
    "krippendorff_alpha_ordinal": "Krippendorff's alpha, ordinal",
    "krippendorff_alpha_interval": "Krippendorff's alpha, interval",
    "krippendorff_alpha_ratio": "Krippendorff's alpha, ratio",
    "gwet_ac1": "Gwet's AC1",
    "pabak": "PABAK (Brennan-Prediger)",
    "cohen_kappa": "Cohen's kappa",
    "weighted_kappa_linear": "weighted kappa, linear",
    "weighted_kappa_quadratic": "weighted kappa, quadratic",
    "icc_1_1": "ICC(1,1), one-way",
    "icc_a_1": "ICC(A,1), absolute agreement",
    "icc_c_1": "ICC(C,1), consistency",
    "icc_1_k": "ICC(1,k), one-way, mean of all",
    "icc_a_k": "ICC(A,k), absolute agreement, mean of all",
    "icc_c_k": "ICC(C,k), consistency, mean of all",
}


def overview(result: Agreement) -> str:
    """A line for each figure, with its interval or the reason why it is undefined."""
    why = result.exclusive
    rows = [
        ("time, exact duration: kappa", _kappa(result.duration, why)),
        (f"time, units of {_s(result.settings.unit_us)}: kappa", _kappa(result.units, why)),
        (f"time, frames of {_s(result.settings.frame_us)}: kappa", _kappa(result.frames, why)),
        ("time, units with tolerance, A the reference", _kappa(result.tolerance_a, why)),
        ("time, units with tolerance, B the reference", _kappa(result.tolerance_b, why)),
        ("events with nil, pairs counted once: kappa", result.events.figures["kappa"]),
        ("events with nil, pairs counted twice: kappa", result.events_twice.figures["kappa"]),
        ("events, linked ones only: kappa", result.matched_only.figures["kappa"]),
        ("points with nil: kappa", result.points.figures["kappa"]),
    ]
    lines = [f"{name:<46}{figure_in_words(figure)}" for name, figure in rows]
    lines.append(
        f"{observed_words(result)}, states {result.state_counts[0]} and {result.state_counts[1]}, points "
        f"{result.point_counts[0]} and {result.point_counts[1]}; 95 % intervals by bootstrap over {result.drawn}"
    )
    return "\n".join(lines)


def raters_overview(result: RaterAgreement) -> str:
    """A line for each figure of two or more raters."""
    lines = [f"{_RATER_WORDS[name]:<46}{figure_in_words(figure)}" for name, figure in result.figures.items()]
    lines.append(f"{len(result.raters)} raters, {result.units} {result.tallied} that two or more rated")
    return "\n".join(lines)


def figure_in_words(figure: Estimate) -> str:
    """The value with its interval, or why there is none."""
    if figure.value is None:
        return figure.undefined
    interval = f"  [{figure.low:.2f}, {figure.high:.2f}]" if figure.low is not None else f"  ({figure.note})"
    return f"{figure.value:6.3f}{interval}"


def methods_text(result: Agreement) -> str:
    """A paragraph for a methods section: what was compared, how, with which settings, and what came out."""
    settings = result.settings
    sessions = "One session" if result.sessions == 1 else f"{result.sessions} sessions"
    stretches = "" if len(result.spans) == result.sessions else f" in {len(result.spans)} stretches"
    table = result.events.table
    pairs, only_a, only_b = table[:-1, :-1].sum(), table[:-1, -1].sum(), table[-1, :-1].sum()
    onset = (
        ""
        if settings.match_onset_us is None
        else f" and whose onsets lay within {_s(settings.match_onset_us)}"
    )
    parts = [
        f"{sessions} ({format_time(observed_us(result))} of film{stretches}) had been coded by two coders. "
        f"Coder A had set {result.state_counts[0]} states and {result.point_counts[0]} points, coder B "
        f"{result.state_counts[1]} and {result.point_counts[1]}. Uncoded time counted as a category of its own.",
    ]
    if result.exclusive:
        parts.append("Kappa over time was not computed, because codes of one subject overlapped.")
    else:
        parts.append(
            "Agreement over time was computed as Cohen's kappa (Cohen, 1960) weighted by exact duration, "
            f"{_report(_kappa(result.duration, ''))}, and over units of {_s(settings.unit_us)}, "
            f"{_report(_kappa(result.units, ''))}; with a tolerance of {_s(settings.tolerance_us)} (Bakeman, Quera & "
            f"Gnisci, 2009) it was {_report(_kappa(result.tolerance_a, ''))} with coder A as the reference and "
            f"{_report(_kappa(result.tolerance_b, ''))} with coder B as the reference."
        )
    parts.append(
        f"States of the two coders were linked one to one by dynamic programming if they shared at least "
        f"{float(settings.match_overlap):.0%} of the longer one{onset}: {pairs:.0f} were linked, {only_a:.0f} had "
        f"been seen by coder A alone and {only_b:.0f} by coder B alone. Event-based kappa, with unlinked states in a nil "
        "row and column, a structural zero where both meet and chance by iterative proportional fitting (Holle & Rein, "
        f"2015), was {_report(result.events.figures['kappa'])} with pairs counted once and "
        f"{_report(result.events_twice.figures['kappa'])} with pairs counted twice; for linked states alone "
        f"{_report(result.matched_only.figures['kappa'])}."
    )
    if sum(result.point_counts):
        hits = result.points.table
        parts.append(
            f"Points were linked within {_s(settings.tolerance_us)}: F1 "
            f"{_report(result.points.figures['f1'])}, kappa with nil {_report(result.points.figures['kappa'])} "
            f"({hits[:-1, :-1].sum():.0f} linked, {hits[:-1, -1].sum():.0f} and {hits[-1, :-1].sum():.0f} not)."
        )
    parts.append(
        f"Intervals are 95 % percentile bootstrap intervals ({settings.bootstrap.samples} samples, seed "
        f"{settings.bootstrap.seed}, {result.drawn} resampled)."
    )
    return " ".join(parts)


def observed_us(result: Agreement) -> int:
    """How much film was compared, in microseconds."""
    return sum(span.duration_us for span in result.spans)


def observed_words(result: Agreement) -> str:
    """How much was compared: ``3 sessions, 12 stretches, 0:24:00.000 of film``; of one stretch, from when to when."""
    length = format_time(observed_us(result))
    if len(result.spans) == 1:
        span = result.spans[0]
        return f"{length} observed, from {format_time(span.onset_us)} to {format_time(span.offset_us)}"
    parts = [f"{result.sessions} sessions" if result.sessions > 1 else "1 session"]
    if len(result.spans) != result.sessions:
        parts.append(f"{len(result.spans)} stretches")
    return ", ".join([*parts, f"{length} observed"])


def _report(figure: Estimate) -> str:
    if figure.value is None:
        return figure.undefined
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}]"


def _kappa(compared: Compared | None, why_not: str) -> Estimate:
    return Estimate(None, why_not) if compared is None else compared.figures["kappa"]


def _s(time_us: int) -> str:
    seconds = to_seconds(time_us)
    return f"{seconds:g} s" if time_us % US_PER_SECOND else f"{int(seconds)} s"
