"""What a supervisor says in a packet: kept sealed at every step, and written as an answer that goes back.

The kept file is the answer itself, sealed for the key that lay in the packet: it opens in the library that the packet came from, and
here again with the packet. So nothing is lost when the program ends, and nothing lies in clear.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import platformdirs

from vig_annotator.errors import ExportError, PacketError, VigError
from vig_annotator.exchange import packet_format, sealing
from vig_annotator.exchange.packet_format import Packet, not_understood
from vig_annotator.exchange.packet_rows import check_tables, read_rows, rows_of
from vig_annotator.exchange.sealing import Key
from vig_annotator.model.changes import ChangeSet, Origin, Row
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.edits.packets import SAID_BY_SUPERVISORS
from vig_annotator.model.review import ReviewEntry
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services.coders import coder_named
from vig_annotator.services.history import Changed
from vig_annotator.services.packet_opening import PacketWorkspace, read_sealed
from vig_annotator.services.packet_sealing import ENDING
from vig_annotator.settings import APP_NAME
from vig_annotator.storage import queries, reviews

_FOLDER = "Answers not sent yet"


class KeptAnswers:
    """Keeps the answers of an open packet; whatever was kept before is put into it first.

    Attributes:
        place: where they are kept now; None while nothing was said.

    Args:
        ws: the open packet.
        on_trouble: told when they can't be kept.

    Raises:
        PacketError: somebody else has begun to answer this packet here.
    """

    def __init__(self, ws: PacketWorkspace, on_trouble: Callable[[VigError], object]) -> None:
        self._ws = ws
        self._on_trouble = on_trouble
        self.place: Path | None = None
        self._take_up()
        ws.events.subscribe(Changed, self._follow)

    @property
    def count(self) -> int:
        """How many remarks would go back."""
        return len(said_in(self._ws))

    def write(self, out: Path) -> int:
        """Write the answers, sealed, to be sent back; answers how many remarks they hold.

        Raises:
            ExportError: nothing was said yet, or the file can't be written.
        """
        if not self.count:
            raise ExportError(
                "There is nothing to send back yet.", "Comment, or accept, amend, question or reject a tag."
            )
        _write(self._ws, out)
        return self.count

    def _follow(self, event: Changed) -> None:
        if any(isinstance(one.row, ReviewEntry) for one in event.change_set.changes):
            try:
                self._keep()
            except VigError as error:
                self._on_trouble(error)

    def _keep(self) -> None:
        places = _places(self._ws)
        if self.place in places:
            places = [self.place, *(one for one in places if one != self.place)]
        for place in places[:-1]:
            with suppress(ExportError):
                _write(self._ws, place)
                self.place = place
                return
        with suppress(OSError):
            places[-1].parent.mkdir(parents=True, exist_ok=True)
        _write(self._ws, places[-1])
        self.place = places[-1]

    def _take_up(self) -> None:
        for place in _places(self._ws):
            if not place.is_file():
                continue
            try:
                answer = open_answer(read_sealed(place), self._ws.packet.answer_key)
            except PacketError as error:
                self._on_trouble(
                    PacketError(f"The answers that were kept in “{place.name}” can’t be read.", str(error))
                )
                continue
            if answer.made_by != self._ws.coder:
                raise PacketError(
                    f"{answer.made_by} has begun to answer this packet here.",
                    f"Open it under the name {answer.made_by}, or move “{place.name}” to another folder first.",
                )
            self._put_in(answer)
            self.place = place

    def _put_in(self, answer: Packet) -> None:
        ws = self._ws
        sessions = _session_of_pass(ws)
        there = {one.id for one in _all_entries(ws)}
        new = [
            ws.clocks[sessions[one.pass_id]].to_packet(one)
            for one in entries_of(answer)
            if one.id not in there and one.pass_id in sessions
        ]
        if new:
            change_set = ChangeSet("go on with the answers", tuple(made(one) for one in new))
            ws.store.apply(change_set, who=ws.coder, at=ws.stamp().at, origin=Origin.SETUP)


def said_in(ws: PacketWorkspace) -> list[ReviewEntry]:
    """What who looks has said in a packet, oldest first, on the packet's clock."""
    return [
        one
        for one in _all_entries(ws)
        if one.created_by == ws.coder and one.kind in SAID_BY_SUPERVISORS and one.id not in ws.came_with
    ]


def answer_of(ws: PacketWorkspace) -> Packet:
    """The answer packet, on the sessions' clocks."""
    sessions = _session_of_pass(ws)
    entries = [replace(ws.clocks[sessions[one.pass_id]].to_session(one), revision=1) for one in said_in(ws)]
    rows: list[Row] = [replace(coder_named(ws, ws.coder), revision=1), *entries]
    return Packet(
        kind=packet_format.ANSWER,
        id=ws.packet.id,
        made_by=ws.coder,
        made_at=ws.stamp().at,
        rows=rows_of(rows),
    )


def open_answer(sealed: bytes, answer_key: str) -> Packet:
    """An answer that was sealed for a packet's key.

    Raises:
        WrongKey: it answers another packet.
        PacketError: it is no answer, of a newer version, or was changed or cut off.
    """
    answer = packet_format.unpack(sealing.unseal(sealed, Key(text=answer_key)))
    if answer.kind != packet_format.ANSWER or answer.films:
        raise not_understood()
    check_tables(answer.rows, (Coder, ReviewEntry))
    return answer


def entries_of(answer: Packet) -> list[ReviewEntry]:
    """The remarks of an answer.

    Raises:
        PacketError: they make no sense.
    """
    return read_rows(answer.rows, ReviewEntry)


def coder_of(answer: Packet) -> Coder | None:
    """Who answered; None where the answer does not say.

    Raises:
        PacketError: that makes no sense.
    """
    return next((one for one in read_rows(answer.rows, Coder) if one.name == answer.made_by), None)


def _all_entries(ws: PacketWorkspace) -> list[ReviewEntry]:
    with ws.store.reading() as connection:
        return reviews.entries_of(connection, [one.id for one in queries.every_pass(connection)])


def _session_of_pass(ws: PacketWorkspace) -> dict[str, str]:
    with ws.store.reading() as connection:
        return {one.id: one.session_id for one in queries.every(connection, CodingPass)}


def _places(ws: PacketWorkspace) -> list[Path]:
    """Where answers are kept: beside the packet; where that can't be, in the program's own folder."""
    mark = ws.packet.id[-8:]
    stem = ws.path.name.removesuffix(ENDING)
    own = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / _FOLDER
    return [
        ws.path.absolute().with_name(f"{stem}.answers-{mark}{ENDING}"),
        own / f"answers-{ws.packet.id}{ENDING}",
    ]


def _write(ws: PacketWorkspace, out: Path) -> None:
    sealed = sealing.seal(
        packet_format.pack(answer_of(ws)), Key(text=sealing.public_of(ws.packet.answer_key))
    )
    with whole_file(out, overwrite=True, sources=(ws.path,)) as part:
        try:
            part.write_bytes(sealed)
        except OSError as error:
            raise write_trouble(error, out) from error
