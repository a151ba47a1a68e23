"""The screens about sealed packets, as `screens` renders them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from vig_annotator.exchange import sealing
from vig_annotator.exchange.sealing import Key
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import consent, packet_sealing, reviewing
from vig_annotator.services.packet_answers import KeptAnswers
from vig_annotator.services.packet_opening import PacketWorkspace, read_packet
from vig_annotator.services.packet_sealing import SessionWish, Wish
from vig_annotator.services.passes import passes_of, visible_pass
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace

Condition = Callable[[], bool]
_QUESTION = "Is his look at 0:06 a start, or an answer to her? What could I show her first?"
_STRETCH = Span(MediaTime(2_000_000), MediaTime(14_000_000))
_PHRASE = "kettle-robin-maple-tiger-fossil-lantern-otter"


def sending(window: MainWindow, session: str) -> Iterator[Condition]:
    """The sheet, filled in."""
    yield from _agreed(window, session)
    form = window.packets.send_form
    window.actions_.trigger("packet.send")
    form.how.meant_for.setText("Sam Moor")
    form.how.questions.setPlainText(_QUESTION)
    form.how.phrase.line.setText(_PHRASE)
    form.how.phrase.line.setCursorPosition(0)
    yield lambda: form.is_open


def sending_refused(window: MainWindow, session: str) -> Iterator[Condition]:
    """Somebody filmed has not agreed, and only a stretch is wanted, for a key."""
    yield from sending(window, session)
    form = window.packets.send_form
    form.what.part.setCurrentIndex(2)
    form.what.start.setText("0:02")
    form.what.stop.setText("0:14")
    form.how.opened_by.setCurrentIndex(1)
    ws = window.door.workspace
    assert ws is not None
    person = consent.people(ws, window.bench.open_film.family.id)[0]
    consent.withdraw(ws, person.id, [Purpose.SUPERVISION])
    form.what.renew()
    yield lambda: True


def sent(window: MainWindow, session: str) -> Iterator[Condition]:
    """What to do with the file."""
    yield from sending(window, session)
    window.packets.send_form.show_done(Path("Playing at the table.vigpacket"))
    yield lambda: window.packets.send_form.done


def opening(window: MainWindow, _session: str) -> Iterator[Condition]:
    """The pass phrase was mistyped."""
    form = window.packets.open_form
    form.ask(Path("Playing at the table.vigpacket"), "Sam Moor", by_key=False)
    form.phrase.setText("kettle robin")
    form.show_trouble(
        "The pass phrase does not open this packet. Check each word and the hyphens between them, then try again."
    )
    yield lambda: form.is_open


def opened(window: MainWindow, session: str) -> Iterator[Condition]:
    """A packet before its supervisor, who has begun to answer."""
    yield from _agreed(window, session)
    ws = window.door.workspace
    assert ws is not None
    with tempfile.TemporaryDirectory() as folder:
        secret, path = _sealed(ws, session, Path(folder))
        window.packets.there.show(read_packet(path, Key(text=secret)), path, "Sam Moor")
        yield lambda: window.bench.film is not None and window.bench.film.index is not None
        film = window.bench.open_film
        _answer(film.ws, film.coding_pass.id)
        window.player.seek(MediaTime(5_000_000))
        window.actions_.trigger("view.review")
        film.selection.choose_tags([film.desk.annotations[3].id])
        yield (
            lambda: (
                not any(
                    window.jobs.running(name)
                    for name in ("pictures for the timeline", "sound for the timeline")
                )
            )
        )
        yield lambda: window.player.picture is not None and window.player.shown_us > 4_900_000


def arriving(window: MainWindow, session: str) -> Iterator[Condition]:
    """Answers that came back, before they are taken in."""
    yield from _agreed(window, session)
    ws = window.door.workspace
    assert ws is not None
    with tempfile.TemporaryDirectory() as folder:
        secret, path = _sealed(ws, session, Path(folder))
        with PacketWorkspace.of(read_packet(path, Key(text=secret)), path, "Sam Moor") as packet:
            answers = KeptAnswers(packet, window.messages.tell)
            (there,) = sessions_of(packet)
            _answer(packet, _first_coding(packet, there.id))
            answers.write(path.with_name("back.vigpacket"))
        window.packets.commands.open_path(path.with_name("back.vigpacket"))
        yield lambda: window.packets.arrivals_form.is_open


def own_key(window: MainWindow, _session: str) -> Iterator[Condition]:
    """A supervisor's own key is to be made."""
    form = window.packets.key_form
    form.show_key("")
    form.phrase.line.setText("kettle robin maple")
    yield lambda: form.is_open


def _first_coding(packet: Workspace, session_id: str) -> str:
    return passes_of(packet, session_id)[0].id


def _agreed(window: MainWindow, session: str) -> Iterator[Condition]:
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    film = window.bench.open_film
    everybody = [one.id for one in consent.begin(film.ws, film.family.id)]
    consent.record(film.ws, everybody, [Purpose.SUPERVISION], Answer())


def _sealed(ws: Workspace, session: str, folder: Path) -> tuple[str, Path]:
    secret, public = sealing.new_key()
    mine = _first_coding(ws, session)
    wish = Wish((SessionWish(session, (_STRETCH,), (mine,)),), "Sam Moor", _QUESTION)
    path = folder / "Playing at the table.vigpacket"
    sealed = packet_sealing.seal_order(packet_sealing.order_packet(ws, wish), Key(text=public), path)
    packet_sealing.enter(ws, sealed)
    return secret, path


def _answer(ws: Workspace, pass_id: str) -> None:
    tags = ws.desk(visible_pass(ws, pass_id)).annotations
    points = [one for one in tags if one.is_point]
    for one in points[:3]:
        reviewing.accept(ws, pass_id, one.id)
    reviewing.question(ws, pass_id, points[3].id, "Is this a start of his, or an answer to her?")
    reviewing.comment(ws, pass_id, "Lovely waiting here.", Span(MediaTime(4_000_000), MediaTime(6_000_000)))
    reviewing.sum_up(ws, pass_id, "You see his starts early.", "Show her the waiting first.")
