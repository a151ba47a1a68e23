"""A review by keys: the supervisor judges, the coder walks through it and takes, answers or leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from tests.gui.hand import Hand
from tests.gui.test_codings import work_as
from vig_annotator.gui.coding.side_panel import Tab
from vig_annotator.gui.review.review_panel import ReviewPanel
from vig_annotator.model.coder import Role
from vig_annotator.model.review import EntryKind, ReviewEntry, threads
from vig_annotator.services import coders, reviewing


def said(hand: Hand) -> list[ReviewEntry]:
    film = hand.window.bench.open_film
    return reviewing.entries_of(film.ws, film.coding_pass.id)


def choose(hand: Hand, place: int) -> None:
    film = hand.window.bench.open_film
    film.selection.choose_tags([film.desk.annotations[place].id])


def tab(hand: Hand) -> str:
    return hand.window.screen_.side._tabs.tabText(Tab.REVIEW)


def keep(hand: Hand, words: str) -> None:
    hand.type(words)
    hand.press("Ctrl+Return")


@pytest.fixture
def reviewed(coding: Hand) -> Hand:
    """Three points on frames 10, 20 and 30; SV accepted the first, amended the second, asked about the third."""
    for frame in (10, 20, 30):
        coding.go_to(frame)
        coding.press("b")
    coders.add_coder(coding.window.bench.open_film.ws, "SV", role=Role.SUPERVISOR)
    coding.press("Ctrl+Shift+Return")
    work_as(coding, "SV")
    choose(coding, 0)
    coding.press("Alt+Shift+A")
    coding.press("Alt+Shift+P")
    coding.type("received with face")
    coding.press("Return")
    choose(coding, 2)
    coding.press("Alt+Shift+Q")
    keep(coding, "is it?")
    coding.press("Alt+Shift+W")
    keep(coding, "well seen")
    return coding


def test_the_supervisor_changes_nothing_of_the_coders(reviewed: Hand) -> None:
    assert {one.code_id for one in reviewed.tags} == {"baby_initiative"}
    assert [one.kind for one in said(reviewed)] == [
        EntryKind.ACCEPT,
        EntryKind.AMEND,
        EntryKind.QUESTION,
        EntryKind.COMMENT,
    ]
    assert [one.onset_us for one in said(reviewed)][:3] == [one.onset_us for one in reviewed.tags]
    assert len(reviewed.window.screen_.timeline.scene.review) == 3
    assert tab(reviewed) == "Review", "what one said oneself is read"


def test_the_coder_walks_through_it_with_single_keys(reviewed: Hand) -> None:
    reviewed.press("Ctrl+Shift+B")
    reviewed.press("Alt+1")
    work_as(reviewed, "AB")
    assert tab(reviewed) == "Review 4"
    reviewed.press("F12")
    panel = reviewed.window.screen_.side.review
    assert tab(reviewed) == "Review"
    assert [card.accessibleName().startswith("New") for card in panel.cards] == [True, True, True]
    reviewed.press("Alt+T")
    assert "2 are left" in reviewed.said[-1]
    reviewed.until_shown(20)
    assert reviewed.number_on_screen == 20
    reviewed.press("Alt+T")
    assert [one.code_id for one in reviewed.tags] == ["baby_initiative", "received_body", "baby_initiative"]
    reviewed.until_shown(30)
    reviewed.press("Alt+Return")
    keep(reviewed, "he looked up first")
    assert [one.text for one in said(reviewed) if one.kind is EntryKind.REPLY] == ["he looked up first"]
    reviewed.press("Alt+L")
    assert "that was the last" in reviewed.said[-1]
    assert all(one.resolved for one in threads(said(reviewed)))
    reviewed.press("Ctrl+Z")
    reviewed.press("Ctrl+Z")
    reviewed.press("Ctrl+Z")
    assert {one.code_id for one in reviewed.tags} == {"baby_initiative"}, "taking is undone with its entry"


def test_a_missing_tag_is_proposed_as_a_ghost_and_taken_by_one_key(reviewed: Hand) -> None:
    window = reviewed.window
    window.bench.open_film.selection.clear()
    reviewed.go_to(50)
    reviewed.press("Alt+Shift+N")
    reviewed.type("words or sound")
    reviewed.press("Return")
    reviewed.press("Alt+Shift+N")
    reviewed.type("warm or playful")
    reviewed.press("Return")
    assert "marks a stretch" in reviewed.said[-1]
    reviewed.go_to(60)
    reviewed.press("[")
    reviewed.go_to(69)
    reviewed.press("Alt+Shift+N")
    assert "0:00:02.400 to 0:00:02.800" in window.finder.head.text()
    reviewed.type("warm or playful")
    reviewed.press("Return")
    assert len(reviewed.tags) == 3, "nothing of the coder's is changed"
    ghosts = [
        (one.code_id, one.onset_us, one.offset_us)
        for one in window.screen_.timeline.scene.review
        if one.code_id
    ]
    assert ghosts[1:] == [("received_voice", 2_000_000, 2_000_000), ("warm_voice", 2_400_000, 2_800_000)]
    words = [card.accessibleName() for card in window.screen_.side.review.cards]
    assert any(
        "Received with words or sound. 0:00:02.000 · frame 50. Missing, proposed · SV" in one for one in words
    )
    reviewed.press("Ctrl+Shift+B")
    work_as(reviewed, "AB")
    for _ in range(4):
        reviewed.press("F12")
    reviewed.until_shown(50)
    reviewed.press("Alt+T")
    reviewed.press("Alt+T")
    assert [(one.code_id, one.onset_us // 40_000, one.offset_us // 40_000) for one in reviewed.tags[3:]] == [
        ("received_voice", 50, 50),
        ("warm_voice", 60, 70),
    ]
    assert {one.created_by for one in reviewed.tags} == {"AB"}
    reviewed.press("Ctrl+Z")
    assert len(reviewed.tags) == 4


def test_words_are_needed_and_said_in_the_form(reviewed: Hand) -> None:
    before = len(said(reviewed))
    reviewed.press("Alt+Shift+C")
    reviewed.press("Ctrl+Return")
    assert "no words" in reviewed.window.remark_form.trouble
    keep(reviewed, "a word")
    assert len(said(reviewed)) == before + 1
    assert not reviewed.window.remark_form.is_open


def test_the_start_page_says_what_waits(reviewed: Hand) -> None:
    reviewed.press("Ctrl+Shift+B")
    work_as(reviewed, "AB")
    reviewed.press("Ctrl+H")
    waiting = reviewed.window.start_page._waiting
    buttons = [
        one for one in waiting.findChildren(type(reviewed.window.start_page._library)) if one.isVisible()
    ]
    assert [one.text() for one in buttons] == ["Returned to you, 3 remarks to go through"]
    reviewed.click(buttons[0])
    reviewed.until_ready()
    assert reviewed.window.screen_.side.tab is Tab.REVIEW


def test_a_rating_form_is_filled_in(reviewed: Hand) -> None:
    reviewed.window.actions_.trigger("review.rate")
    sheet = reviewed.window.rating_sheet
    assert sheet.head.text() == "Skills in a shared review"
    sheet.text.setFocus()
    keep_button = next(one for one in sheet.findChildren(QPushButton) if one.text() == "Keep")
    reviewed.click(keep_button)
    assert "Nothing is rated yet" in sheet.trouble
    choice = sheet.choices["waits"]
    choice.setCurrentIndex(choice.findData(5))
    reviewed.click(keep_button)
    assert not sheet.is_open
    assert said(reviewed)[-1].detail["ratings"] == {"waits": 5}
    words = reviewed.window.screen_.side.review._summary.text()
    assert "Waits for what the parent sees first: 5 – throughout" in words


@pytest.mark.parametrize(("height", "columns"), [(410, 4), (900, 2)])
def test_where_the_panel_is_low_the_room_is_the_remarks(
    coding: Hand, qtbot: QtBot, height: int, columns: int
) -> None:
    panel = ReviewPanel(coding.window.actions_)
    qtbot.addWidget(panel)
    panel.show_state("Somebody's coding, sent. Of 32 tags: 1 accepted, 1 questioned.", "", judges=True)
    panel.show_code(
        "What the codebook says of it, which takes two lines or three where the panel is as narrow as usual."
    )
    panel.show_cards([], own=False)
    panel.resize(430, height)
    panel.show()
    qtbot.waitExposed(panel)
    buttons = [
        panel.findChild(QPushButton, f"review.{name}") for name in ("accept", "amend", "question", "reject")
    ]
    assert all(one is not None and one.isVisible() for one in buttons)
    assert len({one.x() for one in buttons if one is not None}) == columns
    accept = buttons[0]
    assert accept is not None
    assert ("Alt+Shift+A" in accept.text()) is (columns == 2)
    assert "Alt+Shift+A" in accept.toolTip()
    for one in panel.findChildren(QPushButton):
        if one.isVisible() and one.objectName():
            assert one.width() >= one.sizeHint().width(), f"{one.text()} is cut off"
    area = panel.findChild(QScrollArea)
    assert area is not None
    assert area.height() >= 150, "two remarks can be read"
