"""What users do with codebooks: check, offer, compare, convert, print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vig_annotator.codebook.check import check_files
from vig_annotator.codebook.compare import Difference, compare
from vig_annotator.codebook.loader import LoadedCodebook, load_codebook
from vig_annotator.codebook.schema import json_schema
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.codebook.translating import languages, translated
from vig_annotator.errors import CodebookError, Fault, UsageError
from vig_annotator.model.codebook import Codebook
from vig_annotator.reels.whole_file import whole_file

if TYPE_CHECKING:
    from vig_annotator.codebook.formats.drafting import Imported

_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Offered:
    """A codebook file that coders may choose.

    Attributes:
        loaded: None when it has faults.
        faults: empty when it is right.
    """

    path: Path
    loaded: LoadedCodebook | None
    faults: tuple[Fault, ...] = ()


def check(paths: Iterable[Path]) -> list[Fault]:
    """Every fault of every codebook file, in the order given; none when all are right."""
    return check_files(paths)


def offered_codebooks(folders: Sequence[Path] = ()) -> list[Offered]:
    """The codebooks to choose from: a service's own from its folders first, then the shipped ones.

    Of two with the same id the first is offered, so a service's own takes the place of a shipped one. A file with faults is
    listed with them, so that whoever wrote it can be told.
    """
    files = [
        path for folder in folders for path in sorted(folder.glob("*")) if path.suffix.casefold() in _ENDINGS
    ]
    found: list[Offered] = []
    seen: set[str] = set()
    for path in [*files, *shipped_codebooks()]:
        try:
            loaded = load_codebook(path, folders)
        except CodebookError as trouble:
            found.append(Offered(path, None, trouble.faults))
            continue
        if loaded.codebook.id not in seen:
            seen.add(loaded.codebook.id)
            found.append(Offered(path, loaded))
    return found


def diff(old: Path, new: Path, counts: Mapping[str, int] | None = None) -> list[Difference]:
    """What changed from one codebook file to another; `counts` are annotations by code id.

    Raises:
        CodebookError: one of them has faults.
        UsageError: one of them is no codebook.
    """
    return compare(_read_any(old).codebook, _read_any(new).codebook, counts)


def schema() -> str:
    """The format of codebooks as a JSON Schema, for editors that know YAML."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def read_in(source: Path, language: str | None = None) -> Codebook:
    """The codebook in a file, in one of its languages; in its own if none is named.

    Raises:
        CodebookError: it has faults.
        UsageError: it has no texts in that language, or the file is no codebook.
    """
    codebook = _read_any(source).codebook
    if language is None:
        return codebook
    chosen = translated(codebook, language)
    if chosen is codebook and language != codebook.language:
        raise UsageError(
            f"“{codebook.title}” has no texts in “{language}”.", f"It has: {', '.join(languages(codebook))}."
        )
    return chosen


def make_manual(source: Path, out: Path, language: str | None = None) -> Codebook:
    """Write the printable coding manual of a codebook as one HTML file; answers the codebook.

    Raises:
        CodebookError: it has faults.
        UsageError: it has no texts in that language, or the name does not end in .html.
        ExportError: the file can't be written.
    """
    codebook = read_in(source, language)
    if out.suffix.casefold() not in (".html", ".htm"):
        raise UsageError(
            f"A manual is a PDF or an HTML file, and “{out.name}” is neither.",
            "Give a name ending in .pdf or .html.",
        )
    _write(_as_bytes(codebook, out.with_suffix(".html")), out, source)
    return codebook


def convert(source: Path, out: Path) -> tuple[Codebook, tuple[str, ...]]:
    """Write a codebook in another format, chosen by the ending of the name; answers it and what could not be taken over.

    Raises:
        CodebookError: the source has faults.
        UsageError: the format is not known.
        ExportError: the file can't be written.
    """
    imported = _read_any(source)
    notes = list(imported.notes)
    if imported.codebook.restricted:
        notes.append("The codebook is restricted: its wording is left out.")
    _write(_as_bytes(imported.codebook, out), out, source)
    return imported.codebook, tuple(notes)


def write_text(text: str, out: Path) -> None:
    """Write a text to a file, whole or not at all.

    Raises:
        ExportError: it can't be written.
    """
    with whole_file(out, overwrite=True, sources=()) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


# The window opens without other programs' formats: they are loaded when one is first read or written.


def _read_any(source: Path) -> Imported:
    from vig_annotator.codebook.convert import read_any

    return read_any(source)


def _as_bytes(codebook: Codebook, out: Path) -> bytes:
    from vig_annotator.codebook.convert import as_bytes

    return as_bytes(codebook, out)


def _write(content: bytes, out: Path, source: Path) -> None:
    if out.exists() and source.exists() and out.samefile(source):
        raise UsageError(f"“{out.name}” would be written over itself.", "Give another name for the new file.")
    with whole_file(out, overwrite=True, sources=()) as part:
        part.write_bytes(content)
