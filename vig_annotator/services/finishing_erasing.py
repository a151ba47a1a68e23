"""What follows an erasing once its rows are gone: files beside the library, the library's own file, its copies, its caches.

Each step can be done twice, so that one that was killed is finished when the library is opened next.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import date
from pathlib import Path

from vig_annotator.errors import Cancelled, ExportError, LibraryError, MediaError
from vig_annotator.jobs import JobContext
from vig_annotator.media import cache_sweep
from vig_annotator.media import erasing as files
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.storage import backup, erasing, queries
from vig_annotator.storage.erasing import DoomedFile
from vig_annotator.storage.library_store import LibraryStore

_log = logging.getLogger(__name__)


def finish_or_leave(
    store: LibraryStore, caches: Path | None, context: JobContext | None = None
) -> tuple[int, list[str]]:
    """As `finish`; what can't be done now is left for the next time, and said."""
    try:
        return finish(store, caches, context)
    except (LibraryError, ExportError) as error:
        _log.warning("an erasing could not be finished; it is tried again when the library is opened next")
        return 0, [f"{error} The rest is erased when the library is opened next."]


def finish(
    store: LibraryStore, caches: Path | None, context: JobContext | None = None
) -> tuple[int, list[str]]:
    """Do what is left of erasings whose rows are gone: files, the library's own file, its copies, its caches.

    Returns:
        how many files were erased, and which could not be, with the reason.
    """
    with store.reading() as connection:
        begun = erasing.unfinished(connection)
    done, left = 0, list[str]()
    doomed = [(one, file) for one in begun for file in one.files]
    for number, (_, file) in enumerate(doomed):
        _tell(context, 0.3 + 0.4 * number / len(doomed), f"Erasing “{Path(file.path).name}”")
        trouble = _erase_file(file)
        done += not trouble
        left += [trouble] if trouble else []
    for one in begun:
        with store.writing() as connection:
            erasing.note_files_done(connection, one.id)
    if not begun:
        return done, left
    _tell(context, 0.75, "Writing the library anew")
    store.write_anew()
    _tell(context, 0.85, "Replacing the copies of the library")
    with store.reading() as connection:
        fresh = backup.make_fresh(connection, store.folder)
        known = queries.film_fingerprints(connection)
    for copy in backup.copies(store.folder):
        if copy != fresh:
            files.erase(copy)
    backup.as_daily(store.folder, date.today())
    if caches is not None:
        cache_sweep.forget_all_but(caches, known)
    for one in begun:
        with store.writing() as connection:
            erasing.note_done(connection, one.id)
    _tell(context, 1.0, "Erased")
    return done, left


def _erase_file(file: DoomedFile) -> str:
    """Erase a file that still holds what it held; answers why it could not be, or nothing."""
    path = Path(file.path)
    try:
        content = fingerprint(path) if file.is_film else files.digest_of(path)
        if content != file.content:
            return f"“{path.name}” holds something else now, and was left alone."
        files.erase(path)
    except FileNotFoundError:
        return ""
    except (ExportError, MediaError) as error:
        return "" if not path.exists() else str(error)
    except OSError as error:
        return f"“{path.name}” can’t be erased: {error.strerror or error}."
    return ""


def _tell(context: JobContext | None, share: float, words: str) -> None:
    """Tell how far it is; it is too late to cancel."""
    if context is not None:
        with suppress(Cancelled):
            context.report(share, words)
