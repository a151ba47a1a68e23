"""What is said about a tag's links, and about how far it was set back."""

from __future__ import annotations

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding import Coding
from vig_annotator.model.cues import CuePair, cue_pairs, is_cue, needs, pair_of
from vig_annotator.model.mediatime import to_seconds
from vig_annotator.model.timecode import format_time


def link_words(coding: Coding, one: Annotation) -> tuple[str, ...]:
    """One sentence for what it answers, for what answers it, and for the reaction time that was allowed for."""
    lines: list[str] = []
    answers, answered = coding.answering(one.id), coding.answered(one.id)
    if answers is not None:
        other = coding.get(answers.answered_id)
        lines.append(
            f"Answers “{coding.label_of(other)}”, {_apart(one.onset_us - other.onset_us, 'earlier')}"
        )
    if answered is not None:
        other = coding.get(answered.answer_id)
        lines.append(
            f"Answered by “{coding.label_of(other)}”, {_apart(other.onset_us - one.onset_us, 'later')}"
        )
    if is_cue(coding.codebook, one.code_id):
        lines.extend(_need_words(pair_of(coding, one), coding))
    lines.extend(_cue_words(one, coding))
    shifts = [_seconds(shift) for shift in (one.onset_shift_us, one.offset_shift_us) if shift]
    if shifts:
        lines.append(f"Set back {' and '.join(dict.fromkeys(shifts))} for the reaction time")
    return tuple(lines)


def _need_words(pair: CuePair, coding: Coding) -> list[str]:
    """What a cue shows or covers up."""
    code = coding.codebook.code(pair.need_code) if pair.need_code is not None else None
    if code is None:
        return []
    where = "" if pair.need is None else f", tagged from {format_time(pair.need.onset_us)}"
    return [f"{'Covers up' if pair.cover_up else 'Shows'} “{code.label}”{where}"]


def _cue_words(one: Annotation, coding: Coding) -> list[str]:
    """How a need was shown and covered up."""
    if one.code_id not in needs(coding.codebook).values():
        return []
    pairs = [pair for pair in cue_pairs(coding) if pair.need is not None and pair.need.id == one.id]
    covered = sum(pair.cover_up for pair in pairs)
    told = ((len(pairs) - covered, "Shown by", "clear cue"), (covered, "Covered up by", "cue"))
    return [f"{word} {count} {noun}{'' if count == 1 else 's'}" for count, word, noun in told if count]


def _apart(by_us: int, word: str) -> str:
    """How far apart: ``0.63 s earlier``; a tag that was moved past the other is so many seconds the other way."""
    if by_us < 0:
        word = {"earlier": "later", "later": "earlier"}[word]
    return f"{_seconds(abs(by_us))} {word}" if by_us else "on the same frame"


def _seconds(time_us: int) -> str:
    return f"{to_seconds(time_us):.2f} s"
