"""Command: how far do two coders, or more, agree?"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import click

from vig_annotator.analysis.agreement import Agreement, compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.rater_agreement import compare_in_time, compare_ratings
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.analysis.tolerance_curve import tolerance_curve
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import Span, from_seconds, to_seconds
from vig_annotator.services.agreement_of_passes import read_passes
from vig_annotator.services.agreement_reading import read_coded_events, read_ratings, whole_span
from vig_annotator.services.agreement_report import as_json, curve_as_json, raters_as_json, session_as_json
from vig_annotator.services.agreement_words import figure_in_words, methods_text, overview, raters_overview
from vig_annotator.services.codebook_used import UsedCodebook, codebook_used, how_alike
from vig_annotator.services.double_coded import OneSession, double_coded, in_each, read_pairs
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
_TABLE = click.Path(path_type=Path)


@dataclass(frozen=True)
class _Question:
    """What is to be compared: the codings, and how to go into detail.

    Attributes:
        known: the codes of the codebooks; empty for tables, which name only what occurs in them.
    """

    codings: list[DoubleCoding]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codebooks: list[tuple[UsedCodebook, UsedCodebook]] = field(default_factory=list)
    known: frozenset[str] = frozenset()


@click.command()
@click.argument("tables", type=_TABLE, nargs=-1)
@click.option("--library", type=_TABLE, help="Compare two codings of this library instead of two tables.")
@click.option("--a", "pass_a", metavar="PASS", help="With --library: a coding by its id or its coder's name.")
@click.option("--b", "pass_b", metavar="PASS", help="With --library: the coding to compare it with.")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="With --library: all sessions that both coded, together; without --a and --b, all that any two people coded.",
)
@click.option(
    "--ratings", type=_TABLE, help="A table item,coder,value instead: ratings of any number of coders."
)
@click.option("--unit", default="1", show_default=True, help="Seconds in a unit of time.")
@click.option("--frame", default="0.04", show_default=True, help="Seconds in one frame, the finest unit.")
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
    "--by",
    type=click.Choice(["subject", "group"]),
    multiple=True,
    help="All figures also for each subject, or (with --library) for each exclusive group of the codebook.",
)
@click.option("--curve", is_flag=True, help="Agreement against tolerance, too.")
@click.option("--methods", is_flag=True, help="A text for a methods section, in place of the figures.")
@click.option(
    "--samples", default=1000, show_default=True, type=click.IntRange(0, 100_000), help="Bootstrap samples."
)
@click.option("--json", "wants_json", is_flag=True, help="All figures, as JSON.")
def agreement(
    tables: tuple[Path, ...],
    library: Path | None,
    pass_a: str | None,
    pass_b: str | None,
    every: bool,
    ratings: Path | None,
    unit: str,
    frame: str,
    tolerance: str,
    span: tuple[str, str] | None,
    match_overlap: str,
    match_onset: str | None,
    group: str | None,
    by: tuple[str, ...],
    curve: bool,
    methods: bool,
    samples: int,
    wants_json: bool,
) -> None:
    """Compare the codings in two TABLES or more (columns code, onset_s, offset_s, and subject if there are several).

    Or two codings of one session of a library, or of all sessions; or ratings. A row with equal onset and offset is a point. Uncoded
    time counts as the category none.
    """
    share = _number("--match-overlap", match_overlap)
    if not 0 <= share <= 1:
        raise UsageError("--match-overlap is a share.", "Give a number from 0 to 1.")
    settings = Settings(
        unit_us=_positive_us("--unit", unit),
        frame_us=_positive_us("--frame", frame),
        tolerance_us=_us("--tolerance", tolerance),
        match_overlap=share,
        match_onset_us=None if match_onset is None else _us("--match-onset", match_onset),
        bootstrap=Bootstrap(samples=samples),
    )
    single: tuple[OneSession, ...] = ()
    codes = None if group is None else [code.strip() for code in group.split(",") if code.strip()]
    observed = None if span is None else _span(*span)
    in_library = (library, pass_a, pass_b)
    if ratings is not None and not tables and not any(in_library):
        rated = compare_ratings(read_ratings(ratings), settings.bootstrap)
        click.echo(_json(raters_as_json(rated)) if wants_json else raters_overview(rated))
        return
    if ratings is None and len(tables) > 2 and not any(in_library):
        _several(tables, observed, settings, codes, wants_json=wants_json)
        return
    if ratings is None and len(tables) == 2 and not any(in_library) and not every:
        a, b = (read_coded_events(table) for table in tables)
        question = _Question([DoubleCoding(a, b, observed or whole_span(a, b))])
    elif ratings is None and not tables and library is not None and pass_a is not None and pass_b is not None:
        found = read_passes(library, pass_a, pass_b, every_session=every, observed=observed)
        question = _Question(found.codings, found.groups, found.codebooks, found.known)
    elif ratings is None and not tables and library is not None and every and not pass_a and not pass_b:
        question, single = _all_double_coded(library, observed, settings)
    else:
        raise UsageError(
            "Two codings are needed.",
            "Name two tables (A.csv B.csv), or two codings of a library (--library L --a PASS --b PASS), or all of it (--library L --all), or a "
            "table of ratings (--ratings FILE). See vig-annotator agreement --help.",
        )
    _require_known(codes, [one for each in question.codings for one in (each.a, each.b)], question.known)
    result = compare(question.codings, settings, codes)
    if methods:
        click.echo(methods_text(result))
        return
    details = _details(question, result, settings, codes, by)
    points = tolerance_curve(question.codings, settings, codes) if curve else []
    if wants_json:
        answer = as_json(result) | _codebooks(question.codebooks) | _by_session(single)
        for name, parts in details.items():
            answer[name] = {label: as_json(part) for label, part in parts.items()}
        if curve:
            answer["tolerance_curve"] = curve_as_json(points)
        click.echo(_json(answer))
        return
    click.echo(overview(result))
    for sentence in dict.fromkeys(how_alike(*pair) for pair in question.codebooks):
        click.echo(sentence)
    for one in single:
        click.echo(
            f"{one.pair.family} › {one.pair.session}, {one.pair.coders}: {figure_in_words(one.kappa).strip()}"
        )
    for parts in details.values():
        for label, part in parts.items():
            click.echo(f"\n{label}\n{overview(part)}")
    for point in points:
        values = [
            f"{name} {'–' if figure.value is None else f'{figure.value:.3f}'}"
            for name, figure in point.figures.items()
        ]
        click.echo(f"tolerance {to_seconds(point.tolerance_us):g} s: {', '.join(values)}")


def _all_double_coded(
    library: Path, observed: Span | None, settings: Settings
) -> tuple[_Question, tuple[OneSession, ...]]:
    """Every two codings of one session, and how alike each two are, the worst first."""
    with Workspace.open(library, _WHO, create=False) as ws:
        pairs = double_coded(ws).pairs
        books = [(codebook_used(ws, one.a), codebook_used(ws, one.b)) for one in pairs]
        read = read_pairs(ws.folder, pairs, observed)
    if not read.codings:
        raise UsageError(
            "No session of this library is coded by two people with one codebook.",
            "Codings that are blind count when both were sent.",
        )
    return _Question(read.codings, read.groups, books, read.known), in_each(read, settings)


def _several(
    tables: Sequence[Path],
    observed: Span | None,
    settings: Settings,
    codes: list[str] | None,
    *,
    wants_json: bool,
) -> None:
    codings: list[list[CodedEvent]] = [read_coded_events(table) for table in tables]
    _require_known(codes, codings)
    span = observed or whole_span(*codings)
    names = [table.stem for table in tables]
    together = compare_in_time(codings, span, settings, codes, names)
    pairs = {
        (names[i], names[j]): compare([DoubleCoding(codings[i], codings[j], span)], settings, codes)
        for i, j in combinations(range(len(tables)), 2)
    }
    if wants_json:
        pairwise = [{"a": a, "b": b, **as_json(result)} for (a, b), result in pairs.items()]
        click.echo(_json({"time_unit": raters_as_json(together), "pairs": pairwise}))
        return
    click.echo(raters_overview(together))
    for (a, b), result in pairs.items():
        click.echo(f"\n{a} and {b}\n{overview(result)}")


def _require_known(
    codes: Sequence[str] | None, codings: Sequence[Sequence[CodedEvent]], known: Collection[str] = ()
) -> None:
    """See that the codes of `--group` are there; one of several may be missing in tables, where nobody may have used it.

    Raises:
        UsageError: a codebook has no such code, or no table has any of them.
    """
    if codes is None:
        return
    used = {one.code for coding in codings for one in coding}
    missing = [code for code in codes if code not in used and code not in known]
    if not missing and codes:
        return
    named = " and ".join(f"“{code}”" for code in missing)
    if known or len(missing) == len(codes):
        there = ", ".join(sorted({*used, *known})) or "none"
        raise UsageError(
            f"--group: there is no code {named}." if codes else "--group names no code.",
            f"The codes here are: {there}.",
        )
    click.echo(f"--group: nobody coded {named} here.", err=True)


def _details(
    question: _Question,
    result: Agreement,
    settings: Settings,
    codes: list[str] | None,
    by: tuple[str, ...],
) -> dict[str, dict[str, Agreement]]:
    details: dict[str, dict[str, Agreement]] = {}
    if "subject" in by:
        details["by_subject"] = {
            subject or "nobody named": compare(question.codings, settings, codes, subject)
            for subject in result.subjects
        }
    if "group" in by:
        if not question.groups:
            raise UsageError(
                "Only a codebook says which codes are an exclusive group.",
                "Use --library, or name the codes of one group with --group.",
            )
        details["by_group"] = {
            name: compare(question.codings, settings, members) for name, members in question.groups.items()
        }
    return details


def _codebooks(pairs: list[tuple[UsedCodebook, UsedCodebook]]) -> dict[str, Any]:
    """What both coded with: one entry where it is the same in all sessions, else a list of those that differ."""
    told = []
    for pair in dict.fromkeys(pairs):
        a, b = (
            {"id": one.id, "title": one.title, "version": one.version, "sha256": one.digest} for one in pair
        )
        told.append({"a": a, "b": b, "same": a["sha256"] == b["sha256"]})
    if not told:
        return {}
    return {"codebooks": told[0] if len(told) == 1 else told}


def _by_session(single: Sequence[OneSession]) -> dict[str, Any]:
    return {"by_session": [session_as_json(one) for one in single]} if single else {}


def _json(answer: Any) -> str:
    return json.dumps(answer, indent=1)


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
