"""Killed at any moment: the library opens, is healthy, and holds every change that was acknowledged."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 300


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children that were forked; this system can't fork")
def test_killed_three_hundred_times_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-m",
            "tests.integration.kill_parent",
            str(tmp_path),
            str(KILLS),
            "20261112",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["kills"] == KILLS
    assert figures["found"] >= figures["acknowledged"] > KILLS
    assert 0 < figures["early"] < KILLS / 2, "some were killed while opening, most at work"
    assert figures["unmade"] > 0, "some were killed while they made a new library"
