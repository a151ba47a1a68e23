"""Which links a change of tags brings with it.

The codebook says which codes a code answers, and for how long (`Code.answers`, `Code.window_us`). A tag that answers is
linked to the nearest earlier tag that it can answer, if that is not answered yet. The window runs from the onset of a point
and from the end of a state; both of its ends count. See docs/library-file.md, *Links*.
"""

from __future__ import annotations

from collections.abc import Iterator

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.ids import new_id
from vig_annotator.model.link import Link

DEFAULT_WINDOW_US = 3_000_000
"""How long an answer counts where the codebook says nothing: a default of practice, not a finding."""


def window_of(code: Code) -> int:
    """How long after what it answers a code counts, in microseconds."""
    return DEFAULT_WINDOW_US if code.window_us is None else code.window_us


def may_answer(codebook: Codebook, answer: str, answered: str) -> bool:
    """Whether the codebook lets a code answer another (both by id)."""
    code = codebook.code(answer)
    return code is not None and answered in code.answers


def links_of(coding: Coding, annotation_id: str) -> list[Link]:
    """The links of a tag, at most one each way."""
    return [
        one for one in (coding.answering(annotation_id), coding.answered(annotation_id)) if one is not None
    ]


def new_link(answered: Annotation, answer: Annotation, stamp: Stamp, *, by_hand: bool) -> Link:
    """A link between two tags, not yet written."""
    return Link(
        id=new_id(),
        pass_id=answer.pass_id,
        answered_id=answered.id,
        answer_id=answer.id,
        by_hand=by_hand,
        created_by=stamp.who,
        created_at=stamp.at,
    )


def _reaches(answered: Annotation, answer: Annotation, window_us: int) -> bool:
    if answered.id == answer.id or answered.onset_us > answer.onset_us:
        return False
    return answered.offset_us is None or answer.onset_us - answered.offset_us <= window_us


class LinkFinder:
    """Finds the links that a change of tags breaks and makes, on the coding as it will be.

    Args:
        coding: the coding as it stands before the change.
        change_set: changes of annotations.

    Attributes:
        broken: links that go with the change: an end is removed, or the codebook does not allow them any more.
    """

    def __init__(self, coding: Coding, change_set: ChangeSet) -> None:
        self._coding = coding
        self._book = coding.codebook
        self._after: dict[str, Annotation | None] = {
            change.row.id: change.after
            for change in change_set.changes
            if isinstance(change.row, Annotation)
            and (change.after is None or isinstance(change.after, Annotation))
        }
        self._made = [one for one in self._after.values() if one is not None and one.id not in coding]
        self.broken = self._no_longer_allowed()
        self._taken_answers: set[str] = set()
        self._taken_answered: set[str] = set()

    def links_for(self, annotation_id: str, stamp: Stamp) -> Iterator[Link]:
        """The new links of a fresh tag, at most one each way."""
        one = self._now(annotation_id)
        if one is None:
            return
        answered = None if self._is_answer(one.id) else self._nearest_answered(one)
        if answered is not None:
            yield self._take(answered, one, stamp)
        answer = None if self._is_answered(one.id) else self._first_answer(one)
        if answer is not None:
            yield self._take(one, answer, stamp)

    def _take(self, answered: Annotation, answer: Annotation, stamp: Stamp) -> Link:
        self._taken_answers.add(answer.id)
        self._taken_answered.add(answered.id)
        return new_link(answered, answer, stamp, by_hand=False)

    def _now(self, annotation_id: str) -> Annotation | None:
        if annotation_id in self._after:
            return self._after[annotation_id]
        return self._coding.get(annotation_id) if annotation_id in self._coding else None

    def _is_answer(self, annotation_id: str) -> bool:
        kept = self._coding.answering(annotation_id)
        return annotation_id in self._taken_answers or (kept is not None and kept not in self.broken)

    def _is_answered(self, annotation_id: str) -> bool:
        kept = self._coding.answered(annotation_id)
        return annotation_id in self._taken_answered or (kept is not None and kept not in self.broken)

    def _no_longer_allowed(self) -> list[Link]:
        found: dict[str, Link] = {}
        for annotation_id in self._after:
            for one in links_of(self._coding, annotation_id):
                answered, answer = self._now(one.answered_id), self._now(one.answer_id)
                if (
                    answered is None
                    or answer is None
                    or not may_answer(self._book, answer.code_id, answered.code_id)
                ):
                    found[one.id] = one
        return list(found.values())

    def _nearest_answered(self, answer: Annotation) -> Annotation | None:
        code = self._book.code(answer.code_id)
        if code is None or not code.answers:
            return None
        window = window_of(code)
        found = [one for code_id in code.answers for one in self._open_before(code_id, answer, window)]
        return max(found, key=lambda one: (one.onset_us, one.id), default=None)

    def _open_before(self, code_id: str, answer: Annotation, window_us: int) -> Iterator[Annotation]:
        """The nearest tag of a code in the coding that is open to this answer, and those that are being made."""
        for one in self._made:
            if one.code_id == code_id and not self._is_answered(one.id) and _reaches(one, answer, window_us):
                yield one
        lane = self._coding.lane_of(code_id)
        running = self._coding.running_in(lane)
        for known in self._coding.before(lane, answer.onset_us):
            now = self._now(known.id)
            if (
                now is not None
                and now.code_id == code_id
                and not self._is_answered(now.id)
                and _reaches(now, answer, window_us)
            ):
                yield now
                return
            if (
                running is None
                and known.offset_us is not None
                and answer.onset_us - known.offset_us > window_us
            ):
                return  # those before ended sooner still; only a running state may have started before and go on

    def _first_answer(self, answered: Annotation) -> Annotation | None:
        found = [
            one
            for code in self._book.codes
            if answered.code_id in code.answers
            for one in self._open_after(code.id, answered, window_of(code))
        ]
        return min(found, key=lambda one: (one.onset_us, one.id), default=None)

    def _open_after(self, code_id: str, answered: Annotation, window_us: int) -> Iterator[Annotation]:
        for one in self._made:
            if one.code_id == code_id and not self._is_answer(one.id) and _reaches(answered, one, window_us):
                yield one
        for known in self._coding.after(self._coding.lane_of(code_id), answered.onset_us):
            now = self._now(known.id)
            if (
                now is not None
                and now.code_id == code_id
                and not self._is_answer(now.id)
                and _reaches(answered, now, window_us)
            ):
                yield now
                return
            if answered.offset_us is not None and known.onset_us - answered.offset_us > window_us:
                return
