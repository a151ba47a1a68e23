"""A box over the lanes selects what lies in it; what is selected is dragged by whole frames, all together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.timeline.books import film_index
from tests.gui.timeline.mouse import CTRL, LEFT, Told, at, drag, on
from vig_annotator.gui.timeline.snapping import frames_moved, moved_by
from vig_annotator.gui.timeline.timeline_view import TimelineView

NONE = Qt.KeyboardModifier.NoModifier


def box(
    view: TimelineView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE, let_go: bool = True
) -> None:
    QTest.mousePress(view, LEFT, modifiers, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    if let_go:
        QTest.mouseRelease(view, LEFT, modifiers, end)


def test_a_box_selects_what_it_touches_whichever_corner_comes_first(view: TimelineView, told: Told) -> None:
    upper, lower = view.y_of("look"), view.y_of("smile")
    box(view, at(view, 9, upper - 8), at(view, 13, lower + 6))
    box(view, at(view, 26, lower + 6), at(view, 14, upper + 12))

    assert told.last_of("selection_changed") == [{"look", "watch", "smile"}, {"watch", "away"}]
    assert told.last_of("seek_requested") == []


def test_with_ctrl_a_box_adds_and_takes_away(view: TimelineView, told: Told) -> None:
    upper = view.y_of("look")
    view.set_selection(["look", "away"])
    box(view, at(view, 8, upper - 8), at(view, 22, upper + 2), CTRL)

    assert told.last_of("selection_changed") == [{"look2", "away"}]


def test_escape_gives_a_box_up(view: TimelineView, told: Told) -> None:
    view.set_selection(["away"])
    box(view, at(view, 8, view.y_of("look") - 8), at(view, 22, view.y_of("look")), let_go=False)
    assert view.scene.selected == {"look", "look2"}
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert view.scene.selected == {"away"} and view.scene.box is None
    assert told.last_of("selection_changed") == []


def test_a_click_in_the_lanes_still_asks_for_its_frame(view: TimelineView, told: Told) -> None:
    view.set_selection(["away"])
    QTest.mouseClick(view, LEFT, NONE, at(view, 40, view.y_of("look")))

    assert told.last_of("selection_changed") == [frozenset()]
    assert len(told.last_of("seek_requested")) == 1


def test_all_that_are_selected_are_dragged_by_the_same_frames(view: TimelineView, told: Told) -> None:
    view.set_selection(["look", "watch", "smile"])
    drag(view, on(view, "watch", 8), on(view, "watch", 8.5), on(view, "watch", 10), let_go=False)
    view.grab()
    assert view.scene.shifted == 50
    QTest.mouseRelease(view, LEFT, NONE, on(view, "watch", 10))

    (frames,) = told.last_of("tags_shifted")
    assert abs(int(str(frames)) - 50) <= 1
    index = film_index(60)
    previews = [int(str(one)) for one in told.last_of("tags_shift_preview")]
    assert all(index.time_of(index.frame_at(one)) == one for one in previews)
    assert told.last_of("edge_moved") == [] and view.scene.shifted == 0


def test_a_bar_that_is_selected_is_dragged_by_its_middle(view: TimelineView, told: Told) -> None:
    drag(view, on(view, "watch", 10), on(view, "watch", 12))
    assert told.last_of("tags_shifted") == []
    drag(view, on(view, "watch", 10), on(view, "watch", 11), on(view, "watch", 12))

    (frames,) = told.last_of("tags_shifted")
    assert abs(int(str(frames)) - 50) <= 1


def test_escape_leaves_dragged_tags_where_they_were(view: TimelineView, told: Told) -> None:
    view.set_selection(["look", "smile"])
    drag(view, on(view, "look", 10), on(view, "look", 12), let_go=False)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, NONE, on(view, "look", 12))

    assert told.last_of("tags_shifted") == []


@given(st.integers(0, 1499), st.integers(-2000, 2000))
def test_frames_there_and_back(frame: int, by: int) -> None:
    index = film_index(60)
    start = index.time_of(frame)
    moved = moved_by(start, by, index)

    assert moved == index.time_of(min(max(frame + by, 0), len(index)))
    if 0 <= frame + by < len(index):
        assert frames_moved(start, moved, index) == by
