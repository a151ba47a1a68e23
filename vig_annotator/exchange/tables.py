"""CSV, TSV, XLSX and Parquet: one tidy row for each annotation, with documented columns and the unit in their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vig_annotator.errors import ExportError, ForeignFileError
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.limits import MAX_ANNOTATIONS
from vig_annotator.exchange.losses import texts_that, unheld_characters
from vig_annotator.exchange.safe_zip import unpack
from vig_annotator.exchange.seconds import seconds_text
from vig_annotator.exchange.text import decode, held_by_xml, with_plain_line_ends
from vig_annotator.exchange.tidy_rows import document_of_rows, is_tidy, modifiers_as_text
from vig_annotator.model.codebook import Kind

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: dict[str, str] = {
    "family": "str",
    "session": "str",
    "coder": "str",
    "codebook": "str",
    "codebook_version": "str",
    "code_id": "str",
    "label": "str",
    "subject": "str",
    "group": "str",
    "kind": "str",
    "valence": "str",
    "onset_s": "Float64",
    "offset_s": "Float64",
    "duration_s": "Float64",
    "onset_us": "Int64",
    "offset_us": "Int64",
    "onset_frame": "Int64",
    "offset_frame": "Int64",
    "note": "str",
    "modifiers": "str",
    "session_id": "str",
    "annotation_id": "str",
}
"""The columns of every table that is written, in order, with the type that a data frame has for each."""

_SECONDS = ("onset_s", "offset_s", "duration_s")
_MOST_COLUMNS = 1_000
_LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds at most (Excel's own limit)."""


def read_csv(raw: bytes, name: str) -> Document:
    """A table with commas, or semicolons where those make the columns.

    Raises:
        ForeignFileError: it is no table of annotations, or a row makes no sense.
    """
    text, _ = decode(raw)
    return _read_delimited("csv", text, name, _delimiter(text))


def read_tsv(raw: bytes, name: str) -> Document:
    """A table with tabs.

    Raises:
        ForeignFileError: it is no table of annotations, or a row makes no sense.
    """
    text, _ = decode(raw)
    return _read_delimited("tsv", text, name, "\t")


def _delimiter(text: str) -> str:
    header = with_plain_line_ends(text[:20_000]).split("\n", 1)[0]
    return max((",", ";", "\t"), key=header.count)


def header_of(text: str) -> list[str]:
    """The column names of a table as text; empty when there are none."""
    line = with_plain_line_ends(text[:20_000]).lstrip("\n").split("\n", 1)[0]
    try:
        return next(iter(csv.reader([line], delimiter=_delimiter(line))), [])
    except csv.Error:
        return []


def looks_like_table(text: str) -> bool:
    """Whether a text begins with the header of a table of annotations."""
    return is_tidy(header_of(text))


def _read_delimited(form: str, text: str, name: str, delimiter: str) -> Document:
    lines = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter, strict=False)
    try:
        header = next(lines, [])
        if len(header) > _MOST_COLUMNS:
            raise ForeignFileError(
                "Line 1: there are far too many columns.", "Check that it is the right file."
            )
        return document_of_rows(form, name, header, ((lines.line_num, cells) for cells in lines))
    except csv.Error as error:
        raise ForeignFileError(
            f"Line {lines.line_num}: the table can't be read ({error}).", "Save it again as CSV in UTF-8."
        ) from error


def read_xlsx(raw: bytes, name: str) -> Document:
    """The first sheet of a workbook.

    Raises:
        ForeignFileError: it is no workbook, or its first sheet holds no annotations.
    """
    import openpyxl

    unpack(raw, "an Excel workbook (.xlsx)")  # refuses what would explode
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = [[_cell(value) for value in row] for row in _sheet_rows(sheet)]
        finally:
            book.close()
    except ForeignFileError:
        raise
    except Exception as error:  # openpyxl lets a dozen kinds of its parsers' errors through
        raise ForeignFileError(
            "This is not an Excel workbook (.xlsx) that can be read.",
            "Save it from the spreadsheet again, or as CSV.",
        ) from error
    header = rows[0] if rows else []
    return document_of_rows("xlsx", name, header, enumerate(rows[1:], start=2))


def _sheet_rows(sheet: Any) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)):
        if number > MAX_ANNOTATIONS:
            raise ForeignFileError("The sheet has too many rows.", f"{MAX_ANNOTATIONS:,} are the most.")
        yield row


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value) if value % 1 else str(int(value)) if abs(value) < 1e15 else repr(value)
    return str(value)


