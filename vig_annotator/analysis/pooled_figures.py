"""Figures of many sessions or blocks of time pooled, each with its interval: rows are what a bootstrap draws from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from vig_annotator.analysis import chance
from vig_annotator.analysis.chance import Floats
from vig_annotator.analysis.double_coding import OverTime, Tallies
from vig_annotator.analysis.estimate import Bootstrap, Estimate, estimate
from vig_annotator.analysis.intraclass import FORMS, intraclass
from vig_annotator.analysis.record import NONE

NIL = "nil"

_ONE_CODE = "undefined, because both coders used one and the same code (or none) all the time, so chance explains everything"
NO_STATE = "undefined, because nobody coded a state here: that both coded none says nothing"
_NO_EVENTS = "undefined, because there is nothing to compare"
_CHANCE_IS_ALL = "undefined, because chance explains everything that was linked"
_ONE_SESSION = "undefined, because it compares sessions with each other, and there are fewer than three"
_ALL_ALIKE = "undefined, because there is nothing in which the sessions differ"


@dataclass(frozen=True)
class Compared:
    """A table and the figures made from it."""

    labels: tuple[str, ...]
    table: Floats
    figures: dict[str, Estimate]


class PooledFigures:
    """Figures of tallies.

    Args:
        tallies: of each session, or of each stretch of one.
        sessions: the number of the session that each belongs to, from 0.
        labels: the codes, in the order of rows and columns.
        bootstrap: how intervals are made.
        by_session: whether whole sessions are drawn, not blocks of time.
    """

    def __init__(
        self,
        tallies: list[Tallies],
        sessions: Sequence[int],
        labels: tuple[str, ...],
        bootstrap: Bootstrap,
        *,
        by_session: bool,
    ) -> None:
        self._tallies = tallies
        self._sessions = np.asarray(sessions, dtype=np.int64)
        self._labels = labels
        self._bootstrap = bootstrap
        self._by_session = by_session

    def over_time(self, tables: Callable[[OverTime], Floats]) -> Compared | None:
        """Nominal figures of a table over time; None unless every session is exclusive."""
        times = [one.over_time for one in self._tallies]
        if any(time is None for time in times):
            return None
        pooled = self._pooled([tables(time) for time in times if time is not None])
        labels = (*self._labels, NONE)
        if pooled[:, -1, -1].sum() == pooled.sum() > 0:
            return _without_figures(labels, pooled)
        compared = self._nominal(labels, _possible(pooled), _ONE_CODE)
        return replace(compared, table=pooled.sum(axis=0))

    def with_nil(self, tables: Callable[[Tallies], Floats]) -> Compared:
        """Figures of a table of events whose last row and column are nil."""
        return self._nil_figures((*self._labels, NIL), self._pooled([tables(one) for one in self._tallies]))

    def matched_only(self) -> Compared:
        """Cohen's figures of the linked states."""
        stack = self._pooled([one.events for one in self._tallies])[:, :-1, :-1]
        return self._nominal(self._labels, stack, _ONE_CODE)

    def occurrence(self, code: int) -> Compared:
        """When a code is there at all."""
        label = self._labels[code]
        stack = self._pooled([one.by_code[code] for one in self._tallies])
        labels = (label, f"not {label}")
        if stack[:, 1, 1].sum() == stack.sum() > 0:
            return _without_figures(labels, stack)
        return self._nominal(labels, stack, _ONE_CODE)

    def events_of(self, code: int) -> Compared:
        """States and points of one code against all other codes and nil (as Holle & Rein 2015 collapse the table)."""
        stack = self._pooled([one.events + one.points for one in self._tallies])
        others = [place for place in range(len(self._labels)) if place != code]
        parts = [[code], others, [len(self._labels)]]
        collapsed = np.stack(
            [np.stack([stack[:, r][:, :, c].sum(axis=(1, 2)) for c in parts], axis=-1) for r in parts],
            axis=-2,
        )
        nobody_else = collapsed[:, 1].sum() + collapsed[:, :, 1].sum() == 0
        only = "undefined, because no other code was used; see f1" if nobody_else else _CHANCE_IS_ALL
        statistics = {
            "kappa": (chance.kappa_of_first_with_nil, only),
            "f1": (f1_of_first, _NO_EVENTS),
        }
        nothing = collapsed.sum() == 0
        figures = {
            name: estimate(
                collapsed, statistic, self._bootstrap, undefined=_NO_EVENTS if nothing else undefined
            )
            for name, (statistic, undefined) in statistics.items()
        }
        return Compared((self._labels[code], "another code", NIL), collapsed.sum(axis=0), figures)

    def over_sessions(
        self, values: Callable[[Tallies], tuple[Floats, Floats]], code: int
    ) -> dict[str, Estimate]:
        """Intraclass correlations over the sessions of one number that each coder gives to each."""
        pairs = [values(one) for one in self._tallies]
        ratings = self._by_sessions(np.array([[float(a[code]), float(b[code])] for a, b in pairs]))
        return intraclass_figures(ratings, self._bootstrap)

    def _pooled(self, stacks: list[Floats]) -> Floats:
        if self._by_session:
            return self._by_sessions(np.stack([stack.sum(axis=0) for stack in stacks]))
        return np.concatenate(stacks)

    def _by_sessions(self, rows: Floats) -> Floats:
        """What was counted in each stretch, added up to a row for each session."""
        summed = np.zeros((int(self._sessions.max()) + 1, *rows.shape[1:]))
        np.add.at(summed, self._sessions, rows)
        return summed

    def _nominal(self, labels: tuple[str, ...], tables: Floats, undefined: str) -> Compared:
        statistics = {
            "kappa": chance.cohen_kappa,
            "agreement": chance.observed_agreement,
            "pabak": chance.pabak,
            "ac1": chance.gwet_ac1,
        }
        reason = _NO_EVENTS if tables.sum() == 0 else undefined
        figures = {
            name: estimate(tables, statistic, self._bootstrap, undefined=reason)
            for name, statistic in statistics.items()
        }
        return Compared(labels, tables.sum(axis=0), figures)

    def _nil_figures(self, labels: tuple[str, ...], tables: Floats) -> Compared:
        reason = _NO_EVENTS if tables.sum() == 0 else _CHANCE_IS_ALL
        statistics = {
            "kappa": chance.kappa_with_nil,
            "agreement": chance.observed_agreement,
            "f1": f1_score,
        }
        figures = {
            name: estimate(tables, statistic, self._bootstrap, undefined=reason)
            for name, statistic in statistics.items()
        }
        return Compared(labels, tables.sum(axis=0), figures)


