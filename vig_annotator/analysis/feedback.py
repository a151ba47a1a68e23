"""What a trainee did, seen from a reference: code by code, the weakest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from vig_annotator.analysis.side_by_side import Match


@dataclass(frozen=True)
class CodeFeedback:
    """How a trainee did with one code of the reference.

    Attributes:
        right: called the same by both.
        missed: only in the reference.
        extra: only in the trainee's coding, under this code.
        taken_for: what the trainee called it instead, and how often.
        late_us: the median of the trainee's onset minus the reference's, of those that are right; None where none is.
    """

    code: str
    right: int
    missed: int
    extra: int
    taken_for: dict[str, int]
    late_us: int | None

    @property
    def f1(self) -> float:
        """Twice what is right, by what both have under this code: 1 if all, 0 if nothing."""
        wrong = self.missed + self.extra + sum(self.taken_for.values())
        return 2 * self.right / (2 * self.right + wrong) if self.right or wrong else 1.0


def code_feedback(matches: Sequence[Match]) -> list[CodeFeedback]:
    """How the trainee did with each code that either used, the weakest first."""
    codes = sorted({tag.event.code for match in matches for tag in match.tags})
    told = [_of_code(code, matches) for code in codes]
    return sorted(told, key=lambda one: (one.f1, -(one.right + one.missed), one.code))


def _of_code(code: str, matches: Sequence[Match]) -> CodeFeedback:
    right, late, taken_for, missed, extra = 0, [], Counter[str](), 0, 0
    for match in matches:
        reference = match.a.event.code if match.a is not None else None
        trainee = match.b.event.code if match.b is not None else None
        if reference == code == trainee:
            right += 1
            late.append(_late(match) or 0)
        elif reference == code and trainee is not None:
            taken_for[trainee] += 1
        elif reference == code:
            missed += 1
        elif trainee == code and reference is None:
            extra += 1
    return CodeFeedback(code, right, missed, extra, dict(taken_for), round(median(late)) if late else None)


def _late(match: Match) -> int | None:
    if match.a is None or match.b is None:
        return None
    return match.b.event.onset_us - match.a.event.onset_us
