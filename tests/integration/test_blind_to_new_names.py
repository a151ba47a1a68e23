"""A reference that a trainee must not see yet, asked for under any name: nobody proves who they are, so a new name must not tell more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import Desk, at, small_codebook
from tests.builders.packets import PUBLIC, SECRET, coded_library
from vig_annotator.cli.main import cli
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.coder import Role
from vig_annotator.services import coders, passes, reel_candidates, reviewing, sessions, tagging, training
from vig_annotator.services.double_coded import double_coded
from vig_annotator.tables import read_annotations, read_sessions

NEW_NAMES = ("command line", "X", "tina", "TINA ", "ab", "Tina2")


@pytest.fixture
def desk(tmp_path: Path, plain_film: Clip) -> Iterator[Desk]:
    """AB's coding is the reference, Cleo coded the film too; Sam supervises; Tina is a trainee who has not begun."""
    made = coded_library(tmp_path / "library", plain_film.path)
    ws = made.ws
    coders.add_coder(ws, "Sam", role=Role.SUPERVISOR)
    coders.add_coder(ws, "Cleo")
    coders.add_coder(ws, "Dot")
    ws.work_as("Sam")
    coders.add_coder(ws, "Tina", role=Role.TRAINEE)
    ws.work_as("Cleo")
    hers = passes.new_pass(ws, made.session, small_codebook())
    tagging.press_code(ws, hers, "smile", at(5), next_frame_us=at(6))
    passes.submit(ws, hers.id)
    ws.work_as("AB")
    passes.submit(ws, made.coding_pass.id)
    training.mark_reference(ws, made.coding_pass.id)
    yield made
    ws.close()


@pytest.mark.parametrize("name", [*NEW_NAMES, "Dot"])
def test_whoever_does_not_code_the_film_sees_what_the_trainee_sees(desk: Desk, name: str) -> None:
    ws = desk.ws
    ws.work_as(name)
    assert passes.passes_of(ws, desk.session.id) == []
    assert sessions.overview(ws)[0].sessions[0].annotations == 0
    assert not any("Smile" in step.label for step in ws.history.steps())
    assert double_coded(ws).pairs == ()
    assert reviewing.waits_for_me(ws) == []
    with pytest.raises(NotFound, match="hidden"):
        passes.visible_pass(ws, desk.coding_pass.id)


@pytest.mark.parametrize("name", ["Tina", "Dot", "X"])
def test_nor_what_a_supervisor_said_about_its_tags(desk: Desk, name: str) -> None:
    ws = desk.ws
    ws.work_as("Sam")
    tag = ws.desk(passes.visible_pass(ws, desk.coding_pass.id)).annotations[0]
    reviewing.reject(ws, desk.coding_pass.id, tag.id, "no")
    told = [step.label for step in ws.history.steps() if step.who == "Sam"]
    assert any("reject" in one for one in told)
    ws.work_as(name)
    assert not any("reject" in step.label for step in ws.history.steps())


@pytest.mark.parametrize("name", NEW_NAMES)
def test_a_new_name_that_begins_a_coding_codes_blind(desk: Desk, name: str) -> None:
    ws = desk.ws
    ws.work_as(name)
    mine = passes.new_pass(ws, desk.session, small_codebook())
    assert mine.blind
    assert [one.id for one in passes.passes_of(ws, desk.session.id)] == [mine.id]


def test_who_supervises_codes_or_teaches_sees_it(desk: Desk) -> None:
    ws = desk.ws
    for name in ("Sam", "AB", "Cleo"):
        ws.work_as(name)
        assert len(passes.passes_of(ws, desk.session.id)) == 2, name
    ws.work_as("Dot")
    assert passes.passes_of(ws, desk.session.id) == []
    ws.work_as("Sam")
    training.unmark_reference(ws, desk.coding_pass.id)
    ws.work_as("Dot")
    assert len(passes.passes_of(ws, desk.session.id)) == 2


def test_whoever_marked_somebody_elses_coding_goes_on_seeing_it(desk: Desk) -> None:
    ws = desk.ws
    training.unmark_reference(ws, desk.coding_pass.id)
    ws.work_as("Dot")
    training.mark_reference(ws, desk.coding_pass.id)
    assert len(passes.passes_of(ws, desk.session.id)) == 2
    training.unmark_reference(ws, desk.coding_pass.id)


def test_when_the_trainee_has_sent_all_see_all(desk: Desk) -> None:
    ws = desk.ws
    ws.work_as("Tina")
    mine = passes.new_pass(ws, desk.session, small_codebook())
    ws.work_as("command line")
    assert passes.passes_of(ws, desk.session.id) == []
    ws.work_as("Tina")
    passes.submit(ws, mine.id)
    for name in ("Tina", "Dot", "command line", "X"):
        ws.work_as(name)
        assert len(passes.passes_of(ws, desk.session.id)) == 3, name


