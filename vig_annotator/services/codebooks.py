"""What users do with codebooks: check, load, compare, convert, print."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vig_annotator.codebook.check import check_files
from vig_annotator.errors import Fault


def check(paths: Iterable[Path]) -> list[Fault]:
    """Every fault of every codebook file, in the order given; none when all are right."""
    return check_files(paths)
