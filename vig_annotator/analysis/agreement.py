"""Everything about the agreement of two coders over one session or many, with the settings it was computed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vig_annotator.analysis.double_coding import DoubleCoding, Settings, Tallies, tally
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.analysis.pooled_figures import Compared, PooledFigures
from vig_annotator.analysis.record import NONE
from vig_annotator.model.mediatime import Span

ENOUGH_SESSIONS = 10
"""From so many sessions on a bootstrap draws whole sessions; with fewer it draws blocks of time."""


@dataclass(frozen=True)
class Agreement:
    """The agreement of two coders.

    Attributes:
        spans: what was observed: a span for each session, or for each stretch of one.
        sessions: how many sessions these belong to.
        drawn: what the bootstrap draws from: ``"sessions"`` or ``"blocks of time"``.
        exclusive: empty if each coder has at most one state at a time (for each subject); else why the figures over
            time are undefined.
        duration: exact, weighted by duration; None where not exclusive. So too `units`, `frames`, `tolerance_a`, `tolerance_b`.
        tolerance_a: time units with tolerance, coder A being the reference; `tolerance_b` the other way round.
        events: states linked one to one; pairs counted once; `events_twice` counts each pair once for each coder.
        matched_only: how the linked states are called, lone ones left out.
        onset_errors_us: B's onset minus A's of the linked states that both call the same.
        tags: states and points together.
        by_code: for each code, agreement about when it is there at all (codes may overlap).
        by_code_events: for each code, its states and points against all others and nil.
        counts: for each code, the intraclass correlation of how often each session has it; `seconds` of how long.
    """

    settings: Settings
    spans: tuple[Span, ...]
    sessions: int
    drawn: str
    labels: tuple[str, ...]
    subjects: tuple[str, ...]
    state_counts: tuple[int, int]
    point_counts: tuple[int, int]
    exclusive: str
    duration: Compared | None
    units: Compared | None
    frames: Compared | None
    tolerance_a: Compared | None
    tolerance_b: Compared | None
    events: Compared
    events_twice: Compared
    matched_only: Compared
    onset_errors_us: tuple[int, ...]
    points: Compared
    point_errors_us: tuple[int, ...]
    tags: Compared
    by_code: dict[str, Compared]
    by_code_events: dict[str, Compared]
    counts: dict[str, dict[str, Estimate]]
    seconds: dict[str, dict[str, Estimate]]


def compare(
    codings: Sequence[DoubleCoding],
    settings: Settings,
    group: Sequence[str] | None = None,
    subject: str | None = None,
) -> Agreement:
    """Compare two coders over all sessions that both coded; tallies of the sessions are pooled.

    A code called "none" is what uncoded time is called, so it is no code of its own.

    Args:
        codings: one or more sessions, or stretches of them; stretches of one session are drawn together and counted together.
        settings: unit, tolerances.
        group: only these codes (an exclusive group), or None for all that occur.
        subject: only this subject's events, or None for everybody's.
    """
    if subject is not None:
        codings = [_of_subject(coding, subject) for coding in codings]
    labels, subjects = _labels(codings, group)
    sessions = _sessions(codings)
    by_session = len(set(sessions)) >= ENOUGH_SESSIONS
    tallies, figures = _pooled(codings, labels, subjects, settings)
    return Agreement(
        settings=settings,
        spans=tuple(coding.span for coding in codings),
        sessions=len(set(sessions)),
        drawn="sessions" if by_session else "blocks of time",
        labels=labels,
        subjects=subjects,
        state_counts=_sum_pairs([one.state_counts for one in tallies]),
        point_counts=_sum_pairs([one.point_counts for one in tallies]),
        exclusive=_why_not_exclusive(tallies),
        duration=figures.over_time(lambda tables: tables.duration),
        units=figures.over_time(lambda tables: tables.units),
        frames=figures.over_time(lambda tables: tables.frames),
        tolerance_a=figures.over_time(lambda tables: tables.tolerance_a),
        tolerance_b=figures.over_time(lambda tables: tables.tolerance_b),
        events=figures.with_nil(lambda tables: tables.events),
        events_twice=figures.with_nil(lambda tables: tables.events_twice),
        matched_only=figures.matched_only(),
        onset_errors_us=tuple(error for one in tallies for error in one.onset_errors_us),
        points=figures.with_nil(lambda tables: tables.points),
        point_errors_us=tuple(error for one in tallies for error in one.point_errors_us),
        tags=figures.with_nil(lambda tables: tables.events + tables.points),
        by_code={label: figures.occurrence(code) for code, label in enumerate(labels)},
        by_code_events={label: figures.events_of(code) for code, label in enumerate(labels)},
        counts={
            label: figures.over_sessions(lambda t: (t.counts_a, t.counts_b), code)
            for code, label in enumerate(labels)
        },
        seconds={
            label: figures.over_sessions(lambda t: (t.seconds_a, t.seconds_b), code)
            for code, label in enumerate(labels)
        },
    )


def tags_at_a_glance(codings: Sequence[DoubleCoding], settings: Settings) -> Compared:
    """Only how alike the tags are, states and points together: `Agreement.tags`, without the time that all the rest takes."""
    _, figures = _pooled(codings, *_labels(codings, None), settings)
    return figures.with_nil(lambda tables: tables.events + tables.points)


@dataclass(frozen=True)
class WithTolerance:
    """The part of an `Agreement` that depends on a tolerance; its attributes are those of the same name."""

    exclusive: str
    tolerance_a: Compared | None
    tolerance_b: Compared | None
    events: Compared
    points: Compared


def with_tolerance(
    codings: Sequence[DoubleCoding], settings: Settings, group: Sequence[str] | None = None
) -> WithTolerance:
    """Only what depends on a tolerance, without the time that all the rest takes; arguments as of `compare`."""
    tallies, figures = _pooled(codings, *_labels(codings, group), settings)
    return WithTolerance(
        exclusive=_why_not_exclusive(tallies),
        tolerance_a=figures.over_time(lambda tables: tables.tolerance_a),
        tolerance_b=figures.over_time(lambda tables: tables.tolerance_b),
        events=figures.with_nil(lambda tables: tables.events),
        points=figures.with_nil(lambda tables: tables.points),
    )


def _pooled(
    codings: Sequence[DoubleCoding], labels: tuple[str, ...], subjects: tuple[str, ...], settings: Settings
) -> tuple[list[Tallies], PooledFigures]:
    tallies = [tally(coding, labels, subjects, settings) for coding in codings]
    sessions = _sessions(codings)
    by_session = len(set(sessions)) >= ENOUGH_SESSIONS
    return tallies, PooledFigures(tallies, sessions, labels, settings.bootstrap, by_session=by_session)


def _why_not_exclusive(tallies: Sequence[Tallies]) -> str:
    return next((one.exclusive for one in tallies if one.exclusive), "")


def _labels(
    codings: Sequence[DoubleCoding], group: Sequence[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that count, and whom they are about."""
    events = [event for coding in codings for event in (*coding.a, *coding.b)]
    labels = tuple(sorted(({event.code for event in events} if group is None else set(group)) - {NONE}))
    # Only those whom these codes are about: somebody with no such code would agree on "none" all the time.
    subjects = tuple(sorted({event.subject for event in events if event.code in labels})) or ("",)
    return labels, subjects


def _of_subject(coding: DoubleCoding, subject: str) -> DoubleCoding:
    return DoubleCoding(
        [event for event in coding.a if event.subject == subject],
        [event for event in coding.b if event.subject == subject],
        coding.span,
        coding.name,
        coding.session,
    )


def _sessions(codings: Sequence[DoubleCoding]) -> list[int]:
    """The number of each coding's session, from 0; one without a name for it is a session by itself."""
    known: dict[object, int] = {}
    return [known.setdefault(one.session or place, len(known)) for place, one in enumerate(codings)]


def _sum_pairs(pairs: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(a for a, _ in pairs), sum(b for _, b in pairs)
