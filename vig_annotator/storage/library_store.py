"""A library's database, open: the only way in and out for rows."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from vig_annotator.errors import LibraryDamaged, LibraryError, NotFound, StaleEdit
from vig_annotator.model.changes import ChangeSet, LoggedChange, Origin
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.passes import touched_passes
from vig_annotator.storage import apply_changes, backup, change_log, erasing, queries
from vig_annotator.storage.apply_changes import Tell
from vig_annotator.storage.belonging import Belongings
from vig_annotator.storage.erasing import DoomedFile
from vig_annotator.storage.locking import LibraryLock
from vig_annotator.storage.migrating import migrate, needs_migration, version_of
from vig_annotator.storage.opening import DATABASE_NAME, READING, open_database, open_in_memory
from vig_annotator.storage.schema import metadata
from vig_annotator.storage.troubles import damaged, gone, not_writable, translated

_log = logging.getLogger(__name__)

_READ, _COMPARED, _WRITTEN = 0.2, 0.4, 0.8
"""Shares of a step back, when its entry is read, when the rows were looked at, and when they are written; the rest is the log."""

Rule = Callable[[ChangeSet, Iterable[CodingPass], str], None]
"""Refuses a change set, given the codings that it touches as they are on disk, and who writes."""

Look = Callable[[ChangeSet], None]
"""Looks at what a step back would change, and refuses it by raising."""


class LibraryStore:
    """An open library; made by `open`, used by one thread, ended by `close`; whatever is asked of it afterwards raises `LibraryError`.

    `rule` is asked before each write, undo and redo included, within its transaction; it refuses by raising.
    """

    def __init__(self, folder: Path, engine: Engine, lock: LibraryLock | None) -> None:
        self.folder = folder
        self.rule: Rule | None = None
        self.closed = False
        self._engine = engine
        self._lock = lock
        self._on_disk = True

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> LibraryStore:
        """Open the library in a folder.

        Args:
            folder: where it is; made if it is not there and `create` is set.
            create: whether a folder without a library becomes one.

        Raises:
            NotFound: there is no library, and none may be made.
            LibraryBusy: another program has it open.
            LibraryNotWritable: the folder is read-only, or the disk is full.
            LibraryTooNew: made by a newer version of this program.
            LibraryDamaged: the file is no healthy library.
        """
        _require_folder(folder, create)
        lock = LibraryLock(folder)
        store = cls(folder, open_database(folder / DATABASE_NAME), lock)
        try:
            store._make_ready()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def in_memory(cls, folder: Path) -> LibraryStore:
        """An empty library that is nowhere on disk, and is gone when it is closed.

        Args:
            folder: what stands for its folder in paths; nothing is made or looked for there.
        """
        engine = open_in_memory()
        metadata.create_all(engine)
        store = cls(folder, engine, None)
        store._on_disk = False
        return store

    def _make_ready(self) -> None:
        """Bring the schema up to date, and see to this day's backup."""
        with self.reading() as connection:
            version = version_of(connection)
        if version is None and backup.newest(self.folder) is not None:
            raise damaged(backup.how_to_restore(self.folder))  # an empty file where a library was
        if needs_migration(version):
            with self._told():
                if version is not None:
                    with self.reading() as connection:
                        backup.make_before_migration(connection, self.folder, version)
                migrate(self._engine)
        elif backup.daily_is_due(self.folder, date.today()):
            self._back_up()

    def _back_up(self) -> None:
        with self.reading() as connection:
            backup.check(connection)
        try:
            with self.reading() as connection:
                backup.make_daily(connection, self.folder, date.today())
        except LibraryDamaged:
            raise
        except LibraryError as error:
            # No room for a copy is no reason to keep people from their work; the next write tells them if it is full.
            _log.warning("no daily backup was made: %s", error.message)

    def close(self) -> None:
        """Close the database and let go of the library; twice does no harm."""
        self.closed = True
        try:
            with translated():
                self._engine.dispose()
        finally:
            if self._lock is not None:
                self._lock.release()

    @contextmanager
    def on_this_thread(self) -> Iterator[LibraryStore]:
        """The same library for a job: a connection of its own, for the thread that asks.

        Whoever opened the library must keep it open meanwhile. What it reads there is what was last committed; a write of either is refused
        while the other one writes.
        """
        self._require_open()
        side = LibraryStore(self.folder, open_database(self.folder / DATABASE_NAME), None)
        side.rule, side._on_disk = self.rule, self._on_disk
        try:
            yield side
        finally:
            side.close()

    def settle(self) -> None:
        """Move what was committed from the file that is written ahead into the library's own, for times at which nobody waits.

        It takes some tens of milliseconds on a slow disk. Without it that happens within a commit, once in a few hundred; what was
        committed is on disk either way, so a trouble here is none of the user's: the next write tells of it, if it lasts.
        """
        try:
            with self._told(), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()
        except LibraryError as error:
            _log.warning("the library was not settled: %s", error.message)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for the queries of `storage/queries.py`; it sees what was last committed."""
        with self._told(), self._engine.connect() as connection:
            yield connection.execution_options(**READING)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection within one transaction, for what is no change of rows that people see (`erasing`).

        Raises:
            LibraryNotWritable: the file is no longer in its place. Some systems would take what is written to it, and keep nothing.
        """
        if self._on_disk and not (self.folder / DATABASE_NAME).exists():
            raise gone()
        with self._told(), self._engine.begin() as connection:
            yield connection

    def _require_open(self) -> None:
        if self.closed:  # the file would be opened anew, past the lock, and nobody would ever close it
            raise LibraryError("This library is closed.", "Open it again.")

    @contextmanager
    def _told(self) -> Iterator[None]:
        self._require_open()
        try:
            with translated():
                yield
        except LibraryDamaged as error:
            raise LibraryDamaged(error.message, error.remedy or backup.how_to_restore(self.folder)) from error

    def apply(
        self,
        change_set: ChangeSet,
        *,
        who: str,
        at: str,
        origin: Origin = Origin.EDIT,
        tell: Tell | None = None,
    ) -> LoggedChange:
        """Write a change set and its entry in the log, durably, or nothing of it.

        Args:
            change_set: rows at the revisions they were read with.
            who: the coder's name.
            at: UTC, ISO 8601.
            origin: an edit of the user's, or the program's own setting up.
            tell: told how far it is while much is written; what it raises takes all of it back.

        Raises:
            StaleEdit: a row was changed or removed in the meantime.
            LibraryNotWritable: the disk is full, or refuses.
            RuleViolation: the rule refuses it.
        """
        with self.writing() as connection:
            self._ask(connection, change_set, who)
            apply_changes.write(connection, change_set, tell)
            return change_log.append(connection, change_set, who=who, at=at, origin=origin, of_change=None)

    def undo(
        self, *, who: str, at: str, look: Look | None = None, tell: Tell | None = None
    ) -> LoggedChange | None:
        """Take back the latest edit of `who` that is not taken back yet, unless `look` refuses; None if there is none. `tell` as of `apply`.

        Raises:
            StaleEdit: what it made was changed since; nothing was done.
        """
        with self.writing() as connection:
            found = change_log.next_undo(connection, who)
            return (
                None
                if found is None
                else self._reverse(connection, found[0], who, at, Origin.UNDO, look, tell)
            )

    def redo(
        self, *, who: str, at: str, look: Look | None = None, tell: Tell | None = None
    ) -> LoggedChange | None:
        """Bring back the edit that the latest undo of `who` took back, unless `look` refuses; None if there is none, or if an edit came since. `tell` as of `apply`.

        Raises:
            StaleEdit: what it would change was changed since; nothing was done.
        """
        with self.writing() as connection:
            found = change_log.next_redo(connection, who)
            return (
                None
                if found is None
                else self._reverse(connection, found[0], who, at, Origin.REDO, look, tell)
            )

    def labels(self, who: str) -> tuple[str | None, str | None]:
        """What the next undo and the next redo of `who` would be about."""
        with self.reading() as connection:
            undo, redo = change_log.next_undo(connection, who), change_log.next_redo(connection, who)
        return (undo[1] if undo else None, redo[1] if redo else None)

    def next_length(self, who: str, *, on: bool) -> int:
        """How much is written in the log about what the next undo of `who` takes back; with `on`, what the next redo brings back."""
        with self.reading() as connection:
            found = (change_log.next_redo if on else change_log.next_undo)(connection, who)
            return change_log.written_about(connection, found[0]) if found is not None else 0

    def walk_length(self, who: str, seq: int) -> int:
        """The same of everything that may lie on the way to an edit of that `Step.seq`."""
        with self.reading() as connection:
            return change_log.written_since(connection, who, seq)

    def next_sessions(self, who: str) -> tuple[str | None, str | None]:
        """In which sessions the next undo and the next redo of `who` would change something; None where it is in none."""
        with self.reading() as connection:
            found = (change_log.next_undo(connection, who), change_log.next_redo(connection, who))
            undo, redo = (change_log.session_of_edit(connection, one[0]) if one else None for one in found)
        return undo, redo

    def next_undo(self, who: str) -> str | None:
        """Id of the edit that the next undo of `who` takes back, or None."""
        with self.reading() as connection:
            found = change_log.next_undo(connection, who)
        return found[0] if found else None

    def erase(
        self, doomed: Belongings, files: Sequence[DoomedFile], *, label: str, who: str, at: str
    ) -> None:
        """Delete what belongs together, or nothing of it; `services.erasing.finish` must follow, now or when the library is opened next.

        Raises:
            LibraryNotWritable: the disk is full, or refuses.
            LibraryBusy: something else is being written.
        """
        with (
            self._told(),
            self._engine.connect() as connection,
            erasing.overwriting(connection),
            connection.begin(),
        ):
            erasing.delete_rows(connection, doomed, files, label=label, who=who, at=at)

    def write_anew(self) -> None:
        """Write the whole file anew, so that nothing of what was deleted is left in it.

        Raises:
            LibraryNotWritable: the disk is full, or refuses.
        """
        with self._told(), self._engine.connect() as connection:
            erasing.write_anew(connection)

    def _ask(self, connection: Connection, change_set: ChangeSet, who: str) -> None:
        """Let the rule look at a change set."""
        touched = touched_passes(change_set) if self.rule is not None else ()
        if touched and self.rule is not None:
            self.rule(change_set, queries.passes_with_ids(connection, touched), who)

    def _reverse(
        self,
        connection: Connection,
        change_id: str,
        who: str,
        at: str,
        origin: Origin,
        look: Look | None = None,
        tell: Tell | None = None,
    ) -> LoggedChange:
        _say(tell, 0.0)
        wanted = change_log.latest_about(connection, change_id).change_set.inverse()
        _say(tell, _READ)
        change_set = apply_changes.rebased(connection, wanted)
        if change_set is None:
            raise _overtaken(wanted.label, origin)
        if look is not None:
            look(change_set)
        self._ask(connection, change_set, who)
        try:
            apply_changes.write(connection, change_set, _part(tell))
        except IntegrityError as error:
            raise _overtaken(wanted.label, origin) from error
        return change_log.append(connection, change_set, who=who, at=at, origin=origin, of_change=change_id)


def _say(tell: Tell | None, share: float) -> None:
    if tell is not None:
        tell(share)


def _part(tell: Tell | None) -> Tell | None:
    """What is told while the rows are written, between reading them and writing the log."""
    return None if tell is None else lambda share: tell(_COMPARED + (_WRITTEN - _COMPARED) * share)


def _overtaken(label: str, origin: Origin) -> StaleEdit:
    verb = "undone" if origin is Origin.UNDO else "redone"
    return StaleEdit(
        f"This can't be {verb}, because what it changed was changed since: {label}.",
        "Nothing was changed; make the change by hand.",
    )


def _require_folder(folder: Path, create: bool) -> None:
    """See that the folder is there and that its library, if it has one, may be written."""
    file = folder / DATABASE_NAME
    with translated():
        if folder.exists() and not folder.is_dir():
            raise LibraryError(f"“{folder.name}” is a file, not a library.", "Choose the library's folder.")
        if not create and not file.exists():
            raise NotFound(
                f"There is no library in “{folder}”.", f"Choose the folder that holds {DATABASE_NAME}."
            )
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists() and not os.access(file, os.R_OK | os.W_OK):
            raise not_writable()
