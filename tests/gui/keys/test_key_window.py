"""Changing keys with real keys: what is changed works at once, is shown everywhere, and is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.keys.key_book import key_book


def give(hand: Hand, words: str, key: str) -> None:
    """Find an action in the window of keys and press a key for it."""
    window = hand.window.key_commands.overlay
    if not window.is_open:
        hand.press("Ctrl+F1")
    window.line.setFocus()
    window.line.clear()
    hand.type(words)
    hand.press("Return")
    assert window.catcher.hasFocus()
    hand.press(key)


def close(hand: Hand) -> None:
    hand.press("Esc")
    assert not hand.window.key_commands.overlay.is_open


def button(hand: Hand, name: str) -> QPushButton:
    def shown() -> list[QPushButton]:
        found = hand.window.key_commands.overlay.findChildren(QPushButton)
        return [one for one in found if one.accessibleName() == name and one.isVisible()]

    hand.until(lambda: len(shown()) == 1)
    return shown()[0]


def test_tab_goes_as_one_reads_through_what_was_put_in_later_too(coding: Hand) -> None:
    give(coding, "sound on", "F3")
    window = coding.window.key_commands.overlay
    assert window.focusWidget() is button(coding, "Take it from there")
    seen = []
    for _ in range(5):
        coding.press("Tab")
        seen.append(coding.window.focusWidget().accessibleName())
    assert seen == ["Choose another", "Open a file", "Save as a file", "Print as a card", "Done"]


def test_a_button_that_tab_came_to_has_one_frame_not_two(coding: Hand) -> None:
    coding.press("Ctrl+F1")
    done = button(coding, "Done")
    done.setFocus(Qt.FocusReason.TabFocusReason)
    pictures = []
    for by_keys in (True, False):
        coding.window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_keys)
        pictures.append(done.grab().toImage())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("key", ["F13", "F24", "Media Play", "Ctrl+Alt+X", "Volume Up", "Num+4", "!"])
def test_any_key_a_pedal_or_a_pad_sends_can_be_given(coding: Hand, key: str) -> None:
    coding.go_to(50)
    give(coding, "one frame on", key)
    close(coding)

    coding.press(key)

    coding.until_shown(51)
    assert coding.settings.keys == {"play.frame_on": ["Right", ".", key]}


def test_a_changed_key_is_shown_wherever_keys_are_shown(coding: Hand) -> None:
    give(coding, "find a code", "F14")
    window = coding.window.key_commands.overlay
    coding.click(button(coding, "Take away Ctrl+K"))
    coding.click(button(coding, "Take away /"))
    assert window.list.chosen_id == "tag.find"
    close(coding)

    assert "F14" in coding.window.screen_.top_bar._find.text()
    assert [one.toString() for one in coding.window.actions_.qaction("tag.find").shortcuts()] == ["F14"]
    coding.press("Ctrl+K")
    assert not coding.window.finder.is_open
    coding.press("F14")
    assert coding.window.finder.is_open
    coding.press("Esc")
    coding.press("F1")
    caps = [one.text() for one in coding.window.keys.findChildren(QLabel) if one.property("role") == "cap"]
    assert "F14" in caps and "Ctrl+K" not in caps


def test_a_clash_is_said_at_once_and_nothing_is_changed_until_it_is_answered(coding: Hand) -> None:
    give(coding, "sound on", "F3")
    window = coding.window.key_commands.overlay

    assert "Change the code" in window._words.text()
    assert key_book().map.changes == {}
    coding.click(button(coding, "Take it from there"))

    assert key_book().map.keys("play.mute") == ("Alt+M", "F3")
    assert key_book().map.keys("tag.change_code") == ()
    close(coding)
    coding.press("F3")
    assert coding.settings.muted


def test_a_clash_that_is_not_wanted_leaves_all_as_it_was(coding: Hand) -> None:
    give(coding, "sound on", "F3")
    coding.click(button(coding, "Choose another"))
    coding.press("Esc")
    close(coding)

    assert key_book().map.changes == {}


def test_the_key_of_a_code_tags_while_its_codebook_is_open(coding: Hand) -> None:
    give(coding, "sound on", "b")
    assert "Baby's initiative" in coding.window.key_commands.overlay._words.text()
    coding.click(button(coding, "Give it all the same"))
    window = coding.window.key_commands.overlay
    assert "Baby's initiative" in window.list.clash("play.mute")
    close(coding)

    coding.press("b")

    assert [one.code_id for one in coding.tags] == ["baby_initiative"]
    assert not coding.settings.muted
    coding.press("Ctrl+H")
    assert "B" in [one.toString() for one in coding.window.actions_.qaction("play.mute").shortcuts()]


@pytest.mark.parametrize("key", ["Tab", "Return"])
def test_keys_that_move_through_the_window_stay(coding: Hand, key: str) -> None:
    give(coding, "sound on", key)

    assert coding.window.key_commands.overlay.catcher.hasFocus()
    coding.press("Esc")
    assert key_book().map.changes == {}


def test_a_preset_changes_the_keys_and_all_usual_keys_brings_them_back(coding: Hand) -> None:
    coding.press("Ctrl+F1")
    window = coding.window.key_commands.overlay
    window.preset.setCurrentIndex(2)
    window.preset.activated.emit(2)
    give(coding, "sound on", "F13")
    close(coding)
    coding.go_to(50)
    coding.press("*")
    coding.until_shown(51)
    assert (coding.settings.key_preset, coding.settings.keys) == ("boris", {"play.mute": ["Alt+M", "F13"]})

    coding.press("Ctrl+F1")
    coding.click(button(coding, "All usual keys"))

    assert coding.settings.keys == {}
    assert key_book().map.preset == "boris"


@pytest.mark.parametrize("lost_by", ["another set", "all usual keys"])
def test_keys_given_by_hand_can_be_brought_back_after_another_set(coding: Hand, lost_by: str) -> None:
    give(coding, "sound on", "F13")
    window = coding.window.key_commands.overlay
    back = window._bring_back
    assert not back.isVisible()
    if lost_by == "another set":
        window.preset.setCurrentIndex(2)
        window.preset.activated.emit(2)
    else:
        coding.click(button(coding, "All usual keys"))
    assert key_book().map.changes == {} and back.isVisible()

    coding.click(back)

    assert coding.settings.keys == {"play.mute": ["Alt+M", "F13"]} and window.preset.currentIndex() == 0
    assert not back.isVisible() and window.list.hasFocus()
    window.preset.activated.emit(0)  # the set that is there already
    assert key_book().map.changes and not back.isVisible()


def test_keys_go_to_a_file_and_come_back(coding: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    give(coding, "sound on", "F13")
    out = tmp_path / "mine.keys.json"
    dialogs.answer((str(out), ""), (str(out), ""))
    coding.click(button(coding, "Save as a file"))
    coding.click(button(coding, "All usual keys"))
    assert key_book().map.changes == {}

    coding.click(button(coding, "Open a file"))

    assert key_book().map.changes == {"play.mute": ("Alt+M", "F13")}


def test_the_card_is_written_from_the_window(coding: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.answer((str(tmp_path / "card"), "Web page (*.html)"))
    coding.press("Ctrl+F1")
    coding.click(button(coding, "Print as a card"))

    assert "Baby&#x27;s initiative" in (tmp_path / "card.html").read_text(encoding="utf-8")


def test_words_that_name_a_key_end_with_their_widget(coding: Hand) -> None:
    gone = push_button("Gone", action_id="play.mute", parent=coding.window)
    coding.until(lambda: gone.toolTip() != "")
    gone.deleteLater()
    give(coding, "sound on", "F13")

    assert coding.settings.keys == {"play.mute": ["Alt+M", "F13"]}
