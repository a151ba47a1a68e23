"""The traps of each format, one by one: signs of offsets, unpaired marks, unaligned slots, rows sorted as text …"""

import json
from typing import Any

import pytest

from vig_annotator.exchange.datavyu_text import cell_from, column_from, matrix_values
from vig_annotator.exchange.document import Document, ForeignAnnotation
from vig_annotator.exchange.elan_times import along_chains, proposed, subdivided
from vig_annotator.exchange.formats import format_of_id, read_document
from vig_annotator.exchange.safe_zip import pack


def annotations(document: Document) -> tuple[ForeignAnnotation, ...]:
    return document.observations[0].annotations


def spans(document: Document) -> list[tuple[str, int | None, int | None]]:
    return [(one.value, one.onset_us, one.offset_us) for one in annotations(document)]


# ELAN


def eaf(slots: str, tiers: str, types: str, media: str = "") -> Document:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="18-11-21" FORMAT="2.7" VERSION="2.7">'
        f'<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">{media}</HEADER><TIME_ORDER>{slots}</TIME_ORDER>{tiers}{types}'
        "</ANNOTATION_DOCUMENT>"
    )
    return read_document(text.encode(), "visit.eaf")


def slot(name: str, value: int | None) -> str:
    return f'<TIME_SLOT TIME_SLOT_ID="{name}"' + ("/>" if value is None else f' TIME_VALUE="{value}"/>')


def aligned(name: str, first: str, second: str, value: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}" TIME_SLOT_REF1="{first}" TIME_SLOT_REF2="{second}">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def refers(name: str, parent: str, value: str) -> str:
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{name}" ANNOTATION_REF="{parent}">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


TYPES = "".join(
    f'<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="{name}"{f" CONSTRAINTS={chr(34)}{name}{chr(34)}" if name != "root" else ""}/>'
    for name in ("root", "Time_Subdivision", "Symbolic_Subdivision", "Symbolic_Association", "Included_In")
)


def test_unaligned_slots_lie_evenly_between_aligned_ones() -> None:
    assert proposed([0, None, None, 100, None]) == [0, 33, 66, 100, 100]
    assert proposed([None, 50]) == [50, 50]
    assert proposed([None, None]) == [0, 0]
    assert subdivided(0, 10, 3) == [(0, 3), (3, 6), (6, 10)]


def test_unaligned_slots_follow_their_own_chain() -> None:
    values = [0, None, 90, None, 60]  # two chains whose slots lie mixed: 0-1-2 and 0-3-4
    times = proposed(values)
    along_chains([(0, 1), (1, 2), (0, 3), (3, 4)], values, times)
    assert times == [0, 45, 90, 30, 60]


def test_annotations_without_a_time_of_their_own() -> None:
    document = eaf(
        slot("a", 1000) + slot("b", None) + slot("c", 4000),
        '<TIER TIER_ID="words" LINGUISTIC_TYPE_REF="root">' + aligned("1", "a", "c", "hello you") + "</TIER>"
        '<TIER TIER_ID="word" LINGUISTIC_TYPE_REF="Time_Subdivision" PARENT_REF="words">'
        + aligned("2", "a", "b", "hello")
        + aligned("3", "b", "c", "you")
        + "</TIER>"
        '<TIER TIER_ID="sound" LINGUISTIC_TYPE_REF="Symbolic_Subdivision" PARENT_REF="words">'
        + "".join(refers(str(n), "1", str(n)) for n in (4, 5, 6))
        + "</TIER>"
        '<TIER TIER_ID="gloss" LINGUISTIC_TYPE_REF="Symbolic_Association" PARENT_REF="sound">'
        + refers("7", "5", "seven")
        + "</TIER>",
        TYPES,
    )
    assert spans(document) == [
        ("hello you", 1_000_000, 4_000_000),
        ("hello", 1_000_000, 2_500_000),
        ("you", 2_500_000, 4_000_000),
        ("4", 1_000_000, 2_000_000),
        ("5", 2_000_000, 3_000_000),
        ("6", 3_000_000, 4_000_000),
        ("seven", 2_000_000, 3_000_000),
    ]
    assert (document.counts.annotations, document.counts.intervals) == (7, 3)
    written = format_of_id("eaf").write
    assert written is not None
    raw = written(document)
    assert spans(read_document(raw, "again.eaf")) == spans(document)
    assert raw.count(b"TIME_VALUE") == 2, "the unaligned slot stays unaligned"


