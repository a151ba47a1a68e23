"""The actions that compare coders: each method without an underscore is a row of the action table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.services import passes, recordings
from vig_annotator.services.recordings import PlacedFile
from vig_annotator.services.workspace import Workspace

if TYPE_CHECKING:
    from vig_annotator.analysis.double_coding import Settings
    from vig_annotator.gui.compare.compare_window import CompareWindow
    from vig_annotator.gui.compare.sessions_window import SessionsWindow
    from vig_annotator.services.double_coded import TwoPasses


class CompareCommands:
    """Opens the window that compares two coders of a film, and the one that compares many sessions.

    Args:
        bench: the open film and its tools.
        door: the open library; both windows close when it is another one, or somebody else works.
        window: the main window.
    """

    def __init__(self, bench: Bench, door: LibraryDoor, window: QWidget) -> None:
        self._bench, self._door = bench, door
        self._window = window
        self.open_window: CompareWindow | None = None
        self.sessions_window: SessionsWindow | None = None
        door.changed.connect(self.close_all)

    def coders(self) -> None:
        """Compare the coding on the screen with another of the same film."""
        film = self._bench.open_film
        others = [one for one in passes.passes_of(film.ws, film.session.id) if one.id != film.coding_pass.id]
        if not others:
            self._bench.messages.say(
                "Only one person has coded this film. When a second one has, the two can be compared."
            )
            return
        nearest = passes.comparable_first(film.ws, film.coding_pass, others)
        self.open_for(film.ws, [film.coding_pass, *nearest], film.files)

    def sessions(self) -> None:
        """Compare all sessions that two people coded."""
        ws = self._door.workspace
        if ws is None:
            self._bench.messages.say("Open a library first.")
            return
        # Loaded when it is asked for: the first window comes sooner.
        from vig_annotator.gui.compare.sessions_window import SessionsWindow

        self.close_all()
        self._bench.player.pause()
        self.sessions_window = SessionsWindow(ws, self._window)
        self.sessions_window.wanted.connect(self._open_pair)
        self.sessions_window.closed.connect(self._sessions_closed)
        self._show(self.sessions_window)

    def open_for(
        self,
        ws: Workspace,
        compared: Sequence[CodingPass],
        files: Sequence[PlacedFile],
        *,
        settings: Settings | None = None,
        training: bool = False,
    ) -> None:
        """Open the window on these codings.

        Args:
            ws: the open library.
            compared: the codings to choose from; the first two are shown.
            files: of the film; none where they can't be found.
            settings: when two tags are the same; the usual ones if not given.
            training: the first is a reference, the second a trainee's.
        """
        from vig_annotator.gui.compare.compare_window import CompareWindow

        self.close()
        self._bench.player.pause()
        self.open_window = CompareWindow(
            ws, compared, files, self._window, settings=settings, training=training
        )
        self.open_window.closed.connect(self._closed)
        self.open_window.sessions_wanted.connect(self.sessions)
        self._show(self.open_window)

    def close(self) -> None:
        """Close the window on one film, if it is open: its film or library goes."""
        if self.open_window is not None:
            self.open_window.close()

    def close_all(self) -> None:
        """Close both windows: the library goes, or somebody else works who may see other codings."""
        self.close()
        if self.sessions_window is not None:
            self.sessions_window.close()

    def _open_pair(self, pair: TwoPasses, settings: Settings) -> None:
        ws = self._door.workspace
        if ws is None:
            return
        try:
            there = [passes.visible_pass(ws, one.id) for one in (pair.a, pair.b)]
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self.open_for(ws, there, _files(ws, pair.a.session_id), settings=settings)

    def _show(self, window: QWidget) -> None:
        window.resize(self._window.size())
        window.show()
        window.activateWindow()

    def _closed(self) -> None:
        if self.open_window is not None:
            self.open_window.deleteLater()
            self.open_window = None
            (self.sessions_window or self._window).activateWindow()

    def _sessions_closed(self) -> None:
        if self.sessions_window is not None:
            self.sessions_window.deleteLater()
            self.sessions_window = None
            self._window.activateWindow()


def _files(ws: Workspace, session_id: str) -> tuple[PlacedFile, ...]:
    """Where a session's film is; nothing where it is not to be found: codings can be compared without it."""
    try:
        return recordings.files_of(ws, recordings.main_take(ws, session_id))
    except VigError:
        return ()
