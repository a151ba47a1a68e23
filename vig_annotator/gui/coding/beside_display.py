"""Puts the other cameras' films beside the open one, once their frames are read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.player.side_films import SideFilm
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.session_clock import Take
from vig_annotator.services import recordings
from vig_annotator.services.recordings import PlacedFile

_READ = "read the other cameras’ frames"

_Placed = tuple[Take, tuple[PlacedFile, ...]]


class BesideDisplay:
    """Keeps what lies beside the film as it is in the library."""

    def __init__(self, bench: Bench, screen: CodingScreen) -> None:
        self._bench, self._screen = bench, screen

    def show(self) -> None:
        """Show the other cameras of the open film's visit, as they are now. Those that can't be found are told and left out."""
        film = self._bench.film
        if film is None or film.index is None:
            return
        found: list[_Placed] = []
        for take in recordings.takes_beside(film.ws, film.session.id):
            try:
                found.append((take, recordings.files_of(film.ws, take)))
            except VigError as error:
                self._bench.messages.notice(str(error))
        if not found:
            self._bench.jobs.cancel(_READ)
            self._screen.films.clear()
            return
        self._bench.jobs.start(
            _READ,
            partial(_read, found, film.ws.caches_dir),
            partial(self._show, film, found),
            on_failed=lambda error: self._bench.messages.notice(str(error)),
        )

    def stop(self) -> None:
        """The film is taken off the screen."""
        self._bench.jobs.cancel(_READ)
        self._screen.films.clear()

    def _show(self, film: CodedFilm, found: list[_Placed], indexes: list[FrameIndex]) -> None:
        if self._bench.film is not film:
            return
        films = [
            SideFilm(take[0].id, Path(take[0].path).name, files[0][0], index, take[0].starts_at_us)
            for (take, files), index in zip(found, indexes, strict=True)
        ]
        self._screen.films.show_films(films, self._bench.player)


def _read(found: list[_Placed], caches: Path, context: JobContext) -> list[FrameIndex]:
    indexes = []
    for number, (take, files) in enumerate(found):
        step = context.share(number / len(found), (number + 1) / len(found))
        indexes.append(recordings.read_frames(recordings.placed(take, files), caches, step))
    return indexes
