"""Erasing on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.libraries import begin_work
from vig_annotator.cli.main import run
from vig_annotator.services import timeline_editing


@pytest.fixture
def library(tmp_path: Path) -> Path:
    desk = begin_work(tmp_path / "library")
    tag = desk.press("smile", 5)
    timeline_editing.set_note(desk.ws, desk.coding_pass, tag.id, "Quokkabramble")
    desk.ws.close()
    return tmp_path / "library"


def test_first_it_is_listed_and_then_it_goes(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["erase", str(library), "--session", "visit 1"]) == 0
    said = capsys.readouterr().out
    assert "1 tag, with its note" in said and "Nothing was erased." in said and "--confirm “Visit 1”" in said
    assert run(["erase", str(library), "--session", "visit 1", "--confirm", "visit 2"]) == 2
    assert "Nothing was erased" in capsys.readouterr().err
    assert b"Quokkabramble" in (library / "library.sqlite").read_bytes()
    assert run(["erase", str(library), "--session", "visit 1", "--confirm", "Visit 1"]) == 0
    assert capsys.readouterr().out == "Erased the visit “Visit 1”.\n"
    assert not any(b"Quokkabramble" in one.read_bytes() for one in library.rglob("*") if one.is_file())
    assert run(["erase", str(library), "--family", "F-001", "--confirm", "F-001"]) == 0


def test_what_is_meant_must_be_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["erase", str(library)]) == 2
    assert run(["erase", str(library), "--session", "x", "--family", "y"]) == 2
    assert run(["erase", str(library), "--family", "F-001", "--person", "Gran"]) == 2
    assert "Its people are: nobody." in capsys.readouterr().err
