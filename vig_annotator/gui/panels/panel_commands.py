"""The actions that show, hide, float and reset panels; each method is a row of the action table."""

from __future__ import annotations

from collections.abc import Callable

from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.panels.panel_desk import PanelDesk
from vig_annotator.gui.panels.places import PLACE_WORDS, TITLES, Panel, Place, Where


class PanelCommands:
    """Panels by keys and menu."""

    def __init__(
        self, desk: PanelDesk, messages: Messages, finder: Finder, reset_sizes: Callable[[], None]
    ) -> None:
        self._desk, self._messages, self._finder = desk, messages, finder
        self._reset_sizes = reset_sizes

    def codes(self) -> None:
        """Hide the codes, or show them."""
        self._desk.toggle(Panel.CODES)

    def side(self) -> None:
        """Hide moments, tags and reel, or show them."""
        self._desk.toggle(Panel.SIDE)

    def timeline(self) -> None:
        """Hide the timeline, or show it."""
        self._desk.toggle(Panel.TIMELINE)

    def float_codes(self) -> None:
        """The codes in a window of their own, or back."""
        self._float(Panel.CODES)

    def float_side(self) -> None:
        """Moments, tags and reel in a window of their own, or back."""
        self._float(Panel.SIDE)

    def float_timeline(self) -> None:
        """The timeline in a window of its own, or back."""
        self._float(Panel.TIMELINE)

    def move(self) -> None:
        """Ask where a panel is to lie."""
        desk = self._desk

        def entry(panel: Panel, place: Place) -> Entry:
            now = "   ·  now" if desk.is_docked(panel) and desk.place(panel) is place else ""
            return Entry(f"{TITLES[panel]}: {PLACE_WORDS[place]}{now}", lambda: desk.dock(panel, place))

        self._finder.ask("Move a panel", [entry(panel, place) for panel in Panel for place in Place])

    def swap(self) -> None:
        """The left panel right, and the right one left."""
        self._desk.swap_sides()

    def reset(self) -> None:
        """Everything in its usual place and size."""
        self._reset_sizes()
        self._desk.reset()
        self._messages.say("Every panel is in its usual place.")

    def _float(self, panel: Panel) -> None:
        self._desk.toggle_floating(panel)
        if self._desk.where(panel) is Where.FLOATING:
            self._messages.say(f"{TITLES[panel]}: in a window of its own. The same key puts it back.")
