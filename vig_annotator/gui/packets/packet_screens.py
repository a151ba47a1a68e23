"""The screens about sealed packets; puts their parts together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import ACTIONS, Need, Topic
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.packets.arrivals_form import ArrivalsForm
from vig_annotator.gui.packets.key_form import KeyForm
from vig_annotator.gui.packets.open_form import OpenForm
from vig_annotator.gui.packets.open_packet import OpenPacket
from vig_annotator.gui.packets.packet_bar import PacketBar
from vig_annotator.gui.packets.packet_commands import PacketCommands
from vig_annotator.gui.packets.send_form import SendForm

_TOPICS = frozenset((Topic.PLAY, Topic.REVIEW, Topic.VIEW, Topic.PICTURE, Topic.HELP))
_BESIDES = frozenset(
    (
        "film.start_page", "film.quit", "film.saved", "tag.find", "tag.search", "tag.undo", "tag.redo", "tag.choose_all", "tag.choose_none",
        "pass.next", "pass.previous", "pass.choose", "pass.everything", "pass.hide_others", "codings.next_stretch",
    )
)  # fmt: skip
_NOT = frozenset(("guide.tour", "packet.send", "view.reel"))
IN_A_PACKET = frozenset(
    row.id for row in ACTIONS if (row.topic in _TOPICS or row.id in _BESIDES) and row.id not in _NOT
)
"""What can be done while a packet is open: looking and reviewing, and nothing that writes anything in clear."""


class PacketScreens:
    """Makes the screens, and holds who does what is wanted in them.

    Attributes:
        send_form, open_form, arrivals_form, key_form: what lies over the window.
        bar: the strip above an open packet.
        there: the packet that is open.
        commands: who does the actions.

    Args:
        bench: the open film and its tools.
        window: the main window; the strip goes into it.
        door: the open library.
        opening: shows films.
        pictures: small pictures, of which none stays when a packet is closed.
        actions: the action table.
        refresh: shows the start page anew.
    """

    def __init__(
        self,
        bench: Bench,
        window: QMainWindow,
        door: LibraryDoor,
        opening: FilmOpening,
        pictures: Pictures,
        actions: ActionSet,
        refresh: Callable[[], object],
    ) -> None:
        self.send_form, self.open_form = SendForm(window), OpenForm(window)
        self.arrivals_form, self.key_form = ArrivalsForm(window), KeyForm(window)
        self.bar = PacketBar(actions)
        middle = window.centralWidget()
        assert middle is not None
        column = middle.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.bar)
        self.there = OpenPacket(bench, door, opening, pictures, self.bar)
        forms = (self.send_form, self.open_form, self.arrivals_form, self.key_form)
        self.commands = PacketCommands(bench, window, door, self.there, forms, refresh)
        bench.open_packet = self.commands.open_path
        self._door, self._actions = door, actions
        self.send_form.consent_wanted.connect(bench.messages.consent_wanted)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What lies over the window while it is open."""
        return (self.send_form, self.open_form, self.arrivals_form, self.key_form)

    def limit_actions(self) -> set[Need]:
        """While a packet is open, let only be done what may be; answers what there is because of it."""
        ws = self._door.workspace
        sealed = ws is not None and ws.sealed
        self._actions.limit(IN_A_PACKET if sealed else None)
        return {Need.PACKET} if sealed else set()
