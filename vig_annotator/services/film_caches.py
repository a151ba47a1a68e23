"""What is kept beside the library about its films goes with them: frames, sound, small pictures, damage.

It goes when a recording is taken out, also by an undo; what brings the recording back has it made anew. Work that still ran
then may keep something once more, so what belongs to no film of the library also goes when the library is opened and closed.
"""

from __future__ import annotations

from pathlib import Path

from vig_annotator.errors import LibraryError
from vig_annotator.media import cache_sweep
from vig_annotator.model.session import Recording
from vig_annotator.services.history import Changed
from vig_annotator.storage import queries
from vig_annotator.storage.library_store import LibraryStore


class FilmCaches:
    """Watches over the folder of one library's caches."""

    def __init__(self, store: LibraryStore, folder: Path) -> None:
        self._store, self._folder = store, folder

    def follow(self, event: Changed) -> None:
        """Films that no recording shows any more leave nothing."""
        gone = {
            change.before.fingerprint
            for change in event.change_set.changes
            if isinstance(change.before, Recording) and change.after is None
        }
        if gone:
            cache_sweep.forget(self._folder, gone - self._known())

    def sweep(self) -> None:
        """Remove what belongs to no film of the library."""
        if self._folder.is_dir():
            cache_sweep.forget_all_but(self._folder, self._known())

    def sweep_at_end(self) -> None:
        """The same while the library is closed, which no trouble may stop."""
        try:
            self.sweep()
        except LibraryError:
            return

    def _known(self) -> set[str]:
        with self._store.reading() as connection:
            return queries.film_fingerprints(connection)
