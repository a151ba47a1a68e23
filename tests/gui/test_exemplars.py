"""Exemplars: kept by a key, played where the mouse rests on the code, and not seen without consent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from tests.builders.consents import agree
from tests.gui.hand import Hand
from vig_annotator.gui.annotating.palette_row import PaletteRow
from vig_annotator.gui.exemplars.exemplar_popup import ExemplarPopup
from vig_annotator.gui.exemplars.exemplar_strip import ExemplarStrip
from vig_annotator.model.consent import Purpose
from vig_annotator.services import consent, exemplars


@pytest.fixture
def kept(coding: Hand) -> Hand:
    """A window with an exemplar of the baby's initiative, around frame 60 of a film of 100."""
    coding.go_to(60)
    coding.press("b")
    coding.press("Ctrl+Alt+E")
    return coding


def rest_on(row: PaletteRow) -> None:
    middle = QPointF(row.rect().center())
    QApplication.sendEvent(row, QEnterEvent(middle, middle, middle))


def row_and_popup(hand: Hand) -> tuple[PaletteRow, ExemplarPopup]:
    return hand.window.screen_.codes.row("baby_initiative"), hand.window.codebooks.hover.popup


def family_of(hand: Hand) -> str:
    return hand.window.bench.open_film.session.family_id


def test_without_consent_it_is_kept_but_not_seen_and_says_why(kept: Hand) -> None:
    assert "Kept as an exemplar of “Baby's initiative”. Not shown: nobody is recorded" in kept.said[-1]
    row, popup = row_and_popup(kept)
    rest_on(row)
    kept.until(popup.isVisible)
    assert popup.view.picture is None
    assert popup.view.words == "Not shown: nobody is recorded yet as being filmed."
    assert "Any start made by the baby" in popup.words.text(), "the meaning is read in any case"
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert not popup.isVisible()


def test_it_plays_beside_the_code_and_stops_when_consent_is_withdrawn(kept: Hand) -> None:
    ws = kept.window.bench.open_film.ws
    agree(ws, family_of(kept), Purpose.TRAINING)
    row, popup = row_and_popup(kept)
    rest_on(row)
    kept.until(lambda: popup.isVisible() and popup.view.picture is not None)
    assert popup.view.words == ""
    box = popup.geometry()
    assert kept.window.rect().contains(box)
    assert not box.intersects(row.rect().translated(row.mapTo(kept.window, row.rect().topLeft())))
    shown = exemplars.exemplars_of(ws, kept.window.bench.open_film.codebook)[0]
    clip = kept.window.codebooks._shelf.clip(shown.id)
    assert clip is not None
    times = [at for at, _ in clip.pictures]
    assert times[0] == 0 and times == sorted(times) and times[-1] < clip.duration_us
    assert (shown.onset_us, shown.offset_us) == (400_000, 4_000_000)
    consent.withdraw(ws, consent.people(ws, family_of(kept))[0].id, [Purpose.TRAINING])
    rest_on(row)
    kept.until(popup.isVisible)
    assert popup.view.picture is None
    assert "withdrew consent for training in the team" in popup.view.words


def test_a_moment_shows_the_code_that_is_chosen(coding: Hand) -> None:
    coding.go_to(10)
    coding.press("[")
    coding.go_to(30)
    coding.press("]")
    coding.window.bench.open_film.selection.choose_moment(coding.moments[0].id)
    coding.press("Ctrl+Alt+E")
    coding.type("warm")
    coding.press("Return")
    film = coding.window.bench.open_film
    found = exemplars.exemplars_of(film.ws, film.codebook)
    assert [(one.code_id, one.onset_us, one.offset_us) for one in found] == [
        ("warm_voice", 400_000, 1_240_000)
    ]
    coding.press("Ctrl+Z")
    assert exemplars.exemplars_of(film.ws, film.codebook) == []
    assert coding.window.screen_.codes.row("warm_voice").toolTip() != ""


def test_in_the_codebook_window_it_is_seen_captioned_and_let_go(kept: Hand) -> None:
    film = kept.window.bench.open_film
    agree(film.ws, family_of(kept), Purpose.TRAINING)
    kept.window.actions_.trigger("codebook.edit")
    editor = kept.window.codebooks.editor
    assert editor is not None
    editor.choose("baby_initiative")
    strip = editor.findChild(ExemplarStrip)
    assert isinstance(strip, ExemplarStrip)
    editor.form.ensureWidgetVisible(strip)
    kept.until(lambda: strip.rows[0].view.picture is not None)
    strip.rows[0].caption.setText("Look at the hand.")
    strip.rows[0].caption.editingFinished.emit()
    assert exemplars.exemplars_of(film.ws, film.codebook)[0].caption == "Look at the hand."
    editor.choose("warm_voice")
    assert strip.rows == []
    editor.choose("baby_initiative")
    strip.rows[0].remove.click()
    assert exemplars.exemplars_of(film.ws, film.codebook) == []
    assert strip.rows == []
    kept.window.activateWindow()
