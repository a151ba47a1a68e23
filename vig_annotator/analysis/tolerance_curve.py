"""Agreement against tolerance: the whole curve, so that nobody need choose the setting that looks best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vig_annotator.analysis.agreement import with_tolerance
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.pooled_figures import Compared

USUAL_US = (0, 250_000, 500_000, 1_000_000, 1_500_000, 2_000_000, 3_000_000, 5_000_000)
"""Tolerances that are shown when nobody names others, in microseconds."""

_FINEST_UNIT_US = 250_000


@dataclass(frozen=True)
class CurvePoint:
    """The figures at one tolerance.

    Attributes:
        figures: ``time_unit_a_reference`` and ``_b_reference`` (kappa with this tolerance), ``events`` (kappa with nil of
            states whose onsets lie no further apart), ``events_f1``, ``points`` and ``points_f1``.
    """

    tolerance_us: int
    figures: dict[str, Estimate]


def tolerance_curve(
    codings: Sequence[DoubleCoding],
    settings: Settings,
    group: Sequence[str] | None = None,
    tolerances_us: Sequence[int] = USUAL_US,
    report: Callable[[float], object] = lambda share: None,
) -> list[CurvePoint]:
    """The figures that depend on a tolerance, for each of several.

    Args:
        codings: one or more sessions, or stretches of them.
        settings: all but the tolerances; the unit of time is `unit_of_curve`.
        group: only these codes, or None for all that occur.
        tolerances_us: which, in microseconds.
        report: told the done share (0 to 1) before each tolerance; what it raises ends the work.
    """
    fine = replace(settings, unit_us=unit_of_curve(settings))
    curve = []
    for number, tolerance_us in enumerate(tolerances_us):
        report(number / len(tolerances_us))
        result = with_tolerance(
            codings, replace(fine, tolerance_us=tolerance_us, match_onset_us=tolerance_us), group
        )
        curve.append(
            CurvePoint(
                tolerance_us,
                {
                    "time_unit_a_reference": _kappa(result.tolerance_a, result.exclusive),
                    "time_unit_b_reference": _kappa(result.tolerance_b, result.exclusive),
                    "events": result.events.figures["kappa"],
                    "events_f1": result.events.figures["f1"],
                    "points": result.points.figures["kappa"],
                    "points_f1": result.points.figures["f1"],
                },
            )
        )
    return curve


def unit_of_curve(settings: Settings) -> int:
    """The unit of time in microseconds: at most a quarter of a second, so that small tolerances can be told apart."""
    return min(settings.unit_us, _FINEST_UNIT_US)


def _kappa(compared: Compared | None, why_not: str) -> Estimate:
    return Estimate(None, why_not) if compared is None else compared.figures["kappa"]
