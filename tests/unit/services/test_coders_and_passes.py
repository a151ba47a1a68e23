"""Who works in a library; codings from draft to approval; what is blind stays blind."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders.libraries import Desk, at, begin_work, small_codebook
from vig_annotator.cli.interchange_commands import export
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.changes import Origin
from vig_annotator.model.coder import Role, initials_of
from vig_annotator.model.coding_pass import CodingPass, PassState
from vig_annotator.services import (
    coders,
    moments,
    passes,
    reel_candidates,
    sessions,
    tagging,
    timeline_editing,
)
from vig_annotator.services.agreement_of_passes import read_passes
from vig_annotator.services.interchange_export import plan_export
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.tables import read_annotations, read_sessions


@dataclass
class Clinic:
    """A library that people take turns at; `as_` gives it to one of them."""

    folder: Path
    ws: Workspace
    first: Desk

    def as_(self, name: str) -> Workspace:
        self.ws.work_as(name)
        return self.ws

    def state(self) -> PassState:
        return self.ws.get(CodingPass, self.first.coding_pass.id).state


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    desk = begin_work(tmp_path / "library")
    coders.add_coder(desk.ws, "Sam Moor", role=Role.SUPERVISOR)
    made = Clinic(tmp_path / "library", desk.ws, desk)
    yield made
    made.ws.close()


def blind_second(clinic: Clinic) -> CodingPass:
    ws = clinic.as_("CD")
    return passes.new_pass(ws, clinic.first.session, small_codebook(), blind=True)


def tag(clinic: Clinic, one: CodingPass, frame: int) -> None:
    tagging.press_code(clinic.ws, one, "smile", at(frame), next_frame_us=at(frame + 1))


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Sam Moor", "SM"), ("AB", "AB"), ("kim", "KIM"), ("Anneke", "AN"), ("A.-L. Fox", "ALF")],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_coders(clinic: Clinic) -> None:
    assert [(one.name, one.initials, one.role) for one in coders.all_coders(clinic.ws)] == [
        ("AB", "AB", Role.CLINICIAN),
        ("Sam Moor", "SM", Role.SUPERVISOR),
    ]
    coders.describe_coder(clinic.ws, "AB", "ab", Role.TRAINEE)
    assert coders.who_works(clinic.ws).role is Role.TRAINEE
    for name in ("", "  ", "sam moor", "x" * 61):
        with pytest.raises(RuleViolation):
            coders.add_coder(clinic.ws, name)
    with pytest.raises(NotFound):
        coders.coder_named(clinic.ws, "nobody")


def test_from_draft_to_approval(clinic: Clinic) -> None:
    clinic.first.press("smile", 1)
    one = passes.submit(clinic.ws, clinic.first.coding_pass.id)
    assert (one.state, bool(one.submitted_at)) == (PassState.SUBMITTED, True)
    with pytest.raises(RuleViolation, match="sent to the supervisor"):
        clinic.first.press("smile", 2)
    with pytest.raises(RuleViolation, match="sent to the supervisor"):
        clinic.ws.history.undo()
    passes.take_back(clinic.ws, one.id)
    clinic.first.press("smile", 2)
    passes.submit(clinic.ws, one.id)
    with pytest.raises(RuleViolation, match="Only a supervisor"):
        passes.approve(clinic.ws, one.id)
    ws = clinic.as_("Sam Moor")
    passes.give_back(ws, one.id)
    clinic.as_("AB")
    clinic.first.press("smile", 3)
    passes.submit(clinic.ws, one.id)
    ws = clinic.as_("Sam Moor")
    passes.approve(ws, one.id)
    with pytest.raises(RuleViolation, match="approved"):
        passes.give_back(ws, one.id)
    clinic.as_("AB")
    for forbidden in (
        lambda: clinic.first.press("smile", 4),
        clinic.ws.history.undo,
        lambda: timeline_editing.delete(clinic.ws, one, [clinic.ws.desk(one).annotations[0].id]),
    ):
        with pytest.raises(RuleViolation, match="approved"):
            forbidden()
    assert len(clinic.ws.desk(one).annotations) == 3
    ws = clinic.as_("Sam Moor")
    passes.reopen(ws, one.id)
    with ws.store.reading() as connection:
        from vig_annotator.storage.change_log import entries_after

        logged = entries_after(connection, 0)
    assert [
        (entry.who, entry.origin) for entry in logged if entry.change_set.label == "reopen AB’s coding"
    ] == [("Sam Moor", Origin.SETUP)]
    clinic.as_("AB")
    clinic.first.press("smile", 4)
    assert clinic.state() is PassState.RETURNED


def test_what_still_runs_is_not_sent(clinic: Clinic) -> None:
    clinic.first.press("face", 1)
    with pytest.raises(RuleViolation, match="still running"):
        passes.submit(clinic.ws, clinic.first.coding_pass.id)


def test_nobody_approves_their_own_or_changes_anothers(clinic: Clinic) -> None:
    clinic.first.press("smile", 1)
    passes.submit(clinic.ws, clinic.first.coding_pass.id)
    clinic.as_("Sam Moor")
    coders.describe_coder(clinic.ws, "AB", "", Role.SUPERVISOR)
    clinic.as_("AB")
    with pytest.raises(RuleViolation, match="of their own"):
        passes.approve(clinic.ws, clinic.first.coding_pass.id)
    passes.take_back(clinic.ws, clinic.first.coding_pass.id)
    clinic.as_("Sam Moor")
    with pytest.raises(RuleViolation, match="only AB changes it"):
        clinic.first.press("smile", 2)
    with pytest.raises(RuleViolation, match="only AB can send"):
        passes.submit(clinic.ws, clinic.first.coding_pass.id)


def test_moments_of_an_approved_coding_can_still_be_made(clinic: Clinic) -> None:
    passes.submit(clinic.ws, clinic.first.coding_pass.id)
    moments.mark(clinic.ws, clinic.first.session.id, at(1), at(5))
    clinic.ws.history.undo()


def test_blind_in_lists_counts_exports_and_history(clinic: Clinic) -> None:
    clinic.first.press("smile", 1)
    second = blind_second(clinic)
    tag(clinic, second, 5)
    tag(clinic, second, 6)
    session_id = clinic.first.session.id

    def seen() -> tuple[set[str], int, int, set[str]]:
        overview = sessions.overview(clinic.ws)[0].sessions[0]
        return (
            {one.coder for one in passes.passes_of(clinic.ws, session_id)},
            overview.annotations,
            len(plan_export(clinic.ws, session_id, "csv").document.observations[0].annotations),
            {step.who for step in clinic.ws.history.steps() if step.label.startswith("tag")},
        )

    assert seen() == ({"CD"}, 2, 2, {"CD"})
    with pytest.raises(NotFound, match="hidden"):
        passes.visible_pass(clinic.ws, clinic.first.coding_pass.id)
    clinic.as_("AB")
    assert seen() == ({"AB"}, 1, 1, {"AB"})
    passes.submit(clinic.ws, clinic.first.coding_pass.id)
    assert seen() == ({"AB"}, 1, 1, {"AB"}), "until both were sent"
    clinic.as_("somebody else")
    assert seen() == (set(), 0, 0, set())
    clinic.as_("Sam Moor")
    assert seen() == ({"AB", "CD"}, 3, 3, {"AB", "CD"})
    clinic.as_("CD")
    passes.submit(clinic.ws, second.id)
    assert seen() == ({"AB", "CD"}, 3, 3, {"AB", "CD"})
    with pytest.raises(RuleViolation, match="blind"):
        passes.take_back(clinic.ws, second.id)


def test_blind_in_tables_and_agreement(clinic: Clinic) -> None:
    clinic.first.press("smile", 1)
    second = blind_second(clinic)
    tag(clinic, second, 5)
    clinic.ws.close()
    assert len(read_annotations(clinic.folder)) == 0
    assert list(read_sessions(clinic.folder)["annotations"]) == [0]
    with pytest.raises(NotFound, match="hidden until both"):
        read_passes(clinic.folder, "AB", "CD")
    with Workspace.open(clinic.folder, "AB") as ws:
        for name, one in (("AB", clinic.first.coding_pass), ("CD", second)):
            ws.work_as(name)
            passes.submit(ws, one.id)
    assert len(read_annotations(clinic.folder)) == 2
    assert len(read_passes(clinic.folder, "AB", "CD").codings) == 1


def test_a_coding_becomes_blind_only_before_another_was_seen(clinic: Clinic) -> None:
    clinic.first.press("smile", 1)
    ws = clinic.as_("CD")
    second = passes.ensure_pass(ws, clinic.first.session, small_codebook())
    with pytest.raises(RuleViolation, match="could be seen already"):
        passes.code_blind(ws, second.id)
    clinic.as_("AB")
    assert passes.code_blind(clinic.ws, clinic.first.coding_pass.id).blind


def test_many_passes_of_one_coder(clinic: Clinic) -> None:
    again = passes.new_pass(clinic.ws, clinic.first.session, small_codebook())
    assert again.id != clinic.first.coding_pass.id
    tag(clinic, again, 3)
    assert clinic.first.seen() == []
    assert passes.ensure_pass(clinic.ws, clinic.first.session, small_codebook()) == clinic.first.coding_pass


def test_a_codings_desk_follows_its_state(clinic: Clinic) -> None:
    desk = clinic.ws.desk(clinic.first.coding_pass)
    passes.submit(clinic.ws, clinic.first.coding_pass.id)
    assert clinic.ws.desk(clinic.first.coding_pass) is desk
    assert desk.coding_pass.state is PassState.SUBMITTED
    with clinic.ws.store.reading() as connection:
        assert queries.passes(connection, clinic.first.session.id) == [desk.coding_pass]


def test_an_export_says_what_it_leaves_out(clinic: Clinic) -> None:
    clinic.first.press("smile", 1)
    blind_second(clinic)
    session_id = clinic.first.session.id
    assert plan_export(clinic.ws, session_id, "csv").hidden == 1
    clinic.ws.close()
    words = [
        str(clinic.folder),
        "--session",
        session_id,
        "--format",
        "csv",
        "--out",
        str(clinic.folder / "x.csv"),
    ]
    answer = CliRunner().invoke(export, words, catch_exceptions=False)
    assert "left out: 2 codings are hidden" in answer.output


def test_what_is_blind_makes_no_candidates_for_a_reel(clinic: Clinic) -> None:
    clinic.first.press("smile", 100)
    second = blind_second(clinic)
    tag(clinic, second, 300)
    found = reel_candidates.candidates_for(clinic.ws, clinic.first.session.family_id)
    assert [one.span.onset_us for one in found] == [at(300) - 2_000_000]
