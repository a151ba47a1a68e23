"""Two people code one film in one library; the command compares them."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.clips import Clip
from vig_annotator.cli.main import cli
from vig_annotator.codebook.loader import load_codebook, parse_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import NotFound, UsageError
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import films, passes, sessions, tagging
from vig_annotator.services.workspace import Workspace


@pytest.fixture
def library(library_folder: Path, plain_film: Clip) -> Path:
    """Ann watches the parent's attention from 0.4 s to 2.4 s and leaves it running; Bea from 0.8 s to 2.4 s."""
    for coder, start_us in (("Ann", 400_000), ("Bea", 800_000)):
        with Workspace.open(library_folder, coder) as ws:
            session, recording = films.add_film(ws, plain_film.path)
            films.note_duration(ws, recording, MediaTime(plain_film.end_us))
            coding = passes.ensure_pass(ws, session, load_codebook(shipped_codebooks()[0]))
            for code, at_us in (
                ("att_interested", start_us),
                ("att_away", 2_400_000),
                ("baby_initiative", 1_200_000),
            ):
                tagging.press_code(
                    ws, coding, code, MediaTime(at_us), next_frame_us=MediaTime(at_us + 40_000)
                )
    return library_folder


def compare(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["agreement", *map(str, words)])


def test_two_coders_of_a_library(library: Path) -> None:
    answer = compare("--library", library, "--a", "ann", "--b", "Bea", "--samples", "0", "--json")
    assert answer.exit_code == 0, answer.output
    figures = json.loads(answer.output)
    assert figures["settings"]["span_s"] == [0.0, 4.0]
    assert figures["counts"] == {"states": [2, 2], "points": [1, 1]}
    seconds = dict(
        zip(
            figures["duration_weighted"]["labels"],
            figures["duration_weighted"]["table_rows_a_columns_b"],
            strict=True,
        )
    )
    away, interested = (
        figures["duration_weighted"]["labels"].index("att_away"),
        figures["duration_weighted"]["labels"].index("att_interested"),
    )
    assert seconds["att_interested"][interested] == pytest.approx(1.6)
    assert seconds["att_interested"][-1] == pytest.approx(0.4)
    assert seconds["att_away"][away] == pytest.approx(1.6), "what nobody ended runs to the end of the film"
    assert figures["points"]["hits"] == 1


def test_the_codebook_is_named_with_its_hash(library: Path) -> None:
    text = load_codebook(shipped_codebooks()[0]).yaml_text
    digest = hashlib.sha256(text.encode()).hexdigest()
    words = ("--library", library, "--a", "ann", "--b", "Bea", "--samples", "0")
    books = json.loads(compare(*words, "--json").output)["codebooks"]
    assert books["a"] == books["b"]
    assert books["a"]["sha256"] == digest
    assert books["same"] is True
    assert compare(*words).output.splitlines()[-1] == (
        f"Both coded with {books['a']['title']} {books['a']['version']} ({digest[:12]})."
    )


def test_codings_by_different_words_are_told_apart(library: Path) -> None:
    with Workspace.open(library, "Cleo") as ws:
        session = sessions.sessions_of(ws)[0]
        loaded = load_codebook(shipped_codebooks()[0])
        for coder, text in (
            ("Cleo", loaded.yaml_text + "# one more remark\n"),
            ("Dan", loaded.yaml_text.replace("version: '1.0'", "version: '1.1'")),
        ):
            ws.work_as(coder)
            coding = passes.ensure_pass(ws, session, parse_codebook(text, "ours"))
            tagging.press_code(
                ws, coding, "baby_initiative", MediaTime(400_000), next_frame_us=MediaTime(440_000)
            )
    words = ("--library", library, "--samples", "0", "--a", "Ann", "--b")
    assert "wording of the codebook differs" in compare(*words, "Cleo").output
    assert "versions of the codebook differ" in compare(*words, "Dan").output
    assert json.loads(compare(*words, "Dan", "--json").output)["codebooks"]["same"] is False


def test_names_that_fit_nothing_are_told_with_those_there_are(library: Path) -> None:
    answer = compare("--library", library, "--a", "Ann", "--b", "Cleo")
    assert isinstance(answer.exception, NotFound)
    assert "Ann" in answer.exception.remedy
    assert "Bea" in answer.exception.remedy


@pytest.mark.parametrize(
    "words", [(), ("a.csv",), ("--library", "x"), ("--a", "Ann"), ("a.csv", "b.csv", "--library", "x")]
)
def test_half_a_question_is_told_what_is_needed(words: tuple[str, ...]) -> None:
    answer = compare(*words)
    assert isinstance(answer.exception, UsageError)
    assert "--library" in answer.exception.remedy


def test_a_coding_is_not_compared_with_itself(library: Path) -> None:
    answer = compare("--library", library, "--a", "Ann", "--b", "Ann")
    assert isinstance(answer.exception, UsageError)


def test_each_exclusive_group_of_the_codebook(library: Path) -> None:
    answer = compare("--library", library, "--a", "Ann", "--b", "Bea", "--by", "group", "--json")
    assert answer.exit_code == 0, answer.output
    groups = json.loads(answer.output)["by_group"]
    attention = [parts for parts in groups.values() if "att_away" in parts["settings"]["labels"]]
    assert len(attention) == 1
    assert "baby_initiative" not in attention[0]["settings"]["labels"]
    assert attention[0]["duration_weighted"]["n"] == pytest.approx(4.0)


def test_all_sessions_that_both_coded(library: Path, phone_film: Clip) -> None:
    for coder in ("Ann", "Bea"):
        with Workspace.open(library, coder) as ws:
            session, _ = films.add_film(ws, phone_film.path)
            coding = passes.ensure_pass(ws, session, load_codebook(shipped_codebooks()[0]))
            tagging.press_code(ws, coding, "baby_initiative", MediaTime(0), next_frame_us=MediaTime(40_000))
    alone = compare("--library", library, "--a", "Ann", "--b", "Bea")
    assert isinstance(alone.exception, UsageError)
    assert "--all" in alone.exception.remedy
    answer = compare("--library", library, "--a", "Ann", "--b", "Bea", "--all", "--json")
    assert answer.exit_code == 0, answer.output
    figures = json.loads(answer.output)
    assert figures["settings"]["sessions"] == 2
    assert figures["counts"]["points"] == [2, 2]


def test_a_group_with_a_code_of_no_codebook_is_told(library: Path) -> None:
    both = ("--library", library, "--a", "Ann", "--b", "Bea", "--samples", "0", "--json")
    answer = compare(*both, "--group", "att_away,att_interestde")
    assert isinstance(answer.exception, UsageError)
    assert "there is no code “att_interestde”" in str(answer.exception)
    assert compare(*both, "--group", "att_away,att_interested,att_divided").exit_code == 0, "nobody used it"
