"""Real keys: holding, repeating, splitting, merging, copying, linking, and going through the history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.model.link import Link
from vig_annotator.storage import queries

FRAME_US = 40_000
A, E, F = Qt.Key.Key_A, Qt.Key.Key_E, Qt.Key.Key_F


def down(key: Qt.Key) -> None:
    QTest.keyPress(QApplication.focusWidget(), key)


def up(key: Qt.Key) -> None:
    QTest.keyRelease(QApplication.focusWidget(), key)


def seen(hand: Hand) -> list[tuple[str, int, int | None]]:
    """What is on disk: code, first frame, end frame."""
    return sorted(
        (
            (
                tag.code_id,
                tag.onset_us // FRAME_US,
                None if tag.offset_us is None else tag.offset_us // FRAME_US,
            )
            for tag in hand.tags
        ),
        key=lambda one: (one[1], one[0]),
    )


def links(hand: Hand) -> list[Link]:
    film = hand.window.bench.open_film
    with film.ws.store.reading() as connection:
        return queries.links_of(connection, film.coding_pass.id)


def said_of_links(hand: Hand) -> str:
    """What the panel of the chosen tag says about its links."""
    labels = hand.window.screen_.side.selected.findChildren(QLabel)
    return next(one.text() for one in labels if one.accessibleName() == "Links" and one.isVisible())


def choose(hand: Hand, *codes: str) -> None:
    film = hand.window.bench.open_film
    film.selection.choose_tags([tag.id for tag in film.desk.annotations if tag.code_id in codes])


def find(hand: Hand, action_id: str, text: str) -> None:
    """An action that asks, and the answer typed."""
    hand.window.actions_.trigger(action_id)
    hand.type(text)
    hand.press("Return")


@pytest.fixture
def holding(coding: Hand) -> Hand:
    find(coding, "tag.hold_keys", "hold: a state")
    return coding


def test_a_state_lasts_as_long_as_its_key_is_held(holding: Hand) -> None:
    holding.go_to(20)
    down(A)
    assert seen(holding) == [("att_interested", 20, None)]
    assert holding.window.screen_.codes.row("att_interested").running
    holding.window.player.seek_frame(45)
    holding.until_shown(45)
    up(A)
    assert seen(holding) == [("att_interested", 20, 45)]
    assert not holding.window.screen_.codes.row("att_interested").running


def test_keys_that_are_held_together_and_a_key_that_repeats(holding: Hand) -> None:
    holding.go_to(10)
    down(A)
    again = QKeyEvent(QEvent.Type.KeyPress, A, Qt.KeyboardModifier.NoModifier, "a", True)
    QCoreApplication.sendEvent(holding.window, again)
    coming_up = QKeyEvent(QEvent.Type.KeyRelease, A, Qt.KeyboardModifier.NoModifier, "a", True)
    QCoreApplication.sendEvent(holding.window, coming_up)
    for frame, key in ((15, F), (20, None)):
        holding.window.player.seek_frame(frame)
        holding.until_shown(frame)
        if key is not None:
            down(key)
    holding.press("b")
    up(A)
    holding.window.player.seek_frame(30)
    holding.until_shown(30)
    up(F)
    assert seen(holding) == [("att_interested", 10, 20), ("shared_joy", 15, 30), ("baby_initiative", 20, 20)]


def test_a_release_that_no_press_belongs_to(holding: Hand) -> None:
    holding.go_to(10)
    up(A)
    assert holding.tags == []
    down(A)
    holding.window.player.seek_frame(12)
    holding.until_shown(12)
    down(E)  # of the same group: it ends the first
    up(A)
    holding.window.player.seek_frame(20)
    holding.until_shown(20)
    up(E)
    assert seen(holding) == [("att_interested", 10, 12), ("att_divided", 12, 20)]


def test_a_key_that_comes_up_while_the_window_has_no_keyboard(holding: Hand) -> None:
    holding.go_to(10)
    down(A)
    holding.window.player.seek_frame(14)
    holding.until_shown(14)
    QCoreApplication.sendEvent(holding.window, QEvent(QEvent.Type.WindowDeactivate))
    assert seen(holding) == [("att_interested", 10, 14)]


def test_without_holding_a_release_ends_nothing(coding: Hand) -> None:
    coding.go_to(10)
    down(A)
    coding.window.player.seek_frame(20)
    coding.until_shown(20)
    up(A)
    assert seen(coding) == [("att_interested", 10, None)]


def test_an_answer_is_linked_with_its_tag_and_drawn(coding: Hand) -> None:
    for frame, key in ((20, "b"), (35, "r"), (50, "q")):
        coding.go_to(frame)
        coding.press(key)
    by_id = {tag.id: tag.code_id for tag in coding.tags}
    assert {(by_id[one.answered_id], by_id[one.answer_id]) for one in links(coding)} == {
        ("baby_initiative", "received_body"),
        ("received_body", "receive_respond"),
    }
    assert len(coding.window.screen_.timeline.scene.links) == 2
    choose(coding, "received_body")
    assert said_of_links(coding) == (
        "Answers “Baby's initiative”, 0.60 s earlier\nAnswered by “Takes it up, then adds”, 0.60 s later"
    )
    coding.press("Ctrl+Z")
    assert said_of_links(coding) == "Answers “Baby's initiative”, 0.60 s earlier"
    assert len(coding.tags) == 2 and len(links(coding)) == 1
    assert len(coding.window.screen_.timeline.scene.links) == 1
    coding.press("Ctrl+Y")
    assert len(links(coding)) == 2
    choose(coding, "received_body")
    coding.press("Delete")
    assert links(coding) == []
    assert len(coding.window.screen_.timeline.scene.links) == 0


def test_links_by_hand(coding: Hand) -> None:
    for frame, key in ((0, "b"), (90, "r")):  # more than three seconds
        coding.go_to(frame)
        coding.press(key)
    assert links(coding) == []
    choose(coding, "baby_initiative", "received_body")
    coding.press("F6")
    assert [one.by_hand for one in links(coding)] == [True]
    coding.press("Shift+F6")
    assert links(coding) == []
    coding.press("Shift+F6")
    assert "There is no link here" in coding.said[-1]
    choose(coding, "baby_initiative")
    coding.press("F6")
    assert "Choose two tags" in coding.said[-1]


def test_a_state_is_split_and_merged_again(coding: Hand) -> None:
    for frame in (20, 60):
        coding.go_to(frame)
        coding.press("a")
    coding.go_to(35)
    coding.press("Ctrl+B")
    assert seen(coding) == [("att_interested", 20, 35), ("att_interested", 35, 60)]
    choose(coding, "att_interested")
    coding.press("Ctrl+J")
    assert seen(coding) == [("att_interested", 20, 60)]
    coding.go_to(80)
    coding.press("Ctrl+B")
    assert "can only be split inside it" in coding.said[-1]


def test_tags_are_copied_to_another_tier(coding: Hand) -> None:
    for frame in (20, 60):
        coding.go_to(frame)
        coding.press("a")
    find(coding, "tag.copy_to", "enjoying")
    assert seen(coding) == [("att_interested", 20, 60), ("shared_joy", 20, 60)]
    chosen = coding.window.bench.open_film.chosen_tag()
    assert chosen is not None and chosen.code_id == "shared_joy"


def test_neighbours_stay_or_give_way(coding: Hand) -> None:
    for frame, key in ((10, "a"), (20, "a"), (30, "e"), (50, "e")):
        coding.go_to(frame)
        coding.press(key)
    choose(coding, "att_interested")
    coding.go_to(40)
    coding.press("Alt+O")
    assert seen(coding) == [("att_interested", 10, 30), ("att_divided", 30, 50)]
    assert "stays, so the end stops at it" in coding.window.status.words
    coding.window.actions_.trigger("tag.neighbours")
    coding.go_to(40)
    coding.press("Alt+O")
    assert seen(coding) == [("att_interested", 10, 41), ("att_divided", 41, 50)]
    coding.press("Alt+Shift+Right")
    assert seen(coding) == [("att_interested", 11, 42), ("att_divided", 42, 50)]


def test_an_edge_that_is_dragged_over_a_neighbour_stops_there_and_it_is_said(
    coding: Hand, plain_film: Clip
) -> None:
    for frame, key in ((10, "e"), (20, "e"), (30, "a"), (50, "a")):
        coding.go_to(frame)
        coding.press(key)
    timeline, times = coding.window.screen_.timeline, plain_film.times_us
    later = coding.tags[1]
    y = round(timeline.y_of(later.id))
    start, target = round(timeline.x_of(times[30])), round(timeline.x_of(times[15]))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(start, y))
    for x in range(start, target, -9):
        QTest.mouseMove(timeline, QPoint(x, y))
    QTest.mouseMove(timeline, QPoint(target, y))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(target, y))

    assert seen(coding) == [("att_divided", 10, 20), ("att_interested", 20, 50)]
    assert "stays, so the start stops at it" in coding.window.status.words
    coding.press("Ctrl+Z")
    assert "stops at it" not in coding.window.status.words


def test_why_a_form_refuses_is_read_whole(coding: Hand) -> None:
    for frame, key in ((10, "a"), (20, "a"), (20, "e"), (50, "e")):
        coding.go_to(frame)
        coding.press(key)
    choose(coding, "att_interested")
    form = coding.window.line_form
    coding.press("Alt+Shift+M")
    before = form.card.height()
    coding.type("5")
    coding.press("Return")

    trouble = next(label for label in form.card.findChildren(QLabel) if "is there already" in label.text())
    coding.until(lambda: form.card.height() > before)
    coding.until(lambda: trouble.height() >= trouble.heightForWidth(trouble.width()))
    coding.press("Esc")


def test_the_history_goes_to_any_step(coding: Hand) -> None:
    for frame in (10, 20, 30, 40):
        coding.go_to(frame)
        coding.press("b")
    coding.press("F8")
    shown = [one.title for one in coding.window.finder.shown]
    assert len(shown) == 4
    assert shown[0].endswith("   now  ·  tag “Baby's initiative”")
    coding.press("Down", times=2)
    coding.press("Return")
    assert [first for _, first, _ in seen(coding)] == [10, 20]
    assert coding.said[-1] == "2 steps undone"
    coding.press("F8")
    shown = [one.title.partition("  ·")[0].split()[-1] for one in coding.window.finder.shown]
    assert shown[:3] == ["undone", "undone", "now"]
    assert coding.window.finder.row == 2, "one begins where one is"
    coding.press("Up", times=2)
    coding.press("Return")
    assert [first for _, first, _ in seen(coding)] == [10, 20, 30, 40]
    assert coding.said[-1] == "2 steps done again"


def test_tags_are_set_back_while_the_film_plays(coding: Hand, plain_film: Clip) -> None:
    find(coding, "tag.reaction_time", "200")
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 20)
    number = coding.number_on_screen
    coding.press("b")
    coding.press("Space")
    assert number is not None
    (tag,) = coding.tags
    assert (tag.onset_us, tag.onset_shift_us) == (plain_film.times_us[number - 5], 200_000)
    assert said_of_links(coding) == "Set back 0.20 s for the reaction time"
    coding.window.actions_.trigger("tag.as_pressed")
    (tag,) = coding.tags
    assert (tag.onset_us, tag.onset_shift_us) == (plain_film.times_us[number], 0)

    coding.go_to(80)  # while the film stands, the frame on the screen is meant
    coding.press("b")
    assert [tag.onset_us for tag in coding.tags][-1] == plain_film.times_us[80]


def test_the_last_code_is_tagged_again(coding: Hand) -> None:
    coding.go_to(10)
    coding.press("Ctrl+R")
    assert "There is nothing to repeat yet" in coding.said[-1]
    coding.press("r")
    coding.go_to(30)
    coding.press("Ctrl+R")
    assert seen(coding) == [("received_body", 10, 10), ("received_body", 30, 30)]


def test_many_tags_are_moved_by_the_frames_that_are_typed_in_one_step(coding: Hand) -> None:
    for frame in (20, 30, 40):
        coding.go_to(frame)
        coding.press("b")
    coding.press("Ctrl+A")
    before = seen(coding)

    find(coding, "tag.shift", "-12")
    assert [start for _, start, _ in seen(coding)] == [8, 18, 28]
    coding.press("Ctrl+Z")
    assert seen(coding) == before

    find(coding, "tag.shift", "a few")
    assert coding.window.line_form.is_open
    coding.press("Esc")
    find(coding, "tag.shift", "-21")
    assert "beyond the film" in coding.window.line_form._trouble.text()
    coding.press("Esc")
    assert seen(coding) == before


def test_tags_that_are_dragged_on_the_timeline_are_moved_in_one_step(coding: Hand) -> None:
    for frame in (20, 40):
        coding.go_to(frame)
        coding.press("b")
    coding.press("Ctrl+A")
    timeline = coding.window.screen_.timeline
    timeline.tags_shifted.emit(5)

    assert [start for _, start, _ in seen(coding)] == [25, 45]
    coding.press("Ctrl+Z")
    assert [start for _, start, _ in seen(coding)] == [20, 40]
