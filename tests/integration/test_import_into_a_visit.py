"""`vig-annotator import --into ... --until-next ...`: what is refused, and what a dry run says without doing anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vig_annotator.cli.main import cli
from vig_annotator.errors import NotFound, UsageError
from vig_annotator.services.double_coded import double_coded
from vig_annotator.services.interchange_into import like_named
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace

LASTING = ("--until-next", "left,right", "--ended-by", "end")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "visit 1 Ann.txt"
    path.write_text(
        "Offset: 0, Movie: MoviePathHere\nTracks: left, right, end\nTime,Duration,TrackName,comment\n"
        "0,0,left,\n500,0,right,\n900,0,end,\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def library(table: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    assert run("import", table, "--library", folder, "--coder", "Ann", *LASTING).exit_code == 0
    return folder


def count(library: Path) -> tuple[int, int]:
    with Workspace.open(library, "Ann") as ws:
        sessions = sessions_of(ws)
        return len(sessions), sum(len(passes_of(ws, one.id)) for one in sessions)


def test_what_ends_them_has_to_be_in_the_file(table: Path, tmp_path: Path) -> None:
    done = run("import", table, "--library", tmp_path / "new", "--until-next", "left", "--ended-by", "emd")
    assert done.exit_code == 1
    assert "Nothing in the file is called “emd”" in done.output
    assert count(tmp_path / "new") == (0, 0)


def test_a_dry_run_says_what_lasts(table: Path, tmp_path: Path) -> None:
    done = run("import", table, "--dry-run", "--json", *LASTING)
    assert "2 points last until the next." in json.loads(done.output)["problems"]
    wrong = run("import", table, "--dry-run", "--until-next", "lefft")
    assert wrong.exit_code == 1
    assert "Nothing in the file is called “lefft”" in wrong.output
    assert list(tmp_path.iterdir()) == [table], "nothing is made"


def test_a_dry_run_into_a_session_looks_and_does_nothing(table: Path, library: Path) -> None:
    before = count(library)
    done = run(
        "import", table, "--library", library, "--into", "visit 1 Ann", "--dry-run", "--json", *LASTING
    )
    answer = json.loads(done.output)
    assert done.exit_code == 0
    assert any("was imported before" in one for one in answer["problems"])
    assert "imported" not in answer
    assert count(library) == before == (1, 1)


def test_a_dry_run_into_a_session_that_is_not_there_is_refused(
    table: Path, library: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        run("import", table, "--library", library, "--into", "nowhere", "--dry-run")
    with pytest.raises(UsageError, match="which library"):
        run("import", table, "--into", "visit 1 Ann", "--dry-run")
    with pytest.raises(NotFound):
        run("import", table, "--library", tmp_path / "none", "--into", "x", "--dry-run")
    assert not (tmp_path / "none").exists(), "a dry run makes no library"


@pytest.mark.parametrize(
    ("titles", "name", "found"),
    [
        (["visit 1 Ann", "visit 2 Ann"], "visit 2 Bea", "visit 2 Ann"),
        (["visit 1", "visit 10"], "visit 1 Bea", "visit 1"),
        (["a1b2c3__1", "a1b2c4__1"], "a1b2c4__2", "a1b2c4__1"),
        (["Baby_1"], "baby_2", "Baby_1"),
        (["visit 1 Ann"], "visit 2 Bea", None),
        (["visit 1", "visit 2"], "visit 3", None),
        (["visit 1 Ann", "visit 1 Cem"], "visit 1 Bea", None),
        (["ab"], "ab", None),
        ([], "visit 1", None),
    ],
)
def test_the_visit_of_a_like_name(
    tmp_path: Path, table: Path, titles: list[str], name: str, found: str | None
) -> None:
    folder = tmp_path / "library"
    for number, title in enumerate(titles):
        one = tmp_path / f"{title}.txt"
        one.write_text(table.read_text(encoding="utf-8") + f"{1000 + number},0,end,\n", encoding="utf-8")
        assert run("import", one, "--library", folder).exit_code == 0
    with Workspace.open(folder, "Ann") as ws:
        if found is None:
            with pytest.raises(NotFound, match="like"):
                like_named(ws, name)
        else:
            assert like_named(ws, name).title == found


@pytest.fixture
def all_tracks_of_two(tmp_path: Path) -> Path:
    """Two coders' files of the same name; the second has a track that the first lacks, so it brings a second coding."""
    folder = tmp_path / "two"
    rows = {"Ann": "0,0,left,\n500,0,right,\n", "Bea": "0,0,left,\n600,0,right,\n700,0,peek,\n900,0,peek,\n"}
    for coder, events in rows.items():
        path = tmp_path / coder / "gaze.txt"
        path.parent.mkdir()
        tracks = "left, right, peek" if coder == "Bea" else "left, right"
        head = f"Offset: 0, Movie: MoviePathHere\nTracks: {tracks}\nTime,Duration,TrackName,comment\n"
        path.write_text(head + events, encoding="utf-8")
        into = ("--into", "gaze") if coder == "Bea" else ()
        assert run("import", path, "--library", folder, "--coder", coder, *into).exit_code == 0
    return folder


def test_a_second_coding_of_the_same_coder_is_not_taken_for_the_first(all_tracks_of_two: Path) -> None:
    with Workspace.open(all_tracks_of_two, "SV") as ws:
        codings = passes_of(ws, sessions_of(ws)[0].id)
        assert [(one.coder, len(ws.desk(one).annotations)) for one in codings] == [
            ("Ann", 2),
            ("Bea", 2),
            ("Bea", 2),
        ]
        (pair,) = double_coded(ws).pairs
        assert {
            ws.desk(one).codebook.code(tag.code_id).label
            for one in (pair.a, pair.b)
            for tag in ws.desk(one).annotations
        } == {  # type: ignore[union-attr]
            "left",
            "right",
        }
        titles = sorted((one.coder, ws.codebook(one.snapshot_id).title) for one in codings)
        assert titles == [("Ann", "gaze"), ("Bea", "gaze"), ("Bea", "gaze, further codes")]


def test_the_names_of_the_coders_are_enough_on_the_command_line(all_tracks_of_two: Path) -> None:
    done = run("agreement", "--library", all_tracks_of_two, "--a", "Ann", "--b", "Bea", "--json")
    assert done.exit_code == 0
    assert json.loads(done.output)["points"]["hits"] == 2
