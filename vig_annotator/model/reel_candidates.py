"""What could go into a reel: marked moments, positive annotations and runs of received initiatives, the best first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Valence
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.concerns import Coded, concerns_in_span
from vig_annotator.model.edits.moments import AROUND_A_POINT_US
from vig_annotator.model.exchanges import Run, runs
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment

SHORTEST_RUN = 3
"""How many turns make a run worth offering."""

AROUND_A_RUN_US = 1_000_000
"""How much film before and after a run is offered with it, so that its beginning and its end can be seen."""


SAME_FILM = 0.5
"""The share of the longer of two stretches that they have in common from which on they show the same to whoever looks."""


class Source(StrEnum):
    """What a candidate comes from."""

    MOMENT = "moment"
    RUN = "run"
    ANNOTATION = "annotation"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that could become a clip.

    Attributes:
        source_id: of the moment, of the annotation, or of a run's first initiative.
        title: what people read; a moment's caption, or the code's words for a parent.
        caption: what the clip will say; empty where only a code's name is known, which a parent does not read.
        code_ids: which codes it holds, for the filter.
        turns: received initiatives in a row; 0 where it is no run.
        concerns: labels of the concerns that it would show.
        seen_by: how many codings have it; one that two coders tagged is offered once.
    """

    session_id: str
    span: Span
    source: Source
    source_id: str
    title: str
    caption: str = ""
    starred: bool = False
    code_ids: frozenset[str] = frozenset()
    turns: int = 0
    concerns: tuple[str, ...] = ()
    seen_by: int = 1


@dataclass(frozen=True, slots=True)
class SessionMaterial:
    """All that is known of a session.

    Attributes:
        film_end_us: where its film ends.
        moments: in the clinician's order.
        codings: every pass.
    """

    session_id: str
    film_end_us: int
    moments: Sequence[Moment]
    codings: Sequence[Coding]


def candidates(sessions: Iterable[SessionMaterial], shortest_run: int = SHORTEST_RUN) -> list[Candidate]:
    """Everything of these sessions that could go into a reel, the best first.

    Starred moments come first, then moments, then runs (the longest first), then positive annotations by session and time; whatever
    would show a concern comes last in that order. An annotation that a moment was made from is not offered twice, nor is what reads the
    same and is nearly the same stretch (`SAME_FILM`), as where two coders tagged one event: the earlier coding's edges hold.
    """
    found: list[Candidate] = []
    for material in sessions:
        found += _of(material, shortest_run)
    order = {Source.MOMENT: 0, Source.RUN: 1, Source.ANNOTATION: 2}
    return sorted(found, key=lambda one: (bool(one.concerns), not one.starred, order[one.source], -one.turns))


def filtered(
    offered: Iterable[Candidate],
    *,
    code_id: str | None = None,
    session_id: str | None = None,
    starred_only: bool = False,
    source: Source | None = None,
) -> list[Candidate]:
    """Those that are of a code, of a session, starred, or of a source; in the order in which they came."""
    return [
        one
        for one in offered
        if (code_id is None or code_id in one.code_ids)
        and (session_id is None or one.session_id == session_id)
        and (one.starred or not starred_only)
        and (source is None or one.source is source)
    ]


def _of(material: SessionMaterial, shortest_run: int) -> list[Candidate]:
    of_coding = [
        [Coded(one, coding.code(one.code_id)) for one in coding.annotations] for coding in material.codings
    ]
    coded = [one for tags in of_coding for one in tags]
    taken = {moment.source_annotation_id for moment in material.moments}
    told: list[_Told] = []
    for number, coding in enumerate(material.codings):
        told += [_Told(_run(run, coding, material, coded), number) for run in runs(coding, shortest_run)]
    for number, tags in enumerate(of_coding):
        for one in tags:
            span = _stretch(one.annotation, material.film_end_us)
            if one.code.valence is Valence.POSITIVE and span is not None:
                offered = _tagged(one, span, material.session_id, coded)
                told.append(_Told(offered, number, one.code.id, one.annotation.id in taken))
    told.sort(key=lambda one: (one.candidate.source is Source.ANNOTATION, one.candidate.span.onset_us))
    return [*(_moment(moment, coded) for moment in material.moments), *_once(told)]


