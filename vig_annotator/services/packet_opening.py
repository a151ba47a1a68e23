"""Opening a sealed packet: in memory only. Neither film nor text is on disk in clear at any time, nor anything made from them.

`read_packet` unseals on any thread; `PacketWorkspace` is a library made of what was in it, which screens and services take like
any other. What a supervisor says in it is kept beside the packet, sealed, at every step (`packet_answers`).
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from vig_annotator.errors import CodebookError, LibraryError, PacketError, StaleEdit
from vig_annotator.exchange import packet_format, packet_rows, sealing
from vig_annotator.exchange.packet_format import Packet, not_understood
from vig_annotator.exchange.packet_rows import KINDS, read_rows
from vig_annotator.exchange.sealing import Key
from vig_annotator.jobs import JobContext
from vig_annotator.media import held_films
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, Origin, Row
from vig_annotator.model.coder import Coder, Role, initials_of
from vig_annotator.model.coding import Coding
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.days import in_words
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.packet_clock import CutTag, PacketClock
from vig_annotator.model.review import ReviewEntry
from vig_annotator.model.session import Recording, Session
from vig_annotator.services.consent import day_now
from vig_annotator.services.workspace import Workspace, utc_now
from vig_annotator.storage.library_store import LibraryStore

_MOST_FILE_BYTES = 2_000_000_000


def read_sealed(path: Path) -> bytes:
    """A packet's file as it lies on disk, sealed.

    Raises:
        PacketError: it is not there, can't be read, or is larger than any packet.
    """
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise PacketError(f"“{path.name}” is larger than any sealed packet.", "Choose another file.")
        return path.read_bytes()
    except OSError as error:
        raise PacketError(
            f"“{path.name}” can’t be read: {(error.strerror or str(error)).lower()}.",
            "Check whether it is there.",
        ) from error


def read_packet(path: Path, key: Key, context: JobContext | None = None, *, today: str = "") -> Packet:
    """Unseal a packet in memory.

    Args:
        path: the file.
        key: the pass phrase, or the secret key that it was sealed for.
        context: progress; unsealing itself can't be stopped.
        today: the day, ISO 8601; empty for today.

    Raises:
        WrongKey: the pass phrase or key does not open it.
        PacketError: it is no packet, of a newer version, was changed or cut off, makes no sense, or may no longer be opened.
    """
    context = context or JobContext()
    context.report(0.0, "Opening")
    return unsealed(read_sealed(path), key, today=today)


def unsealed(sealed: bytes, key: Key, *, today: str = "") -> Packet:
    """The packet in sealed bytes; arguments and errors as `read_packet`."""
    packet = packet_format.unpack(sealing.unseal(sealed, key))
    if packet.expires_on and packet.expires_on < (today or day_now()):
        raise PacketError(
            f"This packet could be opened until {in_words(packet.expires_on)}, so it is not opened any more.",
            f"Ask {packet.made_by} for a new one; answers that you gave already lie sealed beside it and can still be sent.",
        )
    return packet


class PacketWorkspace(Workspace):
    """A packet that is looked at; made by `of`, ended by `close`, after which nothing of it is left.

    Attributes:
        packet: what it is, without its films.
        path: the sealed file.
        clocks: by session id.
        came_with: ids of the remarks that were in it when it was sealed.
    """

    def __init__(self, store: LibraryStore, packet: Packet, path: Path, rows: list[Row], coder: str) -> None:
        super().__init__(store, coder)
        self.segments.close()
        self.packet, self.path = replace(packet, films={}, rows={}), path
        self.clocks = _clocks(packet, rows)
        self.came_with = frozenset(one.id for one in rows if isinstance(one, ReviewEntry))

    @classmethod
    def of(cls, packet: Packet, path: Path, coder: str) -> PacketWorkspace:
        """Make a library of a packet, in memory.

        Args:
            packet: a request.
            path: its file.
            coder: who looks, as a supervisor.

        Raises:
            PacketError: it holds answers, or what makes no sense; or who looks has the name of one of its coders.
        """
        if packet.kind != packet_format.REQUEST:
            raise PacketError(
                "These are answers, not a packet to answer.",
                "Open the library that the packet was sent from, then open the answers there.",
            )
        rows = _rows_of(packet)
        coder = _supervisor(rows, coder)
        room = held_films.new_room()
        store = LibraryStore.in_memory(room)
        try:
            _write(store, rows, packet.made_by)
            ws = cls(store, packet, path, rows, coder)
            _check_codings(ws, rows)
        except BaseException:
            store.close()
            raise
        for one in rows:
            if isinstance(one, Recording):
                held_films.hold(room / one.path, packet.films[one.id])
        return ws

    @property
    def sealed(self) -> bool:
        """It is a packet: nothing of it may be written in clear."""
        return True

    @property
    def caches_dir(self) -> Path | None:
        """Nowhere."""
        return None

    def work_as(self, coder: str) -> None:
        """A packet is answered under one name.

        Raises:
            PacketError: always.
        """
        raise PacketError("A packet is answered under one name.", "Close it and open it under another name.")

    def judged_coding(self, coding_pass: CodingPass, _judged: str = "") -> Coding:
        """The same as elsewhere, but a tag that the packet cuts off goes on beyond the film, as it does where it came from.

        So a tag proposed over all that is seen of one leaves it its rest, and is not refused. The judged tag itself stays as it is seen.
        """
        clock, desk = self.clocks[coding_pass.session_id], self.desk(coding_pass)
        tags = []
        for one in desk.annotations:
            cut = clock.cut.get(one.id) if one.id != _judged else None
            if cut is not None and cut.real[1] is not None:
                onset, offset = (MediaTime(edge - clock.shift_us) for edge in (cut.real[0], cut.real[1]))
                tags.append(replace(one, onset_us=onset, offset_us=offset))
            else:
                tags.append(one)
        return Coding(desk.codebook, tags, desk.links)

    def close(self) -> None:
        """Let go of everything; twice does no harm."""
        held_films.let_go(self.folder)
        super().close()


def _rows_of(packet: Packet) -> list[Row]:
    packet_rows.check_tables(packet.rows, KINDS)
    rows: list[Row] = []
    for kind in KINDS:
        rows += read_rows(packet.rows, kind)
    if len({one.id for one in rows}) != len(rows):
        raise not_understood()
    for one in rows:
        if (
            isinstance(one, CodebookSnapshot)
            and sha256(one.yaml_text.encode("utf-8", "replace")).hexdigest() != one.id
        ):
            raise not_understood()
        if isinstance(one, Recording):
            film = packet.films.get(one.id)
            fits = (
                film is not None
                and len(film) == one.size_bytes
                and sha256(film).hexdigest() == one.fingerprint
            )
            if not fits or one.path != f"films/{one.id}.mp4" or one.starts_at_us < 0 or one.duration_us <= 0:
                raise not_understood()
    if not any(isinstance(one, Session) for one in rows):
        raise not_understood()
    return rows


def _supervisor(rows: list[Row], name: str) -> str:
    """Let who looks be a supervisor among the packet's people; answers the name as it is kept."""
    name = " ".join(name.split())
    if not name:
        raise PacketError("Your name is missing.", "Your answers are signed with it.")
    if any(isinstance(one, CodingPass) and one.coder.casefold() == name.casefold() for one in rows):
        raise PacketError(
            f"“{name}” made a coding in this packet, and nobody judges their own.", "Write your own name."
        )
    for place, one in enumerate(rows):
        if isinstance(one, Coder) and one.name.casefold() == name.casefold():
            rows[place] = replace(one, role=Role.SUPERVISOR)
            return one.name
    rows.append(Coder(new_id(), name, initials_of(name), Role.SUPERVISOR, utc_now()))
    return name


