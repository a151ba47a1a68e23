"""Writing for other programs: what is lost is shown first; writing is a job."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMainWindow

from vig_annotator.errors import MediaError, VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.interchange.export_screen import ExportScreen, SessionLine
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.system_files import show_folder
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.services import recordings, sessions
from vig_annotator.services.families import all_families
from vig_annotator.services.interchange_export import ExportPlan, plan_exports
from vig_annotator.services.passes import passes_of
from vig_annotator.services.recordings import PlacedFile
from vig_annotator.services.session_export import needs_frames, write_exports
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

_FRAMES, _WRITE, _REEL = "read frames for an export", "write an export", "write a reel for editing"


class ExportCommands(QObject):
    """The way of sessions out of the library.

    Args:
        bench: the open film and its tools.
        window: the main window.
        door: the open library.
        screen: where it is decided.
    """

    def __init__(self, bench: Bench, window: QMainWindow, door: LibraryDoor, screen: ExportScreen) -> None:
        super().__init__(window)
        self._bench, self._window, self._door, self._screen = bench, window, door, screen
        self._indexes: dict[str, FrameIndex | None] = {}
        self._plans: tuple[ExportPlan, ...] = ()
        screen.changed.connect(self._plan)
        screen.button.clicked.connect(self._write)
        screen.closed.connect(self._closed)

    def choose(self) -> None:
        """Show the screen: with the session of the open film, or with all of the library."""
        ws = self._door.workspace
        if ws is None:
            self._bench.messages.notice(
                "No library is open, so there is nothing to export. Open a library first."
            )
            return
        lines = _lines(ws)
        if not lines:
            self._bench.messages.notice("There is no session to export yet. Open a film and code it first.")
            return
        film = self._bench.film
        self._indexes = {film.session.id: film.index} if film is not None and film.index is not None else {}
        families = [(f"Family {one.pseudonym}", one.id) for one in all_families(ws)]
        with_sessions = {line.family_id for line in lines}
        offered = [pair for pair in families if pair[1] in with_sessions]
        if len(offered) > 1:
            offered.append(("All families", ""))
        self._screen.ask(
            offered,
            lines,
            film.family.id if film is not None else "",
            film.session.id if film is not None else "",
            self._bench.settings.export_format or "eaf",
        )

    def reel(self) -> None:
        """Write the reel on the screen for an editing program."""
        # It loads all of rendering: not before it is wanted.
        from vig_annotator.services.reel_interchange import gather_reel, write_reel_file

        film = self._bench.open_film
        if film.reel is None or self._bench.jobs.running(_REEL):
            return
        try:
            gathered = gather_reel(film.ws, film.reel.id)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        suggested = self._folder() / file_name(f"{film.family.pseudonym} {film.reel.title}", ".otio")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Write the reel for an editing program", str(suggested), "OpenTimelineIO (*.otio)"
        )
        if not chosen:
            return
        out = Path(chosen)
        self._bench.messages.say("Writing the reel…")
        self._bench.jobs.start(
            _REEL,
            lambda context: write_reel_file(gathered, out, context),
            lambda count: self._told(
                f"{'1 clip is' if count == 1 else f'{count} clips are'} in “{out.name}”.", out.parent
            ),
        )

    def _plan(self) -> None:
        """Look what would be lost; frames that are needed and not known yet are read first, by a job."""
        ws, screen = self._door.workspace, self._screen
        if ws is None or not screen.is_open:
            return
        chosen = screen.chosen_sessions
        screen.offer_coders(_coders(ws, chosen))
        if not chosen:
            self._plans = ()
            screen.losses.show_losses([])
            screen.show_trouble("Choose at least one session.")
            return
        if needs_frames(screen.format.id, screen.choices):
            missing = [one for one in chosen if one not in self._indexes]
            if missing:
                self._read_frames(ws, missing)
                return
        self._bench.jobs.cancel(_FRAMES)
        known = {one: index for one in chosen if (index := self._indexes.get(one)) is not None}
        try:
            self._plans = plan_exports(ws, chosen, screen.format.id, screen.choices, known)
        except VigError as error:
            self._plans = ()
            screen.show_trouble(str(error))
            return
        losses = list({one.sentence: one for plan in self._plans for one in plan.losses}.values())
        tags = sum(len(one.annotations) for plan in self._plans for one in plan.document.observations)
        screen.show_losses(losses, len(self._plans), tags)

    def _read_frames(self, ws: Workspace, missing: Sequence[str]) -> None:
        paths = {one: _film_of(ws, one) for one in missing}
        self._screen.show_waiting("Reading the frames of the films…")
        self._bench.jobs.start(
            _FRAMES, partial(_frames, paths, ws.caches_dir), self._frames_read, on_failed=self._can_not
        )

    def _frames_read(self, found: dict[str, FrameIndex | None]) -> None:
        self._indexes |= found
        self._plan()

    def _can_not(self, error: BaseException) -> None:
        if isinstance(error, VigError):
            self._screen.show_trouble(str(error))
        else:
            self._bench.messages.tell(error)

    def _write(self) -> None:
        plans = self._plans
        if not plans or self._bench.jobs.running(_WRITE):
            return
        out = self._ask_where(plans)
        if out is None:
            return
        self._bench.settings.export_format = plans[0].format.id
        self._screen.show_waiting("Writing…")
        self._bench.jobs.start(
            _WRITE,
            lambda _context: write_exports(plans, out),
            self._written,
            on_failed=self._can_not,
        )

    def _ask_where(self, plans: Sequence[ExportPlan]) -> Path | None:
        if len(plans) > 1:
            folder = QFileDialog.getExistingDirectory(
                self._window, f"Into which folder? ({len(plans)} files)", str(self._folder())
            )
            return Path(folder) if folder else None
        form = plans[0].format
        suggested = self._folder() / file_name(plans[0].name, form.suffixes[0])
        kinds = f"{form.title} ({' '.join('*' + one for one in form.suffixes)})"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Write the file", str(suggested), kinds)
        if not chosen:
            return None
        out = Path(chosen)
        return out if out.suffix else out.with_name(out.name + form.suffixes[0])

    def _written(self, done: list[tuple[Path, int]]) -> None:
        self._screen.close_over()
        count = sum(tags for _, tags in done)
        tags = "1 tag is" if count == 1 else f"{count:,} tags are"
        where = f"“{done[0][0].name}”" if len(done) == 1 else f"{len(done)} files"
        self._told(f"{tags} in {where}.", done[0][0].parent)

    def _told(self, text: str, folder: Path) -> None:
        self._bench.messages.notice(text, "Show its folder", lambda: show_folder(folder))

    def _closed(self) -> None:
        self._bench.jobs.cancel(_FRAMES)
        self._plans = ()

    def _folder(self) -> Path:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def _lines(ws: Workspace) -> list[SessionLine]:
    found = []
    for session in sessions.sessions_of(ws):
        shown = passes_of(ws, session.id)
        with ws.store.reading() as connection:
            tags = sum(queries.annotation_count(connection, one.id) for one in shown)
        found.append(SessionLine(session.id, session.family_id, session.title, tags))
    return found


def _coders(ws: Workspace, session_ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(one.coder for session in session_ids for one in passes_of(ws, session)))


def _film_of(ws: Workspace, session_id: str) -> tuple[PlacedFile, ...]:
    """The files of the session's first take; none where they are not to be had: times are exported all the same."""
    try:
        return recordings.files_of(ws, recordings.main_take(ws, session_id))
    except MediaError:
        return ()


def _frames(
    films: dict[str, tuple[PlacedFile, ...]], caches: Path | None, context: JobContext
) -> dict[str, FrameIndex | None]:
    found: dict[str, FrameIndex | None] = {}
    for number, (session_id, files) in enumerate(films.items()):
        step = context.share(number / len(films), (number + 1) / len(films))
        try:
            found[session_id] = recordings.read_frames(files, caches, step) if files else None
        except MediaError:
            found[session_id] = None
    return found
