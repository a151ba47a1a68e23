"""A library with a coded film and a packet sealed from it; and a supervisor who answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders.consents import agree
from tests.builders.libraries import Desk, at, begin_work, small_codebook
from vig_annotator.exchange import sealing
from vig_annotator.exchange.sealing import Key
from vig_annotator.model.consent import Purpose
from vig_annotator.model.mediatime import Span
from vig_annotator.services import films
from vig_annotator.services.packet_answers import KeptAnswers
from vig_annotator.services.packet_opening import PacketWorkspace, read_packet
from vig_annotator.services.packet_sealing import SessionWish, Wish, enter, order_packet, seal_order
from vig_annotator.services.passes import ensure_pass

SECRET, PUBLIC = sealing.new_key()
"""The supervisor's key: sealing for it takes no time, as a pass phrase does."""

QUESTION = "Is this a turn of hers, or an answer?"
SUPERVISOR = "Sam Moor"


def coded_library(folder: Path, film: Path) -> Desk:
    """A library with a film of 100 frames (25 a second), coded by AB; everybody agreed to supervision."""
    desk = begin_work(folder)
    session, _ = films.add_film(desk.ws, film, desk.family.id)
    desk.session, desk.coding_pass = session, ensure_pass(desk.ws, session, small_codebook())
    agree(desk.ws, desk.family.id, Purpose.SUPERVISION)
    for code, frame in (("smile", 5), ("smile", 30), ("bid", 40), ("notice", 45), ("cry", 90)):
        desk.press(code, frame)
    desk.state("face", 10, 35)
    desk.state("voice", 50, 95)
    return desk


def sealed_packet(desk: Desk, out: Path, *stretches: Span, **wishes: object) -> Path:
    """Seal the desk's session for the supervisor's key, and enter it."""
    wish = Wish(
        (SessionWish(desk.session.id, stretches),), questions=QUESTION, meant_for=SUPERVISOR, **wishes
    )  # type: ignore[arg-type]
    enter(desk.ws, seal_order(order_packet(desk.ws, wish), Key(text=PUBLIC), out))
    return out


def frames(first: int, stop: int) -> Span:
    """The stretch of these frames."""
    return Span(at(first), at(stop))


@dataclass
class Supervisor:
    """An open packet with its answers."""

    ws: PacketWorkspace
    answers: KeptAnswers

    @property
    def pass_id(self) -> str:
        (session,) = self.ws.clocks
        from vig_annotator.services.passes import passes_of

        return passes_of(self.ws, session)[0].id

    @property
    def tags(self) -> dict[str, str]:
        """Ids of the tags, by code and first frame."""
        from vig_annotator.services.passes import visible_pass

        desk = self.ws.desk(visible_pass(self.ws, self.pass_id))
        return {f"{one.code_id} {one.onset_us // 40_000}": one.id for one in desk.annotations}


def refuse(error: Exception) -> None:
    """What tests do about answers that can't be kept."""
    raise error


@contextmanager
def opened(path: Path, who: str = SUPERVISOR) -> Iterator[Supervisor]:
    """A packet, open before its supervisor."""
    with PacketWorkspace.of(read_packet(path, Key(text=SECRET)), path, who) as ws:
        yield Supervisor(ws, KeptAnswers(ws, refuse))
