"""The register on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.libraries import begin_work
from vig_annotator.cli.main import run
from vig_annotator.model.reel import Audience
from vig_annotator.services import register
from vig_annotator.services.register import Made


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film that was made from a library, and moved since."""
    desk = begin_work(tmp_path / "library")
    path = tmp_path / "a.mp4"
    path.write_bytes(b"a film")
    about = Made(desk.family.id, None, (desk.session.id,), "Together", Audience.PARENT)
    register.enter(desk.ws, about, register.look_at(path))
    desk.ws.close()
    (tmp_path / "stick").mkdir()
    return path.rename(tmp_path / "stick" / "b.mp4")


def test_list_find_and_erase(film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = str(tmp_path / "library")
    assert run(["register", library]) == 0
    out = capsys.readouterr().out
    assert "“Together”  for this parent" in out
    assert f"gone: {(tmp_path / 'a.mp4').as_posix()}" in out
    entry = out.split()[0]
    assert run(["register", library, "--family", "f-001", "--find", str(tmp_path / "stick")]) == 0
    assert f"there: {film.as_posix()}" in capsys.readouterr().out
    assert run(["register", library, "--erase", entry]) == 0
    assert "flash memory" in capsys.readouterr().out
    assert not film.exists()
    assert run(["register", library]) == 0
    assert "erased: " in capsys.readouterr().out


def test_what_is_not_there(film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = str(tmp_path / "library")
    assert run(["register", library, "--family", "F-9"]) == 2
    assert "Its families are: F-001" in capsys.readouterr().err
    assert run(["register", library, "--erase", "zz"]) == 2
    assert run(["register", library, "--find", str(tmp_path / "none")]) == 2
    assert run(["register", str(tmp_path / "no library")]) == 2
