"""Panels by real keys: hidden, in windows of their own in which the keys work on, on changed sides, remembered, reset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.gui.panels.places import Panel, Where
from vig_annotator.settings import load_settings


def part(hand: Hand, panel: Panel) -> QWidget:
    screen = hand.window.screen_
    return {Panel.CODES: screen.codes, Panel.SIDE: screen.side, Panel.TIMELINE: screen.timeline}[panel]


def left_edge(hand: Hand, panel: Panel) -> int:
    return part(hand, panel).mapTo(hand.window, QPoint(0, 0)).x()


KEYS = {Panel.CODES: "7", Panel.SIDE: "8", Panel.TIMELINE: "9"}


@pytest.mark.parametrize("panel", list(Panel))
def test_a_panel_is_hidden_and_shown_and_the_film_gets_the_room(coding: Hand, panel: Panel) -> None:
    size = coding.window.view.size()
    coding.press(f"Alt+{KEYS[panel]}")
    assert not part(coding, panel).isVisible()
    coding.until(
        lambda: coding.window.view.width() > size.width() or coding.window.view.height() > size.height()
    )

    coding.press(f"Alt+{KEYS[panel]}")
    assert part(coding, panel).isVisible()
    coding.until(lambda: coding.window.view.size() == size)


def first_that_takes_keys(hand: Hand, panel: Panel) -> QWidget:
    whole = part(hand, panel)
    inside = [whole, *whole.findChildren(QWidget)]
    return next(one for one in inside if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus)


@pytest.mark.parametrize("panel", list(Panel))
def test_a_panel_that_is_hidden_gives_the_keys_to_no_button(coding: Hand, panel: Panel) -> None:
    """Else the next press of Space would open a menu, or leave the film."""
    first_that_takes_keys(coding, panel).setFocus()
    coding.press(f"Alt+{KEYS[panel]}")
    assert not isinstance(coding.window.focusWidget(), QAbstractButton)
    coding.press("Space")
    assert coding.window.player.playing
    coding.press("Space")


@pytest.mark.parametrize("panel", list(Panel))
def test_a_panel_that_changes_sides_keeps_the_keys(coding: Hand, panel: Panel) -> None:
    had = first_that_takes_keys(coding, panel)
    had.setFocus()
    coding.window.screen_.panels.swap_sides()
    assert coding.window.focusWidget() is had


@pytest.mark.parametrize("panel", list(Panel))
def test_a_panel_gets_a_window_of_its_own_and_goes_back(coding: Hand, panel: Panel) -> None:
    size = coding.window.view.size()
    coding.press(f"Ctrl+Alt+{KEYS[panel]}")
    window = part(coding, panel).window()
    assert window is not coding.window and window.isVisible() and window.accessibleName()
    assert not window.grab().isNull()

    window.close()

    assert part(coding, panel).window() is coding.window
    coding.until(lambda: coding.window.view.size() == size)


def test_a_panel_loses_nothing_of_its_height_in_a_window_of_its_own(coding: Hand) -> None:
    side = part(coding, Panel.SIDE)
    high = side.height()
    begins = next(one for one in side.findChildren(QAbstractButton) if one.text().startswith("Begins here"))
    assert begins.isVisible()

    coding.press("Ctrl+Alt+8")

    coding.until(lambda: side.height() >= max(high, 360))
    assert begins.isVisible()


def test_keys_work_in_a_panels_own_window(coding: Hand, plain_film: Clip) -> None:
    coding.press("Ctrl+Alt+9")
    timeline = coding.window.screen_.timeline
    timeline.window().activateWindow()
    coding.until(lambda: timeline.window().isActiveWindow())
    timeline.setFocus()

    QTest.keyClick(timeline, Qt.Key.Key_End)
    coding.until_shown(99)
    QTest.keyClick(timeline, Qt.Key.Key_B)
    assert [one.onset_us for one in coding.tags] == [plain_film.times_us[99]]

    QTest.keyClick(timeline, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    coding.until(lambda: coding.window.finder.line.hasFocus())


def test_the_sides_are_changed_and_changed_back(coding: Hand) -> None:
    coding.window.actions_.trigger("panel.swap")
    assert left_edge(coding, Panel.SIDE) == 0 < left_edge(coding, Panel.CODES)
    coding.press("Alt+7", times=2)
    assert left_edge(coding, Panel.SIDE) == 0 < left_edge(coding, Panel.CODES)

    coding.window.actions_.trigger("panel.swap")
    assert left_edge(coding, Panel.CODES) == 0 < left_edge(coding, Panel.SIDE)


def test_windows_of_panels_go_with_the_film_and_come_back(coding: Hand, plain_film: Clip) -> None:
    coding.press("Ctrl+Alt+8")
    window = coding.window.screen_.side.window()
    coding.press("Ctrl+H")
    assert not window.isVisible()

    coding.open(plain_film.path)
    assert window.isVisible()


def test_the_layout_is_on_disk_before_the_window_is_closed(coding: Hand) -> None:
    coding.press("Alt+7")
    coding.window.actions_.trigger("panel.swap")
    remembered = coding.window.screen_.panels.to_remember()
    assert remembered

    coding.until(lambda: load_settings().panels == remembered)

    coding.window.actions_.trigger("panel.reset")
    coding.until(lambda: load_settings().panels == {})


def test_the_layout_is_remembered(coding: Hand, hands: Callable[[Path], Hand], library_folder: Path) -> None:
    coding.press("Alt+7")
    coding.press("Ctrl+Alt+8")
    coding.window.screen_.side.window().setGeometry(40, 50, 400, 500)
    coding.window.actions_.trigger("panel.swap")
    remembered = coding.window.screen_.panels.to_remember()
    coding.close()
    assert coding.settings.panels == remembered

    again = hands(library_folder)
    panels = again.window.screen_.panels
    panels.remember(remembered)

    assert [panels.where(one) for one in Panel] == [Where.HIDDEN, Where.FLOATING, Where.DOCKED]
    assert panels.swapped
    window = panels.window_of(Panel.SIDE)
    assert window is not None and window.geometry().getRect() == (40, 50, 400, 500)
    panels.reset()
    assert [panels.where(one) for one in Panel] == [Where.DOCKED] * 3 and not panels.swapped
    assert panels.to_remember() == {}


@pytest.mark.parametrize(
    "words",
    [
        {"codes": "nowhere"},
        {"codes": "floating a,b"},
        {"sides": "?"},
        {"timeline": "floating 999999,0,300,300"},
        {"nobody": "hidden"},
    ],
)
def test_words_that_make_no_sense_move_nothing_out_of_sight(coding: Hand, words: dict[str, str]) -> None:
    panels = coding.window.screen_.panels
    panels.remember(words)

    for panel in Panel:
        window = part(coding, panel).window()
        assert part(coding, panel).isVisible()
        assert window is coding.window or window.screen().geometry().intersects(window.frameGeometry())


def test_only_film_and_timeline_and_back(coding: Hand) -> None:
    coding.press("F9")
    assert not coding.window.screen_.codes.isVisible() and not coding.window.screen_.side.isVisible()
    coding.press("F9")
    assert coding.window.screen_.codes.isVisible() and coding.window.screen_.side.isVisible()


def test_a_tab_that_is_asked_for_brings_its_panel_to_sight(coding: Hand) -> None:
    coding.press("Alt+8")
    coding.press("Alt+2")

    assert coding.window.screen_.side.isVisible()
    assert not coding.window.screen_.panels.to_remember()
