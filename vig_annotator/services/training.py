"""Training against a reference: a trainee codes blind, sends the coding, and sees what was right, missed, extra or confused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.estimate import Bootstrap, Estimate
from vig_annotator.errors import RuleViolation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits import training as rules
from vig_annotator.model.reference import (
    USUAL_AGAIN_AFTER_DAYS,
    USUAL_PASS_MARK_PERCENT,
    Reference,
    TrainingAttempt,
)
from vig_annotator.services import passes
from vig_annotator.services.coders import who_works
from vig_annotator.services.comparing import ComparedFigures, Comparison, comparison
from vig_annotator.services.references import reference_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.settlements import attempts_of, references_of

_FEWEST_TRAINEES = 2


def mark_reference(
    ws: Workspace,
    pass_id: str,
    percent: int = USUAL_PASS_MARK_PERCENT,
    days: int = USUAL_AGAIN_AFTER_DAYS,
) -> Reference:
    """Make a coding the reference of its session, or change its pass mark; a step for undo.

    Args:
        ws: the open library.
        pass_id: the coding.
        percent: the kappa that passes, in hundredths.
        days: in how many days after an attempt the next check is due.

    Raises:
        NotFound: it is not there, or hidden.
        RuleViolation: who works is a trainee; or a pass mark or number of days that makes no sense.
    """
    coding = passes.visible_pass(ws, pass_id)
    ws.history.apply(
        rules.mark(_reference_that_is(ws, coding), coding, percent, days, who_works(ws), ws.stamp())
    )
    reference = _reference_that_is(ws, coding)
    assert reference is not None
    return reference


def unmark_reference(ws: Workspace, pass_id: str) -> None:
    """A coding is the reference no longer.

    Raises:
        NotFound: it is not there, or hidden.
        RuleViolation: it is none, who works is a trainee, or somebody was compared with it already.
    """
    reference = _reference_that_is(ws, passes.visible_pass(ws, pass_id))
    if reference is None:
        raise RuleViolation("This coding is no reference.", "Show the coding that is (F10 lists them).")
    ws.history.apply(rules.unmark(reference, len(attempts(ws, [reference.id])), who_works(ws)))


def against_reference(ws: Workspace, coding: CodingPass, settings: Settings) -> Comparison:
    """A trainee's coding (B) beside the reference (A).

    Raises:
        RuleViolation: the session has no reference, the coding is the reference, or it was not sent yet.
    """
    reference = reference_of(ws, coding.session_id)
    if reference is None:
        raise RuleViolation(
            "This film has no reference.", "A supervisor marks a coding as the reference first."
        )
    rules.require_comparable(reference, coding)
    return comparison(ws, ws.get(CodingPass, reference.pass_id), coding, settings)


def record_attempt(ws: Workspace, compared: Comparison, figures: ComparedFigures) -> TrainingAttempt:
    """Note how a trainee did; a coding that was sent once is noted once.

    Raises:
        RuleViolation: A is no reference, or B was not sent.
        LibraryNotWritable: the disk is full, or refuses.
    """
    reference = _reference_that_is(ws, compared.a)
    if reference is None:
        raise RuleViolation("Coding A is no reference.", "Mark it as the reference first.")
    known = [one for one in attempts(ws, [reference.id]) if one.pass_id == compared.b.id]
    if known and known[-1].tried_at >= compared.b.submitted_at:
        return known[-1]
    kappa = figures.whole.tags.figures["kappa"]
    change_set, attempt = rules.record(
        reference, compared.b, (kappa.value, kappa.low, kappa.high), kappa.undefined, ws.stamp()
    )
    ws.history.set_up(change_set)
    return attempt


def attempts(ws: Workspace, reference_ids: Sequence[str] | None = None) -> list[TrainingAttempt]:
    """The log of attempts at some references, or at all, oldest first."""
    with ws.store.reading() as connection:
        return attempts_of(connection, reference_ids)


def pass_mark(ws: Workspace, attempt: TrainingAttempt) -> float:
    """The kappa that the reference of an attempt asks for."""
    return ws.get(Reference, attempt.reference_id).pass_mark_percent / 100


@dataclass(frozen=True)
class CourseResult:
    """A group of trainees before and after a course.

    Attributes:
        before: by trainee, the last kappa before the day.
        after: by trainee, the last kappa on the day or later; only trainees who have both.
        change: the mean of after minus before, trainees drawn again for the interval.
    """

    before: dict[str, float]
    after: dict[str, float]
    change: Estimate


def course_result(log: Sequence[TrainingAttempt], day: str, samples: int = 1000) -> CourseResult:
    """Compare a group of trainees before and after a course.

    Args:
        log: their attempts.
        day: of the course, ``2026-11-12``.
        samples: of the bootstrap.
    """
    return paired_change(
        {one.coder: one.kappa for one in log if one.kappa is not None and one.tried_at[:10] < day},
        {one.coder: one.kappa for one in log if one.kappa is not None and one.tried_at[:10] >= day},
        samples,
    )


def paired_change(before: dict[str, float], after: dict[str, float], samples: int = 1000) -> CourseResult:
    """The mean change of those who have a value before and after, with an interval over people."""
    both = [who for who in before if who in after]
    if len(both) < _FEWEST_TRAINEES:
        change = Estimate(None, "undefined, because fewer than two people have a value before and after")
        return CourseResult({w: before[w] for w in both}, {w: after[w] for w in both}, change)
    gains = np.array([after[who] - before[who] for who in both])
    low, high, note = Bootstrap(samples=samples).interval(lambda rows: rows.mean(axis=-1), gains)
    change = Estimate(float(gains.mean()), low=low, high=high, note=note)
    return CourseResult({w: before[w] for w in both}, {w: after[w] for w in both}, change)


def _reference_that_is(ws: Workspace, coding: CodingPass) -> Reference | None:
    with ws.store.reading() as connection:
        found = references_of(connection, coding.session_id)
    return next((one for one in found if one.pass_id == coding.id), None)
