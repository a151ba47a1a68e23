"""A coding that is taken over, and a codebook that is saved: killed at any moment, and on a full disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.builders.disk import files_no_bigger_than
from tests.builders.libraries import CODEBOOK, begin_work
from tests.builders.library_content import content
from vig_annotator.codebook import editing
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import ExportError, LibraryNotWritable
from vig_annotator.gui.codebooks.manual_saving import write_manual_file
from vig_annotator.services.codebook_editing import draft_of_file
from vig_annotator.services.codebook_migration import migrate, propose

ROOT = Path(__file__).resolve().parents[2]
KILLS = 40


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children that were forked; this system can't fork")
@pytest.mark.parametrize("mode", ["migrating", "saving"])
def test_killed_at_any_moment_it_is_wholly_before_or_after(mode: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-m",
            "tests.integration.kill_codebooks",
            str(tmp_path),
            mode,
            str(KILLS),
            "4",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["kills"] == KILLS
    assert figures["acknowledged"] > KILLS
    if mode == "migrating":
        assert figures["smile"] and figures["grin"], "killed on both sides of the step"


def test_a_migration_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    for frame in range(50):
        desk.press("smile", frame)
    new = parse_codebook(CODEBOOK.replace("'1.0'", "'2.0'").replace("id: smile,", "id: grin,"), "small.yaml")
    proposal = propose(desk.ws, desk.coding_pass, new, {"smile": "grin"})
    before, label = content(desk.ws.store), desk.ws.history.undo_label
    with (
        files_no_bigger_than((tmp_path / "library.sqlite-wal").stat().st_size),
        pytest.raises(LibraryNotWritable, match=r"full|refused to"),
    ):
        migrate(desk.ws, proposal)
    assert content(desk.ws.store) == before
    assert desk.ws.history.undo_label == label
    assert migrate(desk.ws, proposal).snapshot_id == new.sha256, "with room again, it is done"
    assert {
        one.code_id
        for one in desk.ws.desk(desk.ws.get(type(desk.coding_pass), desk.coding_pass.id)).annotations
    } == {"grin"}
    desk.ws.close()


@pytest.mark.parametrize("name", ["m.pdf", "m.html"])
def test_a_manual_on_a_full_disk_is_told_and_not_half_there(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    book = parse_codebook(CODEBOOK, "small.yaml").codebook
    with files_no_bigger_than(100), pytest.raises(ExportError, match="full"):
        write_manual_file(book, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    write_manual_file(book, tmp_path / name)
    assert (tmp_path / name).stat().st_size > 1_000


def test_a_codebook_on_a_full_disk_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    draft = draft_of_file(path)
    draft.change(editing.set_header(draft.book, note="Longer. " * 20), "note")
    with (
        files_no_bigger_than(100),
        pytest.raises(ExportError, match=r"full|can’t be written|can't be written"),
    ):
        draft.save()
    assert path.read_text(encoding="utf-8") == CODEBOOK
    assert [one.name for one in tmp_path.iterdir()] == ["small.yaml"], "nothing half is left behind"
    assert draft.changed and draft.undo_words == "note"
    draft.save()
    assert "Longer." in path.read_text(encoding="utf-8")
