"""Command: who tried themselves against a reference, and what a course changed."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

from vig_annotator.errors import UsageError
from vig_annotator.model.days import day_of
from vig_annotator.model.reference import TrainingAttempt
from vig_annotator.services import training as service
from vig_annotator.services.csv_columns import read_columns
from vig_annotator.services.training import CourseResult, course_result, paired_change
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
_COLUMNS = ("coder", "when", "question", "value")


@click.command()
@click.argument("library", type=click.Path(path_type=Path))
@click.option(
    "--course", metavar="DAY", help="Compare everybody before and after this day, such as 2026-11-12."
)
@click.option(
    "--ratings",
    type=click.Path(path_type=Path),
    help="A table coder,when,question,value (when: before or after): knowledge, confidence and the like.",
)
@click.option("--json", "wants_json", is_flag=True, help="As JSON.")
def training(library: Path, course: str | None, ratings: Path | None, wants_json: bool) -> None:
    """List every attempt at a reference in LIBRARY, and compare a group before and after a course."""
    if course is not None and day_of(course) is None:
        raise UsageError(f"--course: “{course}” is no day.", "Write it like 2026-11-12.")
    with Workspace.open(library, _WHO, create=False) as ws:
        log = service.attempts(ws)
    answer: dict[str, Any] = {"attempts": [_attempt(one) for one in log]}
    if course is not None:
        answer["course"] = {"day": course, "kappa": _result(course_result(log, course))}
    if ratings is not None:
        answer["ratings"] = {
            question: _result(paired_change(values["before"], values["after"]))
            for question, values in _read(ratings).items()
        }
    click.echo(json.dumps(answer, indent=1) if wants_json else _in_words(answer))


def _read(path: Path) -> dict[str, dict[str, dict[str, float]]]:
    """What people answered before and after, by question; an empty value is no answer.

    Raises:
        UsageError: no such table, or a row that makes no sense (it is named).
    """
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: {"before": {}, "after": {}})
    for line, (coder, said, question, text) in read_columns(path, _COLUMNS):
        when = said.lower()
        if when not in ("before", "after"):
            raise UsageError(f"{path}:{line}: “{said}” is neither before nor after.", "Write one.")
        if not coder or not question:
            raise UsageError(
                f"{path}:{line}: the coder or the question is missing.", "Name both in every row."
            )
        answers = found[question][when]
        if not text:
            continue
        if coder in answers:
            raise UsageError(
                f"{path}:{line}: {coder} answers “{question}” {when} the course a second time.",
                "Keep one of the two rows.",
            )
        answers[coder] = _value(path, line, text)
    return dict(found)


def _value(path: Path, line: int, text: str) -> float:
    try:
        value = float(text)
        if not math.isfinite(value) or "_" in text:
            raise ValueError
    except ValueError as error:
        raise UsageError(f"{path}:{line}: “{text}” is no number.", "Write it like 4.") from error
    return value


def _attempt(one: TrainingAttempt) -> dict[str, Any]:
    return {
        "tried_at": one.tried_at,
        "coder": one.coder,
        "codebook_sha256": one.snapshot_id,
        "kappa": one.kappa,
        "kappa_ci95": None if one.low is None else [one.low, one.high],
        "undefined": one.undefined,
        "passed": one.passed,
        "due_on": one.due_on,
    }


def _result(result: CourseResult) -> dict[str, Any]:
    change = result.change
    return {
        "before": result.before,
        "after": result.after,
        "mean_change": change.value,
        "mean_change_ci95": None if change.low is None else [change.low, change.high],
        "ci95_note": change.note,
        "undefined": change.undefined,
    }


def _in_words(answer: dict[str, Any]) -> str:
    lines = [
        f"{one['tried_at'][:10]}  {one['coder']:<20}{_number(one['kappa'], one['kappa_ci95'])}  "
        f"{'passed' if one['passed'] else 'not yet'}, next check by {one['due_on']}"
        for one in answer["attempts"]
    ] or ["Nobody was compared with a reference yet."]
    results = {"kappa": answer["course"]["kappa"]} if "course" in answer else {}
    for name, result in {**results, **answer.get("ratings", {})}.items():
        change = result["undefined"] or _number(result["mean_change"], result["mean_change_ci95"])
        lines.append(f"{name}: mean change of {len(result['before'])} people {change}")
    return "\n".join(lines)


def _number(value: float | None, interval: list[float] | None) -> str:
    if value is None:
        return "undefined"
    return f"{value:.2f}" + (f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else "")
