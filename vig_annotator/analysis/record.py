"""What one coder coded, as arrays that can be compared.

A record holds one subject's events of one coder, cut to the observed span. States (events with a length) and points
(instants) are kept apart, because they are compared in different ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vig_annotator.model.mediatime import Span

Ints = NDArray[np.int64]

NONE = "none"
"""The name of the category "nothing coded"."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event of one coder: ``[onset_us, offset_us)``, a point where both are equal."""

    code: str
    onset_us: int
    offset_us: int
    subject: str = ""


@dataclass(frozen=True)
class Events:
    """Events of one kind (states or points), sorted by onset.

    Attributes:
        code: number of the code of each, an index into the list of labels.
        onset_us: where each starts.
        offset_us: where each ends (half-open); the onset itself for points.
    """

    code: Ints
    onset_us: Ints
    offset_us: Ints

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def first_overlap_us(self) -> int | None:
        """Where two events first share time, or None if no two do: only then is there one code at each moment."""
        if len(self) < 2:
            return None
        end_so_far = np.maximum.accumulate(self.offset_us)[:-1]
        clash = np.flatnonzero(self.onset_us[1:] < end_so_far)
        return int(self.onset_us[1:][clash[0]]) if len(clash) else None

    def code_at(self, times_us: Ints, none: int) -> Ints:
        """The code at each moment, `none` where nothing is coded; meant for events that don't overlap."""
        if len(self) == 0:
            return np.full(len(times_us), none, dtype=np.int64)
        place = np.searchsorted(self.onset_us, times_us, side="right") - 1
        inside = (place >= 0) & (times_us < self.offset_us[np.maximum(place, 0)])
        return np.where(inside, self.code[np.maximum(place, 0)], none)

    def of_code(self, code: int) -> Events:
        """Only the events of one code."""
        chosen = self.code == code
        return Events(self.code[chosen], self.onset_us[chosen], self.offset_us[chosen])

    def present_at(self, times_us: Ints) -> Ints:
        """1 where any event holds the moment, else 0; events may overlap."""
        started = np.searchsorted(np.sort(self.onset_us), times_us, side="right")
        ended = np.searchsorted(np.sort(self.offset_us), times_us, side="right")
        return (started > ended).astype(np.int64)


@dataclass(frozen=True)
class Record:
    """One coder's states and points of one subject within the observed span."""

    states: Events
    points: Events


def make_record(events: Iterable[CodedEvent], labels: Sequence[str], span: Span) -> Record:
    """Cut events to a span and sort them.

    Args:
        events: of one coder and one subject, in any order.
        labels: the codes that count; events of other codes are left out.
        span: what was observed; states are cut at its ends, points outside it are left out.
    """
    number = {label: place for place, label in enumerate(labels)}
    states: list[tuple[int, int, int]] = []
    points: list[tuple[int, int, int]] = []
    for event in events:
        if event.code not in number:
            continue
        if event.onset_us == event.offset_us:
            if span.contains(event.onset_us):
                points.append((event.onset_us, event.offset_us, number[event.code]))
            continue
        onset, offset = max(event.onset_us, span.onset_us), min(event.offset_us, span.offset_us)
        if onset < offset:
            states.append((onset, offset, number[event.code]))
    return Record(_events(states), _events(points))


def _events(rows: list[tuple[int, int, int]]) -> Events:
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    return Events(code=table[:, 2].copy(), onset_us=table[:, 0].copy(), offset_us=table[:, 1].copy())
