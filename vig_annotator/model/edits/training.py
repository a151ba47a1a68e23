"""References for training, and the log of attempts at them."""

from __future__ import annotations

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.days import later
from vig_annotator.model.edits.drafting import Stamp, changed, made, removed
from vig_annotator.model.ids import new_id
from vig_annotator.model.reference import Reference, TrainingAttempt


def mark(
    known: Reference | None, coding: CodingPass, percent: int, days: int, who: Coder, stamp: Stamp
) -> ChangeSet:
    """Say that a coding is the reference, or change its pass mark.

    Args:
        known: the reference that this coding is already, or None.
        coding: the coding.
        percent: the kappa that passes, in hundredths.
        days: how long a pass holds.
        who: who says so.
        stamp: who says so, and when.

    Raises:
        RuleViolation: a trainee says so; or a pass mark or a number of days that makes no sense.
    """
    _require_teacher(who)
    if not 1 <= percent <= 100:
        raise RuleViolation(f"A pass mark of {percent / 100:.2f} makes no sense.", "Give one from .01 to 1.")
    if not 1 <= days <= 3650:
        raise RuleViolation(f"{days} days make no sense.", "Give 1 to 3650 days.")
    label = f"make {coding.coder}’s coding the reference"
    if known is not None:
        if (known.pass_mark_percent, known.again_after_days) == (percent, days):
            return ChangeSet("", ())
        return ChangeSet(
            "change the pass mark", (changed(known, pass_mark_percent=percent, again_after_days=days),)
        )
    reference = Reference(new_id(), coding.id, percent, days, stamp.who, stamp.at)
    return ChangeSet(label, (made(reference),))


def unmark(reference: Reference, attempts: int, who: Coder) -> ChangeSet:
    """Say that a coding is the reference no longer.

    Raises:
        RuleViolation: a trainee says so; or somebody was compared with it; the log of attempts must keep what it speaks of.
    """
    _require_teacher(who)
    if attempts:
        raise RuleViolation(
            f"{attempts} attempt{'s' if attempts > 1 else ''} at this reference {'are' if attempts > 1 else 'is'} in the log.",
            "Mark another coding; the newest reference counts.",
        )
    return ChangeSet("take away the mark of the reference", (removed(reference),))


def _require_teacher(who: Coder) -> None:
    if who.role is Role.TRAINEE:
        raise RuleViolation(
            "A trainee does not say what the reference is.", "Ask whoever teaches: a supervisor, for example."
        )


def require_comparable(reference: Reference, coding: CodingPass) -> None:
    """See that a trainee's coding may be held against a reference.

    Raises:
        RuleViolation: it is the reference itself, or was not sent yet.
    """
    if coding.id == reference.pass_id:
        raise RuleViolation("This is the reference itself.", "Compare a trainee's coding with it.")
    if not coding.submitted_at:
        raise RuleViolation(
            "This coding was not sent yet.", "Finish it and send it; then it is compared with the reference."
        )


def record(
    reference: Reference,
    coding: CodingPass,
    kappa: tuple[float | None, float | None, float | None],
    undefined: str,
    stamp: Stamp,
) -> tuple[ChangeSet, TrainingAttempt]:
    """Write an attempt into the log.

    Args:
        reference: what the trainee was compared with.
        coding: the trainee's.
        kappa: the figure and the ends of its interval.
        undefined: why there is no figure; else empty.
        stamp: who compares, and when.

    Raises:
        RuleViolation: the coding is the reference itself, or was not sent yet.
    """
    require_comparable(reference, coding)
    value = kappa[0]
    attempt = TrainingAttempt(
        id=new_id(),
        reference_id=reference.id,
        pass_id=coding.id,
        coder=coding.coder,
        snapshot_id=coding.snapshot_id,
        tried_at=stamp.at,
        kappa=value,
        low=kappa[1],
        high=kappa[2],
        undefined=undefined,
        passed=value is not None and round(value * 100, 6) >= reference.pass_mark_percent,
        due_on=later(stamp.at[:10], reference.again_after_days),
        created_at=stamp.at,
    )
    return ChangeSet(f"note {coding.coder}’s attempt", (made(attempt),)), attempt
