"""Fifteen real infant sessions through the program: both coders imported, compared, settled, exported, and compared again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders.infants import REFERENCE, infant_sessions, published_kappas
from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.side_by_side import Verdict
from vig_annotator.cli.main import cli
from vig_annotator.model.settlement import Choice
from vig_annotator.services import consensus, passes
from vig_annotator.services.agreement_words import methods_text
from vig_annotator.services.comparing import comparison
from vig_annotator.services.double_coded import agreement_across, double_coded
from vig_annotator.services.interchange import import_file
from vig_annotator.services.interchange_looking import read_file
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace

if not REFERENCE.exists():
    pytest.skip("the shared reference figures are not beside the project", allow_module_level=True)

SESSIONS = infant_sessions()
QUICK = Settings(bootstrap=Bootstrap(samples=0))


def table_of(session: dict[str, Any]) -> str:
    lines = ["session,coder,code,onset_s,offset_s,subject"]
    for coder, rows in (("human 1", session["coder1"]), ("human 2", session["coder2"])):
        lines += [
            f"{session['session']},{coder},{code},{onset / 1000},{offset / 1000},infant"
            for onset, offset, code in rows
        ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("infants")
    with Workspace.open(folder / "library", "SV") as ws:
        for session in SESSIONS:
            file = folder / f"{session['session']}.csv"
            file.write_text(table_of(session), encoding="utf-8")
            done = import_file(ws, read_file(file))
            assert done.problems == (), done.problems
    yield folder / "library"


def test_both_coders_of_each_session_are_there(library: Path) -> None:
    with Workspace.open(library, "SV") as ws:
        there = double_coded(ws)
        assert len(there.pairs) == len(SESSIONS) == 15
        assert {(one.a.coder, one.b.coder) for one in there.pairs} == {("human 1", "human 2")}
        counted = {
            one.session: (len(ws.desk(one.a).annotations), len(ws.desk(one.b).annotations))
            for one in there.pairs
        }
    assert counted == {one["session"]: (len(one["coder1"]), len(one["coder2"])) for one in SESSIONS}


def test_the_worst_session_comes_first_and_all_are_pooled(library: Path) -> None:
    with Workspace.open(library, "SV") as ws:
        pairs = double_coded(ws).pairs
    known = agreement_across(library, pairs, Settings())
    by_hand = published_kappas()
    assert {one.pair.session: one.kappa.value for one in known.sessions} == pytest.approx(by_hand, abs=2e-6)
    assert [one.pair.session for one in known.sessions] == sorted(by_hand, key=lambda name: by_hand[name])
    whole = known.figures.whole
    assert (whole.sessions, whole.drawn) == (15, "sessions")
    linked = sum(one["elan_modified_kappa"]["0.6"]["matched"] for one in SESSIONS)
    assert whole.events.table[:-1, :-1].sum() == linked
    kappa = whole.events.figures["kappa"]
    assert kappa.low is not None and kappa.high is not None and kappa.value is not None
    assert kappa.low < kappa.value < kappa.high
    assert "15 sessions (" in methods_text(whole)
    assert "sessions resampled" in methods_text(whole)


def test_what_differs_is_settled_and_the_consensus_is_exported_and_compared(
    library: Path, tmp_path: Path
) -> None:
    with Workspace.open(library, "SV") as ws:
        pair = agreement_across(library, double_coded(ws).pairs, QUICK).sessions[-1].pair
        compared = comparison(ws, pair.a, pair.b, QUICK)
        agreed = sum(one.verdict is Verdict.SAME for one in compared.matches)
        assert consensus.take_agreed(ws, compared) == agreed
        for match in compared.disagreements:
            if consensus.progress(ws, compared).settled.get(consensus.about(match)) is None:
                consensus.settle(ws, compared, match, Choice.A if match.a is not None else Choice.NEITHER)
        progress = consensus.progress(ws, compared)
        assert progress.count == progress.total
        joint = consensus.consensus_of(ws, compared)
        assert joint is not None
        assert len(ws.desk(joint).annotations) > agreed
        assert len(double_coded(ws).pairs) == 15, "a consensus is nobody's coding"
        session = next(one for one in sessions_of(ws) if one.id == pair.a.session_id)
        name = consensus.name_of(compared)
        assert {one.coder for one in passes.passes_of(ws, session.id)} == {"human 1", "human 2", name}
    out = tmp_path / "consensus.csv"
    exported = CliRunner().invoke(
        cli,
        [
            "export",
            str(library),
            "--session",
            session.id,
            "--format",
            "csv",
            "--coder",
            name,
            "--out",
            str(out),
        ],
        catch_exceptions=False,
    )
    assert exported.exit_code == 0, exported.output
    given = tmp_path / "given.csv"
    given.write_text(
        table_of(next(one for one in SESSIONS if one["session"] == session.title)), encoding="utf-8"
    )
    again = CliRunner().invoke(
        cli,
        ["agreement", "--library", str(library), "--a", pair.a.id, "--b", name, "--json", "--samples", "0"],
        catch_exceptions=False,
    )
    told = json.loads(again.output)
    assert told["events"]["pairs_once"]["kappa"] > published_kappas()[pair.session]
    assert out.read_text(encoding="utf-8").count("\n") - 1 == told["counts"]["states"][1]


def test_the_command_says_the_same_of_the_whole_library(library: Path) -> None:
    answer = CliRunner().invoke(
        cli, ["agreement", "--library", str(library), "--all", "--json"], catch_exceptions=False
    )
    told = json.loads(answer.output)
    assert told["settings"]["sessions"] == 15
    assert told["settings"]["bootstrap"]["interval"] == "95 %, percentile, sessions resampled"
    assert len(told["by_session"]) == 15
    for name in ("duration_weighted", "time_unit"):
        assert told[name]["kappa_ci95"][0] < told[name]["kappa"] < told[name]["kappa_ci95"][1]
