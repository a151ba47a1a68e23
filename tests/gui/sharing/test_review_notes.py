"""The guider's own notes of a shared review: kept as they are typed, read again, gone on with, undone; and on nothing that a parent gets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.builders.consents import agree
from tests.gui.hand import Hand
from vig_annotator.errors import LibraryNotWritable
from vig_annotator.gui.sharing.held_form import HeldForm
from vig_annotator.gui.sharing.share_commands import ShareCommands
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.shared_review import SharedReview, Voice
from vig_annotator.services import family_plan, reel_building, sharing


@pytest.fixture
def reel(coding: Hand) -> Hand:
    """A film with a reel of one clip; the family has agreed."""
    film = coding.window.bench.open_film
    agree(film.ws, film.family.id)
    coding.go_to(10)
    coding.press("[")
    coding.go_to(19)
    coding.press("]")
    coding.press("Ctrl+Return")
    return coding


@pytest.fixture
def sharing_begun(reel: Hand, monkeypatch: pytest.MonkeyPatch) -> ShareCommands:
    """With a display for the guider."""
    commands: ShareCommands = reel.window.family_screens.sharing
    monkeypatch.setattr(commands.displays, "theirs", commands.displays.mine)
    reel.press("Ctrl+F5")
    reel.until(lambda: commands.show_ is not None)
    return commands


def held(hand: Hand) -> SharedReview:
    film = hand.window.bench.open_film
    (one,) = sharing.reviews_of(film.ws, film.family.id)
    return one


def type_notes(commands: ShareCommands, text: str) -> None:
    assert commands.guider is not None
    QTest.keyClicks(commands.guider.notes, text)


def refuse(change_set: ChangeSet) -> None:
    raise LibraryNotWritable("The disk is full.", "Make room.")


def end(hand: Hand, commands: ShareCommands, *, agreed: str) -> None:
    show = commands.show_
    assert show is not None
    show.end()
    form = commands.end_form
    assert form is not None
    form.agreed.setPlainText(agreed)
    hand.click(form.keep)


def test_notes_are_on_disk_after_a_pause_and_are_no_step_for_undo(
    reel: Hand, sharing_begun: ShareCommands
) -> None:
    film = reel.window.bench.open_film
    before = film.ws.history.undo_label
    type_notes(sharing_begun, "She smiled when he waited")
    reel.until(lambda: held(reel).notes == "She smiled when he waited")
    assert film.ws.history.undo_label == before
    sharing_begun.shut_down()


def test_what_was_typed_last_is_kept_at_the_end_and_what_was_agreed_can_be_undone(
    reel: Hand, sharing_begun: ShareCommands
) -> None:
    type_notes(sharing_begun, "ask about the nights")
    end(reel, sharing_begun, agreed="Waiting helps")
    assert (held(reel).notes, held(reel).agreed) == ("ask about the nights", "Waiting helps")
    reel.window.bench.open_film.ws.history.undo()
    assert (held(reel).notes, held(reel).agreed) == ("ask about the nights", "")


def test_closing_the_program_keeps_them(reel: Hand, sharing_begun: ShareCommands) -> None:
    type_notes(sharing_begun, "in the middle of")
    sharing_begun.shut_down()
    assert held(reel).notes == "in the middle of"


def test_a_full_disk_is_said_and_they_are_kept_when_there_is_room(
    reel: Hand, sharing_begun: ShareCommands, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, guider = reel.window.bench.open_film, sharing_begun.guider
    assert guider is not None
    type_notes(sharing_begun, "not lost")
    with monkeypatch.context() as patch:
        patch.setattr(film.ws.history, "set_up", refuse)
        guider.keep_notes()
        assert "The disk is full" in guider.trouble.text()
    assert guider.notes.toPlainText() == "not lost"
    end(reel, sharing_begun, agreed="")
    assert held(reel).notes == "not lost"


def test_they_are_read_again_and_gone_on_with(reel: Hand) -> None:
    film = reel.window.bench.open_film
    (one,) = reel_building.reels_of(film.ws, film.family.id)
    (clip,) = reel_building.clips_of(film.ws, one.id)
    review = sharing.begin(film.ws, one.id)
    sharing.keep_words(film.ws, review.id, clip, clip.onset_us, Voice.PARENT, "He looked for me")
    sharing.keep_notes(film.ws, review.id, "first")
    sharing.end(film.ws, review.id, "Waiting helps", "Bath time")
    form: HeldForm = reel.window.family_screens.held_form
    reel.window.actions_.trigger("held.show")
    shown = "\n".join(label.text() for label in form.findChildren(QLabel))
    assert "“He looked for me”" in shown and "Waiting helps" in shown and "Next: Bath time" in shown
    assert one.title in shown
    field = form.notes[review.id]
    assert field.toPlainText() == "first" and field.hasFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, ", second")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not form.is_open
    assert held(reel).notes == "first, second"
    assert film.ws.history.undo_label == "write notes about a shared review"
    film.ws.history.undo()
    assert held(reel).notes == "first"


def test_a_family_without_a_review_reads_what_to_do(reel: Hand) -> None:
    form: HeldForm = reel.window.family_screens.held_form
    reel.window.actions_.trigger("held.show")
    assert any("No shared review was held yet" in one.text() for one in form.findChildren(QLabel))


def test_they_are_on_no_page(reel: Hand) -> None:
    film = reel.window.bench.open_film
    (one,) = reel_building.reels_of(film.ws, film.family.id)
    review = sharing.begin(film.ws, one.id)
    sharing.keep_notes(film.ws, review.id, "for me alone")
    sharing.end(film.ws, review.id, "Waiting helps", "")
    page = family_plan.page(film.ws, film.family.id)
    assert "Waiting helps" in page and "for me alone" not in page
