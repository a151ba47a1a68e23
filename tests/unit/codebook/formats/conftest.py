from __future__ import annotations

from pathlib import Path

import pytest

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.codebook import Codebook

_INTEROP = Path(__file__).resolve().parents[5] / "shared" / "interop" / "dev"


@pytest.fixture
def interop() -> Path:
    """Real files of other programs."""
    if not _INTEROP.is_dir():
        pytest.skip("the folder with other programs' files (../shared/interop/dev) is not there")
    return _INTEROP


@pytest.fixture(params=[path.stem for path in shipped_codebooks()])
def book(request: pytest.FixtureRequest) -> Codebook:
    """Each of the shipped codebooks."""
    return load_codebook(next(path for path in shipped_codebooks() if path.stem == request.param)).codebook
