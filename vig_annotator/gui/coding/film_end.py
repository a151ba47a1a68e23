"""When the film has played to its end, the states that still run end with it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.model.edits.drafting import quoted
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import tagging


class FilmEnd(QObject):
    """Ends them in one step, and says so."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.player.ended.connect(self._end)

    def _end(self) -> None:
        film = self._bench.film
        if film is None or film.index is None or not film.desk.running:
            return
        running = film.desk.running
        first = film.codebook.code(running[0].code_id)
        names = quoted(first.label if first is not None else "", len(running))
        try:
            tagging.end_running_states(film.ws, film.coding_pass, MediaTime(film.index.end_us))
        except RuleViolation:
            return  # this coding is looked at only: it is somebody else's, or locked
        self._bench.messages.say(f"The film has ended, and with it {names}.")
