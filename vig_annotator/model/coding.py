"""A coding as it stands: the annotations and links of one pass, kept in order and findable in microseconds.

The rules of tagging (`model/edits`) ask it what is running and what lies where. Annotations lie in *lanes*. All states
of one exclusive group and one subject share a lane, and every other code has a lane of its own; finished states of a
lane never overlap, and at most one state of a lane is running.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from vig_annotator.errors import NotFound
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Code, Codebook, Kind
from vig_annotator.model.link import Link

Lane = tuple[str, ...]

_MANY, _SHARE = 500, 20


def _order(annotation: Annotation) -> tuple[int, str]:
    return annotation.onset_us, annotation.id


def worth_building_anew(changed: int, present: int) -> bool:
    """Whether so many changes in something sorted are quicker done by sorting it all again than by finding a place for each."""
    return changed > max(_MANY, present // _SHARE)


class Coding:
    """The annotations of one pass, with the codebook that says what they mean.

    Args:
        codebook: the one the pass is made with.
        annotations: all annotations of the pass, in any order.
        links: all links between them, in any order.
    """

    def __init__(
        self, codebook: Codebook, annotations: Iterable[Annotation] = (), links: Iterable[Link] = ()
    ) -> None:
        self.codebook = codebook
        self._codes = {code.id: code for code in codebook.codes}
        self._by_id: dict[str, Annotation] = {}
        self._ordered: list[Annotation] = []
        self._lanes: dict[Lane, list[Annotation]] = {}
        self._running: dict[str, Annotation] = {}
        self._links: dict[str, Link] = {}
        self._by_answer: dict[str, Link] = {}
        self._by_answered: dict[str, Link] = {}
        for link in links:
            self.put_link(link)
        self._place_all(annotations)

    def __len__(self) -> int:
        """How many annotations there are."""
        return len(self._ordered)

    @property
    def annotations(self) -> Sequence[Annotation]:
        """All of them, by onset; not to be changed by the caller."""
        return self._ordered

    @property
    def running(self) -> tuple[Annotation, ...]:
        """The states that were started and not yet ended, by onset."""
        return tuple(sorted(self._running.values(), key=_order))

    def code(self, code_id: str) -> Code:
        """The code of that id.

        Raises:
            NotFound: the codebook has none.
        """
        code = self._codes.get(code_id)
        if code is None:
            raise NotFound(
                f"The codebook “{self.codebook.title}” has no code “{code_id}”.",
                "Choose a code of the codebook.",
            )
        return code

    def label_of(self, annotation: Annotation) -> str:
        """What the coder calls the annotation's code; its id where the codebook does not know it."""
        code = self._codes.get(annotation.code_id)
        return annotation.code_id if code is None else code.label

    def lane_of(self, code_id: str) -> Lane:
        """The lane in which annotations of a code lie."""
        code = self._codes.get(code_id)
        if code is None or code.kind is Kind.POINT:
            return ("code", code_id)
        group = self.codebook.group(code.group)
        if group is None or not group.exclusive:
            return ("code", code_id)
        return ("group", code.subject, group.id)

    def get(self, annotation_id: str) -> Annotation:
        """The annotation of that id.

        Raises:
            NotFound: it is not in this coding (any more).
        """
        annotation = self._by_id.get(annotation_id)
        if annotation is None:
            raise NotFound("This tag is no longer there.", "It may have been deleted or undone.")
        return annotation

    def __contains__(self, annotation_id: object) -> bool:
        """Whether an annotation of that id is there."""
        return annotation_id in self._by_id

    def running_in(self, lane: Lane) -> Annotation | None:
        """The running state of a lane, or None."""
        return next((one for one in self._running.values() if self.lane_of(one.code_id) == lane), None)

    def overlapping(self, lane: Lane, onset_us: int, offset_us: int) -> tuple[Annotation, ...]:
        """The finished states of a lane that share time with ``[onset_us, offset_us)``, by onset; touching is not sharing."""
        ordered = self._lanes.get(lane, [])
        first = bisect_left(ordered, onset_us, key=lambda one: one.onset_us)
        earlier: list[Annotation] = []
        for place in range(first - 1, -1, -1):
            ends_at = ordered[place].offset_us
            if ends_at is not None:
                if ends_at <= onset_us:
                    break  # finished states of a lane don't overlap, so those before end sooner still
                earlier.append(ordered[place])
        later: list[Annotation] = []
        for place in range(first, len(ordered)):
            if ordered[place].onset_us >= offset_us:
                break
            if not ordered[place].running:
                later.append(ordered[place])
        return (*reversed(earlier), *later)

    def points_at(self, code_id: str, time_us: int) -> tuple[Annotation, ...]:
        """The points of a code that lie exactly at a moment."""
        ordered = self._lanes.get(self.lane_of(code_id), [])
        first = bisect_left(ordered, time_us, key=lambda one: one.onset_us)
        found = []
        while first < len(ordered) and ordered[first].onset_us == time_us:
            if ordered[first].is_point:
                found.append(ordered[first])
            first += 1
        return tuple(found)

    def before(self, lane: Lane, time_us: int) -> Iterator[Annotation]:
        """The annotations of a lane that start at a moment or before it, the latest first."""
        ordered = self._lanes.get(lane, [])
        end = bisect_right(ordered, time_us, key=lambda one: one.onset_us)
        return (ordered[place] for place in range(end - 1, -1, -1))

    def after(self, lane: Lane, time_us: int) -> Iterator[Annotation]:
        """The annotations of a lane that start at a moment or after it, the earliest first."""
        ordered = self._lanes.get(lane, [])
        first = bisect_left(ordered, time_us, key=lambda one: one.onset_us)
        return (ordered[place] for place in range(first, len(ordered)))

    @property
    def links(self) -> tuple[Link, ...]:
        """All links, the oldest first."""
        return tuple(sorted(self._links.values(), key=lambda one: one.id))

    def answering(self, annotation_id: str) -> Link | None:
        """The link by which an annotation answers another, or None."""
        return self._by_answer.get(annotation_id)

    def answered(self, annotation_id: str) -> Link | None:
        """The link by which an annotation is answered, or None."""
        return self._by_answered.get(annotation_id)

    def put_link(self, link: Link) -> None:
        """Take in a link, or its new version."""
        self.discard_link(link.id)
        self._links[link.id] = self._by_answer[link.answer_id] = self._by_answered[link.answered_id] = link

    def discard_link(self, link_id: str) -> None:
        """Let go of a link, if it is there."""
        link = self._links.pop(link_id, None)
        if link is not None:
            del self._by_answer[link.answer_id], self._by_answered[link.answered_id]

    def change(self, put: Iterable[Annotation], discard: Iterable[str]) -> None:
        """Let go of annotations and take in others or their new versions: as `discard` and `put` of each, in the end."""
        gone, put_in = list(discard), list(put)
        if not worth_building_anew(len(gone) + len(put_in), len(self._by_id)):
            for annotation_id in gone:
                self.discard(annotation_id)
            for annotation in put_in:
                self.put(annotation)
            return
        kept = dict(self._by_id)
        for annotation_id in gone:
            kept.pop(annotation_id, None)
        kept.update((one.id, one) for one in put_in)
        for held in (self._by_id, self._ordered, self._lanes, self._running):
            held.clear()
        self._place_all(kept.values())

    def put(self, annotation: Annotation) -> None:
        """Take in an annotation, or its new version."""
        self.discard(annotation.id)
        self._by_id[annotation.id] = annotation
        insort(self._ordered, annotation, key=_order)
        insort(self._lanes.setdefault(self.lane_of(annotation.code_id), []), annotation, key=_order)
        if annotation.running:
            self._running[annotation.id] = annotation

    def discard(self, annotation_id: str) -> None:
        """Let go of an annotation, if it is there."""
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is None:
            return
        for ordered in (self._ordered, self._lanes[self.lane_of(annotation.code_id)]):
            del ordered[bisect_left(ordered, _order(annotation), key=_order)]
        self._running.pop(annotation_id, None)

    def _place_all(self, annotations: Iterable[Annotation]) -> None:
        for annotation in sorted(annotations, key=_order):
            self._by_id[annotation.id] = annotation
            self._ordered.append(annotation)
            self._lanes.setdefault(self.lane_of(annotation.code_id), []).append(annotation)
            if annotation.running:
                self._running[annotation.id] = annotation
