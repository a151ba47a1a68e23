"""How loud the films of the builder are, listened to in the background, one film at a time."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.builder.family_films import SessionFilm
from vig_annotator.jobs import JobContext
from vig_annotator.media.joined_index import parts_of
from vig_annotator.media.waveform import Waveform, listen

_JOB = "listen to the clip"


class ClipSounds(QObject):
    """Waveforms by film; `arrived` is sent when there is another one.

    Args:
        jobs: does the work.
        caches_dir: where waveforms are kept.
    """

    arrived = Signal()

    def __init__(self, jobs: JobBridge, caches_dir: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._caches_dir = jobs, caches_dir
        self._known: dict[Path, Waveform] = {}
        self._wanted: Path | None = None

    def get(self, film: SessionFilm) -> Waveform | None:
        """A film's waveform; it is listened to if it is not known yet."""
        if film.path not in self._known and self._wanted != film.path:
            self._wanted = film.path
            self._jobs.start(
                _JOB,
                partial(_listen, film, self._caches_dir),
                partial(self._keep, film.path),
                stands_back=True,
            )
        return self._known.get(film.path)

    def _keep(self, path: Path, heard: Waveform) -> None:
        self._known[path] = heard
        self._wanted = None
        self.arrived.emit()


def _listen(film: SessionFilm, caches_dir: Path | None, context: JobContext) -> Waveform:
    return listen(parts_of(film.path, film.index), caches_dir, context)
