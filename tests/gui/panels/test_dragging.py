"""Panels dragged by their heads with the mouse: to every side, before and after others, out of the window and back, broken off by Esc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.hand import Hand
from vig_annotator.gui.panels.docked_panel import PanelHead
from vig_annotator.gui.panels.panel_drag import drop_at
from vig_annotator.gui.panels.places import Panel, Place, Where, layout_words, read_layout


def head_of(hand: Hand, panel: Panel) -> PanelHead:
    screen = hand.window.screen_
    widget = {Panel.CODES: screen.codes, Panel.SIDE: screen.side, Panel.TIMELINE: screen.timeline}[panel]
    window = screen.panels.window_of(panel)
    if window is not None:
        return window.head
    while (
        not isinstance(widget.parentWidget(), QWidget)
        or not hasattr(widget, "head")
        or not isinstance(widget.head, PanelHead)
    ):
        widget = widget.parentWidget()
    head: PanelHead = widget.head
    return head


def at_share(hand: Hand, x: float, y: float) -> QPoint:
    screen = hand.window.screen_
    return screen.mapToGlobal(QPoint(round(screen.width() * x), round(screen.height() * y)))


def carry(head: PanelHead, to: QPoint) -> None:
    """Press on a head and carry it, but do not let go."""
    QTest.mousePress(head, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    for point in (head.mapToGlobal(QPoint(30, 30)), to):
        QTest.mouseMove(head, head.mapFromGlobal(point))


def let_go(head: PanelHead, at: QPoint) -> None:
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton, pos=head.mapFromGlobal(at))


def drag(hand: Hand, panel: Panel, to: QPoint) -> None:
    head = head_of(hand, panel)
    carry(head, to)
    assert hand.window.screen_.panels.drag.mark.isVisible()
    let_go(head, to)
    assert not hand.window.screen_.panels.drag.mark.isVisible()


def layout(hand: Hand) -> str:
    return layout_words(hand.window.screen_.panels.layout)


def test_to_every_side_and_the_film_stays_seen(coding: Hand) -> None:
    drag(coding, Panel.CODES, at_share(coding, 0.5, 0.03))
    assert layout(coding) == "right=side above=codes below=timeline"
    assert coding.window.screen_.codes.mapTo(coding.window.screen_, QPoint()).y() < 120
    drag(coding, Panel.CODES, at_share(coding, 0.99, 0.3))
    assert layout(coding) in ("right=codes+side below=timeline", "right=side+codes below=timeline")
    drag(coding, Panel.TIMELINE, at_share(coding, 0.03, 0.3))
    assert layout(coding).startswith("left=timeline right=")
    assert coding.window.view.width() >= 240 and coding.window.view.height() > 200
    for part in (coding.window.screen_.codes, coding.window.screen_.side, coding.window.screen_.timeline):
        assert part.isVisible() and part.width() > 100 and part.height() > 60
    # Keys and tags work on wherever the panels lie.
    coding.go_to(10)
    coding.press("b")
    assert len(coding.tags) == 1


def test_above_or_below_a_panel_that_lies_there(coding: Hand) -> None:
    side = coding.window.screen_.side
    corner = side.mapToGlobal(QPoint(side.width() // 2, 0))
    drag(coding, Panel.CODES, corner + QPoint(0, 40))
    assert layout(coding) == "right=codes+side below=timeline"
    drag(coding, Panel.CODES, side.mapToGlobal(QPoint(side.width() // 2, side.height() - 20)))
    assert layout(coding) == "right=side+codes below=timeline"


def test_out_of_the_window_and_back_in(coding: Hand) -> None:
    outside = coding.window.mapToGlobal(QPoint(coding.window.width() + 200, 200))
    drag(coding, Panel.SIDE, outside)
    panels = coding.window.screen_.panels
    assert panels.where(Panel.SIDE) is Where.FLOATING
    drag(coding, Panel.SIDE, at_share(coding, 0.02, 0.9))
    assert panels.where(Panel.SIDE) is Where.DOCKED and panels.window_of(Panel.SIDE) is None
    assert panels.place(Panel.SIDE) in (Place.LEFT, Place.BELOW)
    assert coding.window.screen_.side.isVisible()


def test_in_the_middle_and_with_esc_it_stays_where_it_was(coding: Hand) -> None:
    before = layout(coding)
    head = head_of(coding, Panel.CODES)
    carry(head, at_share(coding, 0.5, 0.4))
    assert not coding.window.screen_.panels.drag.mark.isVisible()
    let_go(head, at_share(coding, 0.5, 0.4))
    assert layout(coding) == before
    carry(head, at_share(coding, 0.98, 0.3))
    mark = coding.window.screen_.panels.drag.mark
    assert mark.words == "Codes: right of the film" and not mark.grab().isNull()
    coding.press("b")
    assert coding.tags == [], "no key does anything while a panel is on its way"
    coding.press("Escape")
    assert not mark.isVisible()
    let_go(head, at_share(coding, 0.98, 0.3))
    assert layout(coding) == before
    coding.press("b")
    assert len(coding.tags) == 1


def test_a_double_click_gives_a_window(coding: Hand) -> None:
    QTest.mouseDClick(head_of(coding, Panel.TIMELINE), Qt.MouseButton.LeftButton)
    assert coding.window.screen_.panels.where(Panel.TIMELINE) is Where.FLOATING


def test_by_keys_and_remembered(coding: Hand, hands: Callable[[Path], Hand], library_folder: Path) -> None:
    coding.press("Ctrl+Alt+M")
    coding.type("timeline above")
    coding.press("Return")
    assert layout(coding) == "left=codes right=side above=timeline"
    coding.press("Ctrl+Alt+M")
    coding.type("codes right")
    coding.press("Return")
    remembered = coding.window.screen_.panels.to_remember()
    assert remembered == {"layout": "right=side+codes above=timeline"}
    coding.close()
    again = hands(library_folder)
    again.window.screen_.panels.remember(remembered)
    assert layout(again) == "right=side+codes above=timeline"
    again.window.screen_.panels.reset()
    assert again.window.screen_.panels.to_remember() == {}


def test_changed_sides_of_an_earlier_version_are_understood(coding: Hand) -> None:
    coding.window.screen_.panels.remember({"sides": "swapped"})
    assert layout(coding) == "left=side right=codes below=timeline"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "left=codes",
        "left=codes right=side+side below=timeline",
        "top=codes right=side below=timeline",
        "left=codes+nobody",
    ],
)
def test_a_layout_that_makes_no_sense_is_left_alone(words: str) -> None:
    assert read_layout(words) is None


@given(st.permutations(list(Panel)), st.lists(st.sampled_from(list(Place)), min_size=3, max_size=3))
def test_every_layout_is_read_back(panels: list[Panel], places: list[Place]) -> None:
    wanted: dict[Place, list[Panel]] = {place: [] for place in Place}
    for panel, place in zip(panels, places, strict=True):
        wanted[place].append(panel)
    assert read_layout(layout_words(wanted)) == wanted


@given(st.integers(-50, 1450), st.integers(-50, 850), st.sampled_from(list(Panel)))
def test_what_is_marked_lies_on_the_screen_and_never_on_nothing(x: int, y: int, moving: Panel) -> None:
    screen = QRect(0, 0, 1366, 700)
    lying = {
        Place.LEFT: [(Panel.CODES, QRect(0, 40, 240, 400))],
        Place.RIGHT: [(Panel.SIDE, QRect(1000, 40, 366, 400))],
        Place.ABOVE: [],
        Place.BELOW: [(Panel.TIMELINE, QRect(0, 450, 1366, 250))],
    }
    drop = drop_at(QPoint(x, y), screen, lambda place: lying[place], moving)
    if drop is None:
        assert not screen.contains(x, y) or (300 < x < 1060 and 100 < y < 500)
        return
    assert screen.contains(drop.room)
    assert 0 <= drop.index <= len([one for one, _ in lying[drop.place] if one is not moving])
