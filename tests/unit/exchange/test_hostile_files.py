"""Files that mean harm: bombs, doors to other files, absurd numbers. Each is told in a sentence, and nothing is fetched."""

import gzip
import io
import json
import zipfile

import pytest

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import read_document
from vig_annotator.exchange.safe_zip import pack

EAF = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="{begin}"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="{end}"/></TIME_ORDER>
<TIER TIER_ID="t" LINGUISTIC_TYPE_REF="l"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="{slot}" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>
</ANNOTATION></TIER><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="l"/></ANNOTATION_DOCUMENT>
"""


def eaf(doctype: str = "", value: str = "x", begin: str = "0", end: str = "10", slot: str = "ts1") -> bytes:
    return EAF.format(doctype=doctype, value=value, begin=begin, end=end, slot=slot).encode()


def told(raw: bytes, name: str = "visit.eaf") -> str:
    with pytest.raises(ForeignFileError) as caught:
        read_document(raw, name)
    assert caught.value.message.endswith(".")
    return str(caught.value)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "raw",
    [
        eaf(BOMB, "&b;"),
        eaf('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        eaf('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
        eaf(BOMB, "&b;").decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
    ids=("bomb", "external entity", "external DTD", "wide bomb"),
)
def test_document_types_are_refused(raw: bytes) -> None:
    sentence = told(raw)
    assert "document type" in sentence
    assert "Line 1" in sentence
    assert "root:" not in sentence


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (eaf()[:200], "Line 4"),
        (eaf(value="a & b"), "Line 6"),
        (eaf(begin="soon"), "Line 4"),
        (eaf(begin="1" * 80), "Line 4"),
        (eaf(end=str(10**17)), "Line 4"),
        (eaf(slot="ts9"), "Line 6"),
        (b"<html><body/></html>", "Line 1"),
        (b"<a>" * 5_000, "Line 1"),
    ],
    ids=("cut off", "malformed", "no time", "long number", "absurd time", "no slot", "other XML", "deep"),
)
def test_damaged_xml_is_told_with_its_line(raw: bytes, place: str) -> None:
    assert place in told(raw)


def test_reversed_and_negative_times_are_told_and_never_swapped() -> None:
    document = read_document(eaf(begin="20", end="-5"), "visit.eaf")
    one = document.observations[0].annotations[0]
    assert (one.onset_us, one.offset_us) == (20_000, None)
    assert any("negative" in problem for problem in document.problems)
    assert any("ends (-5 ms) before it starts (20 ms)" in problem for problem in document.problems)


def boris(events: object, **more: object) -> bytes:
    conf = {"0": {"type": "State event", "code": "s", "modifiers": "", "excluded": ""}}
    project = {"project_format_version": "7.0", "behaviors_conf": conf, "subjects_conf": {}}
    project |= {"observations": {"o": {"type": "LIVE", "events": events}}, **more}
    return json.dumps(project).encode()


def times(document: Document) -> list[tuple[int | None, int | None]]:
    return [(one.onset_us, one.offset_us) for one in document.observations[0].annotations]


def test_numbers_that_are_none_are_kept_aside() -> None:
    document = read_document(
        boris([[float("nan"), "", "s", "", ""], [1.5, "", "s", "", ""], [2, "", "s", "", ""]]), "x"
    )
    assert times(document) == [(None, None), (1_500_000, 2_000_000)]
    assert any("no time" in problem for problem in document.problems)


def test_whole_numbers_of_any_length() -> None:
    raw = boris([[1, "", "s", "", 2**256]], other=2**256)
    assert read_document(raw, "x").kept["project"]["other"] == 2**256
    assert "beyond any film" in told(boris([[2**256, "", "s", "", ""]]))
    assert read_document(raw.replace(str(2**256).encode(), b"9" * 10_000), "x").counts.annotations == 1


@pytest.mark.parametrize(
    "raw",
    [
        b'{"behaviors_conf": ',
        b'{"behaviors_conf": []}',
        b"[" * 100_000,
        b'{"a": 1}',
        boris([7]),
        boris([[1]]),
    ],
    ids=("cut off", "no list", "deep", "other JSON", "no event", "short event"),
)
def test_damaged_json_is_told(raw: bytes) -> None:
    assert told(raw, "visit.boris")


def test_a_marked_negative_time_stays() -> None:
    assert times(read_document(boris([[-2.5, "", "s", "", ""], [1, "", "s", "", ""]]), "x")) == [
        (-2_500_000, 1_000_000)
    ]


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project", "!project\n")
        package.writestr("db", b"0" * 60_000_000)
    return target.getvalue()


@pytest.mark.parametrize("name", ["../db", "/etc/db", "a/../../db", "C:\\db"])
def test_names_that_lead_outside(name: str) -> None:
    assert "outside" in told(pack({"db": b"#4\n", name: b""}), "visit.opf")


def test_packed_files_that_explode() -> None:
    assert "far too big" in told(zip_bomb(), "visit.opf")
    assert "far too big" in told(gzip.compress(b" " * 60_000_000), "visit.boris.gz")
    assert "damaged" in told(gzip.compress(boris([]))[:-10], "visit.boris.gz")
    assert "damaged" in told(pack({"db": b"#4\n"})[:-30], "visit.opf")


def test_yaml_of_a_packed_file_can_not_explode_or_run() -> None:
    bomb = "a: &a [x,x,x,x]\n" + "".join(
        f"{c}: &{c} [*{p},*{p},*{p},*{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for project in (
        bomb,
        "!!python/object/apply:os.system ['true']",
        "!project [",
        "!project\nviewerSettings: 7\n",
    ):
        document = read_document(
            pack({"project": project.encode(), "db": b"#4\nc (TEXT,true,)\n"}), "visit.opf"
        )
        assert document.counts.tiers == 1
        assert document.counts.media == 0


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("00:53:54:290,00:52:35:076,x", (3_234_290_000, None)),
        ("00:00:01:000,00:00:00:000,x", (1_000_000, None)),
        ("00:00:00:000,00:00:00:000,x", (0, 0)),
    ],
)
def test_cells_that_end_before_they_start(cell: str, wanted: tuple[int, int | None]) -> None:
    raw = pack({"project": b"!project\n", "db": f"#4\nc (TEXT,true,)\n{cell}\n".encode()})
    assert times(read_document(raw, "visit.opf")) == [wanted]


@pytest.mark.parametrize(
    "raw",
    [
        b'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 1\ntiers? <exists>\nsize = 9999999\n',
        b'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = "x',
        b'File type = "ooTextFile"\nObject class = "Pitch 1"\n',
        b"ooBinaryFile\x08TextGrid\x00\x00",
        b"ooBinaryFile\x05Pitch",
    ],
    ids=("many tiers", "open quote", "no grid", "short binary", "other binary"),
)
def test_damaged_textgrids(raw: bytes) -> None:
    assert told(raw, "visit.TextGrid")


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("code,onset_s\n,1\n", "Line 2"),
        ("code,onset_s\na,soon\n", "Line 2"),
        ("code,onset_s\na,1\nb,1e300\n", "Line 3"),
        ("code,onset_s\na,nan\n", "Line 2"),
        ("code,onset_us\na,1.5\n", "Line 2"),
    ],
)
def test_rows_that_make_no_sense(table: str, place: str) -> None:
    assert place in told(table.encode(), "visit.csv")


def test_a_table_without_the_columns_is_no_table() -> None:
    assert told(b"a,b\n1,2\n", "visit.csv")


def test_files_that_are_too_big_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vig_annotator.exchange.safe_xml.MAX_XML_BYTES", 100)
    assert "too big" in told(eaf())
    monkeypatch.setattr("vig_annotator.exchange.tidy_rows.MAX_ANNOTATIONS", 1)
    assert "too many rows" in told(b"code,onset_s\na,1\nb,2\n", "visit.csv")
