"""Codebooks as Excel workbooks (.xlsx, ECMA-376): the first sheet is the table.

An .xlsx is a ZIP of XML files. Only the few of them that hold cells are read, each bounded in size, so that a small file
can't unpack into a huge one; what is written is the least that spreadsheets need.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.formats.drafting import Imported
from vig_annotator.codebook.formats.foreign_file import parse_xml, read_foreign
from vig_annotator.codebook.formats.table import Row, codebook_from_rows, codebook_rows
from vig_annotator.codebook.limits import MAX_CODES, MAX_ITEMS
from vig_annotator.model.codebook import Codebook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAX_UNPACKED = 20_000_000
_MAX_COLUMNS = 200
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_xlsx(path: Path) -> Imported:
    """The codebook in the first sheet of a workbook.

    Raises:
        CodebookError: the file can't be read, or the codebook in it has faults; they name the sheet's rows.
    """
    raw, faults = read_foreign(path)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            strings = _shared_strings(package, faults)
            sheet = _part(package, _first_sheet(package, faults), faults)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        faults.add(
            1, "the file is not an Excel workbook (.xlsx)", "save it from the spreadsheet as .xlsx or as CSV"
        )
        sheet, strings = None, []
    faults.raise_if_any()
    assert sheet is not None
    rows = _rows(sheet, strings)
    return Imported(codebook_from_rows(rows, path.stem, faults), ())


def _part(package: zipfile.ZipFile, name: str, faults: Faults) -> Element:
    with package.open(name) as stream:
        raw = stream.read(_MAX_UNPACKED + 1)
    if len(raw) > _MAX_UNPACKED:
        faults.add(1, "the workbook is too big for a codebook", "check that it is the right file")
        faults.raise_if_any()
    return parse_xml(raw, faults)


def _shared_strings(package: zipfile.ZipFile, faults: Faults) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = _part(package, "xl/sharedStrings.xml", faults)
    return [_text(item) for item in root.iter(f"{_MAIN}si")]


def _text(item: Element) -> str:
    """The text of a cell, without the readings that Japanese workbooks put beside it."""
    phonetic = {id(found) for reading in item.iter(f"{_MAIN}rPh") for found in reading.iter(f"{_MAIN}t")}
    text = "".join(found.text or "" for found in item.iter(f"{_MAIN}t") if id(found) not in phonetic)
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


def _first_sheet(package: zipfile.ZipFile, faults: Faults) -> str:
    workbook = _part(package, "xl/workbook.xml", faults)
    sheet = next(workbook.iter(f"{_MAIN}sheet"), None)
    if sheet is not None:
        for relation in _part(package, "xl/_rels/workbook.xml.rels", faults):
            if relation.get("Id") == sheet.get(_REFERENCE):
                target = relation.get("Target") or ""
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("no sheet")


def _rows(sheet: Element, strings: list[str]) -> list[Row]:
    rows: list[Row] = []
    for row in sheet.iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        number = len(rows) + 1
        for position, cell in enumerate(row.iter(f"{_MAIN}c")):
            place = _CELL.fullmatch(cell.get("r") or "")
            column = _column(place.group(1)) if place else position
            number = int(place.group(2)) if place else number
            if column < _MAX_COLUMNS:
                cells[column] = _cell(cell, strings)
        rows.append((number, [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]))
        if len(rows) > MAX_CODES + MAX_ITEMS + 2:
            break  # the table's own check says that there are too many
    return rows


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(cell: Element, strings: list[str]) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return strings[int(text)] if text.isdecimal() and int(text) < len(strings) else ""
    if kind == "b":
        return "yes" if text == "1" else "no"
    if kind == "n" and re.fullmatch(r"-?[0-9]{1,15}\.0*", text):
        return text.partition(".")[0]
    return text


def write_xlsx(codebook: Codebook) -> bytes:
    """The table as a workbook with one sheet; the same codebook gives the same bytes."""
    sheet = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{_letters(column)}{number}" t="inlineStr"{style}><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
            for column, text in enumerate(row)
            if text
            for style in (' s="1"' if number == 1 else ' s="2"',)
        )
        + "</row>"
        for number, row in enumerate(codebook_rows(codebook), start=1)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*_PACKAGE.items(), ("xl/worksheets/sheet1.xml", _SHEET.format(rows=sheet))):
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OOXML}/package/2006/relationships"
_TYPE = f"{_OOXML}/officeDocument/2006/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PACKAGE = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_OOXML}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_OOXML}/spreadsheetml/2006/main" xmlns:r="{_TYPE}">'
    '<sheets><sheet name="Codebook" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_TYPE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_TYPE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_OOXML}/spreadsheetml/2006/main">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}  # fmt: skip

_SHEET = (
    f'{_XML}<worksheet xmlns="{_OOXML}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<cols><col min="1" max="9" width="16" customWidth="1"/><col min="11" max="16" width="44" customWidth="1"/></cols>'
    "<sheetData>{rows}</sheetData></worksheet>"
)
