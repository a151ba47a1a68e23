"""The actions about the recordings of a session: each method is a row of the action table."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMainWindow

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import press_words
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.messages import PUT_IN_STEP
from vig_annotator.gui.player.side_films import SideFilms
from vig_annotator.media.sound_match import SoundMatch
from vig_annotator.model.session_clock import Take
from vig_annotator.model.timecode import format_time
from vig_annotator.playback.companion import Companion
from vig_annotator.services import recordings
from vig_annotator.services.films import recording_path

FILMS = "Films (*.mp4 *.mov *.m4v *.mkv *.webm *.avi *.mts *.m2ts *.ts *.mpg *.mpeg *.vob *.3gp *.wmv);;All files (*)"
_LOOK, _LISTEN = "look at further files", "compare the sound of two films"


class RecordingCommands:
    """A take that goes on in further files, and cameras beside it. Where there are several, the one added last is meant."""

    def __init__(self, bench: Bench, window: QMainWindow, films: SideFilms) -> None:
        self._bench = bench
        self._window = window
        self._films = films
        self._clap: tuple[CodedFilm, int] | None = None

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

    def beside(self) -> None:
        """Choose the film of another camera."""
        film = self._bench.open_film
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "The other camera’s film", str(film.path.parent), FILMS
        )
        if chosen:
            self._bench.messages.say("Looking at the film …")
            self._bench.jobs.start(
                _LOOK,
                partial(recordings.look_at, [Path(chosen)], film.ws.caches_dir),
                partial(self._put_beside, film),
            )

    def by_sound(self) -> None:
        """Put the other camera's film in step by what both heard."""
        film, pair = self._bench.open_film, self._pair()
        if pair is None:
            return
        take, companion = pair
        path = recording_path(film.ws, take[0])
        self._bench.messages.say("Listening to both films …")
        self._bench.jobs.start(
            _LISTEN,
            partial(
                recordings.compare_sound,
                (film.path, film.frames),
                (path, companion.index),
                film.ws.caches_dir,
            ),
            partial(self._heard, film, take[0].id),
            on_failed=lambda error: self._bench.messages.notice(str(error)),
        )

    def clap(self) -> None:
        """The clap is seen here: first in the film, then in the other camera's."""
        film, take = self._bench.open_film, self._last_beside()
        if take is None:
            return
        self._bench.player.pause()
        here = self._bench.time_shown()
        if self._clap is None or self._clap[0] is not film:
            self._clap = film, here
            self._bench.messages.notice(
                f"{format_time(here)} in the film is noted. Now go to where the other camera’s picture shows the same instant, "
                f"and {press_words('recording.clap')} again.",
                "Leave it",
                self._forget_clap,
                until=PUT_IN_STEP,
            )
            return
        first, self._clap = self._clap[1], None
        self._move(take, first - here, "The two are in step at that instant.")

    def _forget_clap(self) -> None:
        self._clap = None

    def earlier(self) -> None:
        """The other camera's film a frame of its own earlier."""
        self._nudge(-1)

    def later(self) -> None:
        """The other camera's film a frame of its own later."""
        self._nudge(1)

    def take_away(self) -> None:
        """Show the other camera's film no longer."""
        film, take = self._bench.open_film, self._last_beside()
        if take is not None:
            self._try(lambda: recordings.take_away(film.ws, film.session.id, take[0].id))

    def _nudge(self, frames: int) -> None:
        pair = self._pair()
        if pair is not None:
            take, companion = pair
            frame = round(1_000_000 / companion.index.nominal_rate)
            start_s = (take[0].starts_at_us + frames * frame) / 1_000_000
            self._move(take, frames * frame, f"The other film begins at {start_s:+.3f} s.")

    def _move(self, take: Take, by_us: int, words: str) -> None:
        film = self._bench.open_film
        if self._try(lambda: recordings.shift(film.ws, film.session.id, take[0].id, by_us)):
            self._bench.messages.happened(PUT_IN_STEP)
            self._bench.messages.say(words)

    def _put_beside(self, film: CodedFilm, files: list[tuple[Path, int]]) -> None:
        if self._bench.film is film:
            path, length = files[0]
            if self._try(lambda: recordings.put_beside(film.ws, film.session.id, path, length)):
                clap = press_words("recording.clap")
                self._bench.messages.notice(
                    f"“{path.name}” begins with the film. Put it in step by its sound, by a clap that both cameras saw "
                    f"({clap} on it), or frame by frame.",
                    "By its sound",
                    self.by_sound,
                    until=PUT_IN_STEP,
                )

    def _heard(self, film: CodedFilm, recording_id: str, found: SoundMatch) -> None:
        take = self._last_beside() if self._bench.film is film else None
        if take is None or take[0].id != recording_id:
            return
        if not found.sure:
            self._bench.messages.notice(
                f"The sound does not tell for sure where the films belong: {_how_sure(found)}. Nothing was moved. "
                "Use a clap or a sudden movement that both cameras saw, or go frame by frame.",
                until=PUT_IN_STEP,
            )
            return
        words = f"In step by the sound: {_how_sure(found)}."
        self._move(take, found.starts_us - take[0].starts_at_us, words)

    def _last_beside(self) -> Take | None:
        film = self._bench.open_film
        found = recordings.takes_beside(film.ws, film.session.id)
        if not found:
            self._bench.messages.say("There is no other camera’s film yet: choose “Another camera’s film…”.")
            return None
        return found[-1]

    def _pair(self) -> tuple[Take, Companion] | None:
        """The other camera's film, and what shows it."""
        take, companions = self._last_beside(), self._films.companions
        if take is not None and not companions:
            self._bench.messages.say("The other film is still being read.")
        return (take, companions[-1]) if take is not None and companions else None

    def _looked_at(self, film: CodedFilm, files: list[tuple[Path, int]]) -> None:
        if self._bench.film is film:
            self._try(lambda: recordings.go_on_with(film.ws, film.session.id, files))

    def _try(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except VigError as error:
            self._bench.messages.notice(str(error))
            return False
        return True


def _natural(path: Path) -> list[tuple[int, str]]:
    """The order in which a person would put names with numbers: 9.MTS before 10.MTS."""
    return [
        (int(part), "") if part.isdigit() else (0, part.casefold()) for part in re.split(r"(\d+)", path.name)
    ]


def _how_sure(found: SoundMatch) -> str:
    """How well two films' sound fits, in plain words with the figures that the rule goes by (docs/time.md)."""
    best = round(found.likeness * 100)
    other = round(found.likeness * (1 - found.lead) * 100)
    return f"they sound {best} % alike at the best place, and {other} % at the next best"
