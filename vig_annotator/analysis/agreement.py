"""Everything about the agreement of two codings, with the settings it was computed with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from vig_annotator.analysis import chance
from vig_annotator.analysis.chance import Floats
from vig_annotator.analysis.estimate import Bootstrap, Estimate, block_edges, estimate
from vig_annotator.analysis.event_agreement import Linked, link_points, link_states
from vig_annotator.analysis.record import NONE, CodedEvent, Ints, Record, make_record
from vig_annotator.analysis.time_agreement import (
    duration_tables,
    occurrence_tables,
    unit_codes,
    unit_tables,
    with_tolerance,
)
from vig_annotator.model.mediatime import US_PER_SECOND, Span
from vig_annotator.model.timecode import format_time

NIL = "nil"

_ONE_CODE = "undefined, because both coders used one and the same code (or none) all the time, so chance explains everything"
_NO_EVENTS = "undefined, because there is nothing to compare"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the figures depend on.

    Attributes:
        unit_us: length of a unit of time.
        tolerance_us: how far apart a code may lie in time-unit kappa with tolerance, and two points of one event.
        match_overlap: share of the longer state that two states must have in common to be one event.
        match_onset_us: if given, how far apart their onsets may lie as well.
    """

    span: Span
    unit_us: int = US_PER_SECOND
    tolerance_us: int = US_PER_SECOND
    match_overlap: Fraction = Fraction(3, 5)
    match_onset_us: int | None = None
    bootstrap: Bootstrap = field(default_factory=Bootstrap)


@dataclass(frozen=True)
class Compared:
    """A table and the figures made from it."""

    labels: tuple[str, ...]
    table: Floats
    figures: dict[str, Estimate]


@dataclass(frozen=True)
class Agreement:
    """The agreement of two codings of one film.

    Attributes:
        exclusive: empty if each coder has at most one state at a time (for each subject); else why the figures over
            time are undefined.
        duration: exact, weighted by duration; None where not exclusive. So too `units`, `tolerance_a`, `tolerance_b`.
        tolerance_a: time units with tolerance, coder A being the reference; `tolerance_b` the other way round.
        events: states linked one to one; pairs counted once; `events_twice` counts each pair once for each coder.
        matched_only: how the linked states are called, lone ones left out.
        onset_errors_us: B's onset minus A's of the linked states that both call the same.
        by_code: for each code, agreement about when it is there at all (codes may overlap).
    """

    settings: Settings
    labels: tuple[str, ...]
    subjects: tuple[str, ...]
    state_counts: tuple[int, int]
    point_counts: tuple[int, int]
    exclusive: str
    duration: Compared | None
    units: Compared | None
    tolerance_a: Compared | None
    tolerance_b: Compared | None
    events: Compared
    events_twice: Compared
    matched_only: Compared
    onset_errors_us: tuple[int, ...]
    points: Compared
    point_errors_us: tuple[int, ...]
    by_code: dict[str, Compared]


def compare(
    a: Sequence[CodedEvent], b: Sequence[CodedEvent], settings: Settings, group: Sequence[str] | None = None
) -> Agreement:
    """Compare two codings.

    Each subject is compared with itself and the tallies are added up, so that a parent's code is never matched with a
    baby's.

    Args:
        a: coder A's events.
        b: coder B's events.
        settings: span, unit, tolerances.
        group: only these codes (an exclusive group), or None for all that occur.
    """
    labels = tuple(sorted({event.code for event in (*a, *b)} if group is None else set(group)))
    subjects = tuple(sorted({event.subject for event in (*a, *b)})) or ("",)
    edges = block_edges(settings.span)

    def record_of(events: Sequence[CodedEvent], subject: str) -> Record:
        return make_record((event for event in events if event.subject == subject), labels, settings.span)

    records = [(record_of(a, subject), record_of(b, subject)) for subject in subjects]
    states = [
        link_states(one.states, other.states, settings.match_overlap, settings.match_onset_us)
        for one, other in records
    ]
    points = [
        link_points(one.points, other.points, len(labels), settings.tolerance_us) for one, other in records
    ]
    exclusive = _why_not_exclusive(records, subjects)
    over_time = _OverTime(records, labels, settings, edges) if not exclusive else None
    once = _added(linked.tables(len(labels), edges) for linked in states)
    twice = _added(linked.tables(len(labels), edges, pair_weight=2) for linked in states)
    with_nil = (*labels, NIL)
    return Agreement(
        settings=settings,
        labels=labels,
        subjects=subjects,
        state_counts=(
            sum(len(one.states) for one, _ in records),
            sum(len(other.states) for _, other in records),
        ),
        point_counts=(
            sum(len(one.points) for one, _ in records),
            sum(len(other.points) for _, other in records),
        ),
        exclusive=exclusive,
        duration=over_time.duration() if over_time else None,
        units=over_time.units() if over_time else None,
        tolerance_a=over_time.tolerance(reference_a=True) if over_time else None,
        tolerance_b=over_time.tolerance(reference_a=False) if over_time else None,
        events=_with_nil(with_nil, once, settings.bootstrap),
        events_twice=_with_nil(with_nil, twice, settings.bootstrap),
        matched_only=_nominal(labels, once[:, :-1, :-1], settings.bootstrap, _NO_EVENTS),
        onset_errors_us=_errors(states),
        points=_with_nil(
            with_nil, _added(linked.tables(len(labels), edges) for linked in points), settings.bootstrap
        ),
        point_errors_us=_errors(points),
        by_code={
            label: _nominal(
                (label, f"not {label}"),
                _added(
                    occurrence_tables(one.states, other.states, number, settings.span, edges)
                    for one, other in records
                ),
                settings.bootstrap,
                _ONE_CODE,
            )
            for number, label in enumerate(labels)
        },
    )


