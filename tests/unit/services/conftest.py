"""A library with one session in it, ready to be coded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.libraries import Desk, begin_work


@pytest.fixture
def desk(library_folder: Path) -> Iterator[Desk]:
    """One session of one family, open for the coder AB."""
    begun = begin_work(library_folder)
    yield begun
    begun.ws.close()
