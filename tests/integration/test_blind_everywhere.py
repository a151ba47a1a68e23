"""A coding that is blind to somebody, looked for wherever it could be told: every format, list, count, sentence and command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.consents import agree
from tests.builders.libraries import Desk, at, begin_work, small_codebook
from vig_annotator.cli.main import cli
from vig_annotator.codebook.rating_forms import load_rating_form, shipped_forms
from vig_annotator.errors import NotFound, RuleViolation, UsageError
from vig_annotator.exchange.formats import FORMATS
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import (
    coders,
    moments,
    passes,
    rating,
    reel_building,
    reel_candidates,
    reel_checking,
    reviewing,
    sessions,
    tagging,
    timeline_editing,
    training,
)
from vig_annotator.services.double_coded import double_coded
from vig_annotator.services.interchange_export import ExportChoices, plan_export
from vig_annotator.services.workspace import Workspace
from vig_annotator.tables import read_annotations, read_codes, read_sessions

SECRET = "nobody-may-read-this"


@dataclass
class Blind:
    """AB coded and sent; CD codes blind, and is not done: two tags with a note, a rating and a comment of SV about them."""

    folder: Path
    ws: Workspace
    desk: Desk
    second: CodingPass

    def press(self, code: str, frame: int) -> str:
        self.ws.work_as("CD")
        one = tagging.press_code(
            self.ws, self.second, code, at(frame), next_frame_us=at(frame + 1), film_end_us=at(1000)
        )
        timeline_editing.set_note(self.ws, self.second, one.id, SECRET)
        return one.id

    def command(self, *words: object) -> Result:
        self.ws.close()
        return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def blind(tmp_path: Path) -> Iterator[Blind]:
    desk = begin_work(tmp_path / "library")
    ws = desk.ws
    coders.add_coder(ws, "SV", role=Role.SUPERVISOR)
    coders.add_coder(ws, "CD")
    second = passes.new_pass(ws, desk.session, small_codebook(), "CD", blind=True)
    desk.press("smile", 10)
    made = Blind(tmp_path / "library", ws, desk, second)
    made.press("cry", 300)
    made.press("voice", 400)
    made.press("voice", 500)
    ws.work_as("AB")
    passes.submit(ws, desk.coding_pass.id)
    ws.work_as("SV")
    rating.rate(ws, second.id, load_rating_form(shipped_forms()[0]), {"waits": 5}, SECRET)
    reviewing.comment(ws, second.id, SECRET)
    ws.work_as("AB")
    yield made
    ws.close()


@pytest.mark.parametrize("form", [one.id for one in FORMATS if one.write is not None])
@pytest.mark.parametrize("who", ["AB", "nobody in particular"])
def test_no_format_writes_it(blind: Blind, form: str, who: str) -> None:
    blind.ws.work_as(who)
    plan = plan_export(blind.ws, blind.desk.session.id, form, ExportChoices(without_names=False))
    assert plan.hidden == (1 if who == "AB" else 2)
    tags = plan.document.observations[0].annotations
    assert len(tags) == (1 if who == "AB" else 0)
    assert plan.format.write is not None
    if tags:
        raw = plan.format.write(plan.document)
        assert SECRET.encode() not in raw
        assert SECRET.encode("utf-16-le") not in raw


def test_no_list_or_count_tells_it(blind: Blind) -> None:
    ws = blind.ws
    assert sessions.overview(ws)[0].sessions[0].annotations == 1
    told = json.dumps([(step.who, step.label) for step in ws.history.steps()])
    assert "Cry" not in told
    assert "Warm voice" not in told
    assert ws.history.undo_label is None or "Cry" not in ws.history.undo_label
    assert (double_coded(ws).pairs, double_coded(ws).hidden) == ((), 1)
    assert reviewing.waits_for_me(ws) == []
    assert rating.count_ratings(ws) == 0
    for ask in (reviewing.entries_of, reviewing.unread_of, passes.visible_pass):
        with pytest.raises(NotFound, match="hidden"):
            ask(ws, blind.second.id)
    with pytest.raises(NotFound, match="hidden"):
        training.mark_reference(ws, blind.second.id)


def test_undo_and_redo_of_one_reach_nothing_of_the_other(blind: Blind) -> None:
    ws = blind.ws
    labels = []
    for step in (ws.history.undo, ws.history.undo, ws.history.redo):
        try:
            labels.append(step())
        except RuleViolation as error:
            labels.append(str(error))
    assert not any("Cry" in str(one) or "voice" in str(one) for one in labels)
    ws.work_as("CD")
    assert len(ws.desk(blind.second).annotations) == 2


def test_a_reel_is_guarded_by_it_and_says_no_more_than_it_must(blind: Blind) -> None:
    """A parent must never see the concern; the other coder must not read which code lies where."""
    ws = blind.ws
    agree(ws, blind.desk.family.id)
    assert reel_candidates.candidates_for(ws, blind.desk.family.id)[0].span.onset_us < at(100)
    reel = reel_building.make_reel(ws, blind.desk.family.id, "For the review")
    for first, last in ((290, 310), (450, 490)):
        moments.mark(ws, blind.desk.session.id, at(first), at(last))
    concern, plain = moments.moments_of(ws, blind.desk.session.id)
    with pytest.raises(RuleViolation) as refused:
        reel_building.add_moments(ws, reel.id, [concern.id])
    words = f"{refused.value} {refused.value.remedy}"
    assert "a concern of a coding that is hidden until both were sent" in words
    assert "Cry" not in words
    assert "0:00:12.000" not in words, "nor when it was tagged"
    (seen,) = reel_building.concerns_in(ws, blind.desk.session.id, Span(concern.onset_us, concern.offset_us))
    assert "Cry" not in seen.label
    reel_building.add_moments(ws, reel.id, [plain.id])
    found = reel_checking.look_through(reel_checking.gather(ws, reel.id), None)
    assert not any("Warm voice" in one.words for one in found)


def test_no_table_of_the_library_for_python_holds_it(blind: Blind) -> None:
    blind.ws.close()
    assert len(read_annotations(blind.folder)) == 0
    assert read_sessions(blind.folder)["annotations"].tolist() == [0]
    assert SECRET not in read_codes(blind.folder).to_csv()


@pytest.mark.parametrize(
    "words",
    [
        ("export", "{library}", "--all", "--format", "csv", "--out", "{out}"),
        ("ratings", "export", "{library}", "--out", "{out}", "--as", "AB"),
        ("agreement", "--library", "{library}", "--all", "--json"),
        ("agreement", "--library", "{library}", "--a", "AB", "--b", "CD", "--json"),
        ("training", "{library}", "--json"),
        ("second-coding", "{library}", "--list"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_command_tells_it(blind: Blind, tmp_path: Path, words: tuple[str, ...]) -> None:
    out = tmp_path / "out.csv"
    answer = blind.command(*(one.format(library=blind.folder, out=out) for one in words))
    told = answer.output + str(answer.exception) + (out.read_text("utf-8") if out.is_file() else "")
    assert SECRET not in told
    assert "cry" not in told.lower().replace("crying", "")
    if words[0] == "agreement":
        assert isinstance(answer.exception, NotFound | UsageError)


def test_a_changed_codebook_does_not_count_its_tags_on_the_command_line(blind: Blind, tmp_path: Path) -> None:
    changed = tmp_path / "small.yaml"
    text = small_codebook().yaml_text.replace("version: '1.0'", "version: '2.0'")
    changed.write_text(text.replace("id: cry", "id: weep"), encoding="utf-8")
    answer = blind.command("codebook", "migrate", blind.folder, changed, "--pass", "CD")
    assert isinstance(answer.exception, NotFound), answer.output
    assert "hidden" in str(answer.exception)


def test_when_both_were_sent_all_of_it_is_told(blind: Blind) -> None:
    ws = blind.ws
    ws.work_as("CD")
    passes.submit(ws, blind.second.id)
    ws.work_as("AB")
    assert sessions.overview(ws)[0].sessions[0].annotations == 3
    assert len(double_coded(ws).pairs) == 1
    assert rating.count_ratings(ws) == 1
    assert MediaTime(at(300)) in {
        one.onset_us for one in ws.desk(passes.visible_pass(ws, blind.second.id)).annotations
    }
