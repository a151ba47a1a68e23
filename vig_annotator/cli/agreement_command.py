"""Command: how far do two coders agree?"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import click

from vig_annotator.analysis.agreement import Agreement, Settings, compare
from vig_annotator.analysis.estimate import Bootstrap, Estimate
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import Span, from_seconds
from vig_annotator.services.agreement import as_json, read_coded_events, whole_span
from vig_annotator.services.agreement_of_passes import TwoCodings, read_passes
from vig_annotator.services.codebook_used import how_alike

_TABLE = click.Path(path_type=Path)


@click.command()
@click.argument("a", type=_TABLE, required=False)
@click.argument("b", type=_TABLE, required=False)
@click.option("--library", type=_TABLE, help="Compare two codings of this library instead of two tables.")
@click.option("--a", "pass_a", metavar="PASS", help="With --library: a coding by its id or its coder's name.")
@click.option("--b", "pass_b", metavar="PASS", help="With --library: the coding to compare it with.")
@click.option("--unit", default="1", show_default=True, help="Seconds in a unit of time.")
@click.option(
    "--tolerance", default="1", show_default=True, help="Seconds that codes or points may lie apart."
)
@click.option(
    "--span",
    nargs=2,
    metavar="START END",
    help="Seconds observed; default: the film, or from first onset to last offset.",
)
@click.option(
    "--match-overlap", default="0.6", show_default=True, help="Share of the longer state two must share."
)
@click.option("--match-onset", help="Seconds that the onsets of linked states may lie apart; default: any.")
@click.option("--group", help="Only these codes, with commas between: an exclusive group.")
@click.option(
    "--samples", default=1000, show_default=True, type=click.IntRange(0, 100_000), help="Bootstrap samples."
)
@click.option("--json", "wants_json", is_flag=True, help="All figures, as JSON.")
def agreement(
    a: Path | None,
    b: Path | None,
    library: Path | None,
    pass_a: str | None,
    pass_b: str | None,
    unit: str,
    tolerance: str,
    span: tuple[str, str] | None,
    match_overlap: str,
    match_onset: str | None,
    group: str | None,
    samples: int,
    wants_json: bool,
) -> None:
    """Compare the codings in tables A and B (columns code, onset_s, offset_s, and subject if there are several).

    Or two codings of one session of a library. A row with equal onset and offset is a point. Uncoded time counts as the category none.
    """
    codings = _codings(a, b, library, pass_a, pass_b)
    observed = codings.film or whole_span(codings.a, codings.b) if span is None else _span(*span)
    share = _number("--match-overlap", match_overlap)
    if not 0 <= share <= 1:
        raise UsageError("--match-overlap is a share.", "Give a number from 0 to 1.")
    settings = Settings(
        span=observed,
        unit_us=_positive_us("--unit", unit),
        tolerance_us=_us("--tolerance", tolerance),
        match_overlap=share,
        match_onset_us=None if match_onset is None else _us("--match-onset", match_onset),
        bootstrap=Bootstrap(samples=samples),
    )
    codes = None if group is None else [code.strip() for code in group.split(",") if code.strip()]
    result = compare(codings.a, codings.b, settings, codes)
    if wants_json:
        click.echo(json.dumps(as_json(result) | _codebooks_as_json(codings), indent=1))
        return
    click.echo(_in_words(result))
    if codings.codebooks is not None:
        click.echo(how_alike(*codings.codebooks))


def _codebooks_as_json(codings: TwoCodings) -> dict[str, object]:
    if codings.codebooks is None:
        return {}
    a, b = (
        {"id": one.id, "title": one.title, "version": one.version, "sha256": one.digest}
        for one in codings.codebooks
    )
    return {"codebooks": {"a": a, "b": b, "same": a["sha256"] == b["sha256"]}}


def _codings(
    a: Path | None, b: Path | None, library: Path | None, pass_a: str | None, pass_b: str | None
) -> TwoCodings:
    tables, passes = (a, b), (library, pass_a, pass_b)
    if a is not None and b is not None and not any(passes):
        return TwoCodings(read_coded_events(a), read_coded_events(b), None)
    if library is not None and pass_a is not None and pass_b is not None and not any(tables):
        return read_passes(library, pass_a, pass_b)
    raise UsageError(
        "Two codings are needed.",
        "Name two tables (A.csv B.csv), or two codings of a library (--library L --a PASS --b PASS). "
        "See vig-annotator agreement --help.",
    )


def _number(option: str, text: str) -> Fraction:
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"{option}: “{text}” is no number.", "Write it like 0.5.") from error


def _us(option: str, text: str) -> int:
    seconds = _number(option, text)
    if not 0 <= seconds <= 86_400:
        raise UsageError(f"{option}: {text} seconds make no sense here.", "Give a number from 0 to 86400.")
    return from_seconds(seconds)


def _positive_us(option: str, text: str) -> int:
    value = _us(option, text)
    if value < 1000:
        raise UsageError(f"{option}: {text} seconds are too short.", "Give at least 0.001.")
    return value


def _span(start: str, end: str) -> Span:
    onset, offset = from_seconds(_number("--span", start)), from_seconds(_number("--span", end))
    if onset >= offset:
        raise UsageError(f"--span: {start} is not before {end}.", "Give the start first.")
    return Span(onset, offset)


def _in_words(result: Agreement) -> str:
    rows = [
        ("time, exact duration: kappa", result.duration.figures["kappa"] if result.duration else None),
        ("time, units: kappa", result.units.figures["kappa"] if result.units else None),
        (
            "time, units with tolerance, A the reference",
            result.tolerance_a and result.tolerance_a.figures["kappa"],
        ),
        (
            "time, units with tolerance, B the reference",
            result.tolerance_b and result.tolerance_b.figures["kappa"],
        ),
        ("events with nil, pairs counted once: kappa", result.events.figures["kappa"]),
        ("events with nil, pairs counted twice: kappa", result.events_twice.figures["kappa"]),
        ("events, linked ones only: kappa", result.matched_only.figures["kappa"]),
        ("points with nil: kappa", result.points.figures["kappa"]),
    ]
    lines = [f"{name:<46}{_figure(figure or Estimate(None, result.exclusive))}" for name, figure in rows]
    lines.append(
        f"states {result.state_counts[0]} and {result.state_counts[1]}, points "
        f"{result.point_counts[0]} and {result.point_counts[1]}; 95 % intervals by bootstrap over blocks of time"
    )
    return "\n".join(lines)


def _figure(figure: Estimate) -> str:
    if figure.value is None:
        return figure.undefined
    interval = f"  [{figure.low:.2f}, {figure.high:.2f}]" if figure.low is not None else f"  ({figure.note})"
    return f"{figure.value:6.3f}{interval}"