def test_a_reel_for_the_family_offers_none_of_it(desk: Desk) -> None:
    ws = desk.ws
    agree(ws, desk.family.id)
    ws.work_as("X")
    assert reel_candidates.candidates_for(ws, desk.family.id) == []


def test_no_command_tells_it(desk: Desk, tmp_path: Path) -> None:
    folder = desk.ws.folder
    desk.ws.close()
    out = tmp_path / "out"
    for words in (
        ("export", folder, "--all", "--format", "csv", "--out", out, "--with-names"),
        ("export", folder, "--all", "--format", "csv", "--out", out, "--coder", "AB"),
        ("agreement", "--library", folder, "--all", "--json"),
        ("agreement", "--library", folder, "--a", "AB", "--b", "Cleo", "--json"),
        ("ratings", "export", folder, "--out", out, "--as", "X"),
    ):
        answer = CliRunner().invoke(cli, [str(word) for word in words])
        told = answer.output + (out.read_text("utf-8") if out.is_file() else "")
        assert "smile" not in told.lower(), words
        assert "kappa" not in told, words
        out.unlink(missing_ok=True)
    assert len(read_annotations(folder)) == 0
    assert read_sessions(folder)["annotations"].sum() == 0


@pytest.mark.parametrize("name", ["X", "Tina", "tina", "command line"])
def test_a_packet_under_another_name_holds_none_of_it(desk: Desk, tmp_path: Path, name: str) -> None:
    agree(desk.ws, desk.family.id)
    folder = desk.ws.folder
    desk.ws.close()
    seal = ["packet", "seal", str(folder), "--session", "plain", "--to", PUBLIC, "--as", name, "--small"]
    for attempt, more in enumerate(([], ["--coder", "AB"], [])):
        out = tmp_path / f"{attempt}.vigpacket"
        answer = CliRunner().invoke(cli, [*seal, *more, "--out", str(out)])
        if out.is_file():
            told = CliRunner().invoke(cli, ["packet", "open", str(out), "--key", str(_key(tmp_path))]).output
            assert "AB, A small codebook" not in told, answer.output
            assert "Cleo, A small codebook" not in told


def _key(folder: Path) -> Path:
    path = folder / "key.txt"
    path.write_text(f"# created: today\n{SECRET}\n")
    return path


def test_nobody_makes_themselves_a_supervisor(desk: Desk) -> None:
    ws = desk.ws
    for name in ("Tina", "Dot", "X"):
        ws.work_as(name)
        coders.who_works(ws)
        for whose in ("Tina", "Dot", name):
            with pytest.raises(RuleViolation, match="Only AB or Sam can make somebody a supervisor"):
                coders.describe_coder(ws, whose, "", Role.SUPERVISOR)
        with pytest.raises(RuleViolation, match="Only AB or Sam"):
            coders.add_coder(ws, "Boss", role=Role.SUPERVISOR)
        with pytest.raises(RuleViolation, match="a trainee no longer"):
            coders.describe_coder(ws, "Tina", "", Role.CLINICIAN)
    ws.work_as("Sam")
    coders.describe_coder(ws, "Tina", "", Role.CLINICIAN)
    from vig_annotator.storage.change_log import entries_after

    with ws.store.reading() as connection:
        logged = [(one.who, one.change_set.label) for one in entries_after(connection, 0)]
    assert ("Sam", "make Tina a clinician (was a trainee)") in logged


def test_no_role_changes_while_a_coding_is_blind(desk: Desk) -> None:
    ws = desk.ws
    ws.work_as("Tina")
    mine = passes.new_pass(ws, desk.session, small_codebook())
    ws.work_as("Sam")
    with pytest.raises(RuleViolation, match="begun blind and not sent"):
        coders.describe_coder(ws, "Tina", "", Role.SUPERVISOR)
    coders.describe_coder(ws, "Tina", "TT", Role.TRAINEE)  # initials are no role
    ws.work_as("Tina")
    passes.submit(ws, mine.id)
    ws.work_as("Sam")
    coders.describe_coder(ws, "Tina", "", Role.SUPERVISOR)


def test_where_nobody_teaches_roles_are_free(tmp_path: Path) -> None:
    from tests.builders.libraries import begin_work

    ws = begin_work(tmp_path / "library").ws
    coders.describe_coder(ws, "AB", "", Role.TRAINEE)
    coders.describe_coder(ws, "AB", "", Role.SUPERVISOR)
    coders.describe_coder(ws, "AB", "", Role.CLINICIAN)
    ws.close()
