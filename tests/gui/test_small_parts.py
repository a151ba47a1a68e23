"""Small parts of the window by themselves: places, names, words, orders."""

from __future__ import annotations

import pytest

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.errors import UsageError
from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.buttons import key_text, with_key
from vig_annotator.gui.cards import Card, CardModel
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.coding.go_to import frame_of
from vig_annotator.gui.finder import Entry, Finder
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
