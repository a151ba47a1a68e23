"""The actions about films, libraries and codebooks: each method is a row of the action table."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMainWindow

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.jobs import JobContext
from vig_annotator.model.made_file import MadeKind
from vig_annotator.model.reel import Audience
from vig_annotator.services import films
from vig_annotator.services.codebook_places import codebook_folders
from vig_annotator.services.codebooks import offered_codebooks
from vig_annotator.services.film_facts import save_still
from vig_annotator.services.interchange_films import give_film
from vig_annotator.services.packet_sealing import ENDING
from vig_annotator.services.reel_guarding import require_picture
from vig_annotator.services.register import Made, Written, enter, look_at
from vig_annotator.services.sessions import recordings_of
from vig_annotator.settings import usual_demo

_FILMS = "Films (*.mp4 *.mov *.m4v *.mkv *.webm *.avi *.mts *.m2ts *.ts *.mpg *.mpeg *.vob *.3gp *.wmv);;All files (*)"
_DEMO = "make the demo"


class FilmCommands:
    """Opening, saving beside, going back.

    The demo is imported when it is asked for: what makes tables takes longer to load than all the rest of the program.
    """

    def __init__(
        self, bench: Bench, window: QMainWindow, door: LibraryDoor, opening: FilmOpening, finder: Finder
    ) -> None:
        self._bench = bench
        self._window = window
        self._door = door
        self._opening = opening
        self._finder = finder
        opening.lost.connect(self.find_lost)

    def open(self) -> None:
        """Choose a film and begin to code it."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open a film", self._film_folder(), _FILMS)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open a film that was chosen, dropped or named; or a packet."""
        if path.name.endswith(ENDING):
            self._bench.open_packet(path)
            return
        ws = self._door.workspace
        if ws is None:
            self._bench.messages.notice("No library is open, so no film can be coded. Open a library first.")
            return
        if ws.sealed:
            self._bench.messages.notice("A sealed packet is open. Close it first, then open the film.")
            return
        self._bench.settings.film_folder = str(path.absolute().parent)
        self._opening.open_path(ws, path)

    def open_session(self, session_id: str) -> None:
        """Go on with a session."""
        ws = self._door.workspace
        if ws is not None:
            self._opening.open_session(ws, session_id)

    def start_page(self) -> None:
        """Back to the families; out of the demo, back to one's own library."""
        self._opening.close_film()
        if not self._door.usual or self._door.workspace is None:
            self._door.open(self._bench.settings.library_folder)

    def open_demo(self) -> None:
        """Make the demo if need be, and open it."""
        from vig_annotator.services.demo import make_demo

        if not self._door.may_leave():
            return
        folder = usual_demo()
        self._bench.messages.say("The demo film is being got ready …")
        self._door.close()
        self._bench.jobs.start(
            _DEMO, partial(make_demo, folder), partial(self._demo_made, folder), on_failed=self._no_demo
        )

    def relink(self) -> None:
        """Say where the open film was moved to."""
        film = self._bench.film
        if film is None:
            self._bench.messages.say(
                "Open the session first; if its film is not found, you are asked for it."
            )
        else:
            self.find_lost(film.session.id)

    def find_lost(self, session_id: str) -> None:
        """Ask where the film of a session is now."""
        ws = self._door.workspace
        if ws is None:
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Where is the film now?", self._film_folder(), _FILMS
        )
        if not chosen:
            return
        try:
            there = recordings_of(ws, session_id)
            if there:
                lost = (one for one in there if not films.recording_path(ws, one).is_file())
                films.relink(ws, next(lost, there[0]), Path(chosen))
            else:
                give_film(ws, session_id, Path(chosen))
        except VigError as error:
            self._bench.messages.tell(error, "Choose again…", lambda: self.find_lost(session_id))
            return
        self._opening.open_session(ws, session_id)

    def save_picture(self) -> None:
        """Save the frame on the screen as a picture of full size."""
        film, frame = self._bench.open_film, self._bench.shown_frame
        try:
            require_picture(film.ws, film.session.id)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        name = file_name(f"{film.session.title} frame {frame}", ".png")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save this picture", str(self._documents() / name), "Picture (*.png)"
        )
        if not chosen:
            return
        out, path, index = Path(chosen), film.path, film.frames

        about = Made(
            film.family.id,
            None,
            (film.session.id,),
            f"{film.session.title}, frame {frame}",
            Audience.TAKE_HOME,
            MadeKind.PICTURE,
        )
        ws = film.ws

        def work(context: JobContext) -> Written:
            save_still(path, frame, out, context, index=index)
            return look_at(out)

        def saved(written: Written) -> None:
            enter(ws, about, written)
            self._bench.messages.say(f"Saved as “{written.path.name}”.")

        self._bench.jobs.start("save a picture", work, saved)

    def saved(self) -> None:
        """Say that there is nothing to save by hand."""
        self._bench.messages.say("Everything is saved: each tag is on disk when the key comes up.")

    def choose_library(self) -> None:
        """Work in another library."""
        chosen = QFileDialog.getExistingDirectory(
            self._window,
            "Open a library (any folder can become one)",
            str(self._bench.settings.library_folder),
        )
        if chosen:
            self._door.open(Path(chosen))

    def choose_codebook(self) -> None:
        """Ask which codebook to code with: now if a film is open, and for new films."""
        entries = [
            Entry(
                one.loaded.codebook.title if one.loaded else f"{one.path.name}: something is wrong in it",
                partial(self._use_codebook, one.path),
                words=one.path.stem,
            )
            for one in offered_codebooks(self._codebook_folders())
        ]
        entries.append(Entry("A codebook file…", self._ask_for_codebook))
        self._finder.ask("Code with", entries)

    def quit(self) -> None:
        """Close the program."""
        self._window.close()

    def _demo_made(self, folder: Path, session_id: str) -> None:
        from vig_annotator.services.demo import CODER

        if self._door.open(folder, coder=CODER, usual=False):
            self.open_session(session_id)

    def _no_demo(self, error: BaseException) -> None:
        self._door.open(self._bench.settings.library_folder)
        self._bench.messages.tell(error)

    def _ask_for_codebook(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Choose a codebook", str(self._documents()), "Codebooks (*.yaml *.yml)"
        )
        if chosen:
            self._use_codebook(Path(chosen))

    def _use_codebook(self, path: Path) -> None:
        try:
            loaded = load_codebook(path, self._codebook_folders())
            if self._bench.film is not None:
                self._opening.recode(loaded)
        except VigError as error:
            self._bench.messages.notice(str(error))
            return
        self._bench.settings.codebook = str(path)
        self._bench.messages.say(f"New films are coded with “{loaded.codebook.title}”.")

    def _codebook_folders(self) -> tuple[Path, ...]:
        ws = self._door.workspace
        return codebook_folders(ws.folder, self._bench.settings.codebook_folder) if ws is not None else ()

    def _film_folder(self) -> str:
        remembered = self._bench.settings.film_folder
        if remembered and Path(remembered).is_dir():
            return remembered
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)

    def _documents(self) -> Path:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(folder) if folder and Path(folder).is_dir() else Path.home()
