"""In which order tags are listed, and which of them: pure rules, made for lists of a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.timecode import format_time

Key = tuple[object, ...]
Words = dict[str, str]
_UNENDED = 1 << 62


class Column(IntEnum):
    """The columns, from left to right."""

    START = 0
    CODE = 1
    LENGTH = 2
    NOTE = 3


def order_by(column: Column, labels: Words) -> Callable[[Annotation], Key]:
    """What tags are sorted by; whatever the column, those that are alike come in order of time.

    Args:
        column: of the table.
        labels: by code id, what the code is called.
    """
    if column is Column.CODE:
        return lambda one: (labels.get(one.code_id, one.code_id).casefold(), one.onset_us, one.id)
    if column is Column.LENGTH:
        return lambda one: (_length(one), one.onset_us, one.id)
    if column is Column.NOTE:
        # Tags without a note come last.
        return lambda one: (not one.note, one.note.casefold(), one.onset_us, one.id)
    return lambda one: (one.onset_us, one.id)


def code_words(codebook: Codebook | None) -> Words:
    """By code id, everything that a tag of the code is found by: its label, subject and group."""
    found: Words = {}
    for code in codebook.codes if codebook is not None else ():
        assert codebook is not None
        subject, group = codebook.subject(code.subject), codebook.group(code.group)
        parts = (code.label, subject.label if subject else "", group.label if group else "")
        found[code.id] = " ".join(parts).casefold()
    return found


def fits(one: Annotation, wanted: tuple[str, ...], words: Words) -> bool:
    """Whether a tag holds every word that was typed: in its code, subject, group, note, choices or start."""
    if not wanted:
        return True
    choices = " ".join(choice for chosen in one.modifiers.values() for choice in chosen)
    everything = (
        f"{words.get(one.code_id, one.code_id)} {one.note} {choices} {format_time(one.onset_us)}".casefold()
    )
    return all(word in everything for word in wanted)


def _length(one: Annotation) -> int:
    return _UNENDED if one.offset_us is None else one.offset_us - one.onset_us
