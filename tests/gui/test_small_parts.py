"""Small parts of the window by themselves: places, names, words, orders."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from tests.gui.test_window import pixels
from vig_annotator.errors import UsageError
from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.annotating.moments_panel import words_in
from vig_annotator.gui.buttons import key_text, with_key
from vig_annotator.gui.card_painter import CardPainter
from vig_annotator.gui.cards import Card, CardList, CardModel
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.coding.go_to import frame_of
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.player.speeds import SPEEDS, faster, slower, speed_text
from vig_annotator.gui.reels.reel_words import clips_and_length, seconds
from vig_annotator.gui.start_page import greeting
from vig_annotator.media.indexing import build_index
from vig_annotator.model.timecode import format_time


def test_a_time_typed_as_it_is_shown_means_the_frame_that_was_shown(phone_film: Clip) -> None:
    index = build_index(phone_film.path)

    for frame in range(len(index)):
        assert frame_of(format_time(index.time_of(frame)), index) == frame
        assert frame_of(f"f{frame}", index) == frame


@pytest.mark.parametrize("text", ["", "soon", "f75", "1:99", "0:10:00"])
def test_a_place_that_is_not_there_is_told(phone_film: Clip, text: str) -> None:
    with pytest.raises(UsageError):
        frame_of(text, build_index(phone_film.path))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("F-014 For the shared review", "F-014 For the shared review.mp4"),
        ('a/b\\c: "d"?\n*', "a b c d.mp4"),
        ("what “again” says", "what “again” says.mp4"),
        ("...", "Reel.mp4"),
        ("", "Reel.mp4"),
        ("x" * 300, "x" * 80 + ".mp4"),
    ],
)
def test_file_names_are_taken_by_every_system(words: str, name: str) -> None:
    assert file_name(words, ".mp4") == name


def test_speeds() -> None:
    assert slower(0.1) == 0.1 and faster(4.0) == 4.0
    assert [faster(one) for one in SPEEDS[:-1]] == list(SPEEDS[1:])
    assert [slower(one) for one in SPEEDS[1:]] == list(SPEEDS[:-1])
    assert faster(1.1) == 1.25 and slower(1.1) == 1.0
    assert (speed_text(0.5), speed_text(1.0)) == ("0.5×", "1×")


def test_reels_are_spoken_of() -> None:
    assert clips_and_length(1, 4_400_000) == "1 clip, 4 s"
    assert clips_and_length(3, 24_000_000) == "3 clips, 24 s"
    assert seconds(65_000_000) == "1 min 05 s"


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "Good evening."), (8, "Good morning."), (13, "Good afternoon."), (21, "Good evening.")],
)
def test_greetings(hour: int, words: str) -> None:
    assert greeting(hour) == words


def test_keys_are_written_as_people_know_them(hand: Hand) -> None:
    assert [key_text(key) for key in ("Left", "Shift+Right", "Ctrl+Return", "b", "")] == [
        "←",
        "Shift+→",
        "Ctrl+Enter",
        "B",
        "",
    ]
    assert with_key("Play", "Space") == "Play  ·  Space"
    assert all(key_text(key) for row in ACTIONS for key in row.keys)


def test_the_finder_puts_the_best_first(hand: Hand) -> None:
    done: list[str] = []
    finder: Finder = hand.window.finder
    finder.ask(
        "Find",
        [
            Entry("Not received", lambda: done.append("not")),
            Entry("Received with words", lambda: done.append("words"), "t"),
            Entry("Received with face", lambda: done.append("face"), "r", "smile"),
        ],
    )
    hand.type("rec")
    assert [one.title for one in finder.shown] == [
        "Received with words",
        "Received with face",
        "Not received",
    ]
    hand.press("Down")
    hand.press("Return")
    assert done == ["face"] and not finder.is_open

    finder.ask("Find", [Entry("Received with face", lambda: done.append("again"), "r", "smile")])
    hand.type("smi")
    assert len(finder.shown) == 1
    hand.type("zzz")
    hand.press("Return")
    assert done == ["face"] and finder.is_open
    hand.press("Esc")
    assert not finder.is_open


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dark", "Light or dark"),
        ("light", "Light or dark"),
        ("dar", "Darker"),
        ("darker", "Darker"),
        ("a", "As the system: light or dark"),
        ("moment play", "Play the moment"),
        ("chosen", "Star"),
        ("ctrl+t", "Light or dark"),
    ],
)
def test_whole_words_of_a_title_go_before_beginnings(hand: Hand, typed: str, first: str) -> None:
    nothing = list[str]
    hand.window.finder.ask(
        "Find",
        [
            Entry("Darker", nothing, "Alt+PgDown", "Show the film darker."),
            Entry("Play a reel", nothing),
            Entry("Light or dark", nothing, "Ctrl+T"),
            Entry("As the system: light or dark", nothing),
            Entry("A moment begins here", nothing),
            Entry("Play the moment", nothing),
            Entry("Star", nothing, words="Star the chosen moment"),
        ],
    )
    hand.type(typed)

    assert hand.window.finder.shown[0].title == first


def test_the_finder_is_no_larger_than_what_it_offers(hand: Hand) -> None:
    finder = hand.window.finder
    finder.ask("Three", [Entry(f"Choice {number}", list[str]) for number in range(3)])
    few, few_card = finder.found.height(), finder.card.height()
    assert (
        finder.found.visualItemRect(finder.found.topLevelItem(2)).bottom() < finder.found.viewport().height()
    )
    hand.press("Esc")
    finder.ask("Many", [Entry(f"Choice {number}", list[str]) for number in range(40)])

    assert few * 2 < finder.found.height()
    assert few_card < finder.card.height()


def test_cards_that_stay_are_not_built_anew(hand: Hand) -> None:
    model = CardModel()
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    first = [Card("a", "one", "0:01"), Card("b", "two", "0:02")]
    model.set_cards(first)
    model.set_cards([Card("a", "one", "0:01"), Card("b", "other", "0:02")])
    assert len(resets) == 1 and model.cards[1].title == "other"
    model.set_cards(first[:1])
    assert len(resets) == 2 and model.row_of("b") == -1


def test_cards_are_as_high_as_their_titles_need_when_a_scroll_bar_takes_room(qtbot: QtBot) -> None:
    cards = CardList("Moments")
    qtbot.addWidget(cards)
    painter = CardPainter(cards)
    cards.setItemDelegate(painter)
    cards.resize(460, 220)
    cards.show()
    qtbot.waitExposed(cards)

    def show(count: int, title: str) -> None:
        cards.set_cards([Card(str(one), title, "0:06 · 5.0 s", "Leaves room") for one in range(count)])

    def heights() -> list[tuple[int, int]]:
        """How far below each card the next one lies, and how high it wants to be."""
        rows = [cards.cards.index(row) for row in range(cards.cards.rowCount())]
        return [
            (
                cards.visualRect(below).top() - cards.visualRect(row).top(),
                painter.sizeHint(QStyleOptionViewItem(), row).height(),
            )
            for row, below in pairwise(rows)
        ]

    title = "You wait"
    show(2, title)
    low = heights()[0][1]
    while heights()[0][1] == low:  # up to the letter at which it breaks
        title += "i"
        show(2, title)
    show(2, title[:-1])
    qtbot.waitUntil(lambda: heights() == [(low, low)])

    show(5, title[:-1])
    qtbot.waitUntil(cards.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: all(high == wanted > low for high, wanted in heights()))


def test_a_card_is_spoken_whole() -> None:
    card = Card("a", "", "0:03:38 · 7.8 s", "Enjoying it together", starred=True, number=2)

    assert card.spoken == "2. Say what it shows, starred, 0:03:38 · 7.8 s, Enjoying it together"


@pytest.mark.parametrize(
    ("row", "before", "told"), [(0, 2, ("a", 1)), (1, 0, ("b", 0)), (0, 0, None), (0, 1, None)]
)
def test_a_dropped_card_goes_where_it_was_let_go(
    hand: Hand, row: int, before: int, told: tuple[str, int] | None
) -> None:
    model = CardModel()
    model.set_cards([Card("a", "one", ""), Card("b", "two", "")])
    heard: list[tuple[str, int]] = []
    model.dropped.connect(lambda card, to: heard.append((card, to)))

    model.drop(model.mimeData([model.index(row)]), before)

    assert heard == ([told] if told is not None else [])


def test_what_runs_is_not_said_of_moments_that_come_later(coding: Hand) -> None:
    for frame, key in ((50, "["), (70, "]"), (10, "a")):
        coding.go_to(frame)
        coding.press(key)
    desk, moment = coding.window.bench.open_film.desk, coding.moments[0]
    assert words_in(desk.coding, moment.onset_us, moment.offset_us) == ""

    coding.go_to(60)
    coding.press("a")
    assert words_in(desk.coding, moment.onset_us, moment.offset_us) == "Watching with interest"


def test_a_card_covers_its_window_whenever_that_changes_its_size(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    card = Overlay(window, "A card")
    window.show()

    card.open()
    window.resize(600, 500)
    assert card.size() == window.size()

    card.close_over()
    window.resize(500, 400)
    card.open()
    assert card.size() == window.size()
    window.resize(700, 600)
    assert card.size() == window.size()


def test_words_that_have_no_room_in_a_choice_end_in_dots(qtbot: QtBot) -> None:
    def ink(words: str, width: int) -> np.ndarray:
        choice = Choice("Whom it is for")
        qtbot.addWidget(choice)
        choice.addItem(words)
        choice.resize(width, 32)
        choice.show()
        qtbot.waitExposed(choice)
        return pixels(choice.grab().toImage())

    narrow, whole = ink("For this parent and others", 120), ink("For this parent and others", 400)
    words = slice(0, 120 - 24)
    assert not np.array_equal(narrow[:, words], whole[:, words]), "not just cut off"


def test_a_card_without_a_title_says_the_whole_of_what_to_do(qtbot: QtBot) -> None:
    cards = CardList("Moments")
    qtbot.addWidget(cards)
    painter = CardPainter(cards)
    cards.setItemDelegate(painter)
    cards.set_cards([Card("a", "", "0:06 · 5.0 s", "Leaves room", starred=False)])
    cards.resize(220, 220)
    cards.show()
    qtbot.waitExposed(cards)
    row = cards.cards.index(0)
    narrow = painter.sizeHint(QStyleOptionViewItem(), row).height()
    cards.resize(600, 220)
    assert narrow > painter.sizeHint(QStyleOptionViewItem(), row).height(), "two lines where one is too short"


def test_nothing_looks_out_from_below_the_caption_that_is_typed(qtbot: QtBot) -> None:
    def below(when: str) -> np.ndarray:
        cards = CardList("Moments")
        qtbot.addWidget(cards)
        cards.setItemDelegate(CardPainter(cards))
        cards.set_cards([Card("a", "One line", when, "Leaves room")])
        cards.resize(460, 220)
        cards.show()
        qtbot.waitExposed(cards)
        cards.edit(cards.cards.index(0))
        (editor,) = cards.findChildren(QLineEdit)
        seen = pixels(cards.viewport().grab().toImage())
        return seen[editor.geometry().bottom() + 1 :]

    assert np.array_equal(below("0:06 · 5.0 s"), below(""))
