"""The screen for consent, by real clicks and keys: from the coding screen, from the start page, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMessageBox, QPushButton

from tests.builders.clips import Clip
from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.model.consent import Decision, PersonRole, Purpose, Standing
from vig_annotator.model.days import later
from vig_annotator.services import consent


@pytest.fixture
def asked(coding: Hand) -> Hand:
    """The screen for consent, over a film of a family that was not asked yet."""
    coding.press("Ctrl+Shift+C")
    coding.until(lambda: coding.window.family_screens.consent_form.is_open)
    return coding


def standing(hand: Hand) -> Standing:
    film = hand.window.bench.open_film
    return consent.summaries(film.ws)[film.family.id].standing


def test_one_key_press_writes_down_the_usual_answer(asked: Hand) -> None:
    assert standing(asked) is Standing.MISSING
    asked.press("Return")  # “Write it down” has the keys; parent and baby, the shared review, yes
    assert standing(asked) is Standing.GIVEN
    form = asked.window.family_screens.consent_form
    who = consent.people(asked.window.bench.open_film.ws, asked.window.bench.open_film.family.id)
    assert form.table.words_at(who[0].id, Purpose.SHARED_REVIEW) == "Yes"
    asked.press("Esc")
    assert not form.is_open
    asked.press("Ctrl+Z")
    assert standing(asked) is Standing.MISSING


def test_conditions_and_an_end(asked: Hand) -> None:
    form, film = asked.window.family_screens.consent_form, asked.window.bench.open_film
    baby = consent.people(film.ws, film.family.id)[1]
    form.table.clearSelection()
    form.table.setCurrentCell(4, 1)
    asked.click(form.answer.no_sound)
    form.answer.expires_on.setEditText("2999-05-03")
    asked.click(form.answer.keep)
    assert form.table.words_at(baby.id, Purpose.TRAINING) == "Yes, until 3 May 2999 · no sound"
    form.answer.expires_on.setEditText("some day")
    asked.click(form.answer.keep)
    assert "“some day” is no day" in form.answer.trouble.text()
    asked.click(form.answer.forget)
    assert form.table.words_at(baby.id, Purpose.TRAINING) == "not asked yet"


def test_taking_back(asked: Hand) -> None:
    form, film = asked.window.family_screens.consent_form, asked.window.bench.open_film
    asked.click(form.answer.keep)
    form.answer.decision.setCurrentIndex(form.answer.decision.findData(Decision.WITHDRAWN))
    asked.click(form.answer.keep)
    assert standing(asked) is Standing.WITHDRAWN
    mum = consent.people(film.ws, film.family.id)[0]
    assert form.table.words_at(mum.id, Purpose.SHARED_REVIEW).startswith("taken back")


def gives_back_when_told(asked: Hand, dialogs: Dialogs, keys: str, before: Standing) -> None:
    """The keys put consent back on file only for somebody who was told so and said yes."""
    dialogs.answer(QMessageBox.StandardButton.Cancel)
    asked.press(keys)
    assert "put back on file consent for the shared review" in dialogs.asked[-1][1]
    assert standing(asked) is before
    dialogs.answer(QMessageBox.StandardButton.Yes)
    asked.press(keys)
    assert standing(asked) is Standing.GIVEN


def test_undo_gives_no_consent_by_the_way(asked: Hand, dialogs: Dialogs) -> None:
    form = asked.window.family_screens.consent_form
    asked.click(form.answer.keep)
    form.answer.decision.setCurrentIndex(form.answer.decision.findData(Decision.WITHDRAWN))
    asked.click(form.answer.keep)
    asked.press("Esc")
    gives_back_when_told(asked, dialogs, "Ctrl+Z", Standing.WITHDRAWN)
    assert asked.window.bench.open_film.ws.history.redo() is not None
    assert standing(asked) is Standing.WITHDRAWN, "taking back is never asked about"


def test_who_is_filmed(asked: Hand) -> None:
    form, film = asked.window.family_screens.consent_form, asked.window.bench.open_film
    form.role.setCurrentIndex(form.role.findData(PersonRole.SIBLING))
    form.name.setFocus()
    asked.type("Big sister")
    asked.click(form.add)
    sister = consent.people(film.ws, film.family.id)[-1]
    assert (sister.name, sister.role) == ("Big sister", PersonRole.SIBLING)
    asked.until(form.in_film[sister.id].isVisible)
    asked.click(form.in_film[sister.id], QPoint(8, form.in_film[sister.id].height() // 2))
    assert [one.person_id for one in consent.absences(film.ws, [film.session.id])] == [sister.id]
    form.table.clearSelection()
    form.table.selectColumn(2)
    form.name.setText("Sister")
    asked.click(form.rename)
    assert consent.people(film.ws, film.family.id)[-1].name == "Sister"
    asked.click(form.take_out)
    assert len(consent.people(film.ws, film.family.id)) == 2


def test_the_start_page_shows_where_consent_stands(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip
) -> None:
    hand = hands(library_folder)
    hand.open(plain_film.path)
    film = hand.window.bench.open_film
    ws, family_id = film.ws, film.family.id
    hand.press("Ctrl+H")
    (card,) = hand.window.start_page.cards
    button = next(one for one in card.findChildren(QPushButton) if "Consent" in one.text())
    assert button.text() == "Consent: not asked yet"
    hand.click(button)
    form = hand.window.family_screens.consent_form
    assert form.is_open
    assert not form.in_film  # no film is open, so none is asked about
    soon = later(consent.day_now(), 3)
    form.answer.expires_on.setEditText(soon)
    hand.click(form.answer.keep)
    hand.press("Esc")
    assert consent.summaries(ws)[family_id].ends_on == soon

    def seen() -> str:
        buttons = hand.window.start_page.findChildren(QPushButton)
        return "|".join(one.text() for one in buttons if one.isVisible())

    hand.until(lambda: "F-001: consent for the shared review ends on" in seen())
    hand.until(lambda: "|Consent ends on" in seen())


def test_doing_again_asks_before_it_gives_consent_back(asked: Hand, dialogs: Dialogs) -> None:
    form = asked.window.family_screens.consent_form
    asked.click(form.answer.keep)
    asked.press("Esc")
    asked.press("Ctrl+Z")
    assert standing(asked) is Standing.MISSING
    asked.until(lambda: asked.window.actions_.qaction("tag.redo").isEnabled())
    gives_back_when_told(asked, dialogs, "Ctrl+Shift+Z", Standing.MISSING)


def test_on_the_start_page_undo_takes_back_what_was_done_there_and_no_tag(
    coding: Hand, dialogs: Dialogs
) -> None:
    coding.go_to(10)
    coding.press("b")
    window = coding.window
    film = window.bench.open_film
    ws, family = film.ws, film.family.id
    coding.press("Ctrl+H")
    undo, redo = (window.actions_.qaction(f"tag.{name}") for name in ("undo", "redo"))
    assert not undo.isEnabled(), "the tag can't be seen here"
    window.start_page.consent_wanted.emit(family)
    coding.until(lambda: window.family_screens.consent_form.is_open)
    coding.press("Return")
    coding.press("Esc")
    assert consent.summaries(ws)[family].standing is Standing.GIVEN
    assert undo.isEnabled() and "consent" in undo.text().lower()
    coding.press("Ctrl+Z")
    assert consent.summaries(ws)[family].standing is Standing.MISSING
    assert coding.said[-1].startswith("Undone: ")
    buttons = window.start_page.cards[0].findChildren(QPushButton)
    assert "consent: not asked yet" in " ".join(one.text().lower() for one in buttons), (
        "the page shows it at once"
    )
    dialogs.answer(QMessageBox.StandardButton.Yes)
    coding.press("Ctrl+Shift+Z")
    assert consent.summaries(ws)[family].standing is Standing.GIVEN
    while undo.isEnabled():
        coding.press("Ctrl+Z")
    coding.press("Ctrl+Z")
    coding.press("Z")
    window.films.open_session(film.session.id)
    coding.until_ready()
    assert [one.code_id for one in coding.tags] == ["baby_initiative"]
    coding.press("Ctrl+Z")
    assert coding.tags == []
    assert redo.isEnabled()
