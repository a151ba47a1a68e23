"""From a film file to coding: look at it, take it in, show its first picture, read its frames, go on where one was."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from vig_annotator.codebook.loader import LoadedCodebook, load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import MediaMissing, VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.beside_display import BesideDisplay
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.coding.damage_watch import DamageWatch
from vig_annotator.gui.coding.film_display import FilmDisplay
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.coding.strip import Strip
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.probe import FilmInfo, probe
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass, PassState
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Session
from vig_annotator.services import films, recordings
from vig_annotator.services.coders import all_coders
from vig_annotator.services.passes import ensure_pass, passes_of
from vig_annotator.services.references import codebook_to_learn_with
from vig_annotator.services.workspace import Workspace

_LOOK, _READ = "look at the film", "read the film’s frames"


class FilmOpening(QObject):
    """Opens and closes films on the coding screen.

    Signals:
        opened: a film is on the screen (its frames may still be read).
        closed: none is any more.
        changed: other things can be done or said than before.
        lost(session id): the film of that session is not where it was.
    """

    opened = Signal()
    closed = Signal()
    changed = Signal()
    lost = Signal(str)

    def __init__(
        self, bench: Bench, screen: CodingScreen, pictures: Pictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._screen = screen
        self._pictures = pictures
        self._strip = Strip(bench.jobs, screen.timeline)
        self._watch = DamageWatch(bench.jobs, bench.player)
        self._strip.ended.connect(self._look_for_damage)
        self._watch.found.connect(self._show_damage)
        self._display: FilmDisplay | None = None
        self._beside = BesideDisplay(bench, screen)
        bench.player.failed.connect(self._player_failed)

    def open_path(self, ws: Workspace, path: Path) -> None:
        """Open a film file: it is looked at first, so that no library holds what is no film."""
        self._bench.jobs.start(
            _LOOK, lambda _context: probe(path), lambda info: self._take_in(ws, path, info)
        )

    def open_session(self, ws: Workspace, session_id: str) -> bool:
        """Go on with a session; answers whether its film could be opened."""
        try:
            session = ws.get(Session, session_id)
            if not recordings.main_take(ws, session_id):
                raise MediaMissing(f"“{session.title}” has no film.", "Open its film to go on.")
            self._show(ws, session)
        except MediaMissing as error:
            self._bench.messages.tell(error, "Show where it is…", lambda: self.lost.emit(session_id))
            return False
        except VigError as error:
            self._bench.messages.tell(error)
            return False
        return True

    def show_pass(self, coding_pass: CodingPass) -> None:
        """Show another coding of the open film."""
        film = self._bench.open_film
        if coding_pass.id != film.coding_pass.id:
            self._show(film.ws, film.session, coding_pass)

    def recode(self, loaded: LoadedCodebook) -> None:
        """Code the open film with another codebook; earlier codings are kept."""
        film = self._bench.open_film
        self._show(film.ws, film.session, ensure_pass(film.ws, film.session, loaded))

    def close_film(self) -> None:
        """Take the film off the screen and remember where one was."""
        film = self._bench.film
        if film is None:
            return
        self._screen.end_typing()
        self._note_place(film)
        for job in (_LOOK, _READ):
            self._bench.jobs.cancel(job)
        self._strip.stop()
        self._beside.stop()
        self._watch.stop()
        self._bench.player.close()
        if self._display is not None:
            self._display.close()
            self._display = None
        film.close()
        self._bench.film = None
        self.closed.emit()

    def _take_in(self, ws: Workspace, path: Path, info: FilmInfo) -> None:
        try:
            session, _ = films.add_film(ws, path)
            self._show(ws, session)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._screen.timeline.expect_end(info.duration_us)

    def _show(self, ws: Workspace, session: Session, coding_pass: CodingPass | None = None) -> None:
        take = recordings.main_take(ws, session.id)
        files = recordings.files_of(ws, take)
        coding_pass = coding_pass or self._pass_for(ws, session)
        film = CodedFilm(ws, session, take, files, coding_pass)
        self.close_film()
        self._bench.messages.clear()
        self._bench.film = film
        self._bench.player.open(film.path)
        self._display = FilmDisplay(self._screen, film, self._bench.player, self._pictures)
        self._display.changed.connect(self.changed)
        # Queued: whoever told of the change must be done before the film is taken off the screen.
        film.codebook_changed.connect(self._open_anew, Qt.ConnectionType.QueuedConnection)
        film.recordings_changed.connect(self._open_anew, Qt.ConnectionType.QueuedConnection)
        film.beside_changed.connect(self._beside.show)
        film.beside_changed.connect(self.changed)
        film.steps_changed.connect(self.changed)
        self.opened.emit()
        caches = ws.caches_dir
        self._bench.jobs.start(
            _READ,
            partial(recordings.read_frames, files, caches),
            partial(self._frames_known, film),
            on_failed=self._not_readable,
            on_progress=lambda share, _words: self._show_reading(share),
        )

    def _open_anew(self) -> None:
        """The open coding goes by another codebook now, or its film lies in other files."""
        film = self._bench.film
        if film is None:
            return
        try:
            self._show(film.ws, film.session, film.ws.get(CodingPass, film.coding_pass.id))
        except VigError as error:
            self.close_film()
            self._bench.messages.tell(error)

    def _pass_for(self, ws: Workspace, session: Session) -> CodingPass:
        """The coder's last coding of a session; a new one with the usual codebook (a trainee's with the reference's) if there is none.

        A supervisor who has none is shown what was sent to them last instead.
        """
        there = passes_of(ws, session.id)
        mine = [one for one in there if one.coder == ws.coder]
        if mine:
            return mine[-1]
        if there and any(one.name == ws.coder and one.role is Role.SUPERVISOR for one in all_coders(ws)):
            return max(
                there, key=lambda one: (one.state is PassState.SUBMITTED, one.submitted_at, one.created_at)
            )
        return ensure_pass(ws, session, codebook_to_learn_with(ws, session.id) or self._usual_codebook())

    def _usual_codebook(self) -> LoadedCodebook:
        chosen = self._bench.settings.codebook
        if chosen and Path(chosen).is_file():
            try:
                return load_codebook(Path(chosen))
            except VigError as error:
                self._bench.messages.tell(error)
        return load_codebook(shipped_codebooks()[0])

    def _show_reading(self, share: float) -> None:
        if self._display is not None:
            self._display.show_reading(share)

    def _frames_known(self, film: CodedFilm, index: FrameIndex) -> None:
        if self._bench.film is not film:
            return
        self._bench.player.set_index(index)
        film.set_index(index)
        recordings.note_durations(film.ws, film.take, index)
        place = self._bench.settings.places.get(film.session.id, 0)
        if 0 < place < index.end_us:
            self._bench.player.seek(MediaTime(place))
        self._beside.show()
        self._strip.start(film.path, index, film.ws.caches_dir)
        self.changed.emit()

    def _look_for_damage(self) -> None:
        film = self._bench.film
        if film is not None and film.index is not None:
            self._watch.start(film.path, film.index, film.ws.caches_dir)

    def _show_damage(self, index: FrameIndex) -> None:
        if self._display is not None:
            self._display.show_exactness(index, looked_at=True)

    def _not_readable(self, error: BaseException) -> None:
        self.close_film()
        self._bench.messages.tell(error)

    def _player_failed(self, error: BaseException) -> None:
        self.close_film()
        self._bench.messages.tell(error)

    def _note_place(self, film: CodedFilm) -> None:
        if film.index is not None and not film.ws.sealed:
            self._bench.settings.note_place(film.session.id, self._bench.player.shown_us)
