"""Where the faults of a codebook belong that is being edited: to which entry and which field of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import CodebookError, Fault
from vig_annotator.model.codebook import Codebook

_LINES = re.compile(r" \((?:first )?(?:on )?line \d+\)")
_QUOTED = re.compile(r"“([a-z0-9_]+)”")
_MISSING = re.compile(r"has no “(\w+)”$|^“(\w+)” is empty$")
_HEADER = re.compile(r"([a-z_]+):")
_ENTRY = re.compile(r"  - id: ['\"]?([a-z0-9_]*)")
_FIELD = re.compile(r"    ([a-z_]+):")


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault and the field that it is about.

    Attributes:
        part: ``codes``, ``groups``, ``subjects``, ``modifiers``, or ``header``.
        id: of the entry; empty for the header.
        field: its name in the format; empty where it is the whole entry's.
        message: what is wrong, and what to do, as one sentence; without numbers of lines.
    """

    part: str
    id: str
    field: str
    message: str


def find_faults(book: Codebook) -> list[PlacedFault]:
    """Everything that hinders a codebook from being saved, each with its place; empty when it is right."""
    text = write_codebook(book)
    try:
        parse_codebook(text, "codebook")
    except CodebookError as trouble:
        lines = text.split("\n")
        names = {
            **{one.id: one.label for one in book.subjects},
            **{one.id: one.label for one in book.groups},
            **{one.id: one.label for one in book.modifiers},
            **{one.id: one.label for one in book.codes if one.label},
        }
        return [_placed(lines, fault, names) for fault in trouble.faults]
    return []


def _placed(lines: list[str], fault: Fault, names: dict[str, str]) -> PlacedFault:
    missing = _MISSING.search(fault.message)
    message = "this can’t be empty; write something"
    if not missing:
        message = _LINES.sub("", f"{fault.message}; {fault.remedy}")
        message = _QUOTED.sub(lambda found: f"“{names.get(found[1], found[1])}”", message)
    sentence = message[0].upper() + message[1:]
    field = (missing.group(1) or missing.group(2)) if missing else ""
    entry = ""
    for line in reversed(lines[: fault.line]):
        if header := _HEADER.match(line):
            part = header.group(1) if entry else "header"
            return PlacedFault(part, entry, field or ("" if entry else header.group(1)), sentence)
        if entry:
            continue
        if found := _ENTRY.match(line):
            entry = found.group(1)
            field = field or ("" if missing else "id")
        elif not field and (found := _FIELD.match(line)):
            field = found.group(1)
    return PlacedFault("header", "", field, sentence)
