"""One session coded by two people, tallied: who said what, by block of time.

All tables are stacks of shape ``(blocks, K, K)``: rows coder A's codes, columns coder B's. The blocks are what a bootstrap
draws from; added up over the first axis they are the table of the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from vig_annotator.analysis.chance import Floats
from vig_annotator.analysis.estimate import Bootstrap, block_edges
from vig_annotator.analysis.event_agreement import Linked, link_points, link_states
from vig_annotator.analysis.record import CodedEvent, Ints, Record, make_record
from vig_annotator.analysis.time_agreement import (
    duration_tables,
    occurrence_tables,
    unit_codes,
    unit_tables,
    with_tolerance,
)
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import US_PER_SECOND, Span
from vig_annotator.model.timecode import format_time


@dataclass(frozen=True, slots=True)
class Settings:
    """What the figures depend on.

    Attributes:
        unit_us: length of a unit of time.
        frame_us: length of one frame, the finest unit that coders can tell apart.
        tolerance_us: how far apart a code may lie in time-unit kappa with tolerance, and two points of one event.
        match_overlap: share of the longer state that two states must have in common to be one event.
        match_onset_us: if given, how far apart their onsets may lie as well.
    """

    unit_us: int = US_PER_SECOND
    tolerance_us: int = US_PER_SECOND
    match_overlap: Fraction = Fraction(3, 5)
    match_onset_us: int | None = None
    frame_us: int = 40_000
    bootstrap: Bootstrap = field(default_factory=Bootstrap)


MOST_UNITS = 10_000_000
"""The most units of time that are counted for one session: more than a hundred hours in frames of 40 ms."""


def require_countable(span: Span, unit_us: int) -> None:
    """A stretch can be counted in units of time.

    Raises:
        UsageError: it holds more of them than memory could hold, as when a table has a time that is no time of a film.
    """
    seconds = (span.offset_us - span.onset_us) // US_PER_SECOND
    if (span.offset_us - span.onset_us) // unit_us > MOST_UNITS:
        raise UsageError(
            f"What was observed ({seconds:,} seconds) is too long to be counted in steps of {unit_us / US_PER_SECOND:g} s.",
            "Look for a wrong time in the tables, or name a shorter span or longer steps.",
        )


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """What two coders coded in the same stretch of film.

    Attributes:
        a: coder A's events.
        b: coder B's events.
        span: what both observed.
        name: what to call the session in a reason; may be empty.
        session: which session it is: stretches of one session have the same here; empty for a session by itself.
    """

    a: Sequence[CodedEvent]
    b: Sequence[CodedEvent]
    span: Span
    name: str = ""
    session: str = ""


@dataclass(frozen=True)
class OverTime:
    """Tables over time, "none" (nothing coded) being the last row and column.

    Attributes:
        duration: microseconds, exact.
        units: units of time.
        frames: units of one frame.
        tolerance_a: units with tolerance, coder A being the reference; `tolerance_b` the other way round.
    """

    duration: Floats
    units: Floats
    frames: Floats
    tolerance_a: Floats
    tolerance_b: Floats


@dataclass(frozen=True)
class Tallies:
    """Everything that is counted in one session.

    Attributes:
        exclusive: empty if each coder has at most one state at a time (for each subject); else why there is no `over_time`.
        events: states linked one to one, "nil" last, pairs counted once; `events_twice`: once for each coder.
        by_code: microseconds of "has it" and "has it not", for each code.
        onset_errors_us: B's onset minus A's of the linked states that both call the same; `point_errors_us` of points.
        counts_a: how many states and points of each code coder A has; `counts_b` likewise.
        seconds_a: how long coder A's states of each code last together; `seconds_b` likewise.
    """

    exclusive: str
    over_time: OverTime | None
    events: Floats
    events_twice: Floats
    points: Floats
    by_code: tuple[Floats, ...]
    onset_errors_us: tuple[int, ...]
    point_errors_us: tuple[int, ...]
    state_counts: tuple[int, int]
    point_counts: tuple[int, int]
    counts_a: Floats
    counts_b: Floats
    seconds_a: Floats
    seconds_b: Floats


def tally(
    coding: DoubleCoding, labels: Sequence[str], subjects: Sequence[str], settings: Settings
) -> Tallies:
    """Count one session.

    Each subject is compared with itself and the tallies are added up, so that a parent's code is never matched with a
    baby's.

    Args:
        coding: the session.
        labels: the codes that count, in the order of rows and columns.
        subjects: who is compared; time in which neither coder has a code for one of them counts as agreement on none.
        settings: unit, tolerances.

    Raises:
        UsageError: the session is too long to be counted in these units.
    """
    require_countable(coding.span, min(settings.unit_us, settings.frame_us))
    edges = block_edges(coding.span)
    records = [
        (
            make_record((event for event in coding.a if event.subject == subject), labels, coding.span),
            make_record((event for event in coding.b if event.subject == subject), labels, coding.span),
        )
        for subject in subjects
    ]
    count = len(labels)
    states = [
        link_states(one.states, other.states, settings.match_overlap, settings.match_onset_us)
        for one, other in records
    ]
    points = [link_points(one.points, other.points, count, settings.tolerance_us) for one, other in records]
    exclusive = _why_not_exclusive(records, subjects, coding.name)
    return Tallies(
        exclusive=exclusive,
        over_time=None if exclusive else _over_time(records, count, coding.span, settings, edges),
        events=_added(linked.tables(count, edges) for linked in states),
        events_twice=_added(linked.tables(count, edges, pair_weight=2) for linked in states),
        points=_added(linked.tables(count, edges) for linked in points),
        by_code=tuple(
            _added(
                occurrence_tables(one.states, other.states, code, coding.span, edges)
                for one, other in records
            )
            for code in range(count)
        ),
        onset_errors_us=_errors(states),
        point_errors_us=_errors(points),
        state_counts=(sum(len(one.states) for one, _ in records), sum(len(two.states) for _, two in records)),
        point_counts=(sum(len(one.points) for one, _ in records), sum(len(two.points) for _, two in records)),
        counts_a=_counts([one for one, _ in records], count),
        counts_b=_counts([other for _, other in records], count),
        seconds_a=_seconds([one for one, _ in records], count),
        seconds_b=_seconds([other for _, other in records], count),
    )


def _over_time(
    records: list[tuple[Record, Record]], codes: int, span: Span, settings: Settings, edges: Ints
) -> OverTime:
    def in_units(unit_us: int) -> list[tuple[Ints, Ints]]:
        return [
            (unit_codes(one.states, codes, span, unit_us), unit_codes(other.states, codes, span, unit_us))
            for one, other in records
        ]

    def tallied(pairs: Iterable[tuple[Ints, Ints]], unit_us: int) -> Floats:
        starts = np.arange(span.onset_us, span.offset_us, unit_us, dtype=np.int64)
        block = np.clip(np.searchsorted(edges, starts, side="right") - 1, 0, len(edges) - 2)
        return _added(unit_tables(one, other, codes, block, len(edges) - 1) for one, other in pairs)

    unit_us, frame_us = settings.unit_us, settings.frame_us
    units = in_units(unit_us)
    reach = settings.tolerance_us // unit_us
    return OverTime(
        duration=_added(
            duration_tables(one.states, other.states, codes, span, edges) for one, other in records
        ),
        units=tallied(units, unit_us),
        frames=tallied(in_units(frame_us), frame_us),
        tolerance_a=tallied(((a, with_tolerance(a, b, codes, reach)) for a, b in units), unit_us),
        tolerance_b=tallied(((with_tolerance(b, a, codes, reach), b) for a, b in units), unit_us),
    )


def _added(tables: Iterable[Floats]) -> Floats:
    return np.asarray(sum(tables), dtype=np.float64)


def _errors(linked: Iterable[Linked]) -> tuple[int, ...]:
    return tuple(int(error) for one in linked for error in one.onset_errors_us())


def _counts(records: list[Record], codes: int) -> Floats:
    every = np.concatenate([part.code for record in records for part in (record.states, record.points)])
    return np.bincount(every, minlength=codes).astype(np.float64)


def _seconds(records: list[Record], codes: int) -> Floats:
    code = np.concatenate([record.states.code for record in records])
    length = np.concatenate([record.states.offset_us - record.states.onset_us for record in records])
    return np.bincount(code, weights=length / US_PER_SECOND, minlength=codes).astype(np.float64)


def _why_not_exclusive(records: list[tuple[Record, Record]], subjects: Sequence[str], session: str) -> str:
    for subject, pair in zip(subjects, records, strict=True):
        for name, record in zip("AB", pair, strict=True):
            clash = record.states.first_overlap_us
            if clash is not None:
                whose = f" ({subject})" if subject else ""
                where = f" of “{session}”" if session else ""
                return (
                    f"undefined, because states of coder {name}{whose} overlap at {format_time(clash)}{where}: "
                    "name the codes of one exclusive group"
                )
    return ""
