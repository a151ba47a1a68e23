"""How far do two or more people agree: about what is there in each unit of time, or in the ratings that they give?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vig_annotator.analysis import chance, several_raters
from vig_annotator.analysis.chance import Floats
from vig_annotator.analysis.double_coding import Settings, require_countable
from vig_annotator.analysis.estimate import Bootstrap, Estimate, block_edges, estimate
from vig_annotator.analysis.pooled_figures import NO_STATE, intraclass_figures
from vig_annotator.analysis.record import NONE, CodedEvent, Ints, make_record
from vig_annotator.analysis.several_raters import UNRATED, RaterTallies, Scale, tally_ratings
from vig_annotator.analysis.time_agreement import unit_codes
from vig_annotator.model.mediatime import Span
from vig_annotator.model.timecode import format_time

_NOMINAL = ("agreement", "fleiss_kappa", "krippendorff_alpha_nominal", "gwet_ac1", "pabak")
_ONE_VALUE = "undefined, because all gave one and the same value, so chance explains everything"
_NOTHING = "undefined, because nothing was rated by two or more"
_NO_NUMBERS = "undefined, because the values are no numbers"
_ONLY_TWO = "undefined, because it is meant for two raters"
_NO_RATIO = "undefined, because a ratio needs values of 0 or more"


@dataclass(frozen=True, slots=True)
class Ratings:
    """What each coder gave to each item; an empty text where nothing was given.

    Attributes:
        values: a row for each item, a place for each coder.
    """

    items: tuple[str, ...]
    coders: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class RaterAgreement:
    """Agreement of two or more.

    Attributes:
        tallied: what a unit is, in plain words.
        raters: who, or how many.
        units: how many units two or more rated.
        categories: what was told apart.
        figures: by name: ``agreement``, ``fleiss_kappa``, ``krippendorff_alpha_nominal``, ``gwet_ac1``, ``pabak`` ...
    """

    tallied: str
    raters: tuple[str, ...]
    units: int
    categories: tuple[str, ...]
    figures: dict[str, Estimate]


def compare_in_time(
    codings: Sequence[Sequence[CodedEvent]],
    span: Span,
    settings: Settings,
    group: Sequence[str] | None = None,
    raters: Sequence[str] = (),
) -> RaterAgreement:
    """Two or more coders of one film, unit of time by unit of time; uncoded time is a category of its own.

    Each subject is compared with itself; its units are added to the others'.

    Args:
        codings: each coder's events.
        span: what all observed.
        settings: the unit, and how intervals are made.
        group: only these codes, or None for all that occur.
        raters: the coders' names.

    Raises:
        UsageError: what was observed is too long to be counted in these units.
    """
    require_countable(span, settings.unit_us)
    events = [event for coding in codings for event in coding]
    labels = tuple(sorted(({event.code for event in events} if group is None else set(group)) - {NONE}))
    names = tuple(raters) or tuple(f"coder {number}" for number in range(1, len(codings) + 1))
    starts = np.arange(span.onset_us, span.offset_us, settings.unit_us, dtype=np.int64)
    edges = block_edges(span)
    block = np.clip(np.searchsorted(edges, starts, side="right") - 1, 0, len(edges) - 2)
    units, blocks = [], []
    for subject in sorted({event.subject for event in events if event.code in labels}) or [""]:
        columns = []
        for name, coding in zip(names, codings, strict=True):
            record = make_record((event for event in coding if event.subject == subject), labels, span)
            clash = record.states.first_overlap_us
            if clash is not None:
                why = (
                    f"undefined, because states of {name} overlap at {format_time(clash)}: "
                    "name the codes of one exclusive group"
                )
                return RaterAgreement(
                    "units of time", names, 0, (*labels, NONE), dict.fromkeys(_NOMINAL, Estimate(None, why))
                )
            columns.append(unit_codes(record.states, len(labels), span, settings.unit_us))
        units.append(np.stack(columns, axis=1))
        blocks.append(block)
    said = np.concatenate(units)
    if len(said) and (said == len(labels)).all():
        none = dict.fromkeys(_NOMINAL, Estimate(None, NO_STATE))
        return RaterAgreement("units of time", names, len(said), (*labels, NONE), none)
    # Where nobody left any time uncoded, "none" was no choice: PABAK and AC1 count those that there were.
    choices = len(labels) + bool((said == len(labels)).any() or len(labels) < 2)
    tallies = tally_ratings(said, choices, np.concatenate(blocks))
    figures = _nominal(tallies, settings.bootstrap)
    return RaterAgreement("units of time", names, tallies.units, (*labels, NONE), figures)


def compare_ratings(ratings: Ratings, bootstrap: Bootstrap) -> RaterAgreement:
    """Two or more who rate the same items, on whatever scale: the figures that need numbers are undefined without.

    Intervals draw items. The intraclass correlations use the items that everybody rated.
    """
    numbers = _as_numbers(ratings)
    given = {value for row in ratings.values for value in row if value}
    values = sorted(set(numbers.values())) if numbers is not None else []
    categories = [_short(value) for value in values] if numbers is not None else sorted(given)
    place = {
        text: values.index(numbers[text]) if numbers is not None else categories.index(text) for text in given
    }
    codes = np.array(
        [[place[value] if value else UNRATED for value in row] for row in ratings.values], dtype=np.int64
    )
    tallies = tally_ratings(codes, max(len(categories), 1), np.arange(len(codes)))
    figures = _nominal(tallies, bootstrap) | _weighted(codes, len(categories), bootstrap)
    reason = _reason(tallies)
    for scale in (Scale.ORDINAL, Scale.INTERVAL, Scale.RATIO):
        name = f"krippendorff_alpha_{scale}"
        if numbers is None:
            figures[name] = Estimate(None, _NO_NUMBERS)
        elif scale is Scale.RATIO and values and values[0] < 0:
            figures[name] = Estimate(None, _NO_RATIO)
        else:
            statistic = several_raters.krippendorff_alpha(values or [0.0], scale)
            figures[name] = estimate(tallies.rows, statistic, bootstrap, undefined=reason)
    if numbers is None:
        nothing = intraclass_figures(np.zeros((0, 2)), bootstrap)
        figures |= {form: Estimate(None, _NO_NUMBERS) for form in nothing}
    else:
        rated = [[numbers[value] for value in row] for row in ratings.values if all(row)]
        figures |= intraclass_figures(np.array(rated).reshape(len(rated), len(ratings.coders)), bootstrap)
    return RaterAgreement("items", ratings.coders, tallies.units, tuple(categories), figures)


def _nominal(tallies: RaterTallies, bootstrap: Bootstrap) -> dict[str, Estimate]:
    count, reason = tallies.categories, _reason(tallies)
    statistics = (
        several_raters.percent_agreement,
        several_raters.fleiss_kappa(count),
        several_raters.krippendorff_alpha(list(range(count)), Scale.NOMINAL),
        several_raters.gwet_ac1(count),
        several_raters.brennan_prediger(count),
    )
    return {
        name: estimate(tallies.rows, statistic, bootstrap, undefined=reason)
        for name, statistic in zip(_NOMINAL, statistics, strict=True)
    }


def _weighted(codes: Ints, categories: int, bootstrap: Bootstrap) -> dict[str, Estimate]:
    """Cohen's kappa and its weighted forms, where there are two raters; weights by the order of the values."""
    names = ("cohen_kappa", "weighted_kappa_linear", "weighted_kappa_quadratic")
    if codes.shape[1] != 2:
        return {name: Estimate(None, _ONLY_TWO) for name in names}
    both = codes[(codes != UNRATED).all(axis=1)]
    tables = np.zeros((max(len(both), 1), max(categories, 1), max(categories, 1)))
    tables[np.arange(len(both)), both[:, 0], both[:, 1]] = 1.0
    apart = np.abs(np.subtract.outer(np.arange(categories), np.arange(categories))).astype(np.float64)
    reason = _NOTHING if len(both) == 0 else _ONE_VALUE

    def weighted(weights: Floats) -> Estimate:
        return estimate(
            tables, lambda stack: chance.weighted_kappa(stack, weights), bootstrap, undefined=reason
        )

    kappa = estimate(tables, chance.cohen_kappa, bootstrap, undefined=reason)
    return dict(zip(names, (kappa, weighted(apart), weighted(apart**2)), strict=True))


def _reason(tallies: RaterTallies) -> str:
    return _NOTHING if tallies.units == 0 else _ONE_VALUE


def _as_numbers(ratings: Ratings) -> dict[str, float] | None:
    answer: dict[str, float] = {}
    for row in ratings.values:
        for text in filter(None, row):
            try:
                value = float(text)
            except ValueError:
                return None
            if not np.isfinite(value):
                return None
            answer[text] = value
    return answer


def _short(value: float) -> str:
    return f"{value:g}"
