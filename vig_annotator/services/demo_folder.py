"""The folder that the demo without a window works in: whether it may, and clearing away what an earlier demo made."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

from vig_annotator.errors import ExportError, LibraryNotWritable
from vig_annotator.services import families, sessions
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.backup import FOLDER_NAME as BACKUPS
from vig_annotator.storage.locking import LOCK_NAME
from vig_annotator.storage.opening import DATABASE_NAME

FILM = "sample_play_25fps.mp4"
REEL_FILE = "reel.mp4"
TABLE_FILE = "annotations.csv"

_FILMS = "films"
_CACHES = "caches"
_WHO = "Demo"


def make_room(folder: Path) -> None:
    """See to it that a folder is there and holds no demo, not even one that was killed half-way.

    Raises:
        ExportError: it holds something else, which is left alone.
        LibraryError: it can't be written, or its library can't be used or is open in another program.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in folder.iterdir()}
        library = folder / DATABASE_NAME
        if names and not (library.is_file() or names == {LOCK_NAME}):
            raise ExportError(
                f"The folder “{folder}” is not empty, and no earlier demo.", "Name a new folder."
            )
        if library.is_file() and library.stat().st_size and not _is_demo(folder):
            raise ExportError(
                f"The library in “{folder}” holds more than the demo, and stays as it is.",
                "Name a new folder.",
            )
        clear(folder)
    except FileExistsError as error:
        raise ExportError(f"“{folder}” is a file, not a folder.", "Name a new folder.") from error
    except OSError as error:
        raise LibraryNotWritable(
            f"The folder “{folder}” can't be written: {error.strerror or error}.", "Name another folder."
        ) from error


def clear(folder: Path) -> None:
    """Remove what the demo makes in a folder; the folder and everything else in it stay.

    Raises:
        OSError: something can't be removed.
    """
    made = (TABLE_FILE, REEL_FILE, f"{_FILMS}/{FILM}", DATABASE_NAME)
    for name in (*made, *(f"{name}.part" for name in made), f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm"):
        (folder / name).unlink(missing_ok=True)
    for name in (_CACHES, BACKUPS):
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
    films = folder / _FILMS
    if films.is_dir() and not any(films.iterdir()):
        films.rmdir()
    (folder / LOCK_NAME).unlink(missing_ok=True)


def _is_demo(folder: Path) -> bool:
    """Whether the library in a folder holds the demo session at most."""
    with Workspace.open(folder, _WHO, create=False) as ws:
        known = sessions.sessions_of(ws)
        films = [recording for session in known for recording in sessions.recordings_of(ws, session.id)]
        return (
            len(known) <= 1
            and len(families.all_families(ws)) <= 1
            and all(PurePosixPath(film.path).name == FILM for film in films)
        )
