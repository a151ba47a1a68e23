"""Checking codebook files without using them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.errors import CodebookError, Fault


def check_files(paths: Iterable[Path]) -> list[Fault]:
    """Every fault of every file, in the order given; none when all are right."""
    faults: list[Fault] = []
    for path in paths:
        try:
            load_codebook(path)
        except CodebookError as trouble:
            faults.extend(trouble.faults)
    return faults
