import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from vig_annotator.cli.main import cli
from vig_annotator.errors import UsageError
from vig_annotator.services.workspace import Workspace


@pytest.fixture
def library(library_folder: Path) -> Path:
    with Workspace.open(library_folder, "AB"):
        pass
    return library_folder


def test_an_empty_log_and_what_a_course_changed(library: Path, tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    rows = [
        f"{who},{when},confidence,{value}"
        for who, values in {"A": (3, 5), "B": (4, 5), "C": (2, 4)}.items()
        for when, value in zip(("before", "after"), values, strict=True)
    ]
    table.write_text("\n".join(["coder,when,question,value", *rows]), encoding="utf-8")
    words = ["training", str(library), "--course", "2026-02-01", "--ratings", str(table)]
    answer = CliRunner().invoke(cli, [*words, "--json"])
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.output)
    assert told["attempts"] == []
    assert told["ratings"]["confidence"]["mean_change"] == pytest.approx(5 / 3)
    assert told["course"]["kappa"]["mean_change"] is None
    assert "mean change of 3 people 1.67" in CliRunner().invoke(cli, words).output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("coder,when,value\nA,before,1\n", "no column question"),
        ("coder,when,question,value\nA,later,q,1\n", ":2: “later” is neither"),
        ("coder,when,question,value\nA,before,q,high\n", ":2: “high” is no number"),
        ("coder,when,question,value\nA,before,q,nan\n", ":2: “nan” is no number"),
        ("coder,when,question,value\nA,before,q,inf\n", ":2: “inf” is no number"),
        (
            "coder,when,question,value\nA,before,q,3\nA,Before,q,4\n",
            ":3: A answers “q” before the course a second time",
        ),
        ("coder,when,question,value\nA,before,,3\n", ":2: the coder or the question is missing"),
        ("coder,when,question,value\nA,before,q,3,5\n", ":2: 5 cells"),
    ],
)
def test_ratings_that_make_no_sense(library: Path, tmp_path: Path, text: str, said: str) -> None:
    table = tmp_path / "ratings.csv"
    table.write_text(text, encoding="utf-8")
    answer = CliRunner().invoke(cli, ["training", str(library), "--ratings", str(table)])
    assert isinstance(answer.exception, UsageError)
    assert said in str(answer.exception)


def test_who_left_an_answer_out_does_not_count(library: Path, tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    rows = ["A,before,q,1", "A,after,q,3", "B,before,q,2", "B,after,q,3", "C,before,q,", "C,after,q,9"]
    table.write_text("\n".join(["coder,when,question,value", *rows]), encoding="utf-8")
    answer = CliRunner().invoke(cli, ["training", str(library), "--ratings", str(table), "--json"])
    told = json.loads(answer.output)["ratings"]["q"]
    assert told["before"] == {"A": 1.0, "B": 2.0}
    assert told["mean_change"] == 1.5
    assert (told["mean_change_ci95"], told["ci95_note"]) == (None, "no interval: fewer than 5 to draw from")


def test_a_course_on_no_day(library: Path) -> None:
    answer = CliRunner().invoke(cli, ["training", str(library), "--course", "soon"])
    assert isinstance(answer.exception, UsageError)
