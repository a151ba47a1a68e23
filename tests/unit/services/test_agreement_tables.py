from pathlib import Path

import pytest

from vig_annotator.analysis.record import CodedEvent
from vig_annotator.errors import UsageError
from vig_annotator.services.agreement_reading import read_coded_events, whole_span


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "coder.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_become_events(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "subject,code,onset_s,offset_s,note\ninfant,look,1.5,2.25,x\nparent,smile,3,3,\ninfant,ah,4,,\n",
    )
    assert read_coded_events(path) == [
        CodedEvent("look", 1_500_000, 2_250_000, "infant"),
        CodedEvent("smile", 3_000_000, 3_000_000, "parent"),
        CodedEvent("ah", 4_000_000, 4_000_000, "infant"),
    ]


def test_a_spreadsheet_program_may_have_put_a_mark_at_the_front(tmp_path: Path) -> None:
    assert read_coded_events(table(tmp_path, "code,onset_s,offset_s\nlook,0,1\n", "utf-8-sig")) == [
        CodedEvent("look", 0, 1_000_000)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "can't be read"),
        ("code,onset_s\nlook,1\n", "no column offset_s"),
        ("code;onset_s;offset_s\nlook;1;2\n", "separated by semicolons"),
        ("code,onset_s,offset_s\nlook,1\n", "coder.csv:2: 2 cells, where the first line names 3"),
        ("code,onset_s,offset_s\nlook,1,2\n\nlook,x,3,4\n", "coder.csv:4: 4 cells"),
        ("code,onset_s,offset_s\nlook,x,3,4\n", "coder.csv:2: 4 cells"),
        ("code,onset_s,offset_s,code\nlook,1,2,away\n", "the column code twice"),
        ("code,onset_s,offset_s\nlo\0ok,1,2\n", "can't be read"),
        ('code,onset_s,offset_s\n"look,1,2\n', "coder.csv:2: the table can't be read here"),
        ("code,onset_s,offset_s\nlook,1,1_0\n", "coder.csv:2: “1_0”"),
        ("code,onset_s,offset_s\nlook,one,2\n", "coder.csv:2: “one”"),
        ("code,onset_s,offset_s\nlook,1,2\nlook,nan,2\n", "coder.csv:3: “nan”"),
        ("code,onset_s,offset_s\nlook,inf,2\n", "“inf”"),
        ("code,onset_s,offset_s\nlook,1e400,2\n", "“1e400”"),
        ("code,onset_s,offset_s\nlook,2,1\n", "coder.csv:2: it ends"),
        ("code,onset_s,offset_s\n,1,2\n", "coder.csv:2: the code is missing"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_coded_events(table(tmp_path, text))
    assert said in str(caught.value)


def test_other_encodings_and_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="CSV"):
        read_coded_events(table(tmp_path, "code,onset_s,offset_s\nlächeln,1,2\n", "latin-1"))
    with pytest.raises(UsageError, match="no table"):
        read_coded_events(tmp_path / "missing.csv")


def test_without_a_span_the_coded_stretch_is_taken() -> None:
    span = whole_span([CodedEvent("x", 5, 9)], [CodedEvent("x", 2, 4)])
    assert (span.onset_us, span.offset_us) == (2, 9)
    assert whole_span([CodedEvent("x", 2, 4)], [CodedEvent("p", 9, 9)]).contains(9), (
        "the last point belongs to it"
    )
    with pytest.raises(UsageError, match="nothing to compare"):
        whole_span([], [])


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_empty_lines_and_spaces_do_not_count(tmp_path: Path, ends: str) -> None:
    lines = ("code, onset_s ,offset_s", "", " look , 1 , 2 ", ",,", "ah,3,")
    path = tmp_path / "coder.csv"
    path.write_bytes(ends.join(lines).encode())
    assert read_coded_events(path) == [
        CodedEvent("look", 1_000_000, 2_000_000),
        CodedEvent("ah", 3_000_000, 3_000_000),
    ]