def test_ids_that_are_there_twice_lose_nothing() -> None:
    document = eaf(
        slot("a", 0) + slot("b", 10) + slot("c", 20),
        '<TIER TIER_ID="one" LINGUISTIC_TYPE_REF="root">'
        + aligned("1", "a", "b", "x")
        + aligned("1", "b", "c", "y")
        + "</TIER>",
        TYPES,
    )
    assert spans(document) == [("x", 0, 10_000), ("y", 10_000, 20_000)]
    assert any("twice" in problem for problem in document.problems)


def test_the_origin_of_a_film_in_elan_is_where_its_clock_begins_in_the_file() -> None:
    media = '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/a%20b.mp4" MIME_TYPE="video/mp4" TIME_ORIGIN="5000"/>'
    document = eaf("", "", TYPES, media)
    assert document.observations[0].media[0].starts_us == -5_000_000


def test_an_external_vocabulary_allows_every_value() -> None:
    tier = (
        '<TIER TIER_ID="vcm@CHI" PARTICIPANT="CHI" LINGUISTIC_TYPE_REF="v">'
        + aligned("1", "a", "b", "N")
        + "</TIER>"
    )
    types = (
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="v" CONTROLLED_VOCABULARY_REF="vcm"/>'
        '<CONTROLLED_VOCABULARY CV_ID="vcm" EXT_REF="er1"/><EXTERNAL_REF EXT_REF_ID="er1" TYPE="ecv" VALUE="http://x/y.ecv"/>'
    )
    document = eaf(slot("a", 0) + slot("b", 5), tier, types)
    assert spans(document) == [("N", 0, 5000)]
    assert document.observations[0].tiers[0].subject == "CHI"


# BORIS


def boris(events: list[list[Any]], behaviours: list[dict[str, Any]], **about: Any) -> Document:
    project = {
        "project_format_version": "7.0",
        "behaviors_conf": {str(n): row for n, row in enumerate(behaviours)},
        "subjects_conf": {},
        "observations": {"o": {"type": "MEDIA", "events": events, **about}},
    }
    return read_document(json.dumps(project).encode(), "visit.boris")


STATE = {"type": "State event", "code": "s", "modifiers": "", "excluded": ""}


def test_marks_pair_up_by_subject_code_and_modifiers() -> None:
    document = boris(
        [
            [1, "m", "s", "", ""],
            [2, "", "s", "", "begin"],
            [3, "m", "s", "", ""],
            [4, "", "s", "", "end"],
            [5, "", "s", "", ""],
        ],
        [STATE],
    )
    found = {
        (document.observations[0].tiers[one.tier].subject, one.onset_us, one.offset_us, one.note)
        for one in annotations(document)
    }
    assert found == {
        ("m", 1_000_000, 3_000_000, ""),
        ("", 2_000_000, 4_000_000, "begin\nend"),
        ("", 5_000_000, None, ""),
    }
    assert (document.counts.annotations, document.counts.intervals) == (5, 2)
    assert any("never ended" in problem for problem in document.problems)


def test_the_millisecond_that_an_exclusion_leaves_is_closed() -> None:
    document = boris(
        [[1, "", "a", "", ""], [2.999, "", "a", "", ""], [3, "", "b", "", ""], [4, "", "b", "", ""]],
        [{**STATE, "code": "a", "excluded": "b"}, {**STATE, "code": "b", "excluded": "a"}],
    )
    assert [(one.onset_us, one.offset_us) for one in annotations(document)] == [
        (1_000_000, 3_000_000),
        (3_000_000, 4_000_000),
    ]
    write = format_of_id("boris").write
    assert write is not None
    assert b"2.999" in write(document), "written back, the mark is where BORIS had it"


def test_offsets_of_players_have_the_other_sign_than_in_elan() -> None:
    document = boris(
        [],
        [STATE],
        file={"1": ["a.mp4", "b.mp4"], "2": ["c.mp4"]},
        media_info={"length": {"a.mp4": 10.0, "b.mp4": 5.0}, "offset": {"1": 0.0, "2": 20.0}},
        **{"time offset": 2.0},
    )
    assert [(one.path, one.starts_us) for one in document.observations[0].media] == [
        ("a.mp4", 2_000_000),
        ("b.mp4", 12_000_000),
        ("c.mp4", 22_000_000),
    ]


