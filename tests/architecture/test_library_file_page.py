"""docs/library-file.md names every table, column and export column that there is, and none that there is not."""

import re
from pathlib import Path

from vig_annotator.exchange.tables import COLUMNS
from vig_annotator.model.changes import Origin
from vig_annotator.storage import backup, locking, opening
from vig_annotator.storage.schema import metadata

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "library-file.md").read_text(encoding="utf-8")
COMMON = {"id", "created_at", "revision"}


def section(title: str) -> str:
    """The text below a heading."""
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def named(text: str) -> set[str]:
    """Every word set as code, without what brackets explain."""
    return set(re.findall(r"`([a-z_]+)`", re.sub(r"\([^()]*\)", "", text)))


def test_tables_and_columns() -> None:
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|$", section("Rows"), re.MULTILINE)
    described = {table: named(columns) for table, _, columns in rows}
    real = {
        name: {column.name for column in table.columns} - COMMON for name, table in metadata.tables.items()
    }
    assert described == real


def test_export_columns() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", section("Tables for other programs"), re.MULTILINE)
    assert set().union(*map(named, rows)) == set(COLUMNS)


def test_files_and_words() -> None:
    for name in (opening.DATABASE_NAME, locking.LOCK_NAME, backup.FOLDER_NAME):
        assert f"`{name}" in PAGE
    assert f"the last {backup.KEPT_DAYS} days" in PAGE
    for origin in Origin:
        assert f"`{origin}`" in section("The change log")
