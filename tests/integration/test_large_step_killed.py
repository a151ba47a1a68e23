"""A large step is one transaction, also beside the window: a kill on the way leaves all of it as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.services.families import all_families
from vig_annotator.services.workspace import Workspace

MANY = 3_000
_KILLED = """
import os, signal, sys, threading
from pathlib import Path
from vig_annotator.jobs import JobContext
from vig_annotator.services.walking import walk_beside
from vig_annotator.services.workspace import Workspace

def report(share, words):
    if share >= float(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

ws = Workspace.open(Path(sys.argv[1]), "AB", create=False)
job = threading.Thread(target=walk_beside, args=(ws, lambda h, tell: h.undo(tell=tell), JobContext(report)))
job.start()
job.join()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no SIGKILL")
@pytest.mark.parametrize("share", [0.1, 0.7, 0.8])
def test_killed_on_the_way_back_it_is_as_it_was_and_can_be_undone(tmp_path: Path, share: float) -> None:
    folder = tmp_path / "library"
    with Workspace.open(folder, "AB") as ws:
        rows = tuple(made(Family(new_id(), f"F-{number:04}")) for number in range(MANY))
        ws.history.apply(ChangeSet("many families", rows))

    done = subprocess.run([sys.executable, "-c", _KILLED, str(folder), str(share)], check=False)
    assert done.returncode == -9

    with Workspace.open(folder, "AB", create=False) as ws:
        assert len(all_families(ws)) == MANY
        assert ws.history.undo() == "many families"
        assert all_families(ws) == []
