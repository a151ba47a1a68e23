"""What the actions about sealed packets do: what is looked at, what it must be, what is so before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.builders.consents import agree
from tests.builders.packets import PUBLIC, SECRET
from tests.gui.hand import Hand
from vig_annotator.exchange.sealing import Key
from vig_annotator.services.packet_opening import read_packet
from vig_annotator.services.packet_sealing import SessionWish, Wish, order_packet, seal_order


def in_a_packet(hand: Hand) -> None:
    """The film was sealed, and its supervisor has opened the packet."""
    film, folder = hand.window.bench.open_film, Path(hand.settings.library)
    agree(film.ws, film.family.id)
    order = order_packet(film.ws, Wish((SessionWish(film.session.id),)))
    path = seal_order(order, Key(text=PUBLIC), folder.parent / "visit.vigpacket").written.path
    hand.window.packets.there.show(read_packet(path, Key(text=SECRET)), path, "Sam Moor")
    hand.until_ready()


def _said(hand: Hand) -> str:
    return hand.said[-1] if hand.said else ""


PACKET_CASES: Mapping[str, tuple[Callable[[Hand], object], object, Callable[[Hand], object]]] = {
    "packet.send": (lambda h: h.window.packets.send_form.is_open, True, lambda _: None),
    "packet.open": (lambda h: "can’t be read" in _said(h), True, lambda _: None),
    "packet.answer": (lambda h: "There is nothing to send back yet" in _said(h), True, in_a_packet),
    "packet.key": (lambda h: h.window.packets.key_form.is_open, True, lambda _: None),
}
