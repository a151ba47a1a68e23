"""What the mouse does on the timeline, driven by real mouse events."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.timeline.books import film_index, tag
from tests.gui.timeline.mouse import CTRL, LEFT, RULER_Y, Told, at, drag, on
from vig_annotator.gui.timeline.timeline_view import TimelineView
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment


def wheel(view: TimelineView, place: QPoint, notches: float, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(place), QPointF(view.mapToGlobal(place)), QPoint(0, 0), QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_a_click_asks_for_the_frame_under_the_mouse(view: TimelineView, told: Told) -> None:
    place = at(view, 30.01)
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, place)
    index = film_index(60)
    assert told.of("seek_requested") == [(index.time_of(index.frame_at(view.time_at(place.x()))),)]
    assert told.of("scrubbing_changed") == [(True,), (False,)]


def test_dragging_scrubs_frame_by_frame_and_never_outside_the_film(view: TimelineView, told: Told) -> None:
    drag(view, at(view, 50), *(at(view, 50 + n) for n in range(1, 10)), at(view, 75))
    times = [values[0] for values in told.of("seek_requested")]
    assert times == sorted(times) and len(times) == len(set(times)) >= 10
    assert times[-1] <= 59_960_000
    assert told.of("edge_moved") == []


def test_a_film_longer_than_four_gigabytes_of_microseconds(view: TimelineView, told: Told) -> None:
    index = film_index(3 * 3600)
    view.set_film(index.end_us, index)
    view.fit_all()
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, at(view, 2.9 * 3600))
    (seek,) = told.of("seek_requested")
    assert abs(int(str(seek[0])) - 2.9 * 3600e6) < 20e6


def test_clicking_selects_and_ctrl_adds_and_takes_away(view: TimelineView, told: Told) -> None:
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, on(view, "look", 10))
    QTest.mouseClick(view, LEFT, CTRL, on(view, "watch", 10))
    QTest.mouseClick(view, LEFT, CTRL, on(view, "look", 10))
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, at(view, 40))
    assert [values[0] for values in told.of("selection_changed")] == [
        frozenset({"look"}), frozenset({"look", "watch"}), frozenset({"watch"}), frozenset(),
    ]  # fmt: skip
    assert len(told.of("seek_requested")) == 1


def test_selecting_from_outside_is_not_echoed(view: TimelineView, told: Told) -> None:
    view.set_selection(["look"])
    assert told.all == [] and view.scene.selected == {"look"}


def test_a_double_click_activates(view: TimelineView, told: Told) -> None:
    QTest.mouseDClick(view, LEFT, Qt.KeyboardModifier.NoModifier, on(view, "smile", 12))
    assert told.of("annotation_activated") == [("smile",)]


def test_an_edge_is_dragged_frame_by_frame(view: TimelineView, told: Told) -> None:
    view.show_span(Span(MediaTime(10_000_000), MediaTime(30_000_000)))
    y = view.y_of("away")
    drag(view, at(view, 25, y), at(view, 25.3, y), at(view, 26, y), at(view, 27.013, y))
    previews = told.of("edge_drag_preview")
    assert len(previews) >= 2 and all(values[:2] == ("away", Edge.OFFSET) for values in previews)
    assert all(int(str(values[2])) % 40_000 == 0 for values in previews)
    assert told.of("edge_moved") == [previews[-1]]
    assert abs(int(str(previews[-1][2])) - 27_000_000) <= 40_000
    assert told.of("seek_requested") == []


def test_the_bar_that_the_mouse_is_in_has_its_edge_moved(view: TimelineView, told: Told) -> None:
    """Two bars touch at 15 s: three pixels left of it belong to the first, three right of it to the second."""
    view.show_span(Span(MediaTime(10_000_000), MediaTime(20_000_000)))
    y = view.y_of("watch")
    meeting = at(view, 15, y)
    drag(view, meeting - QPoint(3, 0), at(view, 14, y))
    drag(view, meeting + QPoint(3, 0), at(view, 16, y))
    assert [values[:2] for values in told.of("edge_moved")] == [("watch", Edge.OFFSET), ("away", Edge.ONSET)]


def test_a_state_can_t_be_dragged_to_nothing(view: TimelineView, told: Told) -> None:
    y = view.y_of("watch")
    drag(view, at(view, 5, y), at(view, 10, y), at(view, 40, y))
    assert told.of("edge_moved") == [("watch", Edge.ONSET, 14_960_000)]


def test_a_point_is_dragged_as_a_whole(view: TimelineView, told: Told) -> None:
    drag(view, on(view, "look", 10), on(view, "look", 11), on(view, "look", 13))
    ((name, edge, time_us),) = told.of("edge_moved")
    assert (name, edge) == ("look", Edge.ONSET)
    assert abs(int(str(time_us)) - 13_000_000) <= 60_000


def test_escape_leaves_everything_as_it_was(view: TimelineView, told: Told) -> None:
    y = view.y_of("watch")
    drag(view, at(view, 15, y) - QPoint(2, 0), at(view, 18, y), let_go=False)
    assert view.scene.dragged is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.scene.dragged is None
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, at(view, 18, y))
    assert told.of("edge_drag_cancelled") == [("watch",)] and told.of("edge_moved") == []


def test_a_tag_that_vanishes_while_it_is_dragged(view: TimelineView, told: Told) -> None:
    y = view.y_of("watch")
    drag(view, at(view, 15, y) - QPoint(2, 0), at(view, 18, y), let_go=False)
    view.change_annotations([], ["watch"])
    QTest.mouseMove(view, at(view, 19, y))
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, at(view, 19, y))
    assert told.of("edge_moved") == [] and told.of("edge_drag_cancelled") == [("watch",)]


def test_a_running_state_can_be_started_elsewhere_but_not_ended(view: TimelineView, told: Told) -> None:
    view.set_annotations([tag("now", "run", 20, running=True)])
    view.set_playhead(30_000_000)
    y = view.y_of("now")
    drag(view, at(view, 30, y), at(view, 33, y), at(view, 34, y))
    assert told.of("edge_moved") == []
    drag(view, at(view, 20, y), at(view, 17, y), at(view, 16, y))
    assert [values[:2] for values in told.of("edge_moved")] == [("now", Edge.ONSET)]


def test_moments_are_chosen_and_their_edges_dragged_below_the_ruler(view: TimelineView, told: Told) -> None:
    view.set_moments([Moment("m", "s", MediaTime(30_000_000), MediaTime(40_000_000))])
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, at(view, 35, 23))
    drag(view, at(view, 40, 23), at(view, 41, 23), at(view, 43, 23))
    assert told.of("moment_chosen") == [("m",), ("m",)] and view.scene.chosen_moment == "m"
    ((name, edge, time_us),) = told.of("moment_edge_moved")
    assert (name, edge) == ("m", Edge.OFFSET) and abs(int(str(time_us)) - 43_000_000) < 60_000
    assert len(told.of("moment_edge_preview")) >= 2


def test_the_wheel_scrolls_and_with_ctrl_zooms_around_the_mouse(view: TimelineView, told: Told) -> None:
    view.show_span(Span(MediaTime(20_000_000), MediaTime(30_000_000)))
    before = view.scale
    wheel(view, at(view, 25), -1, Qt.KeyboardModifier.NoModifier)
    assert view.scale.left_us > before.left_us and view.scale.us_per_px == before.us_per_px
    place = at(view, 25)
    under = view.time_at(place.x())
    wheel(view, place, 2, CTRL)
    assert view.scale.us_per_px < before.us_per_px
    assert abs(view.time_at(place.x()) - under) <= 1
    wheel(view, place, -40, CTRL)
    assert view.scale.shows_all


def test_lanes_that_do_not_fit_are_scrolled_over_their_names(view: TimelineView, told: Told) -> None:
    view.resize(1366, 160)
    before = view.y_of("smile")
    wheel(view, QPoint(40, 120), -1, Qt.KeyboardModifier.NoModifier)
    assert view.y_of("smile") < before
    for _ in range(20):
        wheel(view, QPoint(40, 120), 1, Qt.KeyboardModifier.NoModifier)
    assert view.y_of("smile") == before


def test_the_overview_scrolls_to_where_it_is_pressed(view: TimelineView, told: Told) -> None:
    view.show_span(Span(MediaTime(0), MediaTime(5_000_000)))
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(158 + 600, view.height() - 5))
    middle_us = (view.scale.left_us + view.scale.right_us) / 2
    assert abs(middle_us - 30_000_000) < 500_000
    assert told.of("seek_requested") == []


def test_with_the_whole_film_in_view_the_overview_goes_there_and_the_wheel_scrolls_the_lanes(
    view: TimelineView, told: Told
) -> None:
    view.resize(1366, 160)
    assert view.scale.shows_all
    for _ in range(2):  # also a second time: the film may have gone on meanwhile
        QTest.mouseClick(
            view, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(at(view, 30).x(), view.height() - 5)
        )
    first, second = told.of("seek_requested")
    assert first == second and abs(int(str(first[0])) - 30_000_000) < 500_000

    before = view.y_of("smile")
    wheel(view, at(view, 25), -1, Qt.KeyboardModifier.NoModifier)
    assert view.y_of("smile") < before and view.scale.shows_all


def test_scrubbing_beyond_the_edge_scrolls_on(view: TimelineView, told: Told, qtbot: QtBot) -> None:
    view.show_span(Span(MediaTime(0), MediaTime(5_000_000)))
    drag(view, at(view, 4), QPoint(view.width() + 40, RULER_Y), let_go=False)
    qtbot.waitUntil(lambda: view.scale.left_us > 2_000_000)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(view.width() + 40, RULER_Y))
    still = view.scale
    assert told.of("scrubbing_changed")[-1] == (False,)
    QTest.mouseMove(view, at(view, 5))
    assert view.scale == still


def test_without_a_film_the_mouse_does_nothing(qtbot: QtBot) -> None:
    empty = TimelineView()
    qtbot.addWidget(empty)
    empty.resize(800, 200)
    empty.show()
    heard = Told(empty)
    QTest.mouseClick(empty, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(400, 100))
    assert heard.all == [] and not empty.grab().isNull()


def test_keys_are_left_to_the_window(view: TimelineView, told: Told) -> None:
    received: list[int] = []
    parent = view.window()
    assert parent is view
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_B, Qt.Key.Key_Escape):
        QTest.keyClick(view, key)
    assert told.all == [] and received == []
