"""Where the shipped files are: in the wheel's own folder first, else beside the checkout."""

from pathlib import Path

import pytest

from vig_annotator import resources
from vig_annotator.errors import NotFound


def test_an_installed_program_looks_in_itself_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "vig_annotator"
    (package / "shipped" / "codebooks").mkdir(parents=True)
    (tmp_path / "site-packages" / "codebooks").mkdir()  # somebody else's package of that name
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.shipped_folder("codebooks") == package / "shipped" / "codebooks"
    (tmp_path / "site-packages" / "sample_clips").mkdir()
    assert resources.shipped_folder("sample_clips") == tmp_path / "site-packages" / "sample_clips"
    with pytest.raises(NotFound, match="is missing"):
        resources.shipped_folder("nothing")
