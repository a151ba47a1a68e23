"""Two codings side by side: which tag of one coder is which of the other's, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.event_agreement import Linked, link_points, link_states
from vig_annotator.analysis.record import CodedEvent, Events
from vig_annotator.model.mediatime import Span


class Verdict(StrEnum):
    """How a pair of tags, or a tag alone, is to be read."""

    SAME = "same"
    CONFUSED = "confused"
    ONLY_A = "only_a"
    ONLY_B = "only_b"


@dataclass(frozen=True, slots=True)
class Tag:
    """One coder's tag: an event that can be found again.

    Attributes:
        id: the annotation's.
    """

    id: str
    event: CodedEvent


@dataclass(frozen=True, slots=True)
class Match:
    """A tag of coder A and the tag of coder B that is the same event; one of them None where the other coder has none."""

    a: Tag | None
    b: Tag | None

    @property
    def verdict(self) -> Verdict:
        """Whether both have it and call it the same."""
        if self.b is None:
            return Verdict.ONLY_A
        if self.a is None:
            return Verdict.ONLY_B
        return Verdict.SAME if self.a.event.code == self.b.event.code else Verdict.CONFUSED

    @property
    def onset_us(self) -> int:
        """Where the earlier of both begins."""
        return min(tag.event.onset_us for tag in self.tags)

    @property
    def offset_us(self) -> int:
        """Where the later of both ends (half-open); the later instant of two points."""
        return max(tag.event.offset_us for tag in self.tags)

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The one or two tags."""
        return tuple(tag for tag in (self.a, self.b) if tag is not None)

    @property
    def subject(self) -> str:
        """Whose behaviour it is."""
        return self.tags[0].event.subject


def within(tags: Iterable[Tag], span: Span) -> list[Tag]:
    """What of somebody's tags lies in a stretch: states cut at its ends, points outside it left out."""
    found = []
    for tag in tags:
        one = tag.event
        if one.onset_us == one.offset_us:
            if span.contains(one.onset_us):
                found.append(tag)
            continue
        onset, offset = max(one.onset_us, span.onset_us), min(one.offset_us, span.offset_us)
        if onset < offset:
            found.append(Tag(tag.id, replace(one, onset_us=onset, offset_us=offset)))
    return found


def match_tags(a: Sequence[Tag], b: Sequence[Tag], settings: Settings) -> list[Match]:
    """Link the tags of two coders by the rules that the figures of agreement go by, in order of time.

    States and points are linked apart from each other, and each subject by itself.
    """
    labels = {code: number for number, code in enumerate(sorted({tag.event.code for tag in (*a, *b)}))}
    matches: list[Match] = []
    for subject in sorted({tag.event.subject for tag in (*a, *b)}):
        for points in (False, True):
            mine, theirs = (_sorted(tags, subject, points, labels) for tags in (a, b))
            one, other = _events(mine, labels), _events(theirs, labels)
            linked = (
                link_points(one, other, len(labels), settings.tolerance_us)
                if points
                else link_states(one, other, settings.match_overlap, settings.match_onset_us)
            )
            matches += _matches(linked, mine, theirs)
    return sorted(matches, key=lambda match: (match.onset_us, match.offset_us))


def disagreements(matches: Iterable[Match]) -> list[Match]:
    """Those that are not called the same by both, in order of time."""
    return [match for match in matches if match.verdict is not Verdict.SAME]


def _sorted(tags: Iterable[Tag], subject: str, points: bool, labels: dict[str, int]) -> list[Tag]:
    chosen = [
        tag
        for tag in tags
        if tag.event.subject == subject and (tag.event.onset_us == tag.event.offset_us) is points
    ]
    return sorted(chosen, key=lambda tag: (tag.event.onset_us, tag.event.offset_us, labels[tag.event.code]))


def _events(tags: Sequence[Tag], labels: dict[str, int]) -> Events:
    rows = [(labels[tag.event.code], tag.event.onset_us, tag.event.offset_us) for tag in tags]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Events(code=table[:, 0].copy(), onset_us=table[:, 1].copy(), offset_us=table[:, 2].copy())


def _matches(linked: Linked, a: Sequence[Tag], b: Sequence[Tag]) -> list[Match]:
    return [
        *(Match(a[pair.a], b[pair.b]) for pair in linked.pairs),
        *(Match(a[int(place)], None) for place in linked.only_a),
        *(Match(None, b[int(place)]) for place in linked.only_b),
    ]