def _possible(tables: Floats) -> Floats:
    """Tables without "none" where nobody left any time uncoded: PABAK and AC1 count the codes that there were to choose from."""
    uncoded = tables[:, -1, :].sum() + tables[:, :, -1].sum()
    return tables if uncoded or tables.shape[-1] <= 2 else tables[:, :-1, :-1]


def _without_figures(labels: tuple[str, ...], tables: Floats) -> Compared:
    """A table in which nobody has a state: that both have none says nothing, whatever the statistic."""
    figures = {name: Estimate(None, NO_STATE) for name in ("kappa", "agreement", "pabak", "ac1")}
    return Compared(labels, tables.sum(axis=0), figures)


def intraclass_figures(ratings: Floats, bootstrap: Bootstrap) -> dict[str, Estimate]:
    """All six intraclass correlations of a table, rows what is rated, columns raters, rows drawn for the interval.

    Undefined with fewer than three rows, or where all is alike.
    """
    if len(ratings) < 3:
        return {form: Estimate(None, _ONE_SESSION) for form in FORMS}
    answer = {}
    for form in FORMS:
        value = float(intraclass(ratings[None])[form][0])
        if not np.isfinite(value):
            answer[form] = Estimate(None, _ALL_ALIKE)
            continue
        low, high, note = bootstrap.interval(partial(_one_form, form), ratings)
        answer[form] = Estimate(value, low=low, high=high, note=note)
    return answer


def _one_form(form: str, rows: Floats) -> Floats:
    return intraclass(rows)[form]


def f1_score(tables: Floats) -> Floats:
    """Twice the events both have and call the same, by the number of events of both: 1 if all, 0 if none.

    Takes tables in which a pair counts once, with nil as the last row and column.
    """
    hits = np.einsum("...ii->...", tables[..., :-1, :-1])
    all_events = tables[..., :-1, :].sum(axis=(-2, -1)) + tables[..., :, :-1].sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(all_events > 0, 2.0 * hits / all_events, np.nan)


def f1_of_first(tables: Floats) -> Floats:
    """F1 of the first code alone: twice its hits by how often both coders have it."""
    every = tables[..., 0, :].sum(axis=-1) + tables[..., :, 0].sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(every > 0, 2.0 * tables[..., 0, 0] / every, np.nan)
