"""What a command was not asked to touch is as it was: films, libraries, devices; and what was stopped leaves nothing."""

import os
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.e2e.test_command_line import is_one_plain_sentence, program
from vig_annotator.services import families
from vig_annotator.services.workspace import Workspace


def _wait_for(file: Path, running: "subprocess.Popen[bytes]") -> None:
    """Until the file is there, or the program has ended."""
    while running.poll() is None and not file.exists():
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.01)


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "demo"
    answer = program("demo", "--headless", folder)
    assert answer.status == 0, answer.err
    return folder


def test_a_table_never_replaces_its_film(plain_film: Clip, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(plain_film.path.read_bytes())
    (tmp_path / "link.csv").symlink_to(film)
    for out in ("film.mp4", "link.csv"):
        answer = program("frames", film, "--csv", tmp_path / out)
        assert is_one_plain_sentence(answer), answer
    assert film.read_bytes() == plain_film.path.read_bytes()


def test_an_export_never_replaces_the_library_or_its_film(made_demo: Path) -> None:
    library, film = made_demo / "library.sqlite", next((made_demo / "films").iterdir())
    before = film.read_bytes()
    for out in (library, film):
        answer = program(
            "export", made_demo, "--session", "Playing at the table", "--format", "csv", "--out", out
        )
        assert is_one_plain_sentence(answer), answer
    assert library.read_bytes().startswith(b"SQLite format 3")
    assert film.read_bytes() == before


def test_a_conversion_never_replaces_its_source(made_demo: Path, tmp_path: Path) -> None:
    table = tmp_path / "annotations.csv"
    table.write_bytes((made_demo / "annotations.csv").read_bytes())
    assert is_one_plain_sentence(program("convert", table, table))
    assert table.read_bytes() == (made_demo / "annotations.csv").read_bytes()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_table_can_be_read_by_another_program_while_it_is_written(plain_film: Clip, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "vig_annotator", "frames", str(plain_film.path), "--csv", str(pipe)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as running:
        assert pipe.read_text(encoding="utf-8").startswith("frame,pts,time_us,keyframe")
    assert running.returncode == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_demo_keeps_a_library_that_others_work_in(made_demo: Path) -> None:
    with Workspace.open(made_demo, "Ana") as ws:
        answer = program("demo", "--headless", made_demo)
        assert is_one_plain_sentence(answer), answer
        families.create_family(ws, "The Smiths")
    answer = program("demo", "--headless", made_demo)
    assert is_one_plain_sentence(answer), answer
    with Workspace.open(made_demo, "Ana") as ws:
        assert len(families.all_families(ws)) == 2


def test_the_demo_made_anew_leaves_other_files_alone_also_where_it_stands(tmp_path: Path) -> None:
    assert program("demo", "--headless", ".", cwd=tmp_path).status == 0
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    answer = program("demo", "--headless", ".", cwd=tmp_path)
    assert answer.status == 0, answer.err
    assert (tmp_path / "reel.mp4").is_file()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("stop", ["SIGINT", "SIGHUP"])
def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path, stop: str) -> None:
    folder = tmp_path / "demo"
    words = [sys.executable, "-m", "vig_annotator", "demo", "--headless", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        _wait_for(folder / "annotations.csv", running)
        running.send_signal(getattr(signal, stop))
    assert running.returncode == 130
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_a_demo_that_was_killed_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    words = [sys.executable, "-m", "vig_annotator", "demo", "--headless", str(folder)]
    for sign in ("library.sqlite", "annotations.csv"):
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            _wait_for(folder / sign, running)
            running.kill()
        assert running.returncode == -signal.SIGKILL
    answer = program("demo", "--headless", folder)
    assert answer.status == 0, answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell")
def test_nobody_to_tell_is_no_mistake_of_the_program() -> None:
    words = f"'{sys.executable}' -m vig_annotator frames nothing.mp4 2>&-"
    assert subprocess.run(["sh", "-c", words], check=False).returncode == 2
