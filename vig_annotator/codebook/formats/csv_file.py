"""Codebooks as CSV: read from any spreadsheet's dialect, written so that every spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from vig_annotator.codebook.file_text import with_plain_line_ends
from vig_annotator.codebook.formats.drafting import Imported
from vig_annotator.codebook.formats.foreign_file import decode_any, read_foreign
from vig_annotator.codebook.formats.table import Row, codebook_from_rows, codebook_rows
from vig_annotator.codebook.limits import MAX_BYTES
from vig_annotator.model.codebook import Codebook

_FORMULA = ("=", "+", "-", "@", "\t")


def read_csv(path: Path) -> Imported:
    """The codebook in a CSV file, separated by commas, semicolons or tabs.

    Raises:
        CodebookError: the file can't be read, or the codebook in it has faults; they name the file's lines.
    """
    raw, faults = read_foreign(path)
    if len(raw) > MAX_BYTES:
        faults.add(1, "the table is too big for a codebook", "check that it is the right file")
    faults.raise_if_any()
    text, guessed = decode_any(raw)
    text = with_plain_line_ends(text)
    if "\0" in text:
        faults.add(1, "this is not a table (it holds NUL characters)", "save it as CSV from the spreadsheet")
    faults.raise_if_any()
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True)
    try:
        line = 1
        for cells in reader:
            rows.append((line, [_without_guard(cell) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as trouble:
        faults.add(
            reader.line_num, f"the table breaks off here ({trouble})", "look for a quote that is not closed"
        )
        faults.raise_if_any()
    codebook = codebook_from_rows(rows, path.stem, faults)
    notes = ("The file was not written in UTF-8; check letters with accents.",) if guessed else ()
    return Imported(codebook, notes)


def write_csv(codebook: Codebook) -> bytes:
    """The table in UTF-8, with the mark by which Excel knows that it is."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in codebook_rows(codebook):
        # A cell that starts like a formula would be run by a spreadsheet.
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(",;\t", key=heading.count)
