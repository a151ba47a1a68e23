"""The one door for change: an edit is written, logged and told, in that order; undo and redo walk the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.events import EventBus
from vig_annotator.model.changes import ChangeSet, LoggedChange, Origin, Step
from vig_annotator.model.edits.consent import require_nothing_given_back
from vig_annotator.storage import change_log
from vig_annotator.storage.hiding import hidden_passes_in
from vig_annotator.storage.library_store import LibraryStore

Tell = Callable[[float], None]
LARGE = 1_000_000
"""Characters of the log about a step: some two thousand rows, a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The library has changed, and the change is on disk.

    Attributes:
        change_set: the rows as they were and as they are now; for an undo, the reversed change.
        origin: an edit, an undo, a redo (each is equal to its word: ``"edit"``), or the program's own ``setup``.
        change_id: of the entry in the change log.
    """

    change_set: ChangeSet
    origin: Origin
    change_id: str


class History:
    """Applies change sets to a library, and walks back and forth through the user's edits.

    Undo reaches as far back as the log, also after a restart, and holds only what this coder did. A new edit ends what
    could be redone; the log keeps it all.

    Args:
        store: the open library.
        events: where `Changed` is published, once for each operation, after it is on disk.
        coder: who works.
        now: the time of day as UTC text.
    """

    def __init__(self, store: LibraryStore, events: EventBus, coder: str, now: Callable[[], str]) -> None:
        self._store = store
        self._events = events
        self._coder = coder
        self._now = now
        self._undo_label, self._redo_label = store.labels(coder)

    @property
    def undo_label(self) -> str | None:
        """What the next undo takes back (``tag “Smile”``), or None if there is nothing."""
        return self._undo_label

    @property
    def redo_label(self) -> str | None:
        """What the next redo brings back, or None if there is nothing."""
        return self._redo_label

    def apply(self, change_set: ChangeSet, tell: Tell | None = None) -> str | None:
        """Write an edit of the user's; a change set without changes does nothing.

        Args:
            change_set: what is to be written.
            tell: told how far it is while much is written; what it raises takes all of it back.

        Returns:
            the id of its entry in the change log; when this returns, the change is on disk.

        Raises:
            StaleEdit: a row was changed or removed in the meantime; nothing was written.
            LibraryNotWritable: the disk is full, or refuses; nothing was written.
        """
        return self._write(change_set, Origin.EDIT, tell)

    def take_over(self, changes: Iterable[Changed]) -> None:
        """Tell of changes that a job wrote into the same library, in the same coder's name."""
        self._undo_label, self._redo_label = self._store.labels(self._coder)
        for change in changes:
            self._events.publish(change)

    def set_up(self, change_set: ChangeSet) -> str | None:
        """Write what the program does by itself; it can't be undone, and leaves undo and redo alone.

        Raises:
            StaleEdit: a row was changed or removed in the meantime; nothing was written.
            LibraryNotWritable: the disk is full, or refuses; nothing was written.
        """
        return self._write(change_set, Origin.SETUP)

    def next_is_large(self, *, on: bool = False) -> bool:
        """Whether the next undo (`on`: the next redo) is a step of so many rows that a window should not wait for it."""
        return self._store.next_length(self._coder, on=on) > LARGE

    def walk_is_large(self, seq: int) -> bool:
        """The same of going to the step of that `Step.seq`."""
        return self._store.walk_length(self._coder, seq) > LARGE

    def undo(self, *, knowingly: bool = False, tell: Tell | None = None) -> str | None:
        """Take back the last edit; answers its label, or None if there is none.

        Args:
            knowingly: whoever undoes was told that it puts consent back on file that is not there now.
            tell: as of `apply`.

        Raises:
            ConsentGivenBack: it would, and they were not; nothing was done.
            StaleEdit: what it would change was changed since by something else; nothing was done.
        """
        look = None if knowingly else require_nothing_given_back
        return self._told(self._store.undo(who=self._coder, at=self._now(), look=look, tell=tell))

    def redo(self, *, knowingly: bool = False, tell: Tell | None = None) -> str | None:
        """Bring back the edit that was last undone; answers its label, or None if there is none.

        Args:
            knowingly: as of `undo`: what was undone may be consent that was given.
            tell: as of `apply`.

        Raises:
            ConsentGivenBack: it would put consent back on file, and whoever works was not told; nothing was done.
            StaleEdit: what it changed was changed since by something else; nothing was done.
        """
        look = None if knowingly else require_nothing_given_back
        return self._told(self._store.redo(who=self._coder, at=self._now(), look=look, tell=tell))

    def steps(self, before_seq: int | None = None, limit: int = 100) -> list[Step]:
        """A page of what was done in this library, by everybody, the latest first; nothing of codings that are blind to this coder.

        Args:
            before_seq: `Step.seq` of the last of the page before; None for the first page.
            limit: how many at most.
        """
        with self._store.reading() as connection:
            hidden = {
                (one.session_id, one.coder, one.id) for one in hidden_passes_in(connection, self._coder)
            }
            return change_log.steps(connection, self._coder, before_seq, limit, hidden)

    def jump_to(self, change_id: str, tell: Tell | None = None) -> int:
        """Undo or redo until a step is the last that is done.

        Each step on the way is written and told by itself, so what was walked stays walked if one is refused, or `tell` stops it.

        Returns:
            how many steps it went: negative for undo, positive for redo.

        Raises:
            NotFound: there is no such step.
            RuleViolation: undo and redo don't lead there.
            StaleEdit: a step on the way changed something that was changed since by something else.
            ConsentGivenBack: a step on the way would put consent back on file that is not there now.
        """
        with self._store.reading() as connection:
            goal = change_log.step(connection, self._coder, change_id)
        if goal is None:
            raise NotFound("This step is not in the history.", "Look at the list again.")
        if not goal.reachable:
            why = (
                "What was erased can’t be brought back."
                if not goal.undone and goal.who == self._coder
                else "It was undone before something new was done."
            )
            raise RuleViolation(
                f"The history can't go to this step: {goal.label}.",
                why if goal.who == self._coder else "Somebody else did it.",
            )
        walk, way = (self.redo, 1) if goal.undone else (self.undo, -1)
        walked = 0
        while self._store.next_undo(self._coder) != change_id and walk(tell=tell) is not None:
            walked += way
        return walked

    def _write(self, change_set: ChangeSet, origin: Origin, tell: Tell | None = None) -> str | None:
        if not change_set.changes:
            return None
        entry = self._store.apply(change_set, who=self._coder, at=self._now(), origin=origin, tell=tell)
        if origin is Origin.EDIT:
            self._undo_label, self._redo_label = change_set.label, None
        self._publish(entry)
        return entry.id

    def _told(self, entry: LoggedChange | None) -> str | None:
        if entry is None:
            return None
        self._undo_label, self._redo_label = self._store.labels(self._coder)
        self._publish(entry)
        return entry.change_set.label

    def _publish(self, entry: LoggedChange) -> None:
        self._events.publish(Changed(entry.change_set, entry.origin, entry.id))
