"""Working the sheet that asks what is to be made, as a person does."""

from __future__ import annotations

from tests.gui.hand import Hand
from vig_annotator.gui.making.make_sheet import MakeSheet, Wish
from vig_annotator.services.reel_queue import State


def sheet_of(hand: Hand) -> MakeSheet:
    """The main window's sheet."""
    return hand.window.making.make_sheet


def wished(hand: Hand) -> Wish | None:
    """What the sheet is open on; None while it is not."""
    sheet = sheet_of(hand)
    return sheet.wish if sheet.is_open else None


def ask_for(hand: Hand, wish: Wish = Wish.FILM) -> MakeSheet:
    """Open the sheet on something, and wait until all is known about it."""
    hand.window.actions_.trigger(f"making.{wish.value}" if wish is not Wish.EDITOR else "making.film")
    sheet = sheet_of(hand)
    hand.until(lambda: sheet.is_open)
    if sheet.wish is not wish:
        hand.click(sheet.options[wish])
    hand.until(
        lambda: (
            all("Looking through" not in words for _, words in sheet.said)
            and "Working" not in sheet._cost.text()
        )
    )
    return sheet


def make(hand: Hand, wish: Wish = Wish.FILM) -> None:
    """Ask for something; the dialog for the place must be answered before."""
    hand.click(ask_for(hand, wish).make)


def until_made(hand: Hand, count: int = 1) -> None:
    """Wait until so many things were made, and the register knows it."""
    desk = hand.window.making.desk
    hand.until(
        lambda: (
            sum(item.state is State.DONE for item in desk.items) == count
            and not any(order.begun for order in desk._orders.values())
        )
    )
