"""The packet that is open in the window: it stands in the library's place until it is closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from vig_annotator.errors import VigError
from vig_annotator.exchange.packet_format import Packet
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.packets.packet_bar import PacketBar
from vig_annotator.services import passes, sessions
from vig_annotator.services.history import Changed
from vig_annotator.services.packet_answers import KeptAnswers
from vig_annotator.services.packet_opening import PacketWorkspace


class OpenPacket(QObject):
    """Shows a packet, and follows what is said in it.

    Attributes:
        ws: the packet; None while none is open.
        answers: what was said in it.
        sent: whether the answers, as they are, were written to be sent.
    """

    def __init__(
        self, bench: Bench, door: LibraryDoor, opening: FilmOpening, pictures: Pictures, bar: PacketBar
    ) -> None:
        super().__init__(bar)
        self._bench, self._door, self._film_opening, self._pictures, self._bar = (
            bench,
            door,
            opening,
            pictures,
            bar,
        )
        self.ws: PacketWorkspace | None = None
        self.answers: KeptAnswers | None = None
        self.sent = False
        bar.coding_chosen.connect(self._show_coding)
        door.changed.connect(self._follow_door)
        opening.opened.connect(self._follow_film)

    def show(self, packet: Packet, path: Path, name: str) -> None:
        """Open a packet in place of the library, if that may be left now.

        Raises:
            VigError: it makes no sense, or can't be answered under this name.
        """
        if not self._door.may_leave():
            return
        ws = PacketWorkspace.of(packet, path, name)
        try:
            answers = KeptAnswers(ws, self._bench.messages.tell)
        except VigError:
            ws.close()
            raise
        self._door.open_sealed(ws)
        self.ws, self.answers, self.sent = ws, answers, not answers.count
        ws.events.subscribe(Changed, self._follow_answers)
        codings = [
            (one.id, f"{session.title}  ·  {one.coder}")
            for session in sessions.sessions_of(ws)
            for one in passes.passes_of(ws, session.id)
        ]
        self._bar.show_packet(ws, codings)
        self._bar.show_answers(answers.count)
        self._show_coding(codings[0][0])

    def _show_coding(self, pass_id: str) -> None:
        ws = self.ws
        if ws is None:
            return
        wanted = passes.visible_pass(ws, pass_id)
        film = self._bench.film
        there = film is not None and film.session.id == wanted.session_id
        if there or self._film_opening.open_session(ws, wanted.session_id):
            self._film_opening.show_pass(wanted)

    def _follow_film(self) -> None:
        if self.ws is not None and self._bench.film is not None:
            self._bar.show_coding(self._bench.film.coding_pass.id)

    def _follow_answers(self, _event: Changed) -> None:
        if self.answers is not None and self.ws is self._door.workspace:
            count = self.answers.count
            self.sent = self.sent and not count
            self._bar.show_answers(count)

    def _follow_door(self) -> None:
        ws, answers = self.ws, self.answers
        if ws is None or self._door.workspace is ws:
            return
        self.ws = self.answers = None
        self._bar.hide()
        self._pictures.forget(ws.folder)
        if answers is not None and answers.place is not None and not self.sent:
            self._bench.messages.notice(
                f"Your answers are not sent yet. They are kept sealed in “{answers.place.name}”: open the packet again to go on, or send that file to {ws.packet.made_by}."
            )
