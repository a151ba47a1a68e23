"""Killed in the middle of a shared review: every word that was typed and kept is there, with its clip."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from vig_annotator.model.shared_review import Voice
from vig_annotator.services import reel_building, sharing
from vig_annotator.services.families import all_families
from vig_annotator.services.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_no_word_that_was_kept_is_lost(tmp_path: Path, plain_film: Clip, library_folder: Path) -> None:
    chance, kept = random.Random(20261128), 0
    for _ in range(4):
        with (tmp_path / "stderr").open("w") as stderr:
            program = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.integration.review_until_killed",
                    str(library_folder),
                    str(plain_film.path),
                ],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        assert program.stdout is not None
        taken = [program.stdout.readline().strip() for _ in range(chance.randrange(1, 12))]
        program.kill()
        taken += program.stdout.read().split("\n")[:-1]
        program.stdout.close()
        program.wait()
        assert all(taken), (tmp_path / "stderr").read_text()
        kept += len(taken)
        with Workspace.open(library_folder, "AB") as ws:
            (family,) = all_families(ws)
            (reel,) = reel_building.reels_of(ws, family.id)
            (clip,) = reel_building.clips_of(ws, reel.id)
            latest = sharing.reviews_of(ws, family.id)[0]
            said = [one for one in sharing.words_of(ws, [clip.id]) if one.review_id == latest.id]
            assert [one.text for one in said][: len(taken)] == taken
            assert len(said) <= len(taken) + 1  # what was being told when it ended
            assert {one.voice for one in said} == {Voice.PARENT}
    assert kept > 4
