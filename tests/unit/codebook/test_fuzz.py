"""Mutated codebooks: told well or loaded whole. The long run is ``benchmarks/codebook_fuzz.py``."""

from __future__ import annotations

import random

from tests.unit.codebook.mutations import check_outcome, mutate
from vig_annotator.codebook.shipped import shipped_codebooks


def test_five_hundred_mutated_codebooks_are_told_or_loaded_whole() -> None:
    chance = random.Random(500)
    sources = [path.read_text(encoding="utf-8") for path in shipped_codebooks()]
    right = sum(check_outcome(mutate(chance.choice(sources), chance), "fuzz.yaml") for _ in range(500))
    assert 20 < right < 480, "the slips must be neither too gross nor too fine to prove anything"
