"""The coding that two make together: what is settled, taken back, and what the coders' own codings are afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.side_by_side import Match, Verdict
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made as made_row
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Session
from vig_annotator.model.settlement import Choice
from vig_annotator.services import consensus, families, passes, sessions, tagging
from vig_annotator.services.comparing import Comparison, comparison
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

FRAME_US = 40_000
A = [
    ("baby_initiative", 10),
    ("att_interested", 20),
    ("att_away", 60),
    ("received_body", 35),
    ("baby_initiative", 90),
]
B = [
    ("baby_initiative", 11),
    ("att_interested", 22),
    ("att_away", 64),
    ("received_voice", 36),
    ("naming_baby", 120),
]


def code(ws: Workspace, session: Session, presses: list[tuple[str, int]]) -> None:
    coding = passes.ensure_pass(ws, session, load_codebook(shipped_codebooks()[0]))
    for name, frame in sorted(presses, key=lambda press: press[1]):
        at_us = MediaTime(frame * FRAME_US)
        tagging.press_code(ws, coding, name, at_us, next_frame_us=MediaTime(at_us + FRAME_US))
    tagging.end_running_states(ws, coding, MediaTime(150 * FRAME_US))


@pytest.fixture
def ws(library_folder: Path) -> Iterator[Workspace]:
    """A session that AB and Bea have coded; Kim has the library open."""
    session = Session(new_id(), "", "Play")
    for coder, presses in (("AB", A), ("Bea", B)):
        with Workspace.open(library_folder, coder) as opened:
            if coder == "AB":
                session = replace(session, family_id=families.create_family(opened).id)
                opened.history.set_up(ChangeSet("add a session", (made_row(session),)))
            code(opened, session, presses)
    with Workspace.open(library_folder, "Kim") as opened:
        yield opened


@pytest.fixture
def compared(ws: Workspace) -> Comparison:
    a, b = passes.passes_of(ws, sessions.sessions_of(ws)[0].id)[:2]
    return comparison(ws, a, b, Settings())


def tags(ws: Workspace, coding: CodingPass | None) -> list[Annotation]:
    if coding is None:
        return []
    with ws.store.reading() as connection:
        return queries.annotations_of(connection, coding.id)


def of(compared: Comparison, verdict: Verdict) -> Match:
    return next(match for match in compared.matches if match.verdict is verdict)


def test_what_both_agree_on_is_taken_over_in_one_step(ws: Workspace, compared: Comparison) -> None:
    assert consensus.take_agreed(ws, compared) == 3
    made = consensus.consensus_of(ws, compared)
    assert [(one.code_id, one.onset_us // FRAME_US) for one in tags(ws, made)] == [
        ("baby_initiative", 10),
        ("att_interested", 20),
        ("att_away", 60),
    ]
    assert consensus.progress(ws, compared).count == 3
    assert consensus.take_agreed(ws, compared) == 0, "once is enough"
    ws.history.undo()
    assert tags(ws, made) == []
    assert consensus.progress(ws, compared).count == 0


def test_each_choice(ws: Workspace, compared: Comparison) -> None:
    confused, alone = of(compared, Verdict.CONFUSED), of(compared, Verdict.ONLY_A)
    consensus.settle(ws, compared, confused, Choice.B)
    consensus.settle(ws, compared, alone, Choice.NEITHER)
    consensus.settle(ws, compared, of(compared, Verdict.ONLY_B), Choice.NEW, "naming_self")
    made = consensus.consensus_of(ws, compared)
    assert [(one.code_id, one.onset_us // FRAME_US) for one in tags(ws, made)] == [
        ("received_voice", 36),
        ("naming_self", 120),
    ]
    assert consensus.progress(ws, compared).count == 3


def test_settling_anew_replaces_what_was_settled(ws: Workspace, compared: Comparison) -> None:
    confused = of(compared, Verdict.CONFUSED)
    for choice, codes in (
        (Choice.A, ["received_body"]),
        (Choice.B, ["received_voice"]),
        (Choice.NEITHER, []),
        (Choice.A, ["received_body"]),
    ):
        consensus.settle(ws, compared, confused, choice)
        assert [one.code_id for one in tags(ws, consensus.consensus_of(ws, compared))] == codes
        assert consensus.progress(ws, compared).count == 1


def test_what_is_not_there_can_not_be_taken(ws: Workspace, compared: Comparison) -> None:
    with pytest.raises(RuleViolation, match="no tag here"):
        consensus.settle(ws, compared, of(compared, Verdict.ONLY_A), Choice.B)
    with pytest.raises(RuleViolation, match="can't mark an instant"):
        consensus.settle(ws, compared, of(compared, Verdict.ONLY_A), Choice.NEW, "att_away")
    assert consensus.progress(ws, compared).count == 0


def test_neither_coders_own_work_changes(ws: Workspace, compared: Comparison) -> None:
    before = [tags(ws, one) for one in (compared.a, compared.b)]
    consensus.take_agreed(ws, compared)
    for match in compared.disagreements:
        consensus.settle(ws, compared, match, Choice.A if match.a else Choice.B)
    assert consensus.progress(ws, compared).count == len(compared.matches)
    assert [tags(ws, one) for one in (compared.a, compared.b)] == before


def test_a_consensus_is_compared_with_nobody_by_mistake(ws: Workspace, compared: Comparison) -> None:
    consensus.take_agreed(ws, compared)
    made = consensus.consensus_of(ws, compared)
    assert made is not None
    assert made.coder == "Consensus: AB, Bea"
    assert consensus.begin(ws, compared).id == made.id


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from([Choice.A, Choice.B, Choice.NEITHER])), max_size=8)
)
def test_undo_walks_back_and_redo_forth(
    ws: Workspace, compared: Comparison, steps: list[tuple[int, Choice]]
) -> None:
    def state() -> list[tuple[str, int]]:
        return [(one.code_id, one.onset_us) for one in tags(ws, consensus.consensus_of(ws, compared))]

    states = [state()]
    for place, choice in steps:
        match = compared.matches[place % len(compared.matches)]
        if (choice is Choice.A and match.a is None) or (choice is Choice.B and match.b is None):
            continue
        try:
            consensus.settle(ws, compared, match, choice)
        except RuleViolation:
            continue
        states.append(state())
    for earlier in reversed(states[:-1]):
        ws.history.undo()
        assert state() == earlier
    for later in states[1:]:
        ws.history.redo()
        assert state() == later
    for _ in states[1:]:
        ws.history.undo()
