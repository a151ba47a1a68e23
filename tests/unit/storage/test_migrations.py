"""The migrations make the schema that the code describes; a library of another version is met with care."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from vig_annotator.errors import LibraryDamaged, LibraryTooNew
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.storage import backup, migrating, queries, schema
from vig_annotator.storage.library_store import LibraryStore

NEXT_VERSION = '''
"""A further version, as a test imagines it."""
import sqlalchemy as sa
from alembic import op

revision = "v0099"
down_revision = "{current}"
branch_labels = None
depends_on = None

def upgrade() -> None:
    with op.batch_alter_table("family") as batch:
        batch.add_column(sa.Column("language", sa.Text(), nullable=False, server_default="en"))
    {then}
'''


def test_the_known_versions_are_the_migrations_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert (
        tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == schema.KNOWN_VERSIONS
    )


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    store = LibraryStore.open(tmp_path)
    try:
        with store.reading() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, schema.metadata) == []
            by_migrations = _definitions(connection)
    finally:
        store.close()
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        schema.metadata.create_all(connection)
        by_description = _definitions(connection)
    engine.dispose()
    del by_migrations["alembic_version"]
    assert by_migrations == by_description


def _definitions(connection: Connection) -> dict[str, list[str]]:
    """What each table and index is made of; constraints may stand in any order, and quotes round a name are nothing."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {
        name: sorted(line.strip(" \t,") for line in sql.replace('"', "").splitlines()) for name, sql in found
    }


def test_opening_again_does_not_migrate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LibraryStore.open(tmp_path).close()
    monkeypatch.setattr(migrating, "_upgrade", lambda connection: pytest.fail("it was up to date"))
    LibraryStore.open(tmp_path).close()


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    LibraryStore.open(tmp_path).close()
    assert capfd.readouterr() == ("", "")


def test_a_library_of_a_newer_version(tmp_path: Path) -> None:
    LibraryStore.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
        connection.commit()
    kept = (tmp_path / "library.sqlite").read_bytes()
    with pytest.raises(LibraryTooNew, match="newer version"):
        LibraryStore.open(tmp_path)
    assert (tmp_path / "library.sqlite").read_bytes() == kept


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_database_of_another_program(tmp_path: Path, statement: str) -> None:
    LibraryStore.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(LibraryDamaged, match="not a library"):
        LibraryStore.open(tmp_path)


@pytest.fixture
def old_library(tmp_path: Path) -> Path:
    """A library of today's version, with a family in it."""
    folder = tmp_path / "library"
    store = LibraryStore.open(folder)
    store.apply(ChangeSet("add", (made(Family("f", "F-001")),)), who="AB", at="now")
    store.close()
    return folder


def tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str) -> None:
    """The program as it will be with one version more."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrating.SCRIPTS, scripts)
    source = NEXT_VERSION.format(current=schema.CURRENT_VERSION, then=then)
    (scripts / "versions" / "v0099_next.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)
    monkeypatch.setattr(migrating, "CURRENT_VERSION", "v0099")
    monkeypatch.setattr(migrating, "KNOWN_VERSIONS", (*schema.KNOWN_VERSIONS, "v0099"))


def test_an_older_library_is_copied_and_brought_up_to_date(
    old_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow(tmp_path, monkeypatch, then="pass")
    store = LibraryStore.open(old_library)
    try:
        with store.reading() as connection:
            assert migrating.version_of(connection) == "v0099"
            assert connection.exec_driver_sql("SELECT pseudonym, language FROM family").all() == [
                ("F-001", "en")
            ]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    finally:
        store.close()
    copy = old_library / backup.FOLDER_NAME / f"library-before-update-from-{schema.CURRENT_VERSION}.sqlite"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (schema.CURRENT_VERSION,)
        ]
        assert connection.execute("SELECT pseudonym FROM family").fetchall() == [("F-001",)]


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    old_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        tomorrow(tmp_path, patch, then="raise RuntimeError('on the way')")
        with pytest.raises(RuntimeError, match="on the way"):
            LibraryStore.open(old_library)
    store = LibraryStore.open(old_library)
    try:
        with store.reading() as connection:
            assert migrating.version_of(connection) == schema.CURRENT_VERSION
            assert [one.pseudonym for one in queries.families(connection)] == ["F-001"]
    finally:
        store.close()


def test_tags_from_before_links_stay_and_can_be_undone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    _make_old(folder / "library.sqlite", "v0002")
    store = LibraryStore.open(folder)
    try:
        with store.reading() as connection:
            (tag,) = queries.annotations_of(connection, "p")
            assert queries.links_of(connection, "p") == []
        assert tag == Annotation(
            "a", "p", "smile", MediaTime(5), MediaTime(5), created_by="AB", created_at="t"
        )
        assert store.undo(who="AB", at="now") is not None
        with store.reading() as connection:
            assert queries.annotations_of(connection, "p") == []
    finally:
        store.close()


def _make_old(file: Path, version: str) -> None:
    """A library of an older version, with one tag and its entry in the log."""
    engine = create_engine(f"sqlite:///{file}")
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        row = (
            '{"id": "a", "pass_id": "p", "code_id": "smile", "onset_us": 5, "offset_us": 5, "note": "",'
            ' "modifiers": {}, "created_by": "AB", "created_at": "t", "revision": 1}'
        )
        for statement in (
            "INSERT INTO family VALUES ('f', 'F-001', '', '', 't', 1)",
            "INSERT INTO session VALUES ('s', 'f', 'Visit', '', '', 't', 1)",
            "INSERT INTO codebook_snapshot VALUES ('c', 'book', '1', 'Book', '', 't', 1)",
            "INSERT INTO coding_pass VALUES ('p', 's', 'AB', 'c', 't', 1)",
            "INSERT INTO annotation VALUES ('a', 'p', 'smile', 5, 5, '', '{}', 'AB', 't', 1)",
            "INSERT INTO change_log VALUES (1, 'x', 't', 'AB', 'tag', 'edit', NULL, 's',"
            f""" '[{{"table": "annotation", "before": null, "after": {row}}}]')""",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_every_name_becomes_a_coder(tmp_path: Path) -> None:
    """A library from before there were coders keeps its names, tags and undo."""
    _make_library_at(tmp_path, "v0003")
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as old:
        old.executescript(
            """
            INSERT INTO family VALUES ('f', 'F-001', '', '', 't', 1);
            INSERT INTO session VALUES ('s', 'f', 'Visit', '', '', 't', 1);
            INSERT INTO codebook_snapshot VALUES ('c', 'book', '1', 'Book', 'id: book', 't', 1);
            INSERT INTO coding_pass VALUES ('p', 's', 'Sam Moor', 'c', 't', 3);
            INSERT INTO annotation VALUES ('a', 'p', 'x', 1, 2, 'n', '{}', 0, 0, 'KA', 't', 1);
            INSERT INTO change_log VALUES
              (1, 'l', 't', 'command line', 'import', 'edit', NULL, 's', '[]'), (2, 'm', 't', 'Jo', 'x', 'edit', NULL, 's', '[]');
            """
        )
        old.commit()
    store = LibraryStore.open(tmp_path)
    try:
        with store.reading() as connection:
            people = queries.coders(connection)
            kept = queries.passes(connection, "s")
            tags = queries.annotations_of(connection, "p")
    finally:
        store.close()
    assert [(one.name, one.initials) for one in people] == [("Jo", "JO"), ("KA", "KA"), ("Sam Moor", "SM")]
    assert [(one.coder, one.state, one.blind, one.segments, one.revision) for one in kept] == [
        ("Sam Moor", "draft", False, (), 3)
    ]
    assert [one.created_by for one in tags] == ["KA"]


def _make_library_at(folder: Path, version: str) -> None:
    """An empty library as an older version of the program made it."""
    engine = create_engine(f"sqlite:///{folder / 'library.sqlite'}")
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
