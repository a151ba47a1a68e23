"""import, convert and export, run as another program would run them."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.e2e.test_command_line import is_one_plain_sentence, program
from tests.unit.exchange.seeds import seeds
from vig_annotator.exchange.formats import FORMATS

COUNTED = ("format", "format_version", "tiers", "annotations", "points", "intervals", "media", "problems")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of each format, and one that is none."""
    folder = tmp_path_factory.mktemp("files")
    for name, raw in seeds().items():
        (folder / name).write_bytes(raw)
    (folder / "broken.eaf").write_text("<ANNOTATION_DOCUMENT>", encoding="utf-8")
    return folder


def test_a_look_into_every_file_of_a_folder(folder: Path) -> None:
    answer = program("import", folder, "--dry-run", "--json")
    assert answer.status == 1, "one of them is broken"
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert len(told) == len(seeds()) + 1
    for one in told:
        assert set(one) >= {"file", *COUNTED}
    broken = [one for one in told if "error" in one]
    assert [Path(one["file"]).name for one in broken] == ["broken.eaf"]
    assert "Line 1" in broken[0]["error"]
    assert {one["format"] for one in told if "error" not in one} == {one.name for one in FORMATS}
    assert "Traceback" not in answer.err
    assert not (folder / "library.sqlite").exists()


@pytest.mark.parametrize("text", [None, "id: [", "id: x\n"])
def test_a_codebook_that_can_not_be_used_is_told_once_before_a_library_is_made(
    folder: Path, tmp_path: Path, text: str | None
) -> None:
    book = tmp_path / "book.yaml"
    if text is not None:
        book.write_text(text, encoding="utf-8")
    library = tmp_path / "library"
    files = (folder / "visit.eaf", folder / "visit.eaf")
    answer = program("import", *files, "--library", library, "--codebook", book)
    assert answer.out == ""
    assert is_one_plain_sentence(answer) and "book.yaml" in answer.err
    assert not library.exists()


