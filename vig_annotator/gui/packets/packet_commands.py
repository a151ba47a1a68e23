"""The actions about sealed packets: sending one, opening one, sending its answers back, taking answers in, one's own key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMainWindow

from vig_annotator.errors import ConsentNeeded, UsageError, VigError
from vig_annotator.exchange import sealing
from vig_annotator.exchange.packet_format import Packet
from vig_annotator.exchange.sealing import Key
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.packets.arrivals_form import ArrivalsForm
from vig_annotator.gui.packets.key_form import KeyForm
from vig_annotator.gui.packets.open_form import OpenForm
from vig_annotator.gui.packets.open_packet import OpenPacket
from vig_annotator.gui.packets.packet_words import remarks_words
from vig_annotator.gui.packets.send_form import SendForm
from vig_annotator.gui.packets.what_leaves import Offered
from vig_annotator.gui.system_files import show_folder
from vig_annotator.jobs import JobContext
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.timecode import FrameNumber, parse_place
from vig_annotator.services import packet_keys, packet_merging, packet_sealing, sessions
from vig_annotator.services.consent import day_now
from vig_annotator.services.packet_merging import Came
from vig_annotator.services.packet_opening import read_packet, read_sealed
from vig_annotator.services.packet_sealing import ENDING, Sealed
from vig_annotator.services.workspace import Workspace

_SEAL, _OPEN, _KEY = "seal a packet", "open a packet", "make a key"
_PACKETS = f"Sealed packets (*{ENDING});;All files (*)"


class PacketCommands(QObject):
    """Each method without an underscore is a row of the action table, but for `open_path`.

    Args:
        bench: the open film and its tools.
        window: the main window.
        door: the open library.
        there: the packet that is open.
        forms: the sheets, in the order of their names.
        refresh: shows the start page anew.
    """

    def __init__(
        self,
        bench: Bench,
        window: QMainWindow,
        door: LibraryDoor,
        there: OpenPacket,
        forms: tuple[SendForm, OpenForm, ArrivalsForm, KeyForm],
        refresh: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._bench, self._window, self._door, self._there, self._refresh = (
            bench,
            window,
            door,
            there,
            refresh,
        )
        self._sending, self._opening, self._arrivals, self._keys = forms
        self._path = Path()
        self._key_file: Path | None = None
        self._by_key = False
        self._came: Came | None = None
        self._sending.seal_wanted.connect(self._seal)
        self._sending.stop_wanted.connect(self._stop)
        self._sending.folder_wanted.connect(show_folder)
        self._opening.open_wanted.connect(self._try)
        self._opening.key_wanted.connect(self._choose_key)
        self._arrivals.take_wanted.connect(self._take_in)
        self._keys.make_wanted.connect(self._make_key)

    # Sending

    def send(self) -> None:
        """Ask what is to be sent to a supervisor."""
        ws, film = self._door.workspace, self._bench.film
        if ws is None:
            self._bench.messages.notice("No library is open. Open one first.")
            return
        own = film.family.id if film is not None else ""
        overview = sorted(sessions.overview(ws), key=lambda one: one.family.id != own)
        offered = [
            Offered(
                there.session.id,
                one.family.id,
                f"{one.family.pseudonym} › {there.session.title}",
                there.moments,
            )
            for one in overview
            for there in one.sessions
            if there.recordings
        ]
        if not offered:
            self._bench.messages.say("There is no film yet that could be sent.")
            return
        self._sending.ask(ws, offered, film.session.id if film is not None else "")

    def _seal(self) -> None:
        ws, form = self._door.workspace, self._sending
        if ws is None or self._bench.jobs.running(_SEAL):
            return
        try:
            key = form.how.sealing_key()
            order = packet_sealing.order_packet(ws, form.wish(self._stretch()))
        except VigError as error:
            form.show_trouble(error.message if isinstance(error, ConsentNeeded) else str(error))
            return
        name = file_name(f"Packet {day_now()}", ENDING)  # a file goes where the family’s code must not go
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Seal the packet", str(_documents() / name), _PACKETS
        )
        if not chosen:
            return
        out = Path(chosen) if chosen.endswith(ENDING) else Path(chosen + ENDING)

        def work(context: JobContext) -> Sealed:
            return packet_sealing.seal_order(order, key, out, context, overwrite=True)

        form.show_trouble("")
        form.show_progress(0.0, "Packing the film")
        self._bench.jobs.start(
            _SEAL,
            work,
            partial(self._sealed, ws),
            on_failed=lambda error: self._failed(error, form.show_trouble),
            on_progress=form.show_progress,
        )

    def _stretch(self) -> Span | None:
        text = self._sending.what.typed_stretch
        if not text:
            return None
        times = []
        for typed in text.split(".."):
            place = parse_place(typed)
            if isinstance(place, FrameNumber):
                film = self._bench.film
                if (
                    film is None
                    or film.index is None
                    or film.session.id != self._sending.what.chosen[0].session_id
                ):
                    raise UsageError(
                        "Frame numbers are known for the film on the screen only.",
                        "Write times, such as 0:01:30.",
                    )
                place = film.index.time_of(min(place.value, len(film.index)))
            times.append(place)
        if len(times) != 2 or times[1] <= times[0]:
            raise UsageError("The stretch ends before it has begun.", "Put its end after its start.")
        return Span(MediaTime(times[0]), MediaTime(times[1]))

    def _sealed(self, ws: Workspace, sealed: Sealed) -> None:
        packet_sealing.enter(ws, sealed)
        self._sending.show_done(sealed.written.path)

    def _stop(self) -> None:
        self._bench.jobs.cancel(_SEAL)
        self._sending.show_trouble("Stopped. Nothing was sealed, and nothing was left behind.")

    # Opening

    def open(self) -> None:
        """Choose a packet, or answers that came back."""
        folder = self._bench.settings.film_folder or str(_documents())
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open a sealed packet", folder, _PACKETS)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open a packet, or look at answers to one that was sent from this library."""
        ws = self._door.workspace
        try:
            sealed = read_sealed(path)
            if not sealing.is_sealed(sealed):
                sealing.unseal(sealed, Key("-"))  # says what it is
            came = packet_merging.look(ws, path) if ws is not None and not ws.sealed else None
        except VigError as error:
            self._bench.messages.tell(error)
            return
        if came is not None and ws is not None:
            self._came = came
            self._arrivals.show_came(ws, came)
            return
        self._path, self._by_key = path, not sealing.for_pass_phrase(sealed)
        self._key_file = None
        name = ws.coder if ws is not None else self._bench.settings.coder_name
        self._opening.ask(path, name, by_key=self._by_key)

    def _choose_key(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Where is your key?", str(_documents()), "All files (*)"
        )
        if chosen:
            self._key_file = Path(chosen)
            self._opening.show_trouble("")

    def _try(self, phrase: str, name: str) -> None:
        path, key_file, by_key = self._path, self._key_file, self._by_key
        if not name:
            self._opening.show_trouble("Your name is missing; your answers are signed with it.")
            return

        def work(context: JobContext) -> Packet:
            key = packet_keys.open_key(phrase, key_file) if by_key else Key(phrase)
            return read_packet(path, key, context)

        self._opening.show_trouble("")
        self._opening.show_working(True)
        self._bench.jobs.start(
            _OPEN,
            work,
            lambda packet: self._show(packet, path, name),
            on_failed=lambda error: self._failed(error, self._opening.show_trouble),
        )

    def _show(self, packet: Packet, path: Path, name: str) -> None:
        if not self._opening.is_open:
            return  # somebody thought better of it
        try:
            self._there.show(packet, path, name)
        except VigError as error:
            self._opening.show_trouble(str(error))
            return
        self._opening.close_over()

    # Answers

    def answer(self) -> None:
        """Write the answers to a file that is sent back."""
        answers, ws = self._there.answers, self._there.ws
        if answers is None or ws is None:
            return
        if not answers.count:
            self._bench.messages.say(
                "There is nothing to send back yet: comment, or accept, amend, question or reject a tag."
            )
            return
        name = ws.path.name.removesuffix(ENDING) + " - answers" + ENDING
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Send the answers back", str(ws.path.with_name(name)), _PACKETS
        )
        if not chosen:
            return
        out = Path(chosen) if chosen.endswith(ENDING) else Path(chosen + ENDING)
        try:
            count = answers.write(out)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._there.sent = True
        self._bench.messages.notice(
            f"{remarks_words(count).capitalize()} of yours: “{out.name}”, sealed. Send that file to {ws.packet.made_by}; no pass phrase is needed.",
            "Show its folder",
            lambda: show_folder(out.parent),
        )

    def _take_in(self) -> None:
        ws, came = self._door.workspace, self._came
        self._arrivals.close_over()
        if ws is None or came is None:
            return
        try:
            arrivals = packet_merging.take_in(ws, came)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._bench.messages.notice(
            f"{remarks_words(arrivals.count).capitalize()} from {came.answers.made_by} came in. They stand in the review of each coding (Alt+4); F12 goes through them."
        )
        self._refresh()

    # The supervisor's own key

    def key(self) -> None:
        """Make a key of one's own, or show its public half."""
        self._keys.show_key(packet_keys.own_public_key())

    def _make_key(self, phrase: str) -> None:
        self._keys.show_working()
        self._bench.jobs.start(
            _KEY,
            lambda _context: packet_keys.make_key(phrase),
            self._keys.show_key,
            on_failed=lambda error: self._failed(error, lambda words: self._keys.show_key("", words)),
        )

    def _failed(self, error: BaseException, show: Callable[[str], object]) -> None:
        show(str(error) if isinstance(error, VigError) else "That went wrong.")
        if not isinstance(error, VigError):
            self._bench.messages.tell(error)


def _documents() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()
