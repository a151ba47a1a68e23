"""Puts the other cameras' films beside the open one, once their frames are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.player.side_films import SideFilm
from vig_annotator.gui.timeline.media_painter import FilmStrip, Loudness, MediaLane
from vig_annotator.jobs import JobContext
from vig_annotator.media import thumbnails, waveform
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_index import parts_of
from vig_annotator.media.picture import Picture
from vig_annotator.media.waveform import Waveform
from vig_annotator.model.session_clock import Take
from vig_annotator.services import recordings
from vig_annotator.services.recordings import PlacedFile

_READ, _DRAW = "read the other cameras’ frames", "pictures and sound of the other cameras"

_Lane = tuple[FilmStrip, Loudness | None]
_Drawn = tuple[list[Picture], Waveform]
_Placed = tuple[Take, tuple[PlacedFile, ...]]


class BesideDisplay:
    """Keeps what lies beside the film as it is in the library."""

    def __init__(self, bench: Bench, screen: CodingScreen) -> None:
        self._bench, self._screen = bench, screen
        self._lanes: dict[str, _Lane] = {}

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
            self.stop()
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
        self._bench.jobs.cancel(_DRAW)
        self._screen.films.clear()
        self._screen.timeline.set_beside(())
        self._lanes = {}

    def _show(self, film: CodedFilm, found: list[_Placed], indexes: list[FrameIndex]) -> None:
        if self._bench.film is not film:
            return
        films = [
            SideFilm(take[0].id, Path(take[0].path).name, files[0][0], index, take[0].starts_at_us)
            for (take, files), index in zip(found, indexes, strict=True)
        ]
        self._screen.films.show_films(films, self._bench.player)
        self._show_lanes(films)
        if any(one.id not in self._lanes for one in films):
            self._bench.jobs.start(
                _DRAW,
                partial(_draw, films, film.ws.caches_dir),
                partial(self._drawn, film),
                on_failed=lambda _error: None,  # a film that can't be read is told where it is shown
            )

    def _drawn(self, film: CodedFilm, lanes: dict[str, _Drawn]) -> None:
        if self._bench.film is not film:
            return
        for film_id, (pictures, sound) in lanes.items():
            strip = FilmStrip()
            for picture in pictures:
                strip.add(picture.time_us, picture.rgb)
            self._lanes[film_id] = strip, None if sound.reason else Loudness(sound.peaks, sound.per_second)
        self.show()

    def _show_lanes(self, films: Sequence[SideFilm]) -> None:
        self._screen.timeline.set_beside(
            [
                MediaLane(*self._lanes.get(one.id, (FilmStrip(), None)), one.starts_us, one.index.end_us)
                for one in films
            ]
        )


def _read(found: list[_Placed], caches: Path | None, context: JobContext) -> list[FrameIndex]:
    indexes = []
    for number, (take, files) in enumerate(found):
        step = context.share(number / len(found), (number + 1) / len(found))
        indexes.append(recordings.read_frames(recordings.placed(take, files), caches, step))
    return indexes


def _draw(films: Sequence[SideFilm], caches: Path | None, context: JobContext) -> dict[str, _Drawn]:
    drawn: dict[str, _Drawn] = {}
    for number, film in enumerate(films):
        step = context.share(number / len(films), (number + 1) / len(films))
        parts, pictures = parts_of(film.path, film.index), []
        for part in parts:
            pictures += [
                replace(one, time_us=one.time_us + part.starts_us)
                for one in thumbnails.load_or_make(part.path, part.index, caches, step)
            ]
        drawn[film.id] = pictures, waveform.listen(parts, caches, step)
    return drawn
