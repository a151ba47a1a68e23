"""The guided tour over the demo: begun on the start page, left, come back to, and gone to its end."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from tests.gui.hand import Hand
from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.tour.stations import STATIONS
from vig_annotator.settings import usual_demo


def begin(hand: Hand) -> None:
    button = next(
        one
        for one in hand.window.start_page.findChildren(QPushButton)
        if one.accessibleName() == "Guided tour" and one.isVisible()
    )
    hand.click(button)
    hand.until(lambda: hand.window.tour.is_open)


def test_it_opens_the_demo_and_goes_from_station_to_station(hand: Hand) -> None:
    begin(hand)
    tour = hand.window.tour
    film = hand.window.bench.open_film
    assert film.ws.folder == usual_demo() and film.session.title == "Playing at the table"

    seen = []
    for place, station in enumerate(STATIONS):
        assert (tour.station, tour.head.text()) == (place, station.title)
        assert "{" not in tour._text.text() and tour._text.text()
        shown = station.place(hand.window.screen_)
        assert shown.isVisible() and not tour._hole.isEmpty()
        assert tour.rect().contains(tour.card.geometry())
        if shown is not hand.window.view:
            assert not tour.card.geometry().intersects(tour._hole), station.title
        seen.append(tour.grab().toImage().size())
        hand.press("Right")

    assert not tour.is_open and hand.settings.tour_station == 0
    assert len(seen) == len(STATIONS)
    assert hand.window.bench.film is film


def test_it_can_be_left_and_come_back_to(hand: Hand) -> None:
    begin(hand)
    hand.press("Space")
    hand.press("Return")
    hand.press("Left")
    assert hand.window.tour.station == 1
    hand.press("Esc")
    assert not hand.window.tour.is_open
    hand.press("b")
    hand.press("Ctrl+Z")

    hand.press("Shift+F1")

    assert hand.window.tour.is_open and hand.window.tour.station == 1
    assert not hand.window.player.playing


def test_while_it_is_open_keys_tag_nothing(hand: Hand) -> None:
    begin(hand)
    before = len(hand.tags)
    hand.press("b")

    assert len(hand.tags) == before


def test_it_names_keys_that_there_are(hand: Hand) -> None:
    known = {row.id for row in ACTIONS}
    for station in STATIONS:
        named = [part.partition("}")[0] for part in station.text.split("{")[1:]]
        assert set(named) <= known, station.title
        assert "the menu" not in station.words
