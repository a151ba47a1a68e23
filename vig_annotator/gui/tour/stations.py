"""The stations of the tour: what is shown, and what is said there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.keys.key_book import key_book


@dataclass(frozen=True, slots=True)
class Station:
    """One station.

    Attributes:
        title: a few words.
        text: what is said; keys in braces, as ``{play.toggle}``, are those in force.
        place: the part of the screen that it is about.
        before: brings that part to sight.
    """

    title: str
    text: str
    place: Callable[[CodingScreen], QWidget]
    before: Callable[[CodingScreen], None] = lambda _screen: None

    @property
    def words(self) -> str:
        """The text with the keys in force."""
        text = self.text
        while "{" in text:
            before, _, rest = text.partition("{")
            action_id, _, after = rest.partition("}")
            text = f"{before}{key_text(key_book().key(action_id)) or 'the menu'}{after}"
        return text


STATIONS: tuple[Station, ...] = (
    Station(
        "The film",
        "What you see is the exact frame that a key tags, also while the film plays. {play.toggle} plays and stops, "
        "{play.frame_back} and {play.frame_on} go frame by frame.",
        lambda screen: screen.view,
    ),
    Station(
        "Time and speed",
        "The time and number of the frame on the screen. {play.again} shows the last two seconds once more, {play.loop} "
        "plays the chosen tag again and again.",
        lambda screen: screen.transport,
    ),
    Station(
        "The codes",
        "Press a code’s key, or click it. A dot marks an instant. A square marks a stretch: press to begin, press again to "
        "end. Rest the mouse on a code to read what it means.",
        lambda screen: screen.codes,
        CodingScreen.show_codes,
    ),
    Station(
        "The timeline",
        "Each tag is on disk when the key comes up. Drag an edge and you see that frame; draw a box to choose several. The "
        "arcs join what the baby began and what answered it. Ctrl and the wheel zoom.",
        lambda screen: screen.timeline,
        CodingScreen.show_timeline,
    ),
    Station(
        "Every tag in a list",
        "Click to see it, double click to change it, {tag.search} to search. {tag.undo} takes back whatever you did last, and "
        "reaches back without end.",
        lambda screen: screen.side,
        CodingScreen.show_annotations,
    ),
    Station(
        "The moments",
        "When the two get it right together: {moment.mark_in} where it begins, {moment.mark_out} where it ends. Star the "
        "best, and say in the parent’s words what it shows.",
        lambda screen: screen.side,
        CodingScreen.show_moments,
    ),
    Station(
        "The reel",
        "Send moments to the reel, put them in order, and make one film of them for the shared review. A stretch with a "
        "concern does not go in unless you say so.",
        lambda screen: screen.side,
        CodingScreen.show_reel,
    ),
    Station(
        "Whatever you look for",
        "{tag.find} finds every code and command by a few letters. {help.keys} shows all keys, and {help.change_keys} changes "
        "them. This tour is in the Help menu. Try everything: it is only the demo.",
        lambda screen: screen.top_bar,
    ),
)