def test_modifiers_of_every_kind() -> None:
    sets = {
        "0": {"name": "how", "type": 0, "values": ["soft   (f)", "loud"]},
        "1": {"name": "hands", "type": 1, "values": ["l", "r"]},
    }
    document = boris(
        [[1, "", "p", "soft  |l,r", "", "NA"], [2, "", "p", "None|r", "", 50], [3, "", "p", "", ""]],
        [{"type": "Point event", "code": "p", "modifiers": sets}],
    )
    assert [one.modifiers for one in annotations(document)] == [
        (("how", ("soft  ",)), ("hands", ("l", "r"))),
        (("hands", ("r",)),),
        (),
    ]
    assert document.codes[0].modifiers[0] == ("how", ("soft  ", "loud"), False)


def test_modifiers_of_version_3() -> None:
    document = boris(
        [[1, "", "p", "b|c", ""]], [{"type": "Point event", "code": "p", "modifiers": "a,b|c,d"}]
    )
    assert annotations(document)[0].modifiers == (("modifier 1", ("b",)), ("modifier 2", ("c",)))


# Datavyu


def test_escapes_of_datavyu() -> None:
    assert matrix_values(r"(a\,b,c\)\\,,d\-e)") == ["a,b", "c)\\", "", "d-e"]
    column = column_from(r"my\-name (MATRIX,false,a comment)-code01|NOMINAL,x\|y|NOMINAL")
    assert column is not None
    assert (column.name, column.visible, column.arguments) == ("my-name", False, ("code01", "x|y"))
    assert column_from("gaze (left) (TEXT,true,)") is not None
    assert cell_from("not a cell") is None


def test_backslashes_and_lines_of_text_cells() -> None:
    db = "#4\r\nt (TEXT,true,)\r\n00:00:01:500,00:00:02:000,one \\\\ two\\\r\nthree\r\n"
    document = read_document(pack({"project": b"!project\n", "db": db.encode()}), "visit.opf")
    assert spans(document) == [("one \\ two\nthree", 1_500_000, 2_000_000)]
    old = read_document(
        pack(
            {"project": b"", "db": "#4\nt (TEXT,true,)\n00:00:01:500,00:00:02:000,caf\xe9\n".encode("cp1252")}
        ),
        "x",
    )
    assert spans(old) == [("café", 1_500_000, 2_000_000)]


# Praat


GRID = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n{}'


def test_only_free_standing_numbers_count() -> None:
    text = GRID.format(
        'from 0 to 2 seconds ! a comment with 7 and "text"\n<exists> 1 tier [5]: "IntervalTier" called "a ""b""" -0 2\n'
        'n = 3 (three): 0 1/2 "x\ny" 1/2 150% "" 150% 2e0 "z"'
    )
    document = read_document(text.encode("utf-16"), "visit.TextGrid")
    assert document.observations[0].tiers[0].name == 'a "b"'
    assert spans(document) == [("x\ny", 0, 500_000), ("z", 1_500_000, 2_000_000)]
    assert document.counts.intervals == 3