class _OverTime:
    """The tables over time of exclusive codings, all subjects added up."""

    def __init__(
        self, records: list[tuple[Record, Record]], labels: tuple[str, ...], settings: Settings, edges: Ints
    ) -> None:
        self._records = records
        self._labels = (*labels, NONE)
        self._codes = len(labels)
        self._settings = settings
        self._edges = edges
        span, unit = settings.span, settings.unit_us
        starts = np.arange(span.onset_us, span.offset_us, unit, dtype=np.int64)
        self._block = np.clip(np.searchsorted(edges, starts, side="right") - 1, 0, len(edges) - 2)
        self._units = [
            (
                unit_codes(one.states, self._codes, span, unit),
                unit_codes(other.states, self._codes, span, unit),
            )
            for one, other in records
        ]

    def duration(self) -> Compared:
        tables = _added(
            duration_tables(one.states, other.states, self._codes, self._settings.span, self._edges)
            for one, other in self._records
        )
        return self._compared(tables)

    def units(self) -> Compared:
        return self._compared(_added(self._tally(one, other) for one, other in self._units))

    def tolerance(self, *, reference_a: bool) -> Compared:
        reach = self._settings.tolerance_us // self._settings.unit_us
        tables = []
        for one, other in self._units:
            if reference_a:
                tables.append(self._tally(one, with_tolerance(one, other, self._codes, reach)))
            else:
                tables.append(self._tally(with_tolerance(other, one, self._codes, reach), other))
        return self._compared(_added(tables))

    def _tally(self, one: Ints, other: Ints) -> Floats:
        return unit_tables(one, other, self._codes, self._block, len(self._edges) - 1)

    def _compared(self, tables: Floats) -> Compared:
        return _nominal(self._labels, tables, self._settings.bootstrap, _ONE_CODE)


def _added(tables: Iterable[Floats]) -> Floats:
    return np.asarray(sum(tables), dtype=np.float64)


def _nominal(labels: tuple[str, ...], tables: Floats, bootstrap: Bootstrap, undefined: str) -> Compared:
    statistics = {
        "kappa": chance.cohen_kappa,
        "agreement": chance.observed_agreement,
        "pabak": chance.pabak,
        "ac1": chance.gwet_ac1,
    }
    reason = _NO_EVENTS if tables.sum() == 0 else undefined
    figures = {
        name: estimate(tables, statistic, bootstrap, undefined=reason)
        for name, statistic in statistics.items()
    }
    return Compared(labels, tables.sum(axis=0), figures)


def _with_nil(labels: tuple[str, ...], tables: Floats, bootstrap: Bootstrap) -> Compared:
    undefined = (
        _NO_EVENTS if tables.sum() == 0 else "undefined, because chance explains everything that was linked"
    )
    figures = {
        "kappa": estimate(tables, chance.kappa_with_nil, bootstrap, undefined=undefined),
        "agreement": estimate(tables, chance.observed_agreement, bootstrap, undefined=undefined),
        "f1": estimate(tables, f1_score, bootstrap, undefined=undefined),
    }
    return Compared(labels, tables.sum(axis=0), figures)


def f1_score(tables: Floats) -> Floats:
    """Twice the events both have and call the same, by the number of events of both: 1 if all, 0 if none.

    Takes tables in which a pair counts once, with nil as the last row and column.
    """
    hits = np.einsum("...ii->...", tables[..., :-1, :-1])
    all_events = tables[..., :-1, :].sum(axis=(-2, -1)) + tables[..., :, :-1].sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(all_events > 0, 2.0 * hits / all_events, np.nan)


def _errors(linked: Iterable[Linked]) -> tuple[int, ...]:
    return tuple(int(error) for one in linked for error in one.onset_errors_us())


def _why_not_exclusive(records: list[tuple[Record, Record]], subjects: tuple[str, ...]) -> str:
    for subject, pair in zip(subjects, records, strict=True):
        for name, record in zip("AB", pair, strict=True):
            clash = record.states.first_overlap_us
            if clash is not None:
                whose = f" ({subject})" if subject else ""
                return (
                    f"undefined, because states of coder {name}{whose} overlap at {format_time(clash)}: "
                    "name the codes of one exclusive group"
                )
    return ""
