"""What a trainee may see of a film that has a reference: nothing of the others before their own coding was sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.libraries import Desk, begin_work, small_codebook
from vig_annotator.analysis.double_coding import Settings
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.exchange.formats import FORMATS
from vig_annotator.model.coder import Role
from vig_annotator.services import coders, passes, sessions, training
from vig_annotator.services.double_coded import double_coded
from vig_annotator.services.interchange_export import ExportChoices, plan_export


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """AB coded and sent, and AB's coding is the reference; Tina is a trainee who has not begun."""
    made = begin_work(tmp_path / "library")
    coders.add_coder(made.ws, "Tina", role=Role.TRAINEE)
    coders.add_coder(made.ws, "Cleo")
    made.press("smile", 10)
    made.press("smile", 90)
    passes.submit(made.ws, made.coding_pass.id)
    training.mark_reference(made.ws, made.coding_pass.id)
    made.ws.work_as("Tina")
    yield made
    made.ws.close()


def test_before_the_trainee_begins_nothing_is_seen(desk: Desk) -> None:
    ws = desk.ws
    assert passes.passes_of(ws, desk.session.id) == []
    with pytest.raises(NotFound, match="hidden"):
        passes.visible_pass(ws, desk.coding_pass.id)
    assert sessions.overview(ws)[0].sessions[0].annotations == 0
    assert [step.label for step in ws.history.steps() if "Smile" in step.label] == []
    assert (double_coded(ws).pairs, double_coded(ws).hidden) == ((), 1)


@pytest.mark.parametrize("form", [one.id for one in FORMATS if one.write is not None])
def test_no_format_writes_the_reference(desk: Desk, form: str) -> None:
    plan = plan_export(desk.ws, desk.session.id, form, ExportChoices(without_names=False))
    assert plan.hidden == 1
    assert plan.document.observations[0].annotations == ()


def test_a_trainees_coding_is_blind_from_the_beginning_and_sent_once(desk: Desk) -> None:
    ws = desk.ws
    mine = passes.new_pass(ws, desk.session, small_codebook())
    assert mine.blind
    assert [one.coder for one in passes.passes_of(ws, desk.session.id)] == ["Tina"]
    with pytest.raises(RuleViolation, match="was not sent yet"):
        training.against_reference(ws, mine, Settings())
    passes.submit(ws, mine.id)
    assert [one.coder for one in passes.passes_of(ws, desk.session.id)] == ["AB", "Tina"]
    with pytest.raises(RuleViolation):
        passes.take_back(ws, mine.id)  # else what was seen could be copied
    again = passes.new_pass(ws, desk.session, small_codebook())
    assert again.blind, "a check after half a year is blind, too"


def test_a_trainee_who_began_before_there_was_a_reference_does_not_see_it_either(tmp_path: Path) -> None:
    desk = begin_work(tmp_path / "library")
    ws = desk.ws
    coders.add_coder(ws, "Tina", role=Role.TRAINEE)
    ws.work_as("Tina")
    mine = passes.new_pass(ws, desk.session, small_codebook())
    assert not mine.blind
    ws.work_as("AB")
    training.mark_reference(ws, desk.coding_pass.id)
    ws.work_as("Tina")
    assert [one.id for one in passes.passes_of(ws, desk.session.id)] == [mine.id]
    passes.code_blind(ws, mine.id)  # nothing could be seen, so it can be made blind
    ws.close()


def test_who_made_the_consensus_that_is_the_reference_is_hidden_too(desk: Desk) -> None:
    ws = desk.ws
    ws.work_as("Cleo")
    passes.new_pass(ws, desk.session, small_codebook())
    ws.work_as("Tina")
    assert passes.passes_of(ws, desk.session.id) == []


def test_who_is_no_trainee_sees_it_when_no_trainee_waits(desk: Desk) -> None:
    desk.ws.work_as("Cleo")
    assert passes.passes_of(desk.ws, desk.session.id) == []
    desk.ws.work_as("AB")
    coders.describe_coder(desk.ws, "Tina", "", Role.CLINICIAN)
    desk.ws.work_as("Cleo")
    assert [one.coder for one in passes.passes_of(desk.ws, desk.session.id)] == ["AB"]
    assert not passes.new_pass(desk.ws, desk.session, small_codebook()).blind


def test_a_trainee_marks_and_unmarks_no_reference(desk: Desk) -> None:
    ws = desk.ws
    mine = passes.new_pass(ws, desk.session, small_codebook())
    passes.submit(ws, mine.id)
    with pytest.raises(RuleViolation, match="A trainee does not say"):
        training.mark_reference(ws, mine.id)
    with pytest.raises(RuleViolation, match="A trainee does not say"):
        training.mark_reference(ws, desk.coding_pass.id, 1, 180)
    with pytest.raises(RuleViolation, match="A trainee does not say"):
        training.unmark_reference(ws, desk.coding_pass.id)
