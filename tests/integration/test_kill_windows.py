"""The real window, killed while somebody works in it: whatever it showed as done is on disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.kill_windows import HANDS

ROOT = Path(__file__).resolve().parents[2]
KILLS = 2


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children that were forked; this system can't fork")
@pytest.mark.parametrize("work", sorted(HANDS))
def test_nothing_that_was_acknowledged_is_lost(work: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.kill_windows", str(tmp_path), work, str(KILLS), "20261128"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["kills"] == KILLS
    assert figures["found"] >= figures["acknowledged"] >= KILLS
    assert figures["walked"] > 0 or work == "training", "what is sent can't be undone"
