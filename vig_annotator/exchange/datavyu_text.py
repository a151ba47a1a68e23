"""How Datavyu writes cells and columns as text: escapes, times, headers of columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vig_annotator.exchange.text import with_plain_line_ends

OURS = "vig-annotator?"
"""The comment of a column that we wrote begins with this; names, subject and coder follow as in an address."""

_HEADER = re.compile(
    r"(?P<name>.*?) ?\((?P<type>TEXT|NOMINAL|MATRIX|FLOAT|INTEGER|PREDICATE|QUOTE_STRING|UNDEFINED)"
    r"(?:,(?P<visible>true|false))?(?:,(?P<comment>.*?))?\)(?:-(?P<args>.*))?",
    re.DOTALL,
)
_CELL = re.compile(r"(\d{1,6}):(\d\d):(\d\d):(\d{3}),(\d{1,6}):(\d\d):(\d\d):(\d{3}),?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """The header of a column.

    Attributes:
        arguments: names of what a matrix cell holds; empty for other types.
        header: as it stands in the file.
    """

    name: str
    type: str
    visible: bool
    comment: str
    arguments: tuple[str, ...]
    header: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; its value as it stands in the file."""

    onset_us: int
    offset_us: int
    value: str


def column_from(line: str) -> Column | None:
    """The column that a line begins, or None if it begins none."""
    match = _HEADER.fullmatch(line)
    if match is None or not match["name"]:
        return None
    arguments = tuple(
        unescaped(part.rsplit("|", 1)[0]) for part in split_unescaped(match["args"] or "") if part
    )
    return Column(
        unescaped(match["name"]),
        match["type"],
        match["visible"] != "false",
        match["comment"] or "",
        arguments if match["type"] == "MATRIX" else (),
        line,
    )


def cell_from(line: str) -> Cell | None:
    """The cell that a line holds, or None if it holds none."""
    match = _CELL.fullmatch(line)
    if match is None:
        return None
    return Cell(_time(*match.groups()[:4]), _time(*match.groups()[4:8]), match[9])


def _time(hours: str, minutes: str, seconds: str, milliseconds: str) -> int:
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1_000_000 + int(milliseconds) * 1000


def split_unescaped(text: str) -> list[str]:
    """The parts between commas that no backslash stands before; escapes stay in the parts."""
    parts, current, escaped = [], [], False
    for character in text:
        if escaped:
            current.append("\\" + character)
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == ",":
            parts.append("".join(current))
            current = []
        else:
            current.append(character)
    if escaped:
        current.append("\\")
    parts.append("".join(current))
    return parts


def unescaped(text: str) -> str:
    """The text that is meant: each backslash stands for the character behind it."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def escaped(text: str) -> str:
    """A text as a cell or a name holds it; Datavyu knows one kind of line end."""
    return re.sub(r"([\\,\-\n()|])", r"\\\1", with_plain_line_ends(text))


def _ends_unescaped(text: str) -> bool:
    """Whether the last character stands for itself: an even number of backslashes lies before it."""
    before = text[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 0


def matrix_values(value: str) -> list[str]:
    """What a matrix cell holds, ``(a,b,)``; an empty part is a missing one."""
    inner = value.strip()
    if inner.startswith("("):
        inner = inner[1:]
        if inner.endswith(")") and _ends_unescaped(inner):
            inner = inner[:-1]
    return [unescaped(part) for part in split_unescaped(inner)]