def test_files_are_taken_in_and_written_for_every_program(folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    answer = program("import", folder / "visit.eaf", folder / "broken.eaf", "--library", library, "--json")
    assert answer.status == 1
    taken, refused = (json.loads(line) for line in answer.out.splitlines())
    assert taken["imported"] == 5
    assert len(taken["sessions"]) == 1
    assert any("film" in problem for problem in taken["problems"])
    assert "error" in refused
    for form in FORMATS:
        if form.write is None:
            continue
        out = tmp_path / f"out{form.suffixes[0]}"
        written = program(
            "export", library, "--session", taken["sessions"][0], "--format", form.id, "--out", out
        )
        assert written.status == 0, written.err
        assert all(line.startswith("lost: ") for line in written.err.splitlines())
        again = program("import", out, "--dry-run", "--json")
        assert json.loads(again.out)["format"] == form.name
    assert not list(tmp_path.glob("*.part"))


def test_with_a_codebook_that_is_there_already(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "visit.csv"
    table.write_text(
        "code,onset_s,offset_s\nbaby_initiative,1,1\nunheard_of,2,3\nSmile,4,4\n", encoding="utf-8"
    )
    book = Path(__file__).resolve().parents[2] / "codebooks" / "vig_attunement.yaml"
    answer = program(
        "import",
        table,
        "--library",
        tmp_path / "l",
        "--codebook",
        book,
        "--map",
        "Smile=baby_initiative",
        "--json",
    )
    assert answer.status == 0, answer.err
    told = json.loads(answer.out)
    assert told["imported"] == 3
    assert any("unheard_of" in problem for problem in told["problems"])
    out = tmp_path / "out.csv"
    assert (
        program("export", tmp_path / "l", "--session", "visit", "--format", "csv", "--out", out).status == 0
    )
    assert out.read_text(encoding="utf-8").count("vig_attunement") == 2
    wrong = program(
        "import", table, "--library", tmp_path / "l", "--codebook", book, "--map", "Smile=no_such_code"
    )
    assert wrong.status == 1
    assert "no_such_code" in wrong.out


def test_convert_says_what_is_lost(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "visit.TextGrid"
    answer = program("convert", folder / "visit.eaf", out)
    assert answer.status == 0, answer.err
    assert "lost: 1 annotation has modifiers; they are left out." in answer.err
    assert out.read_bytes().startswith(b'File type = "ooTextFile"')
    packed = tmp_path / "visit.boris.gz"
    assert program("convert", out, packed).status == 0
    assert packed.read_bytes().startswith(b"\x1f\x8b")
    told = json.loads(program("convert", packed, tmp_path / "x.eaf", "--json").out)
    assert (told["format"], told["out_format"], told["written"]) == ("BORIS", "eaf", 5)


def test_a_whole_folder_is_converted_and_summed_up(folder: Path, tmp_path: Path) -> None:
    answer = program("convert", folder, tmp_path / "out", "--format", "csv", "--json")
    assert answer.status == 1, "one of them is broken"
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert [Path(one["file"]).name for one in told if "error" in one] == ["broken.eaf"]
    done = [one for one in told if "error" not in one]
    assert len(done) == len(seeds())
    assert len({one["out"] for one in done}) == len(done), "no file was written over another"
    assert all(Path(one["out"]).is_file() for one in done)
    assert answer.err.splitlines()[-1].startswith(f"{len(done)} of {len(told)} files converted, ")
    assert answer.err.rstrip().endswith("; 1 could not be.")


def test_what_stands_for_what_is_lost(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.srt"
    answer = program("convert", folder / "visit.eaf", out, "--substitute", "points=leave-out")
    assert "1 instant has no length, which this format can’t hold; it is left out." in answer.err
    assert "Smile" not in out.read_text(encoding="utf-8")
    wrong = program("convert", folder / "visit.eaf", out, "--substitute", "points=bigger")
    assert is_one_plain_sentence(wrong)


def test_a_batch_that_is_taken_in_ends_with_a_line(folder: Path, tmp_path: Path) -> None:
    answer = program(
        "import",
        folder / "visit.eaf",
        folder / "visit.boris",
        folder / "broken.eaf",
        "--library",
        tmp_path / "l",
    )
    assert answer.status == 1
    assert answer.err.splitlines()[-1] == "2 of 3 files taken in, 10 annotations; 1 could not be."


def test_several_sessions_in_a_file_or_a_file_each(folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "l"
    program("import", folder / "visit.eaf", folder / "visit.textgrid", "--library", library)
    table = tmp_path / "all.csv"
    assert program("export", library, "--all", "--format", "csv", "--out", table).status == 0
    text = table.read_text(encoding="utf-8")
    assert ",F-001 1," in text
    assert ",F-002 1," in text
    answer = program(
        "export", library, "--all", "--format", "eaf", "--out", tmp_path / "files", "--without-names"
    )
    assert answer.status == 0, answer.err
    assert sorted(one.name for one in (tmp_path / "files").iterdir()) == ["F-001 1.eaf", "F-002 1.eaf"]
    one = program(
        "export", library, "--family", "F-002", "--format", "boris", "--out", tmp_path / "two.boris"
    )
    assert one.status == 0, one.err
    assert is_one_plain_sentence(
        program("export", library, "--family", "F-9", "--format", "csv", "--out", table)
    )
    assert is_one_plain_sentence(program("export", library, "--format", "csv", "--out", table))


def test_tiers_that_are_left_out_or_read_as_notes(folder: Path, tmp_path: Path) -> None:
    answer = program(
        "import",
        folder / "visit.eaf",
        "--library",
        tmp_path / "l",
        "--map",
        "Smile=-",
        "--texts",
        "Gaze=notes",
        "--json",
    )
    assert json.loads(answer.out)["imported"] == 4
    out = tmp_path / "o.csv"
    program("export", tmp_path / "l", "--all", "--format", "csv", "--out", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    assert {row["label"] for row in rows} == {"Gaze"}
    assert {row["note"].split("\n")[0] for row in rows} == {"Face", "Toy"}


def test_names_and_notes_can_be_left_out(folder: Path, tmp_path: Path) -> None:
    library, out = tmp_path / "l", tmp_path / "o.csv"
    program("import", folder / "visit.eaf", "--library", library)
    answer = program(
        "export",
        library,
        "--session",
        "visit",
        "--format",
        "csv",
        "--out",
        out,
        "--without-names",
        "--without-notes",
    )
    assert answer.status == 0, answer.err
    text = out.read_text(encoding="utf-8")
    assert "coder 1" in text
    assert ",AB," not in text
    assert "warm" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "{eaf}"),
        ("convert", "{eaf}", "out.docx"),
        ("convert", "{eaf}", "out.txt"),
        ("convert", "{broken}", "out.csv"),
        ("convert", "nowhere.eaf", "out.csv"),
        ("convert", "{eaf}", "nowhere/out.csv"),
        ("convert", "{folder}", "{eaf}", "--format", "csv"),
        ("export", "nowhere", "--session", "x", "--format", "csv", "--out", "o.csv"),
        ("export", "nowhere", "--session", "x", "--format", "docx", "--out", "o.csv"),
        ("import", "{eaf}", "--library", "l", "--map", "Gaze"),
    ],
    ids=lambda one: " ".join(one),
)
def test_what_can_not_be_done_is_told_in_a_sentence(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    filled = [
        word.format(folder=folder, eaf=folder / "visit.eaf", broken=folder / "broken.eaf")
        for word in arguments
    ]
    answer = program(*filled, cwd=tmp_path)
    assert is_one_plain_sentence(answer), answer.err
    assert not list(tmp_path.glob("out*"))
