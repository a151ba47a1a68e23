"""Codebooks in spreadsheets: CSV and Excel."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.codebook.test_loading import FULL
from vig_annotator.codebook.formats.csv_file import read_csv, write_csv
from vig_annotator.codebook.formats.xlsx_file import read_xlsx, write_xlsx
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import CodebookError
from vig_annotator.model.codebook import Codebook, Kind

SIMPLE = (
    "Label;Who;Type;Shortcut;Category;Color\nLooks at mum;Baby;State;g;Gaze;#2e72b8\nSmiles; Baby;Point;s;;\n"
)


def _path(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_codebook_goes_there_and_back(book: Codebook, tmp_path: Path) -> None:
    assert read_csv(_path(tmp_path, "a.csv", write_csv(book))).codebook == book
    assert read_xlsx(_path(tmp_path, "a.xlsx", write_xlsx(book))).codebook == book
    assert write_xlsx(book) == write_xlsx(book)


def test_all_but_translations_survives(tmp_path: Path) -> None:
    book = parse_codebook(FULL, "full").codebook
    assert read_csv(_path(tmp_path, "a.csv", write_csv(book))).codebook == replace(book, translations=())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_simple_table_of_any_spreadsheet(encoding: str, delimiter: str, tmp_path: Path) -> None:
    text = SIMPLE.replace(";", delimiter).replace("Smiles", "Lächelt").replace("\n", "\r\n")
    book = read_csv(_path(tmp_path, "Our codes.csv", text.encode(encoding))).codebook
    assert (book.id, book.title) == ("our_codes", "Our codes")
    assert [(s.id, s.label) for s in book.subjects] == [("baby", "Baby")]
    assert [(g.id, g.label) for g in book.groups] == [("gaze", "Gaze")]
    assert [(c.id, c.label, c.kind, c.key, c.group, c.colour) for c in book.codes] == [
        ("looks_at_mum", "Looks at mum", Kind.STATE, "g", "gaze", "#2E72B8"),
        ("lachelt", "Lächelt", Kind.POINT, "s", None, None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("Who", "Whom it may concern", 1, "no column"),
        ("Label", "Id", 1, "no column “label”"),
        ("Type", "Label", 1, "twice"),
        ("Point", "Event type", 3, "can’t be “event type”"),
        ("#2e72b8", "blue", 2, "not a colour"),
        (";s;", ";k;", 3, "belongs to the player"),
        ("Smiles", "Looks at mum", 3, "second time"),
        ("Smiles", '"Smiles', 3, "breaks off"),
    ],
)
def test_slips_are_told_with_their_lines(old: str, new: str, line: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        read_csv(_path(tmp_path, "a.csv", SIMPLE.replace(old, new, 1).encode()))
    assert any(f.line == line and message in f.message for f in caught.value.faults), str(caught.value)


def test_lines_are_those_of_the_file_when_cells_hold_several(tmp_path: Path) -> None:
    text = 'label,subject,kind,definition\nA,baby,point,"one\ntwo\nthree"\nB,baby,pint,\n'
    with pytest.raises(CodebookError) as caught:
        read_csv(_path(tmp_path, "a.csv", text.encode()))
    assert [f.line for f in caught.value.faults] == [5]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    book = parse_codebook(FULL.replace("definition: D", "definition: '=HYPERLINK(1)'"), "full").codebook
    raw = write_csv(book)
    assert b"'=HYPERLINK" in raw and b",=HYPERLINK" not in raw
    assert read_csv(_path(tmp_path, "a.csv", raw)).codebook.codes == book.codes


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00\x01\x02\x03,,", b"label\n", b"a,b\n1,2\n", b'"' * 100_001]
)
def test_what_is_no_table(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(CodebookError):
        read_csv(_path(tmp_path, "a.csv", content))


def test_excels_own_ways_are_understood(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c><c r="E2" t="s"><v>3</v></c><c r="F2" t="s"><v>6</v></c></row>'
        '<row r="4"><c r="B4" t="s"><v>4</v></c><c r="C4" t="s"><v>5</v></c><c r="D4" t="str"><v>state</v></c><c r="E4"><v>5.0</v></c><c r="F4" t="b"><v>1</v></c></row>'
        '<row r="5"><c r="B5" t="inlineStr"><is><t>Other_x0041_</t></is></c><c r="C5" t="s"><v>5</v></c><c r="D5" t="inlineStr"><is><t>point</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "".join(
        f"<si>{text}</si>"
        for text in ("<t>label</t>", "<t>subject</t>", "<t>kind</t>", "<t>key</t>", "<r><t>Two </t></r><r><t>runs</t></r>", "<t>baby</t><rPh sb='0' eb='1'><t>ベビー</t></rPh>", "<t>retired</t>")
    )  # fmt: skip
    own = zipfile.ZipFile(io.BytesIO(write_xlsx(parse_codebook(FULL, "full").codebook)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in own.namelist():
            package.writestr(name, sheet if name.endswith("sheet1.xml") else own.read(name))
        package.writestr("xl/sharedStrings.xml", strings + "</sst>")
    book = read_xlsx(_path(tmp_path, "Table.xlsx", stream.getvalue())).codebook
    assert [(c.id, c.label, c.subject, c.retired) for c in book.codes] == [
        ("two_runs", "Two runs", "baby", True),
        ("othera", "OtherA", "baby", False),
    ]


def _with(name: str, content: str | bytes) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        source, stream = zipfile.ZipFile(io.BytesIO(raw)), io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for part in source.namelist():
                if part != name:
                    package.writestr(part, source.read(part))
            package.writestr(name, content)
        return stream.getvalue()

    return change


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda raw: b"", "not an Excel workbook"),
        (lambda raw: raw[: len(raw) // 2], "not an Excel workbook"),
        (_with("xl/workbook.xml", "<workbook/>"), "not an Excel workbook"),
        (_with("xl/workbook.xml", "not xml"), "not XML"),
        (_with("xl/worksheets/sheet1.xml", "<!DOCTYPE a><a/>"), "document type"),
        (_with("xl/worksheets/sheet1.xml", "<a/>"), "empty"),
        (_with("xl/worksheets/sheet1.xml", b" " * 30_000_000), "too big"),
    ],
)
def test_damaged_workbooks(damage: Callable[[bytes], bytes], message: str, tmp_path: Path) -> None:
    book = parse_codebook(FULL, "full").codebook
    with pytest.raises(CodebookError, match=message):
        read_xlsx(_path(tmp_path, "a.xlsx", damage(write_xlsx(book))))


def test_a_workbook_with_wrong_bytes_is_read_or_told() -> None:
    raw = write_xlsx(parse_codebook(FULL, "full").codebook)
    with tempfile.TemporaryDirectory() as folder:
        for place in range(0, len(raw) - 4, 37):
            path = _path(Path(folder), "a.xlsx", raw[:place] + b"\xff\x00\x80" + raw[place + 3 :])
            try:
                assert read_xlsx(path).codebook.codes
            except CodebookError as trouble:
                assert trouble.faults
