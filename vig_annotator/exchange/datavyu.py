"""Datavyu's files (.opf): a packed file with the settings and a text of columns and cells."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange import datavyu_text
from vig_annotator.exchange.datavyu_project import films_of, read_project, write_project
from vig_annotator.exchange.datavyu_text import Cell, Column, cell_from, column_from, escaped, matrix_values
from vig_annotator.exchange.document import Counts, Document, ForeignAnnotation, Observation, Role, Tier
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIERS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.safe_zip import pack, unpack
from vig_annotator.exchange.seconds import clock_text
from vig_annotator.exchange.single import only_observation
from vig_annotator.exchange.text import decode, with_plain_line_ends

_CODEBOOK = "vig-annotator-codebook.yaml"
_NOTE = "note"
_CODE = "code"


def read_datavyu(raw: bytes, name: str) -> Document:
    """The document in a Datavyu file.

    Raises:
        ForeignFileError: it is no Datavyu file, or damaged; the sentence names the line of its text.
    """
    files = unpack(raw, "a Datavyu file (.opf)")
    if "db" not in files:
        raise ForeignFileError("This is not a Datavyu file: it holds no “db”.", "Save it again from Datavyu.")
    return _Reading(files, name).document()


@dataclass(slots=True)
class _Reading:
    files: dict[str, bytes]
    name: str
    problems: Problems = field(default_factory=Problems)
    columns: list[Column] = field(default_factory=list)
    tiers: list[Tier] = field(default_factory=list)
    annotations: list[ForeignAnnotation] = field(default_factory=list)
    other_lines: list[str] = field(default_factory=list)
    version: str = ""

    def document(self) -> Document:
        project_text, _ = decode(self.files.get("project", b""))
        project = read_project(project_text)
        if project is None:
            self.problems.add(
                "settings", "The settings of the file can't be read, so its films are not known."
            )
        text, _ = decode(self.files["db"])
        for line, content in _logical_lines(with_plain_line_ends(text)):
            self._line(line, content)
        others = {key: value for key, value in self.files.items() if key not in ("db", "project", _CODEBOOK)}
        named, media = films_of(project or {}, others)
        points = sum(one.kept["z"] for one in self.annotations)
        counts = Counts(len(self.tiers), len(self.annotations), points, len(self.annotations) - points, named)
        kept: dict[str, Any] = {
            "project": project_text,
            "others": {key: base64.b85encode(value).decode("ascii") for key, value in others.items()},
            "lines": self.other_lines,
        }
        observation = Observation(self.name, media, tuple(self.tiers), tuple(self.annotations))
        codebook, _ = decode(self.files.get(_CODEBOOK, b""))
        return Document("opf", self.version, (observation,), counts, (), self.problems.told(), codebook, kept)

    def _line(self, line: int, content: str) -> None:
        if line == 1 and content.startswith("#"):
            self.version = content.strip()
            return
        if not content.strip():
            return
        cell = cell_from(content)
        if cell is not None:
            self._cell(line, cell)
            return
        column = column_from(content)
        if column is None:
            self.other_lines.append(content)
            return
        if len(self.tiers) >= MAX_TIERS:
            raise ForeignFileError("The file has too many columns.", f"{MAX_TIERS:,} are the most.")
        self.columns.append(column)
        self.tiers.append(_tier(column))

    def _cell(self, line: int, cell: Cell) -> None:
        if not self.columns:
            raise ForeignFileError(
                f"Line {line} of the text in the file: a cell stands before the first column.",
                "Save it again from Datavyu.",
            )
        if max(cell.onset_us, cell.offset_us) > MAX_TIME_US:
            raise ForeignFileError(
                f"Line {line} of the text in the file: the time is beyond any film.", "Correct it in Datavyu."
            )
        if len(self.annotations) >= MAX_ANNOTATIONS:
            raise ForeignFileError("The file holds too many cells.", f"{MAX_ANNOTATIONS:,} are the most.")
        offset: int | None = cell.offset_us
        if cell.offset_us < cell.onset_us:
            offset = None
            if cell.offset_us:
                self.problems.add(
                    "cells that end before they start",
                    f"Line {line} of the text in the file: the cell ends before it starts; it was taken as "
                    "started and never ended.",
                )
            else:
                self.problems.add(
                    "cells without an end", f"Line {line} of the text in the file: the cell has no end."
                )
        value, note, modifiers = _meaning(self.columns[-1], cell.value)
        kept = {"c": cell.value, "z": cell.offset_us == cell.onset_us, "o": cell.offset_us}
        self.annotations.append(
            ForeignAnnotation(len(self.tiers) - 1, value, cell.onset_us, offset, note, modifiers, None, kept)
        )


def _logical_lines(text: str) -> list[tuple[int, str]]:
    """The lines, those that end in an odd number of backslashes joined with the next; with their numbers."""
    lines: list[tuple[int, str]] = []
    waiting: list[str] = []
    start = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not waiting:
            start = number
        waiting.append(line)
        if (len(line) - len(line.rstrip("\\"))) % 2:
            continue
        lines.append((start, "\n".join(waiting)))
        waiting = []
    if waiting:
        lines.append((start, "\n".join(waiting)))
    return lines


def _tier(column: Column) -> Tier:
    kept = {"header": column.header, "type": column.type}
    if column.comment.startswith(datavyu_text.OURS):
        about = dict(parse_qsl(column.comment[len(datavyu_text.OURS) :]))
        return Tier(
            about.get("name", column.name),
            about.get("subject", ""),
            about.get("coder", ""),
            Role.VALUES,
            kept=kept,
        )
    role = Role.UNKNOWN
    if column.type == "NOMINAL":
        role = Role.VALUES
    elif column.type in ("FLOAT", "INTEGER", "PREDICATE") or len(column.arguments) > 1:
        role = Role.TEXT
    return Tier(column.name, role=role, kept=kept)


def _meaning(column: Column, value: str) -> tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Value, note and further choices of a cell."""
    if column.type != "MATRIX":
        return _plain(value), "", ()
    parts = matrix_values(value)
    named = [
        (column.arguments[n] if n < len(column.arguments) else f"argument {n + 1}", part)
        for n, part in enumerate(parts)
    ]
    if column.comment.startswith(datavyu_text.OURS):
        note = next((part for name, part in named[1:] if name == _NOTE), "")
        chosen = tuple((name, tuple(part.split(" | "))) for name, part in named[1:] if part and name != _NOTE)
        return parts[0], note, chosen
    if len(named) == 1:
        return parts[0], "", ()
    return "", "", tuple((name, (part,)) for name, part in named if part)


