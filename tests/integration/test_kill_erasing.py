"""Killed while erasing: opened again, the library is wholly as before or wholly without it, to the last byte."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
from pathlib import Path

import pytest

from tests.builders.everything import make_everything
from tests.builders.libraries import begin_work
from tests.builders.library_content import content
from vig_annotator.services import erasing
from vig_annotator.services.workspace import Workspace

SECRET = "Quokkabramble"
KILLS = 24


def erase(folder: Path, family_id: str, begun: int) -> None:
    ws = Workspace.open(folder, "AB")
    doomed = erasing.a_family(ws, family_id)
    os.write(begun, b"x")
    found = erasing.what_goes(ws.store, doomed)
    erasing.erase(ws.store, doomed, doomed.name, found.made, ws.caches_dir, who="AB", at=ws.stamp().at)
    os._exit(0)


def killed_while_erasing(folder: Path, family_id: str, kill_after: float | None) -> bool:
    """Let a child erase; kill it some seconds after it began, if it is not done. Answers whether it was killed."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            erase(folder, family_id, writable)
        finally:
            os._exit(1)
    os.close(writable)
    os.read(readable, 1)
    os.close(readable)
    if kill_after is not None:
        select.select([], [], [], kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children that were forked; this system can't fork")
def test_killed_at_any_moment_all_or_nothing_is_gone(tmp_path: Path) -> None:
    desk = begin_work(tmp_path / "fresh")
    ids = make_everything(desk.ws, SECRET, desk.coding_pass.snapshot_id)
    before = content(desk.ws.store)
    desk.ws.close()
    chance = random.Random(20261128)
    outcomes = []
    for number in range(KILLS):
        folder = tmp_path / f"library{number}"
        shutil.copytree(tmp_path / "fresh", folder)
        killed = killed_while_erasing(folder, ids["family"], chance.random() * 0.06)
        with Workspace.open(folder, "AB") as ws:
            now = content(ws.store)
            there = [row_id for row_id in ids.values() if row_id in now]
            with ws.store.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            if there:
                assert now == before
            else:
                held = [
                    one.name
                    for one in folder.rglob("*")
                    if one.is_file() and SECRET.encode() in one.read_bytes()
                ]
                assert held == []
                assert list((folder / "backups").glob("library-*.sqlite"))
        outcomes.append((killed, bool(there)))
        shutil.rmtree(folder)
    assert {there for killed, there in outcomes if killed} == {True, False}, outcomes
