from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.libraries import CODEBOOK, begin_work
from tests.unit.codebook.conftest import SMALL
from vig_annotator.cli.main import run
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.services.workspace import Workspace

SHIPPED = [str(path) for path in shipped_codebooks()]


def test_right_codebooks_pass_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "check", *SHIPPED]) == 0
    assert capsys.readouterr() == ("", "")


def test_each_fault_has_a_line_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(SMALL.replace("kind: state", "kind: interval").replace("key: a", "key: b"))
    assert run(["codebook", "check", SHIPPED[0], str(bad), str(tmp_path / "none.yaml")]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        f"{bad}:16: “kind” can’t be “interval”; did you mean “state”?",
        f"{bad}:18: the key “b” is already that of “start” (line 12); choose another: acdefghmnpqrstuvwxy1234567890",
        f"{tmp_path / 'none.yaml'}:1: the file is not there; check the name and the folder",
    ]


def test_check_without_files_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "check"]) == 2
    assert "codebook check --help." in capsys.readouterr().err


def test_diff_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SMALL)
    new.write_text(SMALL.replace("label: Watches", "label: Looks").replace("version: 1.0", "version: 1.1"))
    assert run(["codebook", "diff", str(old), str(old)]) == 0
    assert capsys.readouterr().out == ""
    assert run(["codebook", "diff", str(old), str(new)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "“Watches” is now called “Looks”.",
        "The version was “1.0” and is “1.1”.",
    ]


def test_a_faulty_codebook_is_one_sentence_for_the_other_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(SMALL.replace("kind: state", "kind: interval").replace("key: a", "key: b"))
    for command in (
        ["diff", str(bad), SHIPPED[0]],
        ["manual", str(bad), "--out", "m.html"],
        ["convert", str(bad), "b.csv"],
    ):
        assert run(["codebook", *command]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert f"{bad}:16: “kind” can’t be “interval”" in err and "”? There is one more:" in err


def test_manual_schema_and_convert_write_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manual, schema, table = tmp_path / "m.html", tmp_path / "s.json", tmp_path / "t.boris"
    assert run(["codebook", "manual", SHIPPED[0], "--out", str(manual)]) == 0
    assert run(["codebook", "schema", "--out", str(schema)]) == 0
    assert run(["codebook", "convert", SHIPPED[0], str(table)]) == 0
    assert run(["codebook", "convert", str(table), str(tmp_path / "back.yaml")]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"{manual} (22 codes)",
        str(schema),
        f"{table} (22 codes)",
        f"{tmp_path / 'back.yaml'} (22 codes)",
    ]
    assert "BORIS does not say who a code is about" in err
    assert json.loads(schema.read_text())["type"] == "object"
    assert run(["codebook", "schema"]) == 0
    assert capsys.readouterr().out == schema.read_text()


@pytest.fixture
def coded_library(tmp_path: Path) -> Path:
    desk = begin_work(tmp_path / "library")
    desk.press("smile", 1)
    desk.ws.close()
    return tmp_path / "library"


def test_migrate_looks_first_and_then_does_it(
    coded_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(CODEBOOK.replace("'1.0'", "'2.0'").replace("id: smile", "id: grin"))
    asked = ["codebook", "migrate", str(coded_library), str(new), "--session", "Visit 1"]
    assert run([*asked, "--dry-run"]) == 1
    out, _ = capsys.readouterr()
    assert "(1 annotation)." in out
    assert "Likely: --map smile=grin" in out
    assert "Can't be done yet: “Smile” (smile, 1 tag) is not in the new codebook" in out
    assert run(asked) == 2
    assert "say which code takes its place" in capsys.readouterr().err
    assert run([*asked, "--map", "smile=grin", "--dry-run"]) == 0
    assert run([*asked, "--map", "smile=grin", "--pass", "ab"]) == 0
    assert capsys.readouterr().out.endswith("Done: AB’s coding is made with “A small codebook” 2.0.\n")
    with Workspace.open(coded_library, "AB") as ws:
        assert ws.history.undo_label == "change the codebook to “A small codebook” 2.0"
    assert run([*asked, "--pass", "AB"]) == 2
    assert "already" in capsys.readouterr().err
    assert run([*asked, "--map", "smile"]) == 2
    assert "Write it as OLD=NEW" in capsys.readouterr().err
    assert run([*asked, "--pass", "XY"]) == 2
    assert "The codings are: AB (" in capsys.readouterr().err
