"""Starts the tour: over the demo session, whatever is open now."""

from __future__ import annotations

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.film_commands import FilmCommands
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.tour.tour import Tour
from vig_annotator.settings import usual_demo


class TourCommands:
    """Opens the demo if need be, and then the tour."""

    def __init__(self, bench: Bench, films: FilmCommands, opening: FilmOpening, tour: Tour) -> None:
        self._bench, self._films, self._tour = bench, films, tour
        self._wanted = False
        opening.opened.connect(self._film_opened)

    def tour(self) -> None:
        """Begin the tour, or go on where it was left."""
        film = self._bench.film
        if film is not None and film.ws.folder == usual_demo():
            self._tour.start()
            return
        self._wanted = True
        self._films.open_demo()

    def _film_opened(self) -> None:
        if self._wanted:
            self._wanted = False
            # Not before every part of the screen has its place.
            self._bench.open_film.frames_known.connect(self._tour.start)
