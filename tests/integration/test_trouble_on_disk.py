"""Full disks, read-only folders and second programs: told plainly, and nothing that was confirmed is lost."""

import errno
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.builders.disk import files_no_bigger_than
from tests.builders.libraries import begin_work
from tests.builders.library_content import content
from vig_annotator.errors import LibraryBusy, LibraryError, LibraryNotWritable
from vig_annotator.jobs import JobContext
from vig_annotator.services import timeline_editing
from vig_annotator.services.history import Changed
from vig_annotator.services.interchange_batch import import_batch
from vig_annotator.services.interchange_looking import ImportChoices
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.library_store import LibraryStore

resource = pytest.importorskip("resource", reason="limits of file sizes are a thing of POSIX systems")

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


def test_the_system_refuses_to_write(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    for frame in range(10):
        desk.press("smile", frame)
    before, label = content(desk.ws.store), desk.ws.history.undo_label
    told: list[Changed] = []
    desk.ws.events.subscribe(Changed, told.append)
    tagged = desk.ws.desk(desk.coding_pass).annotations[0]
    with files_no_bigger_than((tmp_path / "library.sqlite-wal").stat().st_size):
        for attempt in (
            lambda: desk.press("smile", 50),
            lambda: timeline_editing.set_note(desk.ws, desk.coding_pass, tagged.id, "x" * 100_000),
            desk.ws.history.undo,
        ):
            with pytest.raises(LibraryNotWritable, match=r"full|refused to"):
                attempt()
        assert told == []
        assert content(desk.ws.store) == before
        assert len(desk.seen()) == 10
        assert desk.ws.history.undo_label == label
    desk.press("smile", 50)
    assert len(told) == 1
    desk.ws.close()
    with Workspace.open(tmp_path, "AB") as ws:
        assert ws.history.undo_label == "tag “Smile”"
        assert len(content(ws.store)) == len(before) + 1


def test_sqlite_says_that_the_disk_is_full(tmp_path: Path) -> None:
    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 200").close()

    event.listen(Engine, "connect", small)
    try:
        desk = begin_work(tmp_path)
    finally:
        event.remove(Engine, "connect", small)
    confirmed = 0
    with pytest.raises(LibraryNotWritable, match="The disk is full"):
        for frame in range(1000):
            desk.press("smile", frame)
            confirmed += 1
    assert confirmed > 10
    assert len(desk.seen()) == confirmed
    desk.ws.close()
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Workspace.open(tmp_path, "AB") as ws:
        assert sum(type(row).__name__ == "Annotation" for row in content(ws.store).values()) == confirmed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two megabytes; where the system lets us make one."""
    mount = tmp_path / "disk"
    mount.mkdir()
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount], capture_output=True, check=False
        )
    except OSError:
        pytest.skip("this system has no mount command")
    if made.returncode != 0:
        pytest.skip("this user can't mount a small disk")
    try:
        yield mount
    finally:
        subprocess.run(["umount", mount], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    desk = begin_work(small_disk / "library")
    ballast = small_disk / "ballast"
    desk.press("smile", 0)
    confirmed = 1
    with ballast.open("wb", buffering=0) as handle:
        with pytest.raises(OSError) as full:
            while True:
                handle.write(b"x" * 4096)
        assert full.value.errno == errno.ENOSPC
    with pytest.raises(LibraryNotWritable, match=r"full|refused to"):
        for frame in range(1, 1000):
            desk.press("smile", frame)
            confirmed += 1
    assert len(desk.seen()) == confirmed
    with pytest.raises(LibraryNotWritable):
        LibraryStore.open(small_disk / "another")
    ballast.unlink()
    desk.press("smile", 999)
    desk.ws.close()
    LibraryStore.open(small_disk / "another").close()
    with Workspace.open(small_disk / "library", "AB") as ws:
        found = [row for row in content(ws.store).values() if type(row).__name__ == "Annotation"]
        assert len(found) == confirmed + 1


def test_a_read_only_folder(tmp_path: Path) -> None:
    """Opened by a user who may not write there; run as another user where we are root."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        LibraryStore.open(folder).close()
        folder.chmod(0o555)
        for file in folder.iterdir():
            file.chmod(0o444)
        try:
            assert "can't be written to" in _told_to_nobody(folder)
            assert "can't be written to" in _told_to_nobody(folder / "new")
            for file in folder.iterdir():
                file.chmod(0o666)
            (folder / "library.sqlite").chmod(0o444)
            folder.chmod(0o777)
            assert "can't be written to" in _told_to_nobody(folder)
        finally:
            folder.chmod(stat.S_IRWXU)


def _told_to_nobody(folder: Path) -> str:
    """What the store says to a user without rights, in a process of its own."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from vig_annotator.errors import LibraryNotWritable\n"
        "from vig_annotator.storage.library_store import LibraryStore\n"
        f"if os.getuid() == 0: os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "try: LibraryStore.open(Path(sys.argv[1]))\n"
        "except LibraryNotWritable as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_second_program_is_told(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, "AB") as ws:
        done = _open_elsewhere(tmp_path)
        assert (done.returncode, done.stdout.split(".")[0]) == (
            0,
            "This library is open in another window or program",
        )
        with pytest.raises(LibraryBusy):
            Workspace.open(tmp_path, "CD")
        assert ws.history.undo_label is None
    assert _open_elsewhere(tmp_path).stdout == "opened\n"


def _open_elsewhere(folder: Path) -> "subprocess.CompletedProcess[str]":
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from vig_annotator.errors import LibraryBusy\n"
        "from vig_annotator.storage.library_store import LibraryStore\n"
        "try: LibraryStore.open(Path(sys.argv[1])).close(); print('opened')\n"
        "except LibraryBusy as error: print(error)\n"
    )
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_path_that_can_not_be(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="can't be used"):
        LibraryStore.open(tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


def test_taking_files_in_stops_where_the_library_can_not_be_written(tmp_path: Path) -> None:
    """The trouble is the library's, so it is not told again for each of a thousand files."""
    folder = tmp_path / "library"
    LibraryStore.open(folder).close()
    files = [tmp_path / "a.srt", tmp_path / "b.srt"]
    for file in files:
        file.write_text(
            "".join(f"{n}\n00:00:{n % 60:02},000 --> 00:00:{n % 60:02},500\nlook {n}\n\n" for n in range(60)),
            encoding="utf-8",
        )
    LibraryStore.open(folder).close()  # the day's backup is made
    answers = import_batch(files, folder, ImportChoices(), dry_run=False, context=JobContext())
    with files_no_bigger_than(33_000), pytest.raises(LibraryNotWritable, match=r"full|refused to"):
        list(answers)
    done = list(import_batch(files, folder, ImportChoices(), dry_run=False, context=JobContext()))
    assert [one["imported"] for one in done] == [60, 60]