def _plain(value: str) -> str:
    """A text cell: a doubled backslash is one, a backslash at the end of a line is the line's end."""
    return value.replace("\\\\", "\\").replace("\\\n", "\n")


def write_datavyu(document: Document) -> bytes:
    """The document as an .opf file, with matrix and nominal columns only.

    Raises:
        ExportError: it holds several sessions.
    """
    observation = only_observation(document, "Datavyu")
    back = document.format == "opf"
    kept = document.kept if back else {}
    lines = [document.version or "#4" if back else "#4", *kept.get("lines", ())]
    by_column: dict[tuple[str, ...], list[int]] = {}
    for place, tier in enumerate(observation.tiers):
        own = (str(place),) if back and "header" in tier.kept else (tier.name, tier.subject, tier.coder)
        by_column.setdefault(own, []).append(place)
    members: dict[int, list[ForeignAnnotation]] = {}
    for one in observation.annotations:
        members.setdefault(one.tier, []).append(one)
    taken: set[str] = set()
    for places in by_column.values():
        tier = observation.tiers[places[0]]
        annotations = [one for place in places for one in members.get(place, ())]
        if back and "header" in tier.kept:
            lines.extend(_kept_column(tier, annotations))
        else:
            lines.extend(_our_column(tier, annotations, taken))
    others = {key: base64.b85decode(value) for key, value in kept.get("others", {}).items()}
    project = kept.get("project") or write_project(observation.name, observation.media)
    files = {"project": project.encode("utf-8"), "db": ("\n".join(lines) + "\n").encode("utf-8")} | others
    if document.codebook_text:
        files[_CODEBOOK] = document.codebook_text.encode("utf-8")
    return pack(files)


def _kept_column(tier: Tier, annotations: Sequence[ForeignAnnotation]) -> list[str]:
    column = column_from(tier.kept["header"])
    assert column is not None
    lines = [column.header]
    for one in annotations:
        if one.onset_us is None:
            continue
        kept = one.kept if isinstance(one.kept, dict) else {}
        value = kept["c"] if "c" in kept and "changed" not in kept else _cell_value(column, one)
        offset = kept.get("o", one.offset_us)
        lines.append(f"{_clock(one.onset_us)},{_clock(offset or 0)},{value}")
    return lines


def _cell_value(column: Column, one: ForeignAnnotation) -> str:
    if column.type != "MATRIX":
        return one.value.replace("\\", "\\\\").replace("\n", "\\\n")
    chosen = dict(one.modifiers)
    if column.comment.startswith(datavyu_text.OURS):
        chosen |= {column.arguments[0]: (one.value,), _NOTE: (one.note,)}
    elif len(column.arguments) == 1:
        chosen = {column.arguments[0]: (one.value,)}
    return _matrix([" | ".join(chosen.get(name, ())) for name in column.arguments])


def _our_column(tier: Tier, annotations: Sequence[ForeignAnnotation], taken: set[str]) -> list[str]:
    further = list(dict.fromkeys(name for one in annotations for name, _ in one.modifiers))
    arguments = [_CODE, *further, _NOTE]
    about = urlencode({"name": tier.name, "subject": tier.subject, "coder": tier.coder})
    stem = " ".join(
        part for part in (tier.subject, tier.name, f"@{tier.coder}" if tier.coder else "") if part
    )
    stem = "".join(c if c.isalnum() or c in " _@" else "_" for c in stem) or "column"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem} {number}", number + 1
    taken.add(name)
    types = ",".join(f"{escaped(argument)}|NOMINAL" for argument in arguments)
    lines = [f"{name} (MATRIX,true,{datavyu_text.OURS}{about})-{types}"]
    for one in sorted(annotations, key=lambda one: one.onset_us or 0):
        if one.onset_us is None:
            continue
        chosen = {name: " | ".join(choices) for name, choices in one.modifiers}
        value = _matrix([one.value, *(chosen.get(argument, "") for argument in further), one.note])
        offset = one.offset_us
        if offset is not None and offset > one.onset_us and _clock(offset) == _clock(one.onset_us):
            offset += 1000
        lines.append(f"{_clock(one.onset_us)},{_clock(offset or 0)},{value}")
    return lines


def _matrix(values: Sequence[str]) -> str:
    return "(" + ",".join(escaped(value) for value in values) + ")"


def _clock(time_us: int) -> str:
    return clock_text(time_us, ":")


def datavyu_losses(document: Document) -> list[str]:
    """What Datavyu can't hold, whatever one chooses to stand for it."""
    if document.format == "opf" or not document.codes:
        return []
    return ["Datavyu has no list of codes; the codebook travels along, and Datavyu does not show it."]
