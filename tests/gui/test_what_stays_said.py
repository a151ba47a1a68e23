"""Words go when they are no longer so, and undo says which film it is about."""

from __future__ import annotations

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.errors import ConsentNeeded
from vig_annotator.gui.messages import STEPPED


def test_a_notice_about_consent_goes_with_its_film(coding: Hand) -> None:
    window = coding.window
    family = window.bench.open_film.family.id
    window.messages.tell(ConsentNeeded("Nobody was asked yet.", "Ask.", family, ["Mum: not asked"]))
    assert window.notice.isVisible()
    coding.press("Ctrl+H")
    assert not window.notice.isVisible()


def test_another_notice_stays_until_it_is_read(coding: Hand) -> None:
    coding.window.messages.notice("The disk is nearly full.")
    coding.press("Ctrl+H")
    assert coding.window.notice.isVisible()


def test_what_offers_an_undo_goes_with_it(coding: Hand) -> None:
    coding.go_to(10)
    coding.press("b")
    coding.window.messages.notice("“a.eaf” is in. Undo takes it out again.", until=STEPPED)
    coding.press("Ctrl+Z")
    assert not coding.window.notice.isVisible()
    assert coding.said[-1].startswith("Undone: ")


def test_undo_names_the_film_that_it_is_about(coding: Hand, phone_film: Clip) -> None:
    coding.go_to(10)
    coding.press("b")
    window, first = coding.window, coding.window.bench.open_film
    undo, redo = (window.actions_.qaction(f"tag.{name}") for name in ("undo", "redo"))
    here = undo.text()
    window.films.open_path(phone_film.path)
    coding.until(lambda: window.bench.film not in (None, first))
    coding.until_ready()
    assert window.bench.open_film.session.id != first.session.id
    there = f"{here} in “{first.session.title}”"
    assert undo.text() == there
    assert there.removeprefix("Undo: ") in window.status.words
    coding.press("Ctrl+Z")
    assert coding.said[-1] == there.replace("Undo: ", "Undone: ")
    assert redo.text() == there.replace("Undo: ", "Redo: ")
    coding.press("Ctrl+Shift+Z")
    assert undo.text() == there
    coding.go_to(10)
    coding.press("b")
    assert undo.text() == here, "what was done here needs no name"
    coding.press("Ctrl+Z")
    assert undo.text() == there
