"""What we write for BORIS, loaded by BORIS's own code.

BORIS wants other versions of libraries than we do, so it lives in a Python of its own (``pip install boris-behav-obs pandas numpy
matplotlib`` in a fresh environment, without its window); ``VIG_PYTHON_OF_BORIS`` names that Python. Elsewhere this is skipped.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.unit.exchange.seeds import document
from vig_annotator.exchange.boris_writing import write_boris

PYTHON = os.environ.get("VIG_PYTHON_OF_BORIS", "")
READER = Path(__file__).with_name("boris_reader.py")

pytestmark = pytest.mark.skipif(not PYTHON, reason="VIG_PYTHON_OF_BORIS names no Python that has BORIS")


def loaded(path: Path) -> dict[str, Any]:
    done = subprocess.run([PYTHON, str(READER), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_boris_loads_our_project_and_pairs_its_states_as_we_do(tmp_path: Path) -> None:
    path = tmp_path / "visit.boris"
    path.write_bytes(write_boris(document()))
    seen = loaded(path)
    assert (seen["error"], seen["changed"], seen["message"]) == ("", False, ""), "nothing had to be converted"
    assert seen["events"] == {
        "Visit 1 – AB": [
            [1.0, "Parent", "Face", "long", "START"],
            [1.235, "Baby", "Smile", "", "POINT"],
            [2.5, "Parent", "Face", "long", "STOP"],
            [2.5, "Parent", "Toy", "", "START"],
            [3.04, "Parent", "Toy", "", "STOP"],
        ],
        "Visit 1 – CD": [
            [0.99, "Parent", "Face", "", "START"],
            [2.4, "Parent", "Face", "", "STOP"],
            [4.0, "Parent", "Toy", "", "START"],
        ],
    }
    assert len(seen["unpaired"]) == 1, "the one state that nobody ended"
