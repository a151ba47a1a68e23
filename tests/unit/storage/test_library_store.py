"""The store: what was acknowledged is on disk; what is refused leaves no trace."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest
from sqlalchemy import inspect

from vig_annotator.errors import LibraryBusy, LibraryError, NotFound, StaleEdit
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, Origin, Row, RowChange
from vig_annotator.model.clip_look import Card, ClipLook
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass, PassState
from vig_annotator.model.consent import (
    Absence,
    Consent,
    ConsentException,
    Decision,
    GivenBy,
    Method,
    Person,
    PersonRole,
    Purpose,
)
from vig_annotator.model.edits.drafting import changed, made, removed
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.family import Family
from vig_annotator.model.imported_file import ImportedFile
from vig_annotator.model.link import Link
from vig_annotator.model.made_file import MadeFile, MadeKind
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.plan import PlanItem, PlanKind
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.model.reference import Reference, TrainingAttempt
from vig_annotator.model.review import EntryKind, ReviewEntry, SeenEntry
from vig_annotator.model.sealed_packet import Direction, SealedPacket
from vig_annotator.model.second_coding import Draw, Unit
from vig_annotator.model.service_decision import ServiceDecision
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.settlement import Choice, Settlement
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice
from vig_annotator.storage import queries
from vig_annotator.storage.library_store import LibraryStore
from vig_annotator.storage.rows import NOUNS, TABLES, change_as_json, change_from_json

US = MediaTime

ROWS: tuple[Row, ...] = (
    Family("f", "F-001", goal="“Wie gelingt es?”", note="n", created_at="t"),
    Session("s", "f", "Visit", recorded_on="2026-11-12", note="x", created_at="t"),
    Recording("r", "s", "films/a.mp4", "abc", 2**40, US(10**12), US(5), 1, "t"),
    Coder("o", "AB", "AB", Role.SUPERVISOR, "t"),
    CodebookSnapshot("c" * 64, "book", "1.0", "Book", "id: book\n", "t"),
    CodingPass(
        "p", "s", "AB", "c" * 64, PassState.RETURNED, "then", True, (Span(US(3), US(9)),), created_at="t"
    ),
    Annotation(
        "a", "p", "smile", US(1), US(2), "note 'quoted'", {"hands": ("left", "right")}, 250, 80, "AB", "t"
    ),
    Annotation("b", "p", "face", US(10**13), None, created_by="AB", created_at="t"),
    Link("n", "p", "a", "b", True, "AB", "t"),
    Moment("m", "s", US(1), US(2), "cap", True, "a", 3, "AB", "t"),
    Reel("l", "f", "Reel", Audience.SUPERVISOR, 500_000, ReelStyle(closing=Card("Bye")), "t"),
    ReelClip("k", "l", "s", US(1), US(2), "cap", "m", ("b",), 2, ClipLook(speed_percent=50), "cam", "t"),
    ReviewEntry(
        "v", "p", EntryKind.AMEND, None, "a", US(1), US(2), "why", {"after": {"code_id": "toy"}}, "SV", "t"
    ),
    SeenEntry("w", "v", "AB", "t"),
    Draw("z", "CD", Unit.SEGMENTS, 20, 120_000_000, 7, ("p",), ("p",), "AB", "t"),
    ImportedFile(
        id="i", session_id="s", format="eaf", name="x.eaf", digest="c" * 64, kept="{}", created_at="t"
    ),
    Person("pe", "f", PersonRole.SIBLING, "Sister", 2, "t"),
    Consent(
        id="co",
        person_id="pe",
        purpose=Purpose.TRAINING,
        decision=Decision.WITHDRAWN,
        given_by=GivenBy.COURT,
        method=Method.SPOKEN,
        form="Form 3",
        decided_on="2026-01-02",
        withdrawn_on="2026-03-04",
        expires_on="2027-01-01",
        only_blurred=True,
        stills_only=True,
        no_sound=True,
        note="n",
        recorded_by="AB",
        recorded_at="t",
        created_at="t",
    ),
    Absence("ab", "s", "pe", "t"),
    ConsentException("ex", "f", Purpose.SUPERVISION, "Reel", "A court order.", "AB", "t"),
    ServiceDecision("sd", True, "Section 4.", "AB", "t"),
    Exemplar("xm", "attunement", "warm_voice", "s", MediaTime(0), MediaTime(1), "Listen", "AB", "t"),
    MadeFile(
        id="mf",
        family_id="f",
        reel_id="l",
        session_ids=("s",),
        kind=MadeKind.FILM,
        what="Reel",
        audience=Audience.TAKE_HOME,
        path="/x/a.mp4",
        size_bytes=2**40,
        digest="c" * 64,
        created_by="AB",
        erased_at="t",
        created_at="t",
    ),
    Settlement("se", "p", "a", None, Choice.NEITHER, None, "AB", "t"),
    Reference("re", "p", 70, 180, "AB", "t"),
    TrainingAttempt("ta", "re", "p", "AB", "k" * 64, "t", 0.71, 0.6, 0.8, "", True, "2027-01-01", "t"),
    SharedReview("rv", "f", "l", "We saw it.", "More of it", "t", "Mine", "AB", "t"),
    SharedWords("rw", "rv", "k", "s", US(5), Voice.BABY, "Look!", "AB", "t"),
    PlanItem("pi", "f", PlanKind.TRY, "Wait a breath", "2026-11-12", 2, "AB", "t"),
    SealedPacket(
        "sp",
        Direction.SENT,
        "sp",
        "Sam",
        ("s",),
        ("p",),
        "Hers?",
        "2026-12-12",
        "KEY",
        "d" * 64,
        3,
        "AB",
        "t",
    ),
)
"""One of every kind, in an order in which they can be written."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    opened = LibraryStore.open(tmp_path / "library")
    yield opened
    opened.close()


