"""Which figures the chart shows for each measure."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.pooled_figures import Compared
from vig_annotator.gui.compare.agreement_chart import ChartRow
from vig_annotator.model.codebook import Kind
from vig_annotator.services.code_names import CodeNames
from vig_annotator.services.comparing import ComparedFigures

EVENTS, F1, TIME = "Tags: kappa", "Tags: F1", "Time: kappa"
MEASURES = (EVENTS, F1, TIME)
"""What people can choose between."""


def chart_rows(
    names: CodeNames, codes: Sequence[str], known: ComparedFigures, measure: str
) -> tuple[list[ChartRow], str]:
    """The rows of a measure (one of `MEASURES`) for some codes, and what their dots are, in words."""
    whole = known.whole
    if measure == TIME:
        rows = [
            ChartRow(name, _kappa(group.duration, group.exclusive), strong=True)
            for name, group in known.groups.items()
        ]
        rows += [
            ChartRow(names.label(code), whole.by_code[code].figures["kappa"])
            for code in codes
            if (kind := names.code(code)) is None or kind.kind is Kind.STATE
        ]
        return (
            rows,
            "Cohen’s kappa weighted by exact duration, of each exclusive group, then of each code being there",
        )
    name = "kappa" if measure == EVENTS else "f1"
    rows = [
        ChartRow("All states", whole.events.figures[name], strong=True),
        ChartRow("All points", whole.points.figures[name], strong=True),
    ]
    rows += [ChartRow(names.label(code), whole.by_code_events[code].figures[name]) for code in codes]
    words = "kappa of tags with a row for what was missed, pairs counted once"
    return rows, words if name == "kappa" else "F1, the share of tags that both have and call the same"


def _kappa(compared: Compared | None, why_not: str) -> Estimate:
    return compared.figures["kappa"] if compared is not None else Estimate(None, why_not)
