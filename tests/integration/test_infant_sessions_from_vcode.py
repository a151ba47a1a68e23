"""The same fifteen sessions from their VCode files: a file of each coder into one visit, looks that last until the next, compared, settled, exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders.infants import ENDS, FILES, GAZE, THERE, infant_sessions, require_published
from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.side_by_side import Verdict
from vig_annotator.cli.main import cli
from vig_annotator.model.settlement import Choice
from vig_annotator.services import consensus, passes
from vig_annotator.services.comparing import comparison
from vig_annotator.services.double_coded import agreement_across, double_coded
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace

if not THERE:
    pytest.skip("the shared VCode files are not beside the project", allow_module_level=True)

SESSIONS = infant_sessions()
QUICK = Settings(bootstrap=Bootstrap(samples=0))


def run(*words: str) -> str:
    answer = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


def import_coder(library: Path, name: str, number: int) -> None:
    file = FILES / f"{name}__{number}.txt"
    tracks = {line.split(",")[2] for line in file.read_text(encoding="utf-8").splitlines()[4:] if line}
    tracks |= {one.strip() for one in file.read_text(encoding="utf-8").splitlines()[1][7:].split(",")}
    words = ["import", str(file), "--library", str(library), "--coder", f"human {number}"]
    words += ["--until-next", ",".join(GAZE), "--ended-by", ",".join(ENDS)]
    for track in sorted(tracks - set(GAZE)):
        words += ["--map", f"{track}=-"]
    if number == 2:
        words += ["--into", session_of(library, name)]
    assert "points last until the next" in run(*words)


def session_of(library: Path, name: str) -> str:
    with Workspace.open(library, "SV") as ws:
        return next(one.id for one in sessions_of(ws) if one.title.startswith(name))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("infants") / "library"
    for session in SESSIONS:
        for number in (1, 2):
            import_coder(folder, session["session"], number)
    yield folder


def test_the_looks_are_the_published_ones_to_the_millisecond(library: Path) -> None:
    running = 0
    with Workspace.open(library, "SV") as ws:
        pairs = double_coded(ws).pairs
        assert len(sessions_of(ws)) == len(pairs) == 15
        for pair in pairs:
            known = next(one for one in SESSIONS if pair.session.startswith(one["session"]))
            for coding, coder in ((pair.a, "coder1"), (pair.b, "coder2")):
                looks = [
                    [
                        tag.onset_us // 1000,
                        (tag.offset_us or 0) // 1000,
                        ws.desk(coding).codebook.code(tag.code_id).label,
                    ]  # type: ignore[union-attr]
                    for tag in ws.desk(coding).annotations
                    if tag.offset_us is not None
                ]
                assert sorted(looks) == sorted(known[coder])
                running += len(ws.desk(coding).annotations) - len(looks)
    assert running == 1, "one file ends with a look that nothing follows; the published looks leave it out"


def test_the_figures_are_the_published_ones(library: Path) -> None:
    with Workspace.open(library, "SV") as ws:
        pairs = double_coded(ws).pairs
    known = agreement_across(library, pairs, QUICK)
    require_published(known)
    assert list(known.figures.groups) != [], "the looks exclude each other"


def test_settled_and_exported(library: Path, tmp_path: Path) -> None:
    with Workspace.open(library, "SV") as ws:
        pair = double_coded(ws).pairs[0]
        compared = comparison(ws, pair.a, pair.b, QUICK)
        agreed = sum(one.verdict is Verdict.SAME for one in compared.matches)
        assert consensus.take_agreed(ws, compared) == agreed > 0
        for match in compared.disagreements:
            if consensus.progress(ws, compared).settled.get(consensus.about(match)) is None:
                consensus.settle(ws, compared, match, Choice.A if match.a is not None else Choice.NEITHER)
        joint = consensus.consensus_of(ws, compared)
        assert joint is not None
        count = len(ws.desk(joint).annotations)
        name = consensus.name_of(compared)
    out = tmp_path / "consensus.csv"
    run(
        "export",
        str(library),
        "--session",
        pair.a.session_id,
        "--format",
        "csv",
        "--coder",
        name,
        "--out",
        str(out),
    )
    assert out.read_text(encoding="utf-8").count("\n") - 1 == count > agreed


def test_one_undo_takes_the_second_coder_out_again(tmp_path: Path) -> None:
    name = SESSIONS[0]["session"]
    for number in (1, 2):
        import_coder(tmp_path / "library", name, number)
    with Workspace.open(tmp_path / "library", "command line") as ws:
        session = sessions_of(ws)[0]
        assert [one.coder for one in passes.passes_of(ws, session.id)] == ["human 1", "human 2"]
        ws.history.undo()
        assert [one.coder for one in passes.passes_of(ws, session.id)] == ["human 1"]