def read_parquet(raw: bytes, name: str) -> Document:
    """A Parquet table.

    Raises:
        ForeignFileError: it is no Parquet, holds no annotations, or the library that reads it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ForeignFileError(
            "Reading Parquet needs the library pyarrow.",
            "Install it with: pip install 'vig-annotator[parquet]'.",
        ) from error
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(raw))
        if file.metadata.num_rows > MAX_ANNOTATIONS or file.metadata.num_columns > _MOST_COLUMNS:
            raise ForeignFileError("The table is too big.", f"{MAX_ANNOTATIONS:,} rows are the most.")
        table = file.read()
        header = [str(column) for column in table.column_names]
        values = [column.to_pylist() for column in table.columns]
    except ForeignFileError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        raise ForeignFileError(
            "This is not a Parquet table that can be read.", "Write it again from its own program."
        ) from error
    rows = ([_cell(value) for value in row] for row in zip(*values, strict=True))
    return document_of_rows("parquet", name, header, enumerate(rows, start=1))


def frame_of(document: Document) -> pd.DataFrame:
    """The annotations of a document as a data frame with the columns of `COLUMNS`, by onset."""
    import pandas as pd  # here, because it takes long to load and the window needs none of it

    entries = {(code.subject, code.name): code for code in document.codes}
    rows: list[dict[str, object]] = []
    for observation in document.observations:
        for one in observation.annotations:
            if one.onset_us is None:
                continue
            tier = observation.tiers[one.tier]
            label = one.value or tier.name
            entry = entries.get((tier.subject, label)) or entries.get(("", label))
            extra: dict[str, object] = one.kept if isinstance(one.kept, dict) else {}
            is_point = one.offset_us == one.onset_us
            rows.append(
                {
                    "family": observation.kept.get("family", ""),
                    "session": observation.name,
                    "coder": tier.coder,
                    "codebook": tier.kept.get("codebook", ""),
                    "codebook_version": tier.kept.get("codebook_version", ""),
                    "code_id": extra.get("code_id") or (entry.id if entry else "") or label,
                    "label": label,
                    "subject": tier.kept.get("subject_id", tier.subject),
                    "group": tier.kept.get("group_id", "" if tier.name == label else tier.name),
                    "kind": (Kind.POINT if is_point else Kind.STATE).value,
                    "valence": entry.valence if entry else "",
                    "onset_us": one.onset_us,
                    "offset_us": one.offset_us,
                    "note": one.note,
                    "modifiers": extra.get("modifiers", modifiers_as_text(one.modifiers)),
                    "session_id": observation.kept.get("session_id", ""),
                    "annotation_id": extra.get("id", ""),
                    "onset_frame": extra.get("onset_frame"),
                    "offset_frame": extra.get("offset_frame"),
                }
            )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["onset_us"] = table["onset_us"].astype("Int64")
    table["offset_us"] = table["offset_us"].astype("Int64")
    table["onset_s"] = table["onset_us"].astype("Float64") / 1_000_000
    table["offset_s"] = table["offset_us"].astype("Float64") / 1_000_000
    table["duration_s"] = (table["offset_us"] - table["onset_us"]).astype("Float64") / 1_000_000
    return table.astype(COLUMNS).sort_values(["onset_us", "annotation_id"], ignore_index=True, kind="stable")


def write_csv(document: Document) -> bytes:
    """UTF-8, commas, a header line; seconds with six decimals."""
    return _delimited(document, ",")


def write_tsv(document: Document) -> bytes:
    """As `write_csv`, with tabs."""
    return _delimited(document, "\t")


def _delimited(document: Document, delimiter: str) -> bytes:
    table = frame_of(document)
    for column in _SECONDS:
        exact = (
            table[column.replace("_s", "_us")]
            if column != "duration_s"
            else table["offset_us"] - table["onset_us"]
        )
        table[column] = exact.map(lambda value: seconds_text(int(value), 6), na_action="ignore")
    return table.to_csv(None, index=False, sep=delimiter, lineterminator="\n").encode("utf-8")


def write_xlsx(document: Document) -> bytes:
    """A workbook with one sheet.

    Raises:
        ExportError: there are more rows than a sheet can hold.
    """
    import openpyxl
    import pandas as pd
    from openpyxl.cell import WriteOnlyCell

    table = frame_of(document)
    if len(table) > 1_048_575:
        raise ExportError("A sheet of a workbook can't hold so many rows.", "Export to CSV or Parquet.")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("annotations")
    sheet.append(list(COLUMNS))
    for row in table.itertuples(index=False):
        cells = []
        for value in row:
            plain = None if pd.isna(value) else value.item() if hasattr(value, "item") else value
            if isinstance(plain, str):
                plain = held_by_xml(plain)[:_LONGEST_CELL]
            cell = WriteOnlyCell(sheet, plain)
            if isinstance(plain, str):
                cell.data_type = "s"  # a note that begins with = is no formula
            cells.append(cell)
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_parquet(document: Document) -> bytes:
    """A Parquet table with the column types of `COLUMNS`.

    Raises:
        ExportError: the library that writes it is not installed.
    """
    table = frame_of(document)
    target = io.BytesIO()
    try:
        table.to_parquet(target, engine="pyarrow", index=False)
    except ImportError as error:
        raise ExportError(
            "Writing Parquet needs the library pyarrow.",
            "Install it with: pip install 'vig-annotator[parquet]'.",
        ) from error
    return target.getvalue()


def table_losses(document: Document) -> list[str]:
    """What a table can't hold."""
    return [
        f"The film of “{one.name}” is not named in a table." for one in document.observations if one.media
    ] + (_definitions(document))


def workbook_losses(document: Document) -> list[str]:
    """What a workbook can't hold: what no table can, and what a cell has no place for."""
    lost = unheld_characters(document, held_by_xml, "a workbook")
    long = texts_that(document, lambda text: len(text) > _LONGEST_CELL)
    if long:
        what = "text is" if long == 1 else "texts are"
        lost.append(f"{long:,} {what} too long for a cell and cut after {_LONGEST_CELL:,} characters.")
    return [*table_losses(document), *lost]


def _definitions(document: Document) -> list[str]:
    if not any(code.definition or code.colour for code in document.codes) and not document.codebook_text:
        return []
    return ["The definitions of the codes are left out; the table names codes by id and label."]
