"""The actions that change what is seen, and the helps: each method is a row of the action table."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtWidgets import QMainWindow

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.key_overlay import KeyOverlay
from vig_annotator.gui.keys.key_commands import KeyCommands
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.log import log_folder


class ViewCommands:
    """Panels, timeline, theme, full screen."""

    def __init__(self, bench: Bench, window: QMainWindow, screen: CodingScreen) -> None:
        self._bench = bench
        self._window = window
        self._screen = screen

    def moments(self) -> None:
        """Show the moments."""
        self._screen.show_moments()

    def annotations(self) -> None:
        """Show the list of tags."""
        self._screen.show_annotations()

    def reel(self) -> None:
        """Show the reel."""
        self._screen.show_reel()

    def review(self) -> None:
        """Show what is said about this coding."""
        self._screen.show_review()

    def zoom_in(self) -> None:
        """Less of the film in the timeline."""
        self._screen.timeline.zoom_in()

    def zoom_out(self) -> None:
        """More of the film in the timeline."""
        self._screen.timeline.zoom_out()

    def zoom_fit(self) -> None:
        """The whole film in the timeline."""
        self._screen.timeline.fit_all()

    def playhead(self) -> None:
        """Keep the playhead in the middle, or turn pages."""
        settings = self._bench.settings
        settings.playhead_centred = not settings.playhead_centred
        self._screen.timeline.set_centred(settings.playhead_centred)
        self._bench.messages.say(
            "The playhead now stays in the middle."
            if settings.playhead_centred
            else "The timeline now turns pages."
        )

    def only_film(self) -> None:
        """Hide the panels left and right, or show them."""
        self._screen.toggle_sides()

    def full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def theme(self) -> None:
        """The other of light and dark."""
        theme().toggle()
        self._bench.settings.theme = theme().choice.value

    def follow_system(self) -> None:
        """Light or dark as the system is."""
        theme().set_choice(ThemeChoice.SYSTEM)
        self._bench.settings.theme = ThemeChoice.SYSTEM.value


class HelpCommands:
    """Keys, and which program this is."""

    def __init__(self, bench: Bench, keys: KeyOverlay, changing: KeyCommands) -> None:
        self._bench = bench
        self._keys = keys
        self._changing = changing

    def keys(self) -> None:
        """Show every key, or hide them."""
        if self._keys.is_open:
            self._keys.close_over()
        else:
            self._keys.show_keys(self._bench.film.codebook if self._bench.film is not None else None)

    def change_keys(self) -> None:
        """Show every action with its keys, to change them."""
        self._keys.close_over()
        self._changing.change()

    def print_keys(self) -> None:
        """Save every key on one page."""
        self._changing.print_card()

    def about(self) -> None:
        """Which version this is."""
        self._bench.messages.inform(
            "VIG Annotator",
            f"Version {metadata.version('vig-annotator')}. Everything stays on this computer; the program never uses "
            f"the network. Its diary, without names or films, is in {log_folder()}. {self._bench.player.decoded_by}",
        )
