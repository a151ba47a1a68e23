"""Moments by keys, cards and captions; the reel, its order, and the film that is made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QStyleOptionViewItem

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.guards import Dialogs
from tests.gui.hand import Hand
from tests.gui.making_hand import ask_for, make, until_made
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui import card_painter
from vig_annotator.gui.card_painter import CardPainter
from vig_annotator.gui.cards import CardList
from vig_annotator.model.coder import Role
from vig_annotator.model.reel import Audience
from vig_annotator.services import coders, consent, reel_building


def mark(hand: Hand, first: int, last: int) -> None:
    hand.go_to(first)
    hand.press("[")
    hand.go_to(last)
    hand.press("]")


def painter_of(cards: CardList) -> CardPainter:
    delegate = cards.itemDelegate()
    assert isinstance(delegate, CardPainter)
    return delegate


def clip_captions(hand: Hand) -> list[str]:
    film = hand.window.bench.open_film
    assert film.reel is not None
    return [clip.caption for clip in reel_building.clips_of(film.ws, film.reel.id)]


def caption(hand: Hand, text: str) -> None:
    hand.press("F4")
    hand.type(text)
    hand.press("Return")
    hand.until(lambda: not isinstance(QApplication.focusWidget(), QLineEdit))
    assert not hand.window.player.playing


def send_all(hand: Hand, *captions: str) -> None:
    """Three moments of ten frames, captioned, in the reel."""
    for number, text in enumerate(captions):
        mark(hand, number * 30, number * 30 + 9)
        caption(hand, text)
        hand.press("Ctrl+Return")


def agreed(hand: Hand) -> None:
    """The family of the open film has agreed to everything."""
    film = hand.window.bench.open_film
    agree(film.ws, film.family.id)


def test_a_moment_holds_both_of_its_frames(coding: Hand, plain_film: Clip) -> None:
    mark(coding, 20, 39)

    (moment,) = coding.moments
    assert (moment.onset_us, moment.offset_us) == (plain_film.times_us[20], plain_film.times_us[40])
    assert coding.window.bench.open_film.selection.moment == moment.id
    assert [card.when for card in coding.window.screen_.side.moments.list.cards.cards] == ["0:00:00 · 0.8 s"]


def test_a_moment_may_be_marked_backwards_and_reach_the_end(coding: Hand, plain_film: Clip) -> None:
    mark(coding, 99, 90)

    (moment,) = coding.moments
    assert (moment.onset_us, moment.offset_us) == (plain_film.times_us[90], plain_film.end_us)


def test_an_end_without_a_beginning_says_what_to_do(coding: Hand) -> None:
    coding.press("]")

    assert coding.moments == []
    assert "First mark where the moment begins" in coding.said[-1]


def test_escape_takes_the_mark_away(coding: Hand) -> None:
    coding.press("[")
    coding.press("Esc")

    assert coding.window.bench.open_film.mark_in is None


def test_star_and_caption(coding: Hand) -> None:
    mark(coding, 10, 20)
    coding.press("Ctrl+D")
    caption(coding, "He waits for her")

    (moment,) = coding.moments
    assert (moment.starred, moment.caption) == (True, "He waits for her")
    coding.press("Ctrl+Z", times=2)
    assert [(one.starred, one.caption) for one in coding.moments] == [(False, "")]


def test_star_and_plus_of_a_card_are_clicked(coding: Hand) -> None:
    mark(coding, 10, 20)
    cards = coding.window.screen_.side.moments.list
    index: QModelIndex = cards.cards.index(0)
    coding.click(cards.viewport(), painter_of(cards).star_box(index).center())
    assert coding.moments[0].starred

    coding.click(cards.viewport(), painter_of(cards).button_box(index).center())

    assert len(coding.window.bench.open_film.clips) == 1
    assert "1 clip, 0 s" in coding.window.status.words


def test_a_card_gets_its_picture(coding: Hand) -> None:
    mark(coding, 40, 50)
    cards = coding.window.screen_.side.moments.list.cards

    coding.until(lambda: cards.cards[0].picture is not None)


def test_a_moment_of_a_tag(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(50)
    coding.press("r")
    coding.press("Ctrl+M")

    (moment,) = coding.moments
    assert (moment.onset_us, moment.offset_us, moment.caption) == (
        0,
        plain_film.end_us,
        "You show that you noticed",
    )


def test_moments_are_put_in_order_by_keys_and_by_dropping(coding: Hand) -> None:
    for number, text in enumerate(("one", "two", "three")):
        mark(coding, number * 20, number * 20 + 5)
        caption(coding, text)
    coding.press("Alt+Up")
    assert [one.caption for one in coding.moments] == ["one", "three", "two"]
    coding.press("Alt+Down")

    model = coding.window.screen_.side.moments.list.cards
    assert model.drop(model.mimeData([model.index(2)]), 0)

    assert [one.caption for one in coding.moments] == ["three", "one", "two"]


def test_edges_of_a_moment_move_to_the_frame_on_the_screen(coding: Hand, plain_film: Clip) -> None:
    mark(coding, 20, 30)
    coding.go_to(15)
    coding.press("Alt+Shift+I")
    coding.go_to(44)
    coding.press("Alt+Shift+O")

    (moment,) = coding.moments
    assert (moment.onset_us, moment.offset_us) == (plain_film.times_us[15], plain_film.times_us[45])


def test_a_moment_plays_once_and_stops_on_its_last_frame(coding: Hand) -> None:
    mark(coding, 30, 40)
    coding.press("Ctrl+P")

    coding.until(lambda: coding.window.player.shown_frame >= 30 and not coding.window.player.playing)
    coding.until_shown(40)
    assert coding.number_on_screen == 40


def test_the_reel_says_its_clips_and_length(coding: Hand) -> None:
    send_all(coding, "first", "second", "third")
    panel = coding.window.screen_.side.reel
    coding.press("Alt+3")

    assert [card.title for card in panel.list.cards.cards] == ["first", "second", "third"]
    assert "3 clips, 1 s" in coding.window.status.words  # 3 × 0.4 s

    panel.handles_chosen.emit(0.5)
    film = coding.window.bench.open_film
    assert film.reel is not None and film.reel.handles_us == 500_000
    # The first clip has no film before it: 0.9 s; the others reach half a second both ways.
    assert film.reel_length_us == 900_000 + 2 * 1_400_000


def test_clips_are_reordered_captioned_and_taken_out(coding: Hand) -> None:
    send_all(coding, "first", "second", "third")
    coding.press("Alt+3")
    cards = coding.window.screen_.side.reel.list
    cards.setFocus()
    coding.click(cards.viewport(), cards.visualRect(cards.cards.index(2)).center())
    coding.press("Alt+Up", times=2)
    assert clip_captions(coding) == ["third", "first", "second"]
    caption(coding, "the best")
    assert clip_captions(coding) == ["the best", "first", "second"]
    coding.press("Delete")
    assert clip_captions(coding) == ["first", "second"]
    coding.click(cards.viewport(), painter_of(cards).button_box(cards.cards.index(0)).center())
    assert clip_captions(coding) == ["second"]
    assert len(coding.moments) == 3


def test_no_film_without_consent_and_the_way_to_it(coding: Hand) -> None:
    send_all(coding, "first")
    sheet = ask_for(coding)
    assert any("F-001’s consent for the shared review is not complete" in words for _, words in sheet.said)
    assert not sheet.make.isEnabled()
    coding.click(sheet._consent)
    assert coding.window.family_screens.consent_form.is_open


def test_an_exception_with_its_reason(coding: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    send_all(coding, "first")
    sheet = ask_for(coding)
    assert not sheet._exception.isVisible()
    coding.press("Esc")
    coders.describe_coder(coding.window.bench.open_film.ws, "AB", "", Role.SUPERVISOR)
    coding.window.actions_.trigger("consent.allow_exceptions")
    coding.type("Our policy")
    coding.press("Return")
    coding.click(ask_for(coding)._exception)
    coding.until(lambda: coding.window.line_form.is_open)
    coding.type("The court asks for it")
    coding.press("Return")
    coding.until(lambda: sheet.is_open)
    out = tmp_path / "r.mp4"
    dialogs.answer((str(out), ""))
    coding.until(sheet.make.isEnabled)
    coding.click(sheet.make)
    until_made(coding)
    film = coding.window.bench.open_film
    (made,) = consent.exceptions(film.ws, film.family.id)
    assert (made.reason, made.what) == ("The court asks for it", "For the shared review")
    assert out.exists()


def test_a_made_film_is_listed_and_erased(coding: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    send_all(coding, "first")
    film = coding.window.bench.open_film
    mum, _ = agree(film.ws, film.family.id)
    out, stick = tmp_path / "r.mp4", tmp_path / "stick"
    stick.mkdir()
    dialogs.answer((str(out), ""))
    make(coding)
    until_made(coding)
    out.rename(stick / "x.mp4")
    coding.press("Ctrl+Shift+C")
    consent_form, form = coding.window.family_screens.consent_form, coding.window.family_screens.register_form
    consent_form.answer.decision.setCurrentIndex(2)  # taken back
    coding.click(consent_form.answer.keep)
    assert form.is_open and not consent_form.is_open
    assert form.head.text() == "Already made, and it shows Parent and Baby"
    where = form.table.item(0, 5)
    assert where is not None and where.text() == "not where it was put"
    dialogs.answer(str(stick))
    coding.click(form.search)
    coding.until(lambda: form.note.text() == "1 of 1 were found there.")
    form.table.selectRow(0)
    dialogs.answer(QMessageBox.StandardButton.Yes)
    coding.click(form.erase)
    assert not list(stick.iterdir())
    assert form.entries == ()  # nothing is left that shows them
    coding.press("Esc")
    coding.press("Ctrl+Shift+M")
    where = form.table.item(0, 5)
    assert where is not None and where.text() == "erased"
    assert mum in {one.person_id for one in consent.answers(film.ws, film.family.id).values()}


def test_a_concern_of_vig_never_enters_a_parents_reel(coding: Hand) -> None:
    coding.go_to(15)
    coding.press("x")  # Initiative not taken up: a concern
    mark(coding, 10, 20)
    coding.press("Ctrl+Return")
    assert "a reel for a parent shows what goes well" in coding.said[-1]
    assert coding.window.bench.open_film.clips == []


def test_a_concern_enters_a_parents_reel_only_on_purpose(
    hand: Hand, plain_film: Clip, dialogs: Dialogs
) -> None:
    book = next(path for path in shipped_codebooks() if path.stem == "circle_of_security")
    hand.settings.codebook = str(book)
    hand.open(plain_film.path)
    coding = hand
    coding.go_to(15)
    coding.press("3")  # a concern
    mark(coding, 10, 20)

    dialogs.answer(QMessageBox.StandardButton.Cancel)
    coding.press("Ctrl+Return")
    assert "Nudges out a child who comes in" in dialogs.asked[-1][1]
    assert coding.window.bench.open_film.clips == []

    dialogs.answer(QMessageBox.StandardButton.Yes)
    coding.press("Ctrl+Return")
    (clip,) = coding.window.bench.open_film.clips
    assert clip.leave_for
    card = coding.window.screen_.side.reel.list.cards.cards[0]
    assert card.concern and card.words == "Nudges out a child who comes in: shown on purpose"


def test_a_concern_tagged_later_stops_the_film_with_the_reason(coding: Hand) -> None:
    mark(coding, 10, 20)
    coding.press("Ctrl+Return")
    coding.go_to(15)
    coding.press("x")
    agreed(coding)

    sheet = ask_for(coding)

    assert any("would show the parent “Initiative not taken up”" in words for _, words in sheet.said)
    assert not sheet.make.isEnabled()


@pytest.mark.parametrize("audience", list(Audience))
def test_whom_the_reel_is_for(coding: Hand, audience: Audience) -> None:
    mark(coding, 10, 20)
    coding.press("Ctrl+Return")
    coding.window.screen_.side.reel.audience_chosen.emit(audience.value)

    reel = coding.window.bench.open_film.reel
    assert reel is not None
    assert reel.audience is audience


def test_a_reel_is_renamed_and_another_begun(coding: Hand) -> None:
    mark(coding, 10, 20)
    coding.press("Ctrl+Return")
    coding.press("Alt+3")
    title = coding.window.screen_.side.reel._title.lineEdit()
    assert title is not None
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "Bath time")
    QTest.keyClick(title, Qt.Key.Key_Return)
    film = coding.window.bench.open_film
    assert film.reel is not None and film.reel.title == "Bath time"

    coding.window.actions_.trigger("reel.new")
    assert len(film.reels) == 2 and film.clips == []

    coding.window.screen_.side.reel.reel_chosen.emit(film.reels[0].id)
    assert film.reel.title == "Bath time" and len(film.clips) == 1


Opening = Callable[[Path], Hand]


def test_moments_and_reel_are_there_after_a_restart(
    hands: Opening, library_folder: Path, plain_film: Clip
) -> None:
    first = hands(library_folder)
    first.open(plain_film.path)
    send_all(first, "first", "second")
    first.close()

    again = hands(library_folder)
    again.open(plain_film.path)

    assert [one.caption for one in again.moments] == ["first", "second"]
    assert clip_captions(again) == ["first", "second"]


def test_a_reel_is_deleted_and_comes_back_with_its_clips(coding: Hand) -> None:
    mark(coding, 10, 20)
    coding.press("Ctrl+Return")
    film = coding.window.bench.open_film
    assert film.reel is not None
    reel, clips = film.reel, list(film.clips)
    coding.window.actions_.trigger("reel.delete")
    assert film.reel is None and not film.clips and len(coding.moments) == 1
    assert "Undo: delete the reel" in coding.window.status.words
    coding.window.actions_.trigger("reel.delete")  # nothing left: said, no more
    film.ws.history.undo()
    assert film.reel is not None
    assert (film.reel.id, [one.id for one in film.clips]) == (reel.id, [one.id for one in clips])


def test_what_a_cards_button_does_is_read_where_the_mouse_rests_on_it(
    coding: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(coding, 10, 20)
    cards = coding.window.screen_.side.moments.list
    painter, index, told = painter_of(cards), cards.cards.index(0), list[str]()
    monkeypatch.setattr(card_painter.QToolTip, "showText", lambda _place, text, *_: told.append(text))
    option = QStyleOptionViewItem()
    option.rect = cards.visualRect(index)
    place = painter.button_box(index).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, cards.viewport().mapToGlobal(place))
    assert painter.helpEvent(event, cards, option, index)
    assert told == [cards.cards.cards[0].button_name] and told[0]
