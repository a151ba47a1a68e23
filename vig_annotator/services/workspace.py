"""An open library with everything that working in it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import NotFound, RuleViolation, UsageError
from vig_annotator.events import EventBus
from vig_annotator.model.changes import Row, RowChange
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import Coding
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.consent import Consent, Decision, Person
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.passes import require_open
from vig_annotator.model.family import Family
from vig_annotator.model.reel import Reel
from vig_annotator.model.session import Recording, Session
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.services.coding_desk import CodingDesk
from vig_annotator.services.film_caches import FilmCaches
from vig_annotator.services.finishing_erasing import finish_or_leave
from vig_annotator.services.history import Changed, History
from vig_annotator.services.reel_desk import ReelDesk
from vig_annotator.storage import queries
from vig_annotator.storage.library_store import LibraryStore
from vig_annotator.storage.rows import NOUNS
from vig_annotator.storage.troubles import translated

R = TypeVar("R", bound=Row)
_CACHES = "caches"


def utc_now() -> str:
    """The time of day as the library keeps it: UTC, ISO 8601, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Workspace:
    """A library that somebody has open; made by `open`, used by one thread, ended by `close`.

    Attributes:
        folder: the library's.
        coder: the name of who works, as they gave it.
        store: the database.
        events: where changes are told: subscribe to `services.history.Changed`.
        history: the one door for change, with undo and redo.
        segments: coded parts of reels, for as long as the library is open, and no longer than everybody in them agrees.
    """

    def __init__(self, store: LibraryStore, coder: str, *, beside: Workspace | None = None) -> None:
        self.folder = store.folder
        self.coder = coder
        self.store = store
        store.rule = require_open
        self.events = EventBus()
        self.history = History(store, self.events, coder, utc_now)
        self.segments: SegmentStore = (
            beside.segments if beside is not None else SegmentStore(self.folder / _CACHES / "reel-parts")
        )
        self._desks: dict[str, CodingDesk] = {}
        self._reel_desks: dict[str, ReelDesk] = {}
        self._codebooks: dict[str, Codebook] = {}
        self.events.subscribe(Changed, self._follow)
        self._film_caches = FilmCaches(store, self.folder / _CACHES)
        if beside is None:
            finish_or_leave(store, self.folder / _CACHES)
            self._film_caches.sweep()
        self.events.subscribe(Changed, self._film_caches.follow)

    @classmethod
    def open(cls, folder: Path, coder: str, *, create: bool = True) -> Workspace:
        """Open the library in a folder, as this coder.

        Args:
            folder: where it is; it becomes a library if it is none and `create` is set.
            coder: who works; not empty.
            create: whether a library may be made.

        Raises:
            UsageError: no coder's name.
            NotFound: there is no library, and none may be made.
            LibraryBusy: another program has it open.
            LibraryNotWritable: the folder is read-only, or the disk is full.
            LibraryTooNew: made by a newer version of this program.
            LibraryDamaged: the file is no healthy library.
        """
        if not coder.strip():
            raise UsageError("The coder's name is missing.", "Say who is coding; initials are enough.")
        return cls(LibraryStore.open(folder.absolute(), create=create), coder.strip())

    def work_as(self, coder: str) -> None:
        """Somebody else works from now on, with an undo of their own.

        Raises:
            UsageError: no coder's name.
        """
        if not coder.strip():
            raise UsageError("The coder's name is missing.", "Say who is coding; initials are enough.")
        self.coder = coder.strip()
        self.history = History(self.store, self.events, self.coder, utc_now)

    @contextmanager
    def on_this_thread(self) -> Iterator[Workspace]:
        """The same library for a job on another thread, as the same coder; see `LibraryStore.on_this_thread`.

        Its changes are told on its own `events` only: who opened the library hands them to `history.take_over`.
        """
        with self.store.on_this_thread() as store:
            yield Workspace(store, self.coder, beside=self)

    def renew(self) -> None:
        """Something was erased past the history: what is kept in memory is read anew."""
        self._desks.clear()
        self._reel_desks.clear()
        self.segments.clear()
        self.history = History(self.store, self.events, self.coder, utc_now)

    def close(self) -> None:
        """Let go of the library; twice does no harm."""
        self._desks.clear()
        self._reel_desks.clear()
        self.segments.close()
        if not self.store.closed:
            self._film_caches.sweep_at_end()
        self.store.close()

    def __enter__(self) -> Self:
        """For ``with Workspace.open(...) as ws``."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @property
    def sealed(self) -> bool:
        """Whether it is a sealed packet that is looked at: nothing of it may be written in clear."""
        return False

    def require_unsealed(self) -> None:
        """To be asked before anything is written in clear.

        Raises:
            RuleViolation: it is a sealed packet.
        """
        if self.sealed:
            raise RuleViolation(
                "This is a sealed packet: nothing of it is saved in clear.",
                "Say in the review what you see; it goes back sealed.",
            )

    @property
    def caches_dir(self) -> Path | None:
        """Where what can be computed again is kept (indexes, waveforms, thumbnails); made when asked for. None: nowhere.

        Raises:
            LibraryNotWritable: the folder is read-only, or the disk is full.
        """
        folder = self.folder / _CACHES
        with translated():
            folder.mkdir(exist_ok=True)
        return folder

    def settle(self) -> None:
        """For times at which nobody waits: put the library's file in order, so that no key has to wait for that."""
        self.store.settle()

    def stamp(self) -> Stamp:
        """Who works, and the time: for the rows of an edit."""
        return Stamp(self.coder, utc_now())

    def get(self, row_type: type[R], row_id: str) -> R:
        """The row of that kind and id, as it is on disk.

        Raises:
            NotFound: it is not there.
        """
        with self.store.reading() as connection:
            row = queries.get(connection, row_type, row_id)
        if row is None:
            raise NotFound(
                f"This {NOUNS[row_type]} is no longer there.", "It may have been deleted or undone."
            )
        return row

    def codebook(self, snapshot_id: str) -> Codebook:
        """The codebook of a snapshot.

        Raises:
            NotFound: there is no such snapshot.
            CodebookError: this version of the program can't read its text.
        """
        if snapshot_id not in self._codebooks:
            snapshot = self.get(CodebookSnapshot, snapshot_id)
            self._codebooks[snapshot_id] = parse_codebook(snapshot.yaml_text, snapshot.title).codebook
        return self._codebooks[snapshot_id]

    def desk(self, coding_pass: CodingPass) -> CodingDesk:
        """The pass's annotations in memory, read once and kept up to date from then on.

        Raises:
            CodebookError: this version of the program can't read the pass's codebook.
        """
        desk = self._desks.get(coding_pass.id)
        if desk is None:
            codebook = self.codebook(coding_pass.snapshot_id)
            with self.store.reading() as connection:
                desk = CodingDesk(
                    coding_pass,
                    codebook,
                    queries.annotations_of(connection, coding_pass.id),
                    queries.links_of(connection, coding_pass.id),
                )
            self._desks[coding_pass.id] = desk
        return desk

    def title_of(self, session_id: str) -> str | None:
        """What a session is called; None if it is no longer there."""
        with self.store.reading() as connection:
            found = queries.rows_with_ids(connection, Session, [session_id])
        return found[0].title if found else None

    def judged_coding(self, coding_pass: CodingPass, _judged: str = "") -> Coding:
        """The pass's annotations as a supervisor's proposals are checked against them; errors as of `desk`.

        Args:
            coding_pass: the pass.
            _judged: the id of the annotation that a proposal is about; empty for one that is not there.
        """
        return self.desk(coding_pass).coding

    def reel_desk(self, reel_id: str) -> ReelDesk:
        """A reel's clips in memory, read once and kept up to date from then on; without any if there is no such reel."""
        desk = self._reel_desks.get(reel_id)
        if desk is None:
            with self.store.reading() as connection:
                desk = ReelDesk(reel_id, queries.clips(connection, reel_id))
            self._reel_desks[reel_id] = desk
        return desk

    def _follow(self, event: Changed) -> None:
        if any(_ends_parts(change) for change in event.change_set.changes):
            self.segments.clear()
        for change in event.change_set.changes:
            if isinstance(change.row, CodingPass) and change.row.id in self._desks:
                self._renew_desk(change.row, change.after is None)
        for desk in self._desks.values():
            desk.follow(event.change_set)
        for reel in self._reel_desks.values():
            reel.follow(event.change_set)

    def _renew_desk(self, now: CodingPass, gone: bool) -> None:
        # A coding that went over to another codebook is another coding: who asks for its desk gets a new one.
        desk = self._desks[now.id]
        if gone or desk.coding_pass.snapshot_id != now.snapshot_id:
            del self._desks[now.id]
        else:
            desk.coding_pass = now


def _ends_parts(change: RowChange) -> bool:
    """Whether coded parts of reels must go: consent is another one than it was, or what they show is gone."""
    if isinstance(change.row, Consent):
        return change.before is not None or change.row.decision is not Decision.GIVEN
    return change.after is None and isinstance(change.row, Reel | Recording | Session | Family | Person)
