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
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import ReelClip
from vig_annotator.services import recordings
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True)
class SessionFilm:
    """A camera's film of a session.

    Attributes:
        path: its first file.
        index: its frames, counted on its own clock.
        starts_at_us: where that begins on the session's clock; 0 for the session's own film.
    """

    path: Path
    index: FrameIndex
    starts_at_us: int = 0

    @property
    def end_us(self) -> MediaTime:
        """Where it ends on the session's clock."""
        return MediaTime(self.index.end_us + self.starts_at_us)

    def frame_at(self, at_us: int) -> int:
        """The frame that is on the screen at a moment of the session; its first or last one outside of it."""
        return self.index.frame_at(min(max(0, at_us - self.starts_at_us), self.index.end_us - 1))

    def time_of(self, frame: int) -> MediaTime:
        """When a frame begins, on the session's clock; of the one after the last, where the film ends."""
        return MediaTime(self.index.time_of(frame) + self.starts_at_us)


FilmFiles = Mapping[str, tuple[int, tuple[recordings.PlacedFile, ...]]]
"""Where films begin on their session's clock, and their files on their own, by session; another camera's by its first recording."""


def key_of(clip: ReelClip) -> str:
    """What a clip's film is known by."""
    return clip.camera_id or clip.session_id


def files_of_family(ws: Workspace, family_id: str) -> FilmFiles:
    """Where the films of a family are; those that are nowhere there are left out."""
    found = {}
    for session in sessions_of(ws, family_id):
        main = recordings.main_take(ws, session.id)
        takes = [(session.id, main)] if main else []
        takes += [(take[0].id, take) for take in recordings.takes_beside(ws, session.id)]
        for key, take in takes:
            try:
                files = recordings.files_of(ws, take)
            except VigError:
                continue  # the preview says which film is missing, if a clip needs it
            own = key == session.id
            found[key] = (0, files) if own else (take[0].starts_at_us, recordings.placed(take, files))
    return found


def read_films(files: FilmFiles, caches_dir: Path | None, context: JobContext) -> dict[str, SessionFilm]:
    """Read the frames of films; may run on any thread. Films that can't be used are left out."""
    found = {}
    for number, (key, (starts_at_us, placed)) in enumerate(files.items()):
        try:
            index = recordings.read_frames(
                placed, caches_dir, context.share(number / len(files), (number + 1) / len(files))
            )
        except VigError:
            continue
        found[key] = SessionFilm(placed[0][0], index, starts_at_us)
    return found


class FamilyFilms(QObject):
    """Reads the films of families in the background, one family's after the other's.

    Signals:
        arrived(films): films of a family, by `key_of`.

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