def _write(store: LibraryStore, rows: list[Row], made_by: str) -> None:
    order = {kind: place for place, kind in enumerate(KINDS)}
    in_order = sorted(rows, key=lambda one: order[type(one)])
    change_set = ChangeSet("open a packet", tuple(made(one) for one in in_order))
    try:
        store.apply(change_set, who=made_by, at=utc_now(), origin=Origin.SETUP)
    except (LibraryError, StaleEdit, ValueError, OverflowError) as error:
        raise not_understood() from error


def _clocks(packet: Packet, rows: list[Row]) -> dict[str, PacketClock]:
    passes = {one.id: one.session_id for one in rows if isinstance(one, CodingPass)}
    cut: dict[str, dict[str, CutTag]] = {one.id: {} for one in rows if isinstance(one, Session)}
    for one in rows:
        real = packet.cut.get(one.id) if isinstance(one, Annotation) else None
        if isinstance(one, Annotation) and real is not None:
            if real[0] is None:
                raise not_understood()
            cut[passes[one.pass_id]][one.id] = CutTag((real[0], real[1]), (one.onset_us, one.offset_us))
    return {
        session_id: PacketClock(packet.shifts.get(session_id, 0), tags) for session_id, tags in cut.items()
    }


def _check_codings(ws: PacketWorkspace, rows: list[Row]) -> None:
    """See that every codebook can be read, and every tag is one of a coding that can be shown."""
    try:
        for one in rows:
            if isinstance(one, CodingPass):
                ws.desk(one)
    except (CodebookError, ValueError, KeyError) as error:
        raise not_understood() from error
