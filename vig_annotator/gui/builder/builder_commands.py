"""The action that opens the reel builder: a row of the action table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.services import reel_building

if TYPE_CHECKING:
    from vig_annotator.gui.builder.builder_window import BuilderWindow

_FIRST_TITLE = "For the shared review"


class BuilderCommands:
    """Opens the builder on the reel that is being worked on.

    Args:
        bench: the open film and its tools.
        window: the main window.
        prepare: gives the builder what it takes to make something of its reel.
        present: shows the chosen reel to the parent.
    """

    def __init__(
        self,
        bench: Bench,
        window: QWidget,
        prepare: Callable[[BuilderWindow], object],
        present: Callable[[], object],
    ) -> None:
        self._bench = bench
        self._window = window
        self._prepare, self._present = prepare, present
        self.open_window: BuilderWindow | None = None

    def open(self) -> None:
        """Open the family's reel; a first one is begun if there is none."""
        # Loaded when it is asked for: the first window comes sooner.
        from vig_annotator.gui.builder.builder_window import BuilderWindow

        film = self._bench.open_film
        try:
            reel = film.reel or reel_building.make_reel(film.ws, film.family.id, _FIRST_TITLE)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self.close()
        self._bench.player.pause()
        self.open_window = BuilderWindow(film.ws, reel, self._window)
        self.open_window.resize(self._window.size())
        self.open_window.closed.connect(self._closed)
        self._prepare(self.open_window)
        self.open_window.review_wanted.connect(lambda: self._hand_over(self._present))
        self.open_window.show()
        self.open_window.activateWindow()

    def close(self) -> None:
        """Close the builder, if it is open: its film or library goes."""
        if self.open_window is not None:
            self.open_window.close()

    def _hand_over(self, do: Callable[[], object]) -> None:
        """Do something with the builder's reel in the main window."""
        film = self._bench.film
        if film is not None and self.open_window is not None:
            film.choose_reel(self.open_window.reel.id)
            self._window.activateWindow()
            do()

    def _closed(self) -> None:
        if self.open_window is not None:
            self.open_window.deleteLater()
            self.open_window = None
            self._window.activateWindow()
