"""Real key presses on a real film: what is tagged is the frame whose number is drawn in the picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.gui.hand import Hand

POINT, OTHER_POINT, STATE, SAME_GROUP = "b", "r", "a", "e"


@pytest.mark.parametrize("frame", [0, 37, 99])
def test_a_point_is_tagged_on_the_frame_that_is_seen(coding: Hand, plain_film: Clip, frame: int) -> None:
    coding.go_to(frame)

    coding.press(POINT)

    assert coding.number_on_screen == frame
    (tag,) = coding.tags
    assert (tag.code_id, tag.onset_us, tag.offset_us) == (
        "baby_initiative",
        plain_film.times_us[frame],
        plain_film.times_us[frame],
    )


def test_what_a_key_does_is_shown_once(coding: Hand) -> None:
    film = coding.window.bench.open_film
    shown: list[str | None] = []
    film.selection.changed.connect(lambda: shown.append(film.selection.tag))

    coding.press(POINT)
    (tag,) = coding.tags
    coding.go_to(20)
    coding.press(STATE)
    coding.go_to(30)
    coding.press(STATE)
    state = coding.tags[-1]
    coding.window.actions_.trigger("tag.undo")
    coding.window.actions_.trigger("tag.undo")

    assert shown == [tag.id, state.id, state.id, state.id, None]


def test_a_film_of_variable_rate_is_tagged_at_its_own_times(hand: Hand, phone_film: Clip) -> None:
    hand.open(phone_film.path)
    for frame in (3, 31, 74):
        hand.go_to(frame)
        assert hand.number_on_screen == phone_film.numbers[frame]
        hand.press(POINT)

    assert [tag.onset_us for tag in hand.tags] == [phone_film.times_us[frame] for frame in (3, 31, 74)]


def test_a_state_runs_from_press_to_press(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(20)
    coding.press(STATE)
    assert coding.tags[0].running
    assert coding.window.screen_.codes.row("att_interested").running

    coding.go_to(45)
    coding.press(STATE)

    (tag,) = coding.tags
    assert (tag.onset_us, tag.offset_us) == (plain_film.times_us[20], plain_film.times_us[45])
    assert not coding.window.screen_.codes.row("att_interested").running


def test_what_runs_ends_with_the_film_that_was_played_to_its_end(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(80)
    coding.press(STATE)
    coding.press("V")
    coding.press("Space")
    coding.until(lambda: not coding.window.player.playing)
    coding.until_shown(99)

    assert [tag.offset_us for tag in coding.tags] == [100 * 40_000] * 2
    assert "The film has ended, and with it 2 tags." in coding.said
    assert "Undo: end 2 tags" in coding.window.status.words
    coding.press("Ctrl+Z")
    assert all(tag.running for tag in coding.tags)


def test_what_begins_here_or_later_can_not_end_here_and_it_is_said(coding: Hand) -> None:
    coding.go_to(20)
    coding.press(STATE)
    coding.press("Ctrl+E")
    assert coding.tags[0].running
    assert "begins on this frame or later" in coding.window.status.words
    coding.go_to(21)
    coding.press("Ctrl+E")
    assert not coding.tags[0].running
    assert "begins on" not in coding.window.status.words


def test_a_jump_to_the_end_ends_nothing(coding: Hand) -> None:
    coding.go_to(10)
    coding.press(STATE)
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 12)
    coding.press("End")
    coding.until(lambda: not coding.window.player.playing)
    coding.until_shown(99)

    assert coding.tags[0].running


def test_a_state_of_an_exclusive_group_ends_the_running_one(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(10)
    coding.press(STATE)
    coding.go_to(30)
    coding.press(SAME_GROUP)

    first, second = coding.tags
    assert (first.offset_us, second.onset_us, second.offset_us) == (
        plain_film.times_us[30],
        plain_film.times_us[30],
        None,
    )


def test_while_it_plays_the_frame_on_the_screen_is_tagged(coding: Hand, plain_film: Clip) -> None:
    seen: list[int] = []
    coding.press("Space")
    for wanted in (12, 25, 40):
        coding.until(lambda wanted=wanted: coding.window.player.shown_frame >= wanted)
        number = coding.number_on_screen
        coding.press(POINT)
        assert coding.window.player.playing
        assert number is not None
        seen.append(number)
    coding.press("Space")

    assert [tag.onset_us for tag in coding.tags] == [plain_film.times_us[number] for number in seen]


def test_after_a_pause_the_frame_that_stayed_is_tagged(coding: Hand, plain_film: Clip) -> None:
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 8)
    coding.press("K")
    assert not coding.window.player.playing
    number = coding.number_on_screen

    coding.press(POINT)

    assert number is not None
    assert coding.tags[0].onset_us == plain_film.times_us[number]
    assert coding.number_on_screen == number


def test_arrows_step_and_jump(coding: Hand) -> None:
    coding.go_to(50)
    for keys, frame in (
        ("Right", 51), ("Left", 50), (".", 51), (",", 50), ("Shift+Right", 75), ("Shift+Left", 50), ("Ctrl+Left", 0),
        ("End", 99), ("Home", 0), ("Ctrl+Right", 99),
    ):  # fmt: skip
        coding.press(keys)
        coding.until_shown(frame)
        assert coding.number_on_screen == frame


def test_undo_and_redo_walk_there_and_back(coding: Hand) -> None:
    coding.go_to(20)
    coding.press(STATE)
    coding.go_to(40)
    coding.press(POINT)
    coding.press(STATE)
    done = coding.tags

    coding.press("Ctrl+Z", times=3)
    assert coding.tags == []
    assert not coding.window.actions_.qaction("tag.undo").isEnabled()

    coding.press("Ctrl+Shift+Z", times=2)
    coding.press("Ctrl+Y")
    assert [(t.id, t.onset_us, t.offset_us) for t in coding.tags] == [
        (t.id, t.onset_us, t.offset_us) for t in done
    ]


def test_undo_reaches_back_behind_a_restart(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip
) -> None:
    first = hands(library_folder)
    first.open(plain_film.path)
    first.go_to(33)
    first.press(POINT)
    first.close()

    again = hands(library_folder)
    again.open(plain_film.path)
    assert len(again.tags) == 1
    assert (
        "Baby’s initiative" in again.window.status.words or "Baby's initiative" in again.window.status.words
    )
    again.press("Z")

    assert again.tags == []


def test_the_place_is_found_again(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip
) -> None:
    first = hands(library_folder)
    first.open(plain_film.path)
    first.go_to(61)
    first.close()
    again = hands(library_folder)
    again.settings.places.update(first.settings.places)

    again.open(plain_film.path)

    again.until_shown(61)


def test_edges_move_by_frames(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(20)
    coding.press(STATE)
    coding.go_to(40)
    coding.press(STATE)
    times = plain_film.times_us

    coding.press("Alt+,")
    coding.press("Ctrl+.", times=2)
    assert (coding.tags[0].onset_us, coding.tags[0].offset_us) == (times[19], times[42])
    coding.until_shown(41)  # the last frame that belongs to it
    coding.press("Alt+.", times=2)
    coding.press("Ctrl+,")
    assert (coding.tags[0].onset_us, coding.tags[0].offset_us) == (times[21], times[41])

    coding.go_to(30)
    coding.press("Alt+O")
    assert coding.tags[0].offset_us == times[31]
    coding.go_to(25)
    coding.press("Alt+I")
    assert coding.tags[0].onset_us == times[25]
    coding.press("Ctrl+Z", times=8)
    assert (coding.tags[0].onset_us, coding.tags[0].offset_us) == (times[20], times[40])


def test_a_note_is_typed_without_tagging(coding: Hand) -> None:
    coding.go_to(5)
    coding.press(POINT)
    coding.press("F2")
    coding.type("bars and beads")
    coding.press("Return")

    assert [tag.note for tag in coding.tags] == ["bars and beads"]
    assert coding.window.view.hasFocus()
    coding.press("Ctrl+Z")
    assert [tag.note for tag in coding.tags] == [""]


def test_a_note_is_given_up_by_escape(coding: Hand) -> None:
    coding.press(POINT)
    coding.press("F2")
    coding.type("not this")
    coding.press("Esc")

    assert [tag.note for tag in coding.tags] == [""]


def test_a_tag_changes_its_code(coding: Hand) -> None:
    coding.press(POINT)
    coding.press("F3")
    coding.type("face or body")
    coding.press("Return")

    assert [tag.code_id for tag in coding.tags] == ["received_body"]


def test_chosen_tags_are_deleted(coding: Hand) -> None:
    for frame in (3, 6, 9):
        coding.go_to(frame)
        coding.press(POINT)
    coding.press("Delete")
    assert len(coding.tags) == 2
    coding.press("Ctrl+A")
    coding.press("Delete")
    assert coding.tags == []
    coding.press("Ctrl+Z", times=2)
    assert len(coding.tags) == 3


def test_a_second_point_on_one_frame_is_refused_with_the_reason(coding: Hand) -> None:
    coding.press(POINT)
    coding.press(POINT)

    assert len(coding.tags) == 1
    assert "already tagged on this frame" in coding.said[-1]


def test_keys_do_not_tag_while_something_lies_over_the_film(coding: Hand) -> None:
    coding.press("F1")
    coding.press(POINT)
    coding.press("Right")
    assert coding.tags == []
    coding.press("Esc")
    coding.press(POINT)
    assert len(coding.tags) == 1


def test_a_click_on_a_code_tags_as_its_key_does(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(14)
    coding.click(coding.window.screen_.codes.row("baby_initiative"))

    assert [tag.onset_us for tag in coding.tags] == [plain_film.times_us[14]]
    assert coding.window.screen_.codes.row("baby_initiative").count == 1


def test_a_code_is_found_by_typing(coding: Hand) -> None:
    coding.press("Ctrl+K")
    coding.type("enjoying")
    coding.press("Return")

    assert [tag.code_id for tag in coding.tags] == ["shared_joy"]


def test_tags_wait_for_the_frames(hand: Hand, plain_film: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from vig_annotator.services import recordings

    gate, real = threading.Event(), recordings.load_or_build

    def slow(*args: object) -> object:
        gate.wait()
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(recordings, "load_or_build", slow)
    hand.window.films.open_path(plain_film.path)
    try:
        hand.until(lambda: hand.window.view.picture is not None)
        assert hand.number_on_screen == 0
        hand.press(POINT)
        assert hand.tags == []
        assert not hand.window.screen_.codes.row("baby_initiative").isEnabled()
    finally:
        gate.set()
    hand.until_ready()

    hand.press(POINT)
    assert len(hand.tags) == 1


def test_further_choices_are_made_by_typing_a_few_letters(coding: Hand) -> None:
    coding.go_to(20)
    coding.press(POINT)
    coding.press("Shift+F2")
    coding.type("voice")
    title = coding.window.finder.shown[0].title
    coding.press("Return")

    (tag,) = coding.tags
    assert [title.endswith(choice) for chosen in tag.modifiers.values() for choice in chosen] == [True]
    coding.press("Shift+F2")
    coding.type("voice")
    assert coding.window.finder.shown[0].title == f"✓ {title}"
    coding.press("Return")
    assert not any(coding.tags[0].modifiers.values())


def test_why_an_edit_is_refused_stands_in_the_status_line_until_something_is_done(coding: Hand) -> None:
    coding.go_to(0)
    coding.press(POINT)
    coding.press("Alt+Shift+Left")
    assert "beyond the film" in coding.window.status.words

    coding.press("Alt+Shift+Right")
    assert "beyond the film" not in coding.window.status.words
    assert "Undo: " in coding.window.status.words


def test_the_codes_that_were_used_last_are_found_first(coding: Hand) -> None:
    for frame, key in ((10, POINT), (20, OTHER_POINT), (30, POINT)):
        coding.go_to(frame)
        coding.press(key)
    coding.go_to(40)
    coding.press("Ctrl+K")

    titles = [one.title for one in coding.window.finder.shown]
    assert titles[:2] == ["Baby's initiative", "Received with face or body"]
    assert len(titles) == len(set(titles))
    coding.press("Return")
    assert [(one.code_id, one.onset_us) for one in coding.tags][3:] == [("baby_initiative", 40 * 40_000)]
