"""Copies of the library: one a day, whole, of healthy libraries only."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from vig_annotator.errors import LibraryDamaged
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.storage import backup
from vig_annotator.storage.library_store import LibraryStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with a family in it, that was made and closed today."""
    store = LibraryStore.open(tmp_path)
    store.apply(ChangeSet("add", (made(Family("f", "F-001")),)), who="AB", at="now")
    store.close()
    return tmp_path


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*"))


def today() -> str:
    return f"library-{date.today().isoformat()}.sqlite"


def test_a_copy_is_made_once_a_day(folder: Path) -> None:
    LibraryStore.open(folder).close()
    assert copies(folder) == [today()]
    stamp = (folder / "backups" / today()).stat().st_mtime_ns
    LibraryStore.open(folder).close()
    assert (folder / "backups" / today()).stat().st_mtime_ns == stamp


def test_a_copy_is_a_library(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    LibraryStore.open(folder).close()
    elsewhere = tmp_path_factory.mktemp("restored")
    (elsewhere / "library.sqlite").write_bytes((folder / "backups" / today()).read_bytes())
    store = LibraryStore.open(elsewhere, create=False)
    try:
        assert store.labels("AB") == ("add", None)
    finally:
        store.close()


def test_the_oldest_copies_go(folder: Path) -> None:
    (folder / "backups").mkdir()
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(backup.KEPT_DAYS + 3)]
    for day in days:
        (folder / "backups" / f"library-{day.isoformat()}.sqlite").write_bytes(b"")
    (folder / "backups" / "library-before-update-from-v0000.sqlite").write_bytes(b"")
    LibraryStore.open(folder).close()
    kept = [f"library-{day.isoformat()}.sqlite" for day in days[-backup.KEPT_DAYS + 1 :]]
    assert copies(folder) == sorted([*kept, today(), "library-before-update-from-v0000.sqlite"])


@pytest.mark.parametrize("content", [b"", b"this is not a database, and longer than a header" * 100])
def test_a_file_that_is_no_database(folder: Path, content: bytes) -> None:
    LibraryStore.open(folder).close()
    for name in ("library.sqlite", "library.sqlite-wal", "library.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "library.sqlite").write_bytes(content)
    with pytest.raises(LibraryDamaged, match="damaged") as told:
        LibraryStore.open(folder)
    assert f"copy backups/{today()} to library.sqlite" in told.value.remedy
    if content:
        assert (folder / "library.sqlite").read_bytes() == content


def test_damage_inside_is_found_before_a_good_copy_is_lost(folder: Path) -> None:
    store = LibraryStore.open(folder)
    for number in range(300):
        store.apply(
            ChangeSet("add", (made(Family(f"f{number}", f"F-{number}", goal="x" * 400)),)), who="AB", at="now"
        )
    store.close()
    good = (folder / "backups" / today()).rename(folder / "backups" / "library-2026-01-01.sqlite")
    kept = good.read_bytes()
    file = folder / "library.sqlite"
    with file.open("r+b") as handle:
        handle.seek(file.stat().st_size // 2)
        handle.write(b"\xff" * 8192)
    with pytest.raises(LibraryDamaged, match="damaged") as told:
        LibraryStore.open(folder)
    assert "library-2026-01-01.sqlite" in told.value.remedy
    assert good.read_bytes() == kept
    assert copies(folder) == ["library-2026-01-01.sqlite"]


def test_a_damaged_library_without_a_copy(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"no database at all, but some text" * 50)
    with pytest.raises(LibraryDamaged) as told:
        LibraryStore.open(tmp_path)
    assert "your own backup" in told.value.remedy


def test_no_room_for_a_copy_does_not_stop_work(folder: Path, expected_log: list[str]) -> None:
    (folder / "backups").write_bytes(b"a file where the folder should be")
    expected_log.append("no daily backup was made")
    LibraryStore.open(folder).close()


def test_a_copy_is_one_file(folder: Path) -> None:
    LibraryStore.open(folder).close()
    with closing(sqlite3.connect(folder / "backups" / today())) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copies(folder) == [today()]
