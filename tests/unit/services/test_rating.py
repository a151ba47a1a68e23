"""Ratings are entries of a review, kept with the form that they were made with."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders.libraries import Desk, begin_work
from vig_annotator.cli.ratings_command import ratings as command
from vig_annotator.errors import RuleViolation
from vig_annotator.model.coder import Role
from vig_annotator.services import coders, passes, rating


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    work = begin_work(tmp_path / "library")
    coders.add_coder(work.ws, "SV", role=Role.SUPERVISOR)
    work.press("smile", 5)
    passes.submit(work.ws, work.coding_pass.id)
    work.ws.work_as("SV")
    yield work
    work.ws.close()


def form(desk: Desk) -> rating.LoadedForm:
    (offered,) = rating.offered_forms(desk.ws)
    assert offered.loaded is not None
    return offered.loaded


def test_ratings_are_kept_with_their_form(desk: Desk) -> None:
    pass_id = desk.coding_pass.id
    rating.rate(desk.ws, pass_id, form(desk), {"waits": 4, "pace": 2}, "calm")
    (filled,) = rating.filled_forms(desk.ws, pass_id)
    assert filled.ratings == {"waits": 4, "pace": 2}
    assert filled.form == form(desk).form
    assert (filled.entry.created_by, filled.entry.text) == ("SV", "calm")
    desk.ws.history.undo()
    assert rating.filled_forms(desk.ws, pass_id) == []


def test_what_can_not_be_rated(desk: Desk) -> None:
    pass_id = desk.coding_pass.id
    for ratings, words in (({}, "Nothing is rated"), ({"waits": 9}, "scale"), ({"other": 1}, "no item")):
        with pytest.raises(RuleViolation, match=words):
            rating.rate(desk.ws, pass_id, form(desk), ratings)
    desk.ws.work_as("AB")
    with pytest.raises(RuleViolation, match="your own"):
        rating.rate(desk.ws, pass_id, form(desk), {"waits": 4})


def test_a_services_own_forms_come_first_and_faults_are_told(desk: Desk) -> None:
    folder = desk.ws.folder / rating.FORM_FOLDER
    folder.mkdir()
    (folder / "ours.yaml").write_text(
        "id: ours\ntitle: Ours\nversion: 1\nitems:\n- {id: a, label: A}\n", encoding="utf-8"
    )
    (folder / "wrong.yaml").write_text("id: wrong\n", encoding="utf-8")
    offered = rating.offered_forms(desk.ws)
    assert [one.loaded.form.id if one.loaded else "" for one in offered] == [
        "ours",
        "",
        "shared_review_skills",
    ]
    assert "wrong.yaml:1: the field “title” is missing" in offered[1].trouble


def test_the_table_and_the_commands(desk: Desk, tmp_path: Path) -> None:
    rating.rate(desk.ws, desk.coding_pass.id, form(desk), {"waits": 4, "pace": 2})
    folder, out = desk.ws.folder, tmp_path / "r.csv"
    desk.ws.close()
    answer = CliRunner().invoke(command, ["export", str(folder), "--out", str(out)], catch_exceptions=False)
    assert "(2 ratings)" in answer.output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == rating.COLUMNS
    assert [(row["item"], row["rating"], row["highest"], row["rated_by"]) for row in rows] == [
        ("waits", "4", "5", "SV"),
        ("pace", "2", "5", "SV"),
    ]
    wrong = tmp_path / "w.yaml"
    wrong.write_text("id: 1\n", encoding="utf-8")
    answer = CliRunner().invoke(command, ["check", str(wrong)], catch_exceptions=False)
    assert answer.exit_code == 1
    assert "w.yaml:1:" in answer.output
