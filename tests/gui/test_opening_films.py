"""Films by dialog, drop and start page; films that are none, or not there; libraries that are taken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.builders import damage
from tests.builders.clips import Clip
from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.services import sessions

Opening = Callable[[Path], Hand]


def drop(hand: Hand, path: Path) -> None:
    """Let a file fall on the middle of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle, copy = hand.window.rect().center(), Qt.DropAction.CopyAction
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(middle, copy, data, left, nothing)
    QApplication.sendEvent(hand.window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(hand.window, QDropEvent(QPointF(middle), copy, data, left, nothing))


def sessions_in(hand: Hand) -> list[str]:
    ws = hand.window.door.workspace
    assert ws is not None
    return [one.title for one in sessions.sessions_of(ws)]


def test_one_dialog_and_coding_starts(hand: Hand, plain_film: Clip, dialogs: Dialogs) -> None:
    dialogs.answer((str(plain_film.path), ""))

    hand.press("Ctrl+O")
    hand.until_ready()

    assert hand.window.coding and hand.window.view.hasFocus()
    assert hand.window.bench.open_film.codebook.id == "vig_attunement"
    assert (hand.window.bench.open_film.family.pseudonym, sessions_in(hand)) == ("F-001", ["plain"])


def test_a_dialog_that_is_closed_changes_nothing(hand: Hand, dialogs: Dialogs) -> None:
    dialogs.answer(("", ""))

    hand.press("Ctrl+O")

    assert not hand.window.coding and not hand.window.notice.isVisible()


def test_a_film_dropped_on_the_window_is_opened(hand: Hand, plain_film: Clip, phone_film: Clip) -> None:
    drop(hand, plain_film.path)
    hand.until_ready()
    drop(hand, phone_film.path)
    hand.until(lambda: hand.window.bench.film is not None and hand.window.bench.film.path == phone_film.path)
    hand.until_ready()

    assert sessions_in(hand) == ["plain", "phone"]


def test_a_film_is_known_again(hand: Hand, plain_film: Clip) -> None:
    hand.open(plain_film.path)
    hand.press("b")
    hand.press("Ctrl+H")
    hand.open(plain_film.path)

    assert sessions_in(hand) == ["plain"]
    assert len(hand.tags) == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (damage.text_named_as_film, "list.mp4"),
        (damage.empty, "list.mp4"),
        (damage.sound_only, "list.mp4"),
        (lambda path: path, "list.mp4"),
    ],
    ids=["text", "empty", "sound only", "missing"],
)
def test_what_is_no_film_is_told_in_one_sentence(
    hand: Hand, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    hand.window.films.open_path(make(tmp_path / "list.mp4"))
    hand.until(lambda: hand.window.notice.isVisible())

    assert words in hand.said[-1] and hand.said[-1].endswith(".")
    assert "Error" not in hand.said[-1] and "Traceback" not in hand.said[-1]
    assert not hand.window.coding and sessions_in(hand) == []


def test_a_film_that_is_no_film_leaves_the_open_one_alone(coding: Hand, tmp_path: Path) -> None:
    drop(coding, damage.text_named_as_film(tmp_path / "list.mp4"))
    coding.until(lambda: coding.window.notice.isVisible())

    coding.press("b")
    assert len(coding.tags) == 1


def test_a_damaged_film_opens_in_part_and_says_why(hand: Hand, plain_film: Clip, tmp_path: Path) -> None:
    # An MPEG transport stream can be cut anywhere.
    from tests.builders.clips import make_clip

    whole = make_clip(tmp_path / "whole.ts", frames=60)
    hand.open(damage.damaged_middle(whole.path, tmp_path / "scratched.ts", 0.3))

    badge = hand.window.screen_.transport._badge
    assert badge.text() == "approximate"
    assert badge.toolTip().endswith(".") or badge.toolTip()
    hand.press("b")
    assert len(hand.tags) == 1


def test_a_family_on_the_start_page_goes_on(hand: Hand, plain_film: Clip) -> None:
    hand.open(plain_film.path)
    hand.press("b")
    hand.press("Ctrl+H")
    (card,) = hand.window.start_page.cards
    assert "1 tag" in card.accessibleName()
    hand.until(lambda: card.picture._picture is not None)

    hand.click(card)
    hand.until_ready()

    assert len(hand.tags) == 1


def test_a_moved_film_is_asked_for(hand: Hand, plain_film: Clip, tmp_path: Path, dialogs: Dialogs) -> None:
    first = tmp_path / "a" / "film.mp4"
    moved = tmp_path / "far" / "away" / "elsewhere" / "renamed.mp4"
    for path in (first, moved):
        path.parent.mkdir(parents=True)
    shutil.copyfile(plain_film.path, first)
    hand.open(first)
    hand.press("b")
    hand.press("Ctrl+H")
    first.rename(moved)

    hand.click(hand.window.start_page.cards[0])
    assert "is not where it was" in hand.said[-1]
    dialogs.answer((str(moved), ""))
    hand.click(hand.window.notice.button)
    hand.until_ready()

    assert hand.window.bench.open_film.path == moved
    assert len(hand.tags) == 1


def test_another_film_is_not_taken_for_a_moved_one(
    hand: Hand, plain_film: Clip, phone_film: Clip, tmp_path: Path, dialogs: Dialogs
) -> None:
    first = tmp_path / "a" / "film.mp4"
    first.parent.mkdir()
    shutil.copyfile(plain_film.path, first)
    hand.open(first)
    hand.press("Ctrl+H")
    first.unlink()
    hand.click(hand.window.start_page.cards[0])
    dialogs.answer((str(phone_film.path), ""))

    hand.click(hand.window.notice.button)

    assert "another film" in hand.said[-1]
    assert not hand.window.coding


def test_a_library_that_is_taken_is_told_and_can_be_tried_again(
    hands: Opening, library_folder: Path, plain_film: Clip
) -> None:
    first = hands(library_folder)
    second = hands(library_folder)
    assert second.window.door.workspace is None
    assert second.window.notice.isVisible() and second.window.notice.button.text() == "Try again"
    second.window.films.open_path(plain_film.path)
    assert "No library is open" in second.said[-1]

    second.window.door.open(library_folder)
    first.close()
    second.click(second.window.notice.button)

    assert second.window.door.workspace is not None
    assert not second.window.notice.isVisible()
    second.open(plain_film.path)


def test_another_coder_begins_anew(hand: Hand, plain_film: Clip) -> None:
    hand.open(plain_film.path)
    hand.press("b")
    hand.press("Ctrl+H")
    line = hand.window.start_page.coder
    line.setFocus()
    line.selectAll()
    hand.type("CD")
    hand.press("Return")
    hand.open(plain_film.path)

    assert hand.tags == []
    assert hand.settings.coder == "CD"
    assert "CD" in hand.window.screen_.top_bar._coder.text()


def test_a_new_family_with_its_hope(hand: Hand) -> None:
    hand.window.start_page.new_family_wanted.emit()
    hand.type("F-014")
    hand.press("Tab")
    hand.type("I want to know what he says")
    hand.press("Return")

    (card,) = hand.window.start_page.cards
    assert (card.overview.family.pseudonym, card.overview.family.goal) == (
        "F-014",
        "I want to know what he says",
    )


def test_a_family_name_that_is_taken_is_said_in_the_form(hand: Hand, plain_film: Clip) -> None:
    hand.open(plain_film.path)
    hand.press("Ctrl+H")
    hand.window.start_page.new_family_wanted.emit()
    hand.type("F-001")
    hand.press("Return")

    assert hand.window.family_form.is_open and hand.window.family_form.trouble
    hand.press("Esc")
    assert not hand.window.family_form.is_open


def test_film_and_family_are_renamed_from_the_coding_screen(coding: Hand) -> None:
    bar = coding.window.screen_.top_bar
    coding.click(bar._session)
    coding.type("Bath time")
    coding.press("Return")
    coding.click(bar._family)
    coding.window.family_form.goal.selectAll()
    coding.type("Fun together")
    coding.press("Return")

    film = coding.window.bench.open_film
    assert (film.session.title, film.family.goal) == ("Bath time", "Fun together")
    assert "Bath time" in bar._session.text()


def test_closing_while_the_film_is_being_read_leaves_nothing_behind(hand: Hand, plain_film: Clip) -> None:
    hand.window.films.open_path(plain_film.path)

    hand.close()  # the guards look for threads and open databases


def test_damage_that_only_decoding_shows_is_found_in_the_background(hand: Hand, tmp_path: Path) -> None:
    from tests.builders.clips import make_clip

    whole = make_clip(tmp_path / "whole.mp4", frames=50)
    hand.open(damage.spoilt_packet(whole.path, tmp_path / "spoilt.mp4", 20))
    badge = hand.window.screen_.transport._badge
    assert badge.text() == "exact"
    hand.go_to(30)
    hand.press("b")
    before = hand.tags

    hand.until(lambda: badge.text() == "approximate")

    assert "can be decoded in part only (at 0:00:00.8" in badge.toolTip()
    assert hand.tags == before


def test_a_film_in_which_all_can_be_decoded_says_so(coding: Hand) -> None:
    badge = coding.window.screen_.transport._badge
    coding.until(lambda: "every frame can be decoded" in badge.toolTip())
    assert badge.text() == "exact"
