"""What clicks on the map of going out and coming in do with cues."""

from __future__ import annotations

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.services import cues


class CueCommands:
    """Tags cues with the need behind them, and names the need of the chosen cue."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def tag(self, code_id: str) -> None:
        """A cue was clicked: tag it where a key would, with the need that is tagged there."""
        film = self._bench.film
        if film is None or film.index is None:
            self._bench.messages.say("Tags can be made as soon as the film’s frames are known.")
            return
        frame = self._bench.frame_meant()
        self._bench.messages.attempt(
            lambda: film.selection.choose_tags([cues.tag_cue(film.ws, film.coding_pass, code_id, frame).id])
        )

    def name_need(self, cue_id: str, need_code: str) -> None:
        """A need was clicked for a cue that wants one, or the mouse was drawn from the cue to it."""
        film = self._bench.open_film
        self._bench.messages.attempt(lambda: cues.name_need(film.ws, film.coding_pass, cue_id, need_code))