@dataclass(frozen=True, slots=True)
class _Told:
    """A candidate, the number of the coding that has it, the code it is of, and whether a moment was made from it already."""

    candidate: Candidate
    coding: int
    code_id: str = ""
    taken: bool = False

    def is_like(self, other: _Told) -> bool:
        """Whether both are the same event, told by another coding or another code."""
        one, two = self.candidate, other.candidate
        if (self.coding, self.code_id) == (other.coding, other.code_id):
            return one.span == two.span and one.source is two.source is Source.ANNOTATION
        common = min(one.span.offset_us, two.span.offset_us) - max(one.span.onset_us, two.span.onset_us)
        longer = max(one.span.duration_us, two.span.duration_us)
        return one.source is two.source and one.title == two.title and common >= SAME_FILM * longer


def _once(told: Sequence[_Told]) -> list[Candidate]:
    """Each event once, as the earliest coding has it; one that a moment was made from not at all."""
    groups: list[list[_Told]] = []
    by_title: dict[tuple[Source, str], list[list[_Told]]] = {}
    for one in told:
        known = by_title.setdefault((one.candidate.source, one.candidate.title), [])
        group = next((group for group in reversed(known) if any(one.is_like(other) for other in group)), None)
        if group is None:
            group = []
            known.append(group)
            groups.append(group)
        group.append(one)
    return [_merged(group) for group in groups if not any(one.taken for one in group)]


def _merged(group: Sequence[_Told]) -> Candidate:
    first = min(group, key=lambda one: one.coding).candidate
    codes = frozenset[str]().union(*(one.candidate.code_ids for one in group))
    return replace(first, code_ids=codes, seen_by=len({one.coding for one in group}))


def _tagged(one: Coded, span: Span, session_id: str, coded: Sequence[Coded]) -> Candidate:
    return Candidate(
        session_id=session_id,
        span=span,
        source=Source.ANNOTATION,
        source_id=one.annotation.id,
        title=one.code.parent_label or one.code.label,
        caption=one.code.parent_label,
        code_ids=_codes_in(coded, span),
        concerns=_concerns(coded, span),
    )


def _moment(moment: Moment, coded: Sequence[Coded]) -> Candidate:
    span = Span(moment.onset_us, moment.offset_us)
    return Candidate(
        session_id=moment.session_id,
        span=span,
        source=Source.MOMENT,
        source_id=moment.id,
        title=moment.caption or "A moment",
        caption=moment.caption,
        starred=moment.starred,
        code_ids=_codes_in(coded, span),
        concerns=_concerns(coded, span),
    )


def _run(run: Run, coding: Coding, material: SessionMaterial, coded: Sequence[Coded]) -> Candidate:
    start = max(0, run.span.onset_us - AROUND_A_RUN_US)
    stop = max(start + 1, min(material.film_end_us, run.span.offset_us + AROUND_A_RUN_US))
    span = Span(MediaTime(start), MediaTime(stop))
    code = coding.code(run.code_id)
    return Candidate(
        session_id=material.session_id,
        span=span,
        source=Source.RUN,
        source_id=run.exchanges[0].initiative.id,
        title=code.parent_label or code.label,
        caption=code.parent_label,
        code_ids=_codes_in(coded, span),
        turns=len(run.exchanges),
        concerns=_concerns(coded, span),
    )


def _stretch(annotation: Annotation, film_end_us: int) -> Span | None:
    """Where an annotation is, or the two seconds before and after a point; None for a state that is still running."""
    if annotation.offset_us is None:
        return None
    if not annotation.is_point:
        return Span(annotation.onset_us, annotation.offset_us)
    start = max(0, annotation.onset_us - AROUND_A_POINT_US)
    stop = min(film_end_us, annotation.onset_us + AROUND_A_POINT_US)
    return Span(MediaTime(start), MediaTime(stop)) if start < stop else None


def _codes_in(coded: Iterable[Coded], span: Span) -> frozenset[str]:
    return frozenset(
        one.code.id
        for one in coded
        if one.annotation.onset_us < span.offset_us
        and (one.annotation.offset_us is None or one.annotation.offset_us >= span.onset_us)
    )


def _concerns(coded: Iterable[Coded], span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.code.label for one in concerns_in_span(coded, span)))
