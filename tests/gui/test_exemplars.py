"""Exemplars: kept by a key, played where the mouse rests on the code, and not seen without consent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtWidgets import QApplication

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.gui.hand import Hand
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.annotating.palette_row import PaletteRow
from vig_annotator.gui.exemplars.exemplar_popup import ExemplarPopup
from vig_annotator.gui.exemplars.exemplar_strip import ExemplarStrip
from vig_annotator.model.consent import Purpose
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import consent, exemplars, films, moments, recordings
from vig_annotator.services.workspace import Workspace


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


def test_it_is_read_from_whichever_file_of_the_take_it_lies_in(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip, phone_film: Clip
) -> None:
    """The second file's frames carry their own numbers: an exemplar that begins in it shows these."""
    with Workspace.open(library_folder, "AB") as ws:
        session, recording = films.add_film(ws, plain_film.path)
        films.note_duration(ws, recording, MediaTime(plain_film.end_us))
        length = recordings.look_at([phone_film.path], None)[0][1]
        recordings.go_on_with(ws, session.id, [(phone_film.path, length)])
        first = load_codebook(shipped_codebooks()[0]).codebook
        start = plain_film.end_us
        for begin in (start - 200_000, start + 400_000):
            moment = moments.mark(ws, session.id, MediaTime(begin), MediaTime(begin + 600_000))
            exemplars.keep_moment(ws, first, "baby_initiative", moment)
        agree(ws, session.family_id, Purpose.TRAINING)
    hand = hands(library_folder)
    shelf = hand.window.codebooks._shelf
    over, inside = shelf.of_codebook(first)
    seen = {}
    for one in (over, inside):
        shelf.showing(one)
        hand.until(lambda one=one: shelf.clip(one.id) is not None)  # type: ignore[misc]
        clip = shelf.clip(one.id)
        assert clip is not None
        seen[one.id] = [read_pattern(_pixels(picture)) for _, picture in clip.pictures]
    assert seen[over.id][:2] == [95, 97] and seen[over.id][2] == 0, "from the first file into the second"
    assert seen[inside.id] == sorted(seen[inside.id]) and 0 < seen[inside.id][0] < 30


def _pixels(image: QImage) -> np.ndarray:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3)


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