# Subtitles


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        ("00:01.000 --> 00:02.000", (1_000_000, 2_000_000)),
        ("100:00:01.000 --> 100:00:02.000 align:start", (360_001_000_000, 360_002_000_000)),
        ("000:00.000 --> 00:02.000", None),
        ("120:00.000 --> 121:00.000", None),
        ("00:01.00 --> 00:02.000", None),
        ("00:01.000-->00:02.000", (1_000_000, 2_000_000)),
    ],
)
def test_times_of_webvtt_as_the_w3c_has_them(times: str, wanted: tuple[int, int] | None) -> None:
    document = read_document(f"WEBVTT - title\n\nid\n{times}\ntext".encode(), "visit.vtt")
    assert [span[1:] for span in spans(document)] == ([wanted] if wanted else [])
    assert bool(document.problems) == (wanted is None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_srt_in_every_encoding_and_without_numbers(encoding: str) -> None:
    text = "00:00:01,500 --> 00:00:02,000\r\ncafé\r\n\r\n00:00:03.000 --> 00:00:04.000\r\nb\r\n"
    assert spans(read_document(text.encode(encoding), "visit.srt")) == [
        ("café", 1_500_000, 2_000_000),
        ("b", 3_000_000, 4_000_000),
    ]


# GSEQ and VCode


def test_open_ends_of_gseq() -> None:
    text = "Timed ($M = a b) ($I = x); % comment %\n<Dyad> a,0:10- b,1:00-1:30 a,2:00- & x,1:02:11 ,1:10:00;\na,5 (Low)/"
    document = read_document(text.encode("latin-1"), "visit.sds")
    assert spans(document) == [
        ("a", 10_000_000, 60_000_000),
        ("b", 60_000_000, 90_000_000),
        ("a", 120_000_000, 4_200_000_000),
        ("x", 3_731_000_000, 3_731_000_000),
    ]
    assert [one.name for one in document.observations] == ["Dyad (1)", "Dyad (2)"]


def test_rows_of_vcode_are_sorted_as_text_in_the_file_and_by_time_here() -> None:
    text = "Offset: 0, Movie: m.mp4, DataFile: (null)\nTracks: a\nTime,Duration,TrackName,comment\n\n0,0,a,(null)\n119734,0,a,x\n9,18446744073709551284,a,\n"
    document = read_document(text.encode(), "visit.txt")
    assert [one.onset_us for one in annotations(document)] == [0, 9_000, 119_734_000]
    assert annotations(document)[1].offset_us is None


# What other hands write


def test_slots_of_other_writers_are_read_as_they_are_meant() -> None:
    slots = (
        '<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="100.6"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE=" +900 "/>'
        '<TIME_SLOT TIME_SLOT_ID="t3" TIME_VALUE=""/><TIME_SLOT TIME_SLOT_ID="t4" TIME_VALUE="1100"/>'
    )
    tier = (
        '<TIER TIER_ID="t" LINGUISTIC_TYPE_REF="root">'
        + aligned("a", "t1", "t2", "x")
        + aligned("b", "t3", "t4", "y")
        + "</TIER>"
    )
    document = eaf(slots, tier, TYPES)
    assert spans(document) == [("x", 101_000, 900_000), ("y", 1_000_000, 1_100_000)]
    assert any("rounded to 101" in one for one in document.problems)


def test_the_film_in_the_header_of_old_files() -> None:
    text = (
        '<ANNOTATION_DOCUMENT FORMAT="2.0" VERSION="2.0"><HEADER MEDIA_FILE="D:\\films\\visit.mpg" TIME_UNITS="milliseconds"/>'
        "<TIME_ORDER/></ANNOTATION_DOCUMENT>"
    )
    document = read_document(text.encode(), "visit.eaf")
    assert [link.path for link in document.observations[0].media] == ["D:\\films\\visit.mpg"]
    write = format_of_id("eaf").write
    assert write is not None
    again = read_document(write(document), "visit.eaf")
    assert again.observations[0].media == document.observations[0].media
    assert again.counts == document.counts


def test_a_boris_project_with_a_list_of_films_and_times_as_text() -> None:
    project = {
        "project_format_version": "1.6",
        "behaviors_conf": {"0": {"type": "Point event", "code": "p", "modifiers": None}},
        "observations": {"o": {"type": "MEDIA", "file": ["a.avi"], "events": [["1.25", "", "p", "", ""]]}},
    }
    document = read_document(json.dumps(project).encode(), "x.boris")
    assert [link.path for link in document.observations[0].media] == ["a.avi"]
    assert spans(document) == [("", 1_250_000, 1_250_000)]


def test_a_table_of_single_marks_as_boris_writes_them() -> None:
    table = (
        "Observation id,Time,Subject,Behavior,Modifiers,Behavior type\n"
        "v,1.5,Kid,play,,START\nv,2,Kid,cry,,POINT\nv,4,Kid,play,,STOP\nv,5,Mum,play,,START\nv,9,Kid,sleep,,STOP\n"
    )
    document = read_document(table.encode(), "marks.csv")
    assert spans(document) == [
        ("play", 1_500_000, 4_000_000),
        ("cry", 2_000_000, 2_000_000),
        ("play", 5_000_000, None),
    ]
    assert any("Line 6" in one for one in document.problems)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0:01", 1_000_000),
        ("1:02:03.5", 3_723_500_000),
        ("-0:00:01,25", -1_250_000),
        ("90:00", 5_400_000_000),
    ],
)
def test_clock_times_in_tables(text: str, wanted: int) -> None:
    document = read_document(f"code;onset\nx;{text}\n".encode(), "t.csv")
    assert annotations(document)[0].onset_us == wanted
