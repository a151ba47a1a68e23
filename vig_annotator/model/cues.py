"""Cues and the needs behind them: what a child shows, read together with what the child needs.

A clear cue shows its need; a cover-up cue points away from it, so the two make a pair that is seen only together. The
need is kept as the cue's modifier `NEED_BEHIND`; its choices stand for the codes of the needs. The names are those of
the shipped codebook about going out and coming in, and of every codebook made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import Coding

NEED_BEHIND = "need_behind"
CLEAR, COVER_UP = "cue_clear", "cue_hidden"
CUES = (CLEAR, COVER_UP)
_NEEDS = "child_need"

READ_WITHIN_US = 5_000_000
"""How long after a cue the tag of its need may begin: what comes after tells the need; a default of practice."""


@dataclass(frozen=True, slots=True)
class CuePair:
    """A cue with the need behind it.

    Attributes:
        cue: the tag of the cue.
        need_code: id of the need's code; None while nobody said.
        need: the tag of that need around the cue, or beginning soon after it; None if there is none.
    """

    cue: Annotation
    need_code: str | None
    need: Annotation | None

    @property
    def cover_up(self) -> bool:
        """Whether the cue points away from its need."""
        return self.cue.code_id == COVER_UP


def needs(book: Codebook) -> dict[str, str]:
    """Which choice of the question “Which need is behind it?” stands for which need: code ids by choice.

    A choice is the need's name for parents or for coders; where a service gave the needs other names, the first choice stands
    for the first need, and so on. Empty where the codebook has no such question.
    """
    modifier = book.modifier(NEED_BEHIND)
    codes = [code for code in book.codes if code.group == _NEEDS]
    if modifier is None or not codes:
        return {}
    named = {
        words.casefold(): code.id for code in codes for words in (code.label, code.parent_label) if words
    }
    found = {choice: named[choice.casefold()] for choice in modifier.choices if choice.casefold() in named}
    if len(modifier.choices) == len(codes):
        found = {choice: code.id for choice, code in zip(modifier.choices, codes, strict=True)} | found
    return found


def choice_for(book: Codebook, need_code: str) -> str | None:
    """The choice that stands for a need; None where the question does not know it."""
    return next((choice for choice, code_id in needs(book).items() if code_id == need_code), None)


def is_cue(book: Codebook, code_id: str) -> bool:
    """Whether a code is a cue that a need can be told for."""
    code = book.code(code_id)
    return code is not None and code_id in CUES and NEED_BEHIND in code.modifiers and bool(needs(book))


def pair_of(coding: Coding, cue: Annotation) -> CuePair:
    """A cue with the need behind it."""
    return _pair(coding, cue, needs(coding.codebook))


def cue_pairs(coding: Coding) -> list[CuePair]:
    """All cues of a coding with their needs, by time."""
    codes = [code_id for code_id in CUES if is_cue(coding.codebook, code_id)]
    known = needs(coding.codebook)
    return [_pair(coding, one, known) for one in coding.annotations if one.code_id in codes]


def need_at(coding: Coding, time_us: int) -> str | None:
    """Code of the need that is tagged at a moment, or None."""
    codes = [code.id for code in coding.codebook.codes if code.group == _NEEDS]
    around = [one for code_id in codes if (one := _around(coding, code_id, time_us)) is not None]
    return max(around, key=lambda one: one.onset_us).code_id if around else None


def _pair(coding: Coding, cue: Annotation, known: Mapping[str, str]) -> CuePair:
    chosen = cue.modifiers.get(NEED_BEHIND, ())
    need_code = known.get(chosen[0]) if chosen else None
    return CuePair(cue, need_code, _need_near(coding, cue, need_code) if need_code is not None else None)


def _need_near(coding: Coding, cue: Annotation, need_code: str) -> Annotation | None:
    around = _around(coding, need_code, cue.onset_us)
    if around is not None:
        return around
    for one in coding.after(coding.lane_of(need_code), cue.onset_us):
        if one.onset_us - cue.onset_us > READ_WITHIN_US:
            return None
        if one.code_id == need_code:
            return one
    return None


def _around(coding: Coding, code_id: str, time_us: int) -> Annotation | None:
    """The state of a code that holds a moment; the states of a lane do not overlap, so the nearest earlier one decides."""
    for one in coding.before(coding.lane_of(code_id), time_us):
        if one.code_id == code_id:
            return one if one.offset_us is None or time_us < one.offset_us else None
    return None
