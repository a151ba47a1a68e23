"""What is sent for second coding, and the list that is kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders.libraries import Desk, at, begin_work, small_codebook
from vig_annotator.cli.second_coding_command import second_coding as command
from vig_annotator.errors import RuleViolation, UsageError
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.second_coding import Unit
from vig_annotator.model.session import Recording, Session
from vig_annotator.services import passes, reviewing, second_coding, tagging
from vig_annotator.services.second_coding import Wish

MINUTE_US = 60_000_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ten sessions of ten minutes; AB has coded nine of them."""
    work = begin_work(tmp_path / "library")
    ws = work.ws
    work.press("smile", 1)
    for number in range(9):
        session = Session(new_id(), work.family.id, f"Visit {number + 2}", created_at=ws.stamp().at)
        film = Recording(new_id(), session.id, f"{number}.mp4", f"f{number}", 1, MediaTime(10 * MINUTE_US))
        ws.history.set_up(ChangeSet("add", (made(session), made(film))))
        if number:
            one = passes.ensure_pass(ws, session, small_codebook())
            tagging.press_code(ws, one, "smile", at(number), next_frame_us=at(number + 1))
    yield work
    ws.close()


def test_a_share_of_sessions(desk: Desk) -> None:
    ws = desk.ws
    planned = second_coding.plan(ws, Wish("CD", share_percent=20, seed=7))
    assert (len(planned.drawn), len(planned.drawn_from)) == (2, 9)
    assert second_coding.plan(ws, Wish("CD", share_percent=20, seed=7)) == planned
    assert second_coding.sent(ws) == [], "nothing is written yet"
    draw = second_coding.send(ws, planned)
    assert second_coding.sent(ws) == [draw]
    begun = second_coding.passes_in(ws, draw)
    assert [(one.coder, one.blind, one.segments) for one in begun] == [("CD", True, ())] * 2
    assert {one.session_id for one in begun} == {one.first.session_id for one in planned.drawn}
    assert {one.snapshot_id for one in begun} == {one.first.snapshot_id for one in planned.drawn}
    ws.work_as("CD")
    assert [one.words for one in reviewing.waits_for_me(ws)] == ["A second coding to do"] * 2
    for one in begun:
        assert [each.coder for each in passes.passes_of(ws, one.session_id)] == ["CD"]
    ws.work_as("AB")
    again = second_coding.plan(ws, Wish("CD", share_percent=100, seed=7))
    assert len(again.drawn) == 7, "what CD codes already is not drawn again"


def test_stretches_of_each_session(desk: Desk) -> None:
    wish = Wish("CD", unit=Unit.SEGMENTS, share_percent=30, least_us=2 * MINUTE_US, seed=3)
    planned = second_coding.plan(desk.ws, wish)
    assert len(planned.drawn) == 8, "the length of one film is not known"
    for one in planned.drawn:
        assert sum(span.duration_us for span in one.segments) == 4 * MINUTE_US
        assert all(span.duration_us >= 2 * MINUTE_US for span in one.segments)
    draw = second_coding.send(desk.ws, planned)
    assert [
        one.segments for one in sorted(second_coding.passes_in(desk.ws, draw), key=lambda one: one.session_id)
    ] == [one.segments for one in planned.drawn]


def test_what_makes_no_sense(desk: Desk) -> None:
    for wish in (
        Wish(" "),
        Wish("CD", share_percent=0),
        Wish("CD", share_percent=101),
        Wish("CD", of="CD"),
        Wish("CD", unit=Unit.SEGMENTS, least_us=10),
        Wish("CD", seed=-1),
    ):
        with pytest.raises(UsageError):
            second_coding.plan(desk.ws, wish)
    with pytest.raises(RuleViolation, match="no session"):
        second_coding.plan(desk.ws, Wish("CD", of="nobody"))


def test_the_command(desk: Desk) -> None:
    folder = str(desk.ws.folder)
    desk.ws.close()

    def run(*words: str) -> str:
        answer = CliRunner().invoke(command, [folder, *words], catch_exceptions=False)
        assert answer.exit_code == 0
        return answer.output

    dry = run("--coder", "CD", "--seed", "5", "--dry-run")
    assert "Would be sent to CD: 2 of 9 sessions, seed 5." in dry
    assert run("--list") == ""
    assert dry.splitlines()[:-1] == run("--coder", "CD", "--seed", "5").splitlines()[:-1]
    assert "CD: 2 sessions, 20 %, seed 5; 0 sent back" in run("--list")
    facts = json.loads(run("--coder", "EF", "--segments", "--share", "10", "--least", "1", "--json"))
    assert facts["sent"] is True
    assert len(facts["drawn"]) == 8
    assert len(run("--list", "--json").splitlines()) == 2
    answer = CliRunner().invoke(command, [folder])
    assert isinstance(answer.exception, UsageError)
