"""The command with several coders, ratings, and details, on tables as people have them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vig_annotator.cli.main import cli, run
from vig_annotator.errors import UsageError


def agreement(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["agreement", *map(str, words)])


def figures(*words: str | Path) -> dict[str, object]:
    answer = agreement(*words, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    """Ann, Bea and Cleo code a baby's looking over 20 s; Cleo looks away one second later than the others."""
    paths = []
    for name, away in (("ann", 8), ("bea", 8), ("cleo", 9)):
        path = tmp_path / f"{name}.csv"
        path.write_text(
            "code,onset_s,offset_s,subject\n"
            f"face,0,{away},infant\naway,{away},20,infant\nsmile,3,3,parent\ntalk,10,12,parent\n",
            encoding="utf-8",
        )
        paths.append(path)
    return paths


def test_three_coders_together_and_in_pairs(tables: list[Path]) -> None:
    answer = figures(*tables)
    together = answer["time_unit"]
    assert together["raters"] == ["ann", "bea", "cleo"]
    assert together["n"] == 40, "20 s of two subjects"
    assert together["agreement"] == pytest.approx((39 + 1 / 3) / 40)
    assert 0.9 < together["fleiss_kappa"] < 1
    assert together["krippendorff_alpha_nominal"] == pytest.approx(together["fleiss_kappa"], abs=0.01)
    assert [(pair["a"], pair["b"]) for pair in answer["pairs"]] == [
        ("ann", "bea"),
        ("ann", "cleo"),
        ("bea", "cleo"),
    ]
    assert answer["pairs"][0]["duration_weighted"]["kappa"] == 1.0
    assert "Fleiss' kappa" in agreement(*tables).output


def test_each_subject_by_itself(tables: list[Path]) -> None:
    answer = figures(tables[0], tables[2], "--by", "subject")
    assert answer["by_subject"]["parent"]["duration_weighted"]["kappa"] == 1.0
    assert answer["by_subject"]["infant"]["duration_weighted"]["kappa"] < 1.0
    assert answer["by_subject"]["infant"]["counts"] == {"states": [2, 2], "points": [0, 0]}


def test_the_tolerance_curve_rises_to_full_agreement(tables: list[Path]) -> None:
    curve = figures(tables[0], tables[2], "--curve")["tolerance_curve"]
    kappas = [row["time_unit_a_reference"] for row in curve]
    assert kappas == sorted(kappas)
    assert kappas[0] < 1.0
    assert curve[3]["tolerance_s"] == 1.0
    assert kappas[3] == pytest.approx(1.0)


def test_frames_are_a_unit_of_their_own(tables: list[Path]) -> None:
    answer = figures(tables[0], tables[2], "--frame", "0.1")
    assert answer["frame_unit"]["n"] == 400
    assert answer["frame_unit"]["kappa"] == pytest.approx(answer["duration_weighted"]["kappa"])


def test_a_methods_text_names_settings_counts_and_intervals(tables: list[Path]) -> None:
    text = agreement(tables[0], tables[2], "--methods").output
    for part in ("Coder A had set 3 states and 1 points", "60%", "Holle & Rein, 2015", "seed", "0:00:20.000"):
        assert part in text, text


def test_ratings_of_two_coders(tmp_path: Path) -> None:
    """The first twenty of R irr's `anxiety`, raters 1 and 2."""
    pairs = [
        (3, 3), (3, 6), (3, 4), (4, 6), (5, 2), (5, 4), (2, 2), (3, 4), (5, 3), (2, 3),
        (2, 2), (6, 3), (1, 3), (5, 3), (2, 2), (2, 2), (1, 1), (2, 3), (4, 3), (3, 4),
    ]  # fmt: skip
    path = tmp_path / "ratings.csv"
    rows = [
        f"s{n},{coder},{value}"
        for n, pair in enumerate(pairs)
        for coder, value in zip("AB", pair, strict=True)
    ]
    path.write_text("\n".join(["item,coder,value", *rows]), encoding="utf-8")
    answer = figures("--ratings", path)
    assert answer["cohen_kappa"] == pytest.approx(0.11949686, abs=1e-8)
    assert answer["weighted_kappa_linear"] == pytest.approx(0.18918919, abs=1e-8)
    assert answer["weighted_kappa_quadratic"] == pytest.approx(0.29676512, abs=1e-8)
    low, high = answer["icc_a_1_ci95"]
    assert low < answer["icc_a_1"] < high


def test_words_are_rated_without_a_scale(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(
        "item,coder,value\n1,A,calm\n1,B,calm\n2,A,fussy\n2,B,calm\n3,A,fussy\n3,B,fussy\n3,C,\n",
        encoding="utf-8",
    )
    answer = figures("--ratings", path)
    assert answer["categories"] == ["calm", "fussy"]
    assert answer["agreement"] == pytest.approx(2 / 3)
    assert answer["icc_a_1"] is None
    assert "no numbers" in answer["icc_a_1_undefined"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("item,coder\n1,A\n", "no column value"),
        ("item,coder,value\n1,A,2\n", "fewer than two coders"),
        ("item,coder,value\n1,A,2\n1,A,3\n1,B,2\n", ":3: A rates “1” a second time"),
        ("item,coder,value\n,A,2\n1,B,2\n", ":2: the item or the coder is missing"),
    ],
)
def test_ratings_that_make_no_sense_are_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    answer = agreement("--ratings", path)
    assert isinstance(answer.exception, UsageError)
    assert said in str(answer.exception)


def test_groups_are_a_codebooks(tables: list[Path]) -> None:
    answer = agreement(*tables[:2], "--by", "group")
    assert isinstance(answer.exception, UsageError)
    assert "--library" in answer.exception.remedy


@pytest.mark.parametrize("coders", [2, 3])
@pytest.mark.parametrize("span", [("0", "1e18"), ("0", "1e300"), ("-9e9", "9e9"), ("0", "1000000000")])
def test_a_span_that_no_memory_holds_is_told(tables: list[Path], coders: int, span: tuple[str, str]) -> None:
    answer = agreement(*tables[:coders], "--span", *span)
    assert isinstance(answer.exception, UsageError)
    assert "too long to be counted" in str(answer.exception)


def test_a_wrong_time_in_a_table_is_told_before_memory_ends(tables: list[Path]) -> None:
    with tables[0].open("a", encoding="utf-8") as file:
        file.write("face,900000000,900000001,infant\n")
    answer = agreement(*tables[:2])
    assert isinstance(answer.exception, UsageError)
    assert "wrong time" in str(answer.exception)


def test_a_group_with_a_code_that_is_not_there_is_told(
    tables: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (tables[:2], tables):
        for codes in ("x", "x,y"):
            assert run(["agreement", *map(str, words), "--group", codes]) == 2
            assert "there is no code “x”" in capsys.readouterr().err
    assert run(["agreement", *map(str, tables[:2]), "--group", "face,awya", "--json"]) == 0
    told = capsys.readouterr()
    assert "nobody coded “awya” here" in told.err, "a code that nobody used is no fault of a table"
    assert json.loads(told.out)["duration_weighted"]["kappa"] == 1.0