def write(
    store: LibraryStore, *changes: RowChange, label: str = "a thing", origin: Origin = Origin.EDIT
) -> str:
    return store.apply(ChangeSet(label, changes), who="AB", at="now", origin=origin).id


def rows(store: LibraryStore) -> list[Row]:
    """Every row of every kind, as it would be read after a restart."""
    with store.reading() as connection:
        return [row for kind in TABLES for row in queries.every(connection, kind)]


def test_every_kind_of_row_comes_back_as_it_was(store: LibraryStore) -> None:
    write(store, *map(made, ROWS))
    assert rows(store) == list(ROWS)
    with store.reading() as connection:
        for row in ROWS:
            assert queries.get(connection, type(row), row.id) == row
            assert queries.get(connection, type(row), "none") is None


def test_every_kind_of_row_is_changed_removed_and_undone(store: LibraryStore) -> None:
    write(store, *map(made, ROWS))
    write(store, *(changed(row, created_at="later") for row in ROWS))
    write(store, *(removed(replace(row, created_at="later", revision=2)) for row in reversed(ROWS)))
    assert rows(store) == []
    for expected in ("later", "t"):
        store.undo(who="AB", at="now")
        assert rows(store) == [
            replace(row, created_at=expected, revision=got.revision)
            for row, got in zip(ROWS, rows(store), strict=True)
        ]
    store.undo(who="AB", at="now")
    assert rows(store) == []
    for expected in ("t", "later"):
        store.redo(who="AB", at="now")
        assert {row.created_at for row in rows(store)} == {expected}


def test_the_log_holds_every_row_as_text(store: LibraryStore) -> None:
    for row in ROWS:
        change = RowChange(row, replace(row, revision=2))
        assert change_from_json(change_as_json(change)) == change


def test_there_is_one_of_every_kind() -> None:
    assert {type(row) for row in ROWS} == set(TABLES)


def test_the_tables_are_the_model() -> None:
    for kind, table in TABLES.items():
        assert [column.name for column in table.columns] == [field.name for field in fields(kind)]
    assert set(NOUNS) == set(TABLES)


def test_it_is_there_after_a_restart(tmp_path: Path) -> None:
    first = LibraryStore.open(tmp_path)
    write(first, *map(made, ROWS), label="everything")
    first.close()
    second = LibraryStore.open(tmp_path)
    try:
        assert rows(second) == list(ROWS)
        assert second.labels("AB") == ("everything", None)
    finally:
        second.close()


@pytest.mark.parametrize("name", ["second", "removed", "made twice"])
def test_a_change_of_an_older_revision_is_refused_as_a_whole(store: LibraryStore, name: str) -> None:
    write(store, *map(made, ROWS))
    family = ROWS[0]
    write(store, changed(family, created_at="other"))
    before = rows(store)
    stale = {
        "second": changed(family, created_at="mine"),
        "removed": removed(family),
        "made twice": made(family),
    }[name]
    fine = changed(ROWS[7], created_at="mine")
    with pytest.raises(StaleEdit, match="in the meantime"):
        write(store, fine, stale)
    assert rows(store) == before
    assert store.labels("AB") == ("a thing", None)


def test_a_row_that_others_need_stays(store: LibraryStore) -> None:
    write(store, *map(made, ROWS))
    with pytest.raises(StaleEdit, match="belongs to"):
        write(store, removed(ROWS[0]))
    assert rows(store) == list(ROWS)


def test_undo_is_refused_when_something_else_changed_the_row(store: LibraryStore) -> None:
    family = Family("f", "F-001")
    write(store, made(family), label="add", origin=Origin.SETUP)
    write(store, changed(family, goal="mine"), label="set the goal")
    write(store, changed(replace(family, goal="mine", revision=2), goal="theirs"), origin=Origin.SETUP)
    before = rows(store)
    with pytest.raises(
        StaleEdit, match="can't be undone, because what it changed was changed since: set the goal"
    ):
        store.undo(who="AB", at="now")
    assert rows(store) == before
    assert store.labels("AB") == ("set the goal", None)


