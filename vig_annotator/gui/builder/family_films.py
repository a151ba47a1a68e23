"""The films of a family's sessions, for pictures of clips and for drawing on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.services import recordings
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True)
class SessionFilm:
    """A session's film and its frames, which are counted on the session's clock."""

    path: Path
    index: FrameIndex


FilmFiles = Mapping[str, tuple[recordings.PlacedFile, ...]]


def files_of_family(ws: Workspace, family_id: str) -> FilmFiles:
    """Where the films of a family are, by session; sessions whose film is nowhere there are left out."""
    found = {}
    for session in sessions_of(ws, family_id):
        take = recordings.main_take(ws, session.id)
        if not take:
            continue
        try:
            found[session.id] = recordings.files_of(ws, take)
        except VigError:
            continue  # the preview says which film is missing, if a clip needs it
    return found


def read_films(files: FilmFiles, caches_dir: Path | None, context: JobContext) -> dict[str, SessionFilm]:
    """Read the frames of films; may run on any thread. Films that can't be used are left out."""
    found = {}
    for number, (session_id, placed) in enumerate(files.items()):
        try:
            index = recordings.read_frames(
                placed, caches_dir, context.share(number / len(files), (number + 1) / len(files))
            )
        except VigError:
            continue
        found[session_id] = SessionFilm(placed[0][0], index)
    return found


class FamilyFilms(QObject):
    """Reads the films of families in the background, one family's after the other's.

    Signals:
        arrived(films): films of a family, by session.

    Args:
        ws: the open library.
        jobs: does the work.
    """

    arrived = Signal(object)

    def __init__(self, ws: Workspace, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._jobs = ws, jobs
        self._asked: set[str] = set()

    def want(self, family_id: str) -> None:
        """Read a family's films, unless that was asked for before."""
        if family_id not in self._asked:
            self._asked.add(family_id)
            files = files_of_family(self._ws, family_id)
            work = partial(read_films, files, self._ws.caches_dir)
            self._jobs.start(f"read the films of {family_id}", work, self.arrived.emit)
