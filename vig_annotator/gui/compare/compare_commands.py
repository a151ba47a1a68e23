"""The action that compares coders: a row of the action table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.services import passes
from vig_annotator.services.workspace import Workspace

if TYPE_CHECKING:
    from vig_annotator.gui.compare.compare_window import CompareWindow


class CompareCommands:
    """Opens the window that compares two coders of the film on the screen.

    Args:
        bench: the open film and its tools.
        window: the main window.
    """

    def __init__(self, bench: Bench, window: QWidget) -> None:
        self._bench = bench
        self._window = window
        self.open_window: CompareWindow | None = None

    def coders(self) -> None:
        """Compare the coding on the screen with another of the same film."""
        film = self._bench.open_film
        others = [one for one in passes.passes_of(film.ws, film.session.id) if one.id != film.coding_pass.id]
        if not others:
            self._bench.messages.say(
                "Only one person has coded this film. When a second one has, the two can be compared."
            )
            return
        self.open_for(film.ws, [film.coding_pass, *others], film.path)

    def open_for(
        self, ws: Workspace, compared: Sequence[CodingPass], film: Path, *, training: bool = False
    ) -> None:
        """Open the window on these codings.

        Args:
            ws: the open library.
            compared: the codings to choose from; the first two are shown.
            film: where the film is.
            training: the first is a reference, the second a trainee's.
        """
        # Loaded when it is asked for: the first window comes sooner.
        from vig_annotator.gui.compare.compare_window import CompareWindow

        self.close()
        self._bench.player.pause()
        self.open_window = CompareWindow(ws, compared, film, self._window, training=training)
        self.open_window.resize(self._window.size())
        self.open_window.closed.connect(self._closed)
        self.open_window.show()
        self.open_window.activateWindow()

    def close(self) -> None:
        """Close the window, if it is open: its film or library goes."""
        if self.open_window is not None:
            self.open_window.close()

    def _closed(self) -> None:
        if self.open_window is not None:
            self.open_window.deleteLater()
            self.open_window = None
            self._window.activateWindow()