def test_undo_is_refused_when_something_was_built_on_it(store: LibraryStore) -> None:
    write(store, made(Family("f", "F-001")), label="add")
    write(store, made(Session("s", "f", "Visit")), origin=Origin.SETUP)
    before = rows(store)
    with pytest.raises(StaleEdit, match="can't be undone"):
        store.undo(who="AB", at="now")
    assert rows(store) == before


def test_redo_is_refused_when_something_else_changed_the_row(store: LibraryStore) -> None:
    family = Family("f", "F-001")
    write(store, made(family), origin=Origin.SETUP)
    write(store, changed(family, goal="mine"), label="set the goal")
    store.undo(who="AB", at="now")
    now = rows(store)[0]
    assert isinstance(now, Family)
    write(store, changed(now, goal="theirs"), origin=Origin.SETUP)
    with pytest.raises(StaleEdit, match="can't be redone"):
        store.redo(who="AB", at="now")
    assert rows(store) == [replace(now, goal="theirs", revision=4)]


def test_each_coder_undoes_their_own_edits(store: LibraryStore) -> None:
    for who, name in (("AB", "f"), ("CD", "g"), ("AB", "h")):
        store.apply(ChangeSet(f"{who} {name}", (made(Family(name, name)),)), who=who, at="now")
    assert store.labels("CD") == ("CD g", None)
    undone = store.undo(who="CD", at="now")
    assert undone is not None
    assert undone.change_set.label == "CD g"
    assert [row.id for row in rows(store)] == ["f", "h"]
    assert store.labels("AB") == ("AB h", None)
    assert store.undo(who="CD", at="now") is None
    assert store.redo(who="AB", at="now") is None


def test_revisions_only_rise(store: LibraryStore) -> None:
    family = Family("f", "F-001")
    write(store, made(family))
    write(store, changed(family, goal="x"))
    seen = []
    for step in (store.undo, store.undo, store.redo, store.redo, store.undo, store.redo):
        step(who="AB", at="now")
        seen += [row.revision for row in rows(store)]
    assert seen == [3, 4, 5, 6, 7]


def test_two_programs_do_not_share_a_library(store: LibraryStore) -> None:
    with pytest.raises(LibraryBusy, match="open in another"):
        LibraryStore.open(store.folder)
    store.close()
    LibraryStore.open(store.folder).close()


def test_a_folder_that_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no library in"):
        LibraryStore.open(tmp_path, create=False)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "film.mp4").write_bytes(b"x")
    with pytest.raises(LibraryError, match=r"“film\.mp4” is a file"):
        LibraryStore.open(tmp_path / "film.mp4")
    with pytest.raises(LibraryError):
        LibraryStore.open(tmp_path / "film.mp4" / "below")


def test_the_database_is_set_to_lose_nothing(store: LibraryStore) -> None:
    with store.reading() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        assert "alembic_version" in inspect(connection).get_table_names()


def test_what_was_committed_is_moved_into_the_librarys_own_file(store: LibraryStore, tmp_path: Path) -> None:
    write(store, made(Family("f1", "F-001")))
    reader = sqlite3.connect(store.folder / "library.sqlite")
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM family").fetchone() == (1,)
    write(store, made(Family("f2", "F-002")))
    store.settle()  # as far as the reader lets it; nobody is told of that
    reader.close()
    write(store, made(Family("f3", "F-003")))
    store.settle()
    alone = tmp_path / "alone.sqlite"
    alone.write_bytes((store.folder / "library.sqlite").read_bytes())
    with closing(sqlite3.connect(alone)) as copied:
        assert copied.execute("SELECT id FROM family ORDER BY id").fetchall() == [("f1",), ("f2",), ("f3",)]
    assert len(rows(store)) == 3


def test_a_disk_that_refuses_to_settle_is_no_trouble_of_the_users(
    store: LibraryStore, monkeypatch: pytest.MonkeyPatch, expected_log: list[str]
) -> None:
    expected_log.append("the library was not settled: The disk is full")
    write(store, made(Family("f1", "F-001")))

    def refuse() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store._engine, "raw_connection", refuse)
    store.settle()
    monkeypatch.undo()
    assert len(rows(store)) == 1


def test_a_library_that_was_closed_is_not_opened_again_by_asking_it(store: LibraryStore) -> None:
    store.close()
    with pytest.raises(LibraryError, match="closed"), store.reading():
        pass
    with pytest.raises(LibraryError, match="closed"), store.writing():
        pass
    with pytest.raises(LibraryError, match="closed"), store.on_this_thread():
        pass
