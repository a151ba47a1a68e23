"""A second coding of drawn stretches: only these are compared, on the command line and in the window, and it says so."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.libraries import FRAME_US, Desk, at, begin_work, small_codebook
from vig_annotator.analysis.agreement import compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.analysis.side_by_side import Verdict
from vig_annotator.cli.main import cli
from vig_annotator.errors import UsageError
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.settlement import Choice
from vig_annotator.services import consensus, passes, tagging
from vig_annotator.services.agreement_words import methods_text, overview
from vig_annotator.services.comparing import comparison, figures

QUICK = Settings(bootstrap=Bootstrap(samples=0))


def span(first: int, end: int) -> Span:
    return Span(at(first), at(end))


def second(desk: Desk, *segments: Span, coder: str = "CD") -> CodingPass:
    return passes.new_pass(desk.ws, desk.session, small_codebook(), coder, segments=segments)


def press(desk: Desk, coding: CodingPass, code: str, frame: int) -> None:
    desk.ws.work_as(coding.coder)
    tagging.press_code(desk.ws, coding, code, at(frame), next_frame_us=at(frame + 1), film_end_us=at(1000))


@pytest.fixture
def desk(library_folder: Path) -> Iterator[Desk]:
    """AB coded everything: a smile every hundred frames, and one state over nearly all of it."""
    work = begin_work(library_folder)
    for frame in range(50, 1000, 100):
        work.press("smile", frame)
    work.state("face", 20, 980)
    yield work
    work.ws.close()


def command(desk: Desk, *words: str) -> Result:
    return CliRunner().invoke(cli, ["agreement", "--library", str(desk.ws.folder), "--samples", "0", *words])


def test_what_lies_outside_is_no_disagreement(desk: Desk) -> None:
    coding = second(desk, span(100, 300), span(600, 700))
    for frame in (150, 250, 652):
        press(desk, coding, "smile", frame)
    for first, end in ((100, 300), (600, 700)):
        press(desk, coding, "face", first)
        press(desk, coding, "face", end)
    compared = comparison(desk.ws, desk.coding_pass, coding, QUICK)
    assert compared.stretches == (span(100, 300), span(600, 700))
    assert compared.disagreements == [], "seven smiles of AB lie where CD was not to look"
    assert len(compared.matches) == 5
    known = figures(compared)
    assert known.whole.duration is not None
    assert known.whole.duration.table.sum() == 2 * 300 * FRAME_US, "of both subjects"
    assert known.whole.sessions == 1
    assert known.whole.points.figures["f1"].value == 1.0


def test_a_state_over_two_stretches_is_settled_once(desk: Desk) -> None:
    coding = second(desk, span(100, 300), span(600, 700))
    press(desk, coding, "face", 100)
    press(desk, coding, "face", 700)
    compared = comparison(desk.ws, desk.coding_pass, coding, QUICK)
    states = [match for match in compared.matches if match.a is not None and match.a.event.code == "face"]
    assert [match.verdict for match in states] == [Verdict.SAME, Verdict.SAME]
    assert consensus.progress(desk.ws, compared).total == 1 + 3
    consensus.take_agreed(desk.ws, compared)
    taken = consensus.consensus_of(desk.ws, compared)
    assert taken is not None
    assert [one.code_id for one in desk.ws.desk(taken).annotations] == ["face"]
    consensus.settle(desk.ws, compared, states[1], Choice.B)
    assert [one.onset_us for one in desk.ws.desk(taken).annotations] == [at(100)]
    assert consensus.progress(desk.ws, compared).count == 1


def test_two_drawn_codings_are_compared_where_both_were_to_look(desk: Desk) -> None:
    one = second(desk, span(100, 300))
    other = second(desk, span(200, 400), coder="EF")
    press(desk, one, "smile", 150)
    press(desk, other, "smile", 350)
    compared = comparison(desk.ws, one, other, QUICK)
    assert compared.stretches == (span(200, 300),)
    assert compared.matches == []


def test_stretches_that_share_nothing_are_told(desk: Desk) -> None:
    one, other = second(desk, span(100, 200)), second(desk, span(200, 400), coder="EF")
    with pytest.raises(UsageError, match="no part of “Visit 1” that both were to code"):
        comparison(desk.ws, one, other, QUICK)


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ((), [[4.0, 12.0], [24.0, 28.0]]),
        (("--span", "10", "26"), [[10.0, 12.0], [24.0, 26.0]]),
        (("--span", "0", "5"), [[4.0, 5.0]]),
    ],
)
def test_the_command_says_which_stretches_and_cuts_the_span_to_them(
    desk: Desk, words: tuple[str, ...], spans: list[list[float]]
) -> None:
    coding = second(desk, span(100, 300), span(600, 700))
    press(desk, coding, "smile", 150)
    desk.ws.close()
    answer = command(desk, "--a", "AB", "--b", "CD", *words, "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.output)["settings"]
    assert told["spans_s"] == spans
    assert told["observed_s"] == pytest.approx(sum(end - start for start, end in spans))
    assert told["sessions"] == 1


def test_the_command_refuses_a_span_that_nobody_was_to_code(desk: Desk) -> None:
    coding = second(desk, span(100, 300))
    press(desk, coding, "smile", 150)
    desk.ws.close()
    answer = command(desk, "--a", "AB", "--b", "CD", "--span", "20", "30")
    assert isinstance(answer.exception, UsageError)


def coded(text: str, start: int = 0) -> list[CodedEvent]:
    return [
        CodedEvent(letter, (start + place) * 1_000_000, (start + place + 1) * 1_000_000)
        for place, letter in enumerate(text)
        if letter != "."
    ]


def stretches(session: str, texts: list[tuple[str, str]]) -> list[DoubleCoding]:
    return [
        DoubleCoding(
            coded(a, 100 * place),
            coded(b, 100 * place),
            Span(MediaTime(100_000_000 * place), MediaTime((100 * place + len(a)) * 1_000_000)),
            session=session,
        )
        for place, (a, b) in enumerate(texts)
    ]


def test_stretches_of_one_session_are_one_session_to_the_bootstrap() -> None:
    """Ten stretches of two sessions are no ten sessions: what is alike within a session is no evidence twice."""
    ten = [("ABAB", "ABBB"), ("AABB", "AABB"), ("BBAA", "BAAA"), ("ABBA", "ABBA"), ("AAAB", "AAAB")]
    result = compare([*stretches("one", ten), *stretches("two", ten)], Settings())
    assert result.sessions == 2
    assert result.drawn == "blocks of time"
    assert result.counts["A"]["icc_a_1"].undefined.startswith("undefined")
    assert "2 sessions (0:00:40.000 of film in 10 stretches)" in methods_text(result)
    assert "2 sessions, 10 stretches, 0:00:40.000 observed" in overview(result)


def test_numbers_of_stretches_are_added_up_for_each_session() -> None:
    by_stretch = [
        one
        for number in range(12)
        for one in stretches(f"{number}", [("AB" * (number + 1), "AB" * (number + 1)), ("A", "A")])
    ]
    result = compare(by_stretch, Settings())
    assert result.sessions == 12
    assert result.drawn == "sessions"
    assert result.counts["A"]["icc_a_1"].value == pytest.approx(1.0)


def test_the_time_that_is_compared_does_not_depend_on_how_a_session_is_parted() -> None:
    a, b = coded("AABBA.AB"), coded("ABBBA.AA")
    edges = [MediaTime(second * 1_000_000) for second in (0, 3, 8)]
    whole = compare([DoubleCoding(a, b, Span(edges[0], edges[2]))], QUICK)
    parted = compare([DoubleCoding(a, b, Span(*two)) for two in itertools.pairwise(edges)], QUICK)
    assert whole.duration is not None
    assert parted.duration is not None
    assert whole.duration.figures["kappa"].value == parted.duration.figures["kappa"].value
