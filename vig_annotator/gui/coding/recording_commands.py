"""The actions about the recordings of a session: each method is a row of the action table."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMainWindow

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.services import recordings

FILMS = "Films (*.mp4 *.mov *.m4v *.mkv *.webm *.avi *.mts *.m2ts *.ts *.mpg *.mpeg *.vob *.3gp *.wmv);;All files (*)"
_LOOK = "look at further files"


class RecordingCommands:
    """A take that goes on in further files."""

    def __init__(self, bench: Bench, window: QMainWindow) -> None:
        self._bench = bench
        self._window = window

    def go_on_with(self) -> None:
        """Choose the files in which the film goes on."""
        film = self._bench.open_film
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, "The film goes on in", str(film.path.parent), FILMS
        )
        paths = sorted(map(Path, chosen), key=_natural)
        if paths:
            self._bench.messages.say("Looking at the files …")
            self._bench.jobs.start(
                _LOOK, partial(recordings.look_at, paths, film.ws.caches_dir), partial(self._looked_at, film)
            )

    def take_out(self) -> None:
        """Take the last file out again."""
        film = self._bench.open_film
        self._try(lambda: recordings.take_out_last(film.ws, film.session.id))

    def _looked_at(self, film: CodedFilm, files: list[tuple[Path, int]]) -> None:
        if self._bench.film is film:
            self._try(lambda: recordings.go_on_with(film.ws, film.session.id, files))

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except VigError as error:
            self._bench.messages.notice(str(error))


def _natural(path: Path) -> list[tuple[int, str]]:
    """The order in which a person would put names with numbers: 9.MTS before 10.MTS."""
    return [
        (int(part), "") if part.isdigit() else (0, part.casefold()) for part in re.split(r"(\d+)", path.name)
    ]
