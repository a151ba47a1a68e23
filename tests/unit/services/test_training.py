"""A trainee codes blind, sends the coding, and is compared with the reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reference import TrainingAttempt
from vig_annotator.model.session import Session
from vig_annotator.services import families, passes, references, tagging, training
from vig_annotator.services.comparing import figures
from vig_annotator.services.workspace import Workspace

FRAME_US = 40_000
RIGHT = [("baby_initiative", 10), ("received_body", 30), ("baby_initiative", 60), ("received_voice", 80)]


def code(ws: Workspace, session: Session, presses: list[tuple[str, int]], *, send: bool) -> str:
    coding = passes.new_pass(ws, session, load_codebook(shipped_codebooks()[0]), blind=send)
    for name, frame in presses:
        at_us = MediaTime(frame * FRAME_US)
        tagging.press_code(ws, coding, name, at_us, next_frame_us=MediaTime(at_us + FRAME_US))
    if send:
        passes.submit(ws, coding.id)
    return coding.id


@pytest.fixture
def reference(library_folder: Path) -> Session:
    with Workspace.open(library_folder, "Teacher") as ws:
        session = Session(new_id(), families.create_family(ws).id, "Play")
        ws.history.set_up(ChangeSet("add a session", (made(session),)))
        coding = code(ws, session, RIGHT, send=False)
        passes.submit(ws, coding)
        training.mark_reference(ws, coding)
    return session


Attempting = Callable[[str, list[tuple[str, int]]], TrainingAttempt]


@pytest.fixture
def attempt(library_folder: Path, reference: Session) -> Attempting:
    def go(who: str, presses: list[tuple[str, int]]) -> TrainingAttempt:
        with Workspace.open(library_folder, who) as ws:
            coding = passes.visible_pass(ws, code(ws, reference, presses, send=True))
            compared = training.against_reference(ws, coding, Settings())
            return training.record_attempt(ws, compared, figures(compared))

    return go


def test_the_reference_is_hidden_until_the_trainee_has_sent(library_folder: Path, reference: Session) -> None:
    with Workspace.open(library_folder, "Tina") as ws:
        mine = passes.new_pass(ws, reference, load_codebook(shipped_codebooks()[0]), blind=True)
        assert [one.coder for one in passes.passes_of(ws, reference.id)] == ["Tina"]
        with pytest.raises(RuleViolation, match="was not sent yet"):
            training.against_reference(ws, mine, Settings())


def test_who_codes_as_the_reference_passes(attempt: Attempting) -> None:
    tried = attempt("Tina", [(name, frame + 3) for name, frame in RIGHT])
    assert tried.kappa == pytest.approx(1.0)
    assert tried.passed
    assert tried.due_on > tried.tried_at[:10]


def test_who_does_not_is_told(attempt: Attempting) -> None:
    tried = attempt("Tina", [("baby_initiative", 10), ("naming_baby", 120)])
    assert tried.kappa is not None
    assert tried.kappa < 0.7
    assert not tried.passed


def test_a_coding_is_noted_once(library_folder: Path, attempt: Attempting, reference: Session) -> None:
    first = attempt("Tina", RIGHT)
    with Workspace.open(library_folder, "Tina") as ws:
        compared = training.against_reference(ws, passes.visible_pass(ws, first.pass_id), Settings())
        assert training.record_attempt(ws, compared, figures(compared)) == first
        assert len(training.attempts(ws)) == 1


def test_a_reference_with_attempts_stays(
    library_folder: Path, attempt: Attempting, reference: Session
) -> None:
    attempt("Tina", RIGHT)
    with Workspace.open(library_folder, "Teacher") as ws:
        known = references.reference_of(ws, reference.id)
        assert known is not None
        with pytest.raises(RuleViolation, match="1 attempt at this reference is in the log"):
            training.unmark_reference(ws, known.pass_id)
        assert training.mark_reference(ws, known.pass_id, 80, 90).pass_mark_percent == 80
        ws.history.undo()
        undone = references.reference_of(ws, reference.id)
        assert undone is not None
        assert undone == replace(known, revision=undone.revision)


@pytest.mark.parametrize(("percent", "days"), [(0, 180), (101, 180), (70, 0)])
def test_a_pass_mark_that_makes_no_sense(
    library_folder: Path, reference: Session, percent: int, days: int
) -> None:
    with Workspace.open(library_folder, "Teacher") as ws:
        known = references.reference_of(ws, reference.id)
        assert known is not None
        with pytest.raises(RuleViolation, match="no sense"):
            training.mark_reference(ws, known.pass_id, percent, days)


def test_a_film_without_a_reference(library_folder: Path) -> None:
    with Workspace.open(library_folder, "Tina") as ws:
        session = Session(new_id(), families.create_family(ws).id, "Play")
        ws.history.set_up(ChangeSet("add a session", (made(session),)))
        coding = passes.visible_pass(ws, code(ws, session, RIGHT, send=True))
        with pytest.raises(RuleViolation, match="no reference"):
            training.against_reference(ws, coding, Settings())


def logged(coder: str, day: str, kappa: float | None) -> TrainingAttempt:
    return TrainingAttempt("", "", "", coder, "", f"{day}T10:00:00Z", kappa, None, None, "", False, "")


def test_a_group_before_and_after_a_course() -> None:
    log = [
        logged(who, day, kappa)
        for who, before, after in (
            ("A", 0.4, 0.7),
            ("B", 0.5, 0.7),
            ("C", 0.6, 0.8),
            ("D", 0.3, 0.7),
            ("E", 0.5, 0.6),
        )
        for day, kappa in (("2026-01-10", 0.1), ("2026-02-01", before), ("2026-03-01", after))
    ]
    result = training.course_result([*log, logged("F", "2026-02-01", 0.9)], "2026-02-15")
    assert set(result.before) == set("ABCDE"), "only who has both"
    assert result.before["A"] == 0.4
    assert result.change.value == pytest.approx((0.3 + 0.2 + 0.2 + 0.4 + 0.1) / 5)
    assert result.change.low is not None
    assert result.change.high is not None
    assert 0.1 <= result.change.low < result.change.value < result.change.high <= 0.4
    alone = training.course_result(log[:3], "2026-02-15").change
    assert alone.value is None
    assert "fewer than two" in alone.undefined
