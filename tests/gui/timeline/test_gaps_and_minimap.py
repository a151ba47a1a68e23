"""Gaps and overlaps in a row, the whole film in small, and a playhead that stays in the middle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.timeline.books import tag
from vig_annotator.gui.timeline.gaps import gaps_and_overlaps
from vig_annotator.gui.timeline.timeline_view import TimelineView
from vig_annotator.model.mediatime import MediaTime, Span

STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=10).map(
    lambda found: sorted((start, start + length) for start, length in found)
)


@given(STRETCHES, st.integers(0, 30), st.integers(1, 50))
def test_gaps_are_what_no_state_covers_and_overlaps_what_two_do(
    states: list[tuple[int, int]], start: int, length: int
) -> None:
    stop = start + length
    gaps, overlaps = gaps_and_overlaps(states, start, stop)

    def inside(found: list[tuple[int, int]]) -> set[int]:
        return {moment for first, last in found for moment in range(first, last)}

    covered = [sum(first <= moment < last for first, last in states) for moment in range(start, stop)]
    assert inside(gaps) == {start + n for n, count in enumerate(covered) if count == 0}
    assert inside(overlaps) == {start + n for n, count in enumerate(covered) if count >= 2}


def test_a_gap_in_an_exclusive_group_is_dotted(view: TimelineView) -> None:
    view.set_annotations([tag("watch", "watching", 5, 15), tag("away", "away", 30, 40)])
    y = round(view.y_of("watch"))
    image = view.grab().toImage()

    def inks(start_s: int, stop_s: int) -> set[str]:
        first, last = (round(view.x_of(second * 1_000_000)) for second in (start_s, stop_s))
        return {image.pixelColor(x, y).name() for x in range(first + 4, last - 4)}

    assert len(inks(16, 29)) > 1
    lonely = round(view.y_of("watch")) - 60
    assert len({image.pixelColor(x, max(lonely, 110)).name() for x in range(900, 940)}) == 1


def test_what_runs_is_not_said_to_lie_over_all_that_comes_later(view: TimelineView) -> None:
    later = tag("watch", "watching", 30, 40)
    view.set_annotations([later])
    y = round(view.y_of("watch")) + 5
    alone = view.grab().toImage()
    view.set_annotations([later, tag("away", "away", 5, running=True)])
    view.set_playhead(8_000_000)
    image = view.grab().toImage()

    first, last = (round(view.x_of(second * 1_000_000)) for second in (31, 39))
    assert [image.pixelColor(x, y) for x in range(first, last)] == [
        alone.pixelColor(x, y) for x in range(first, last)
    ]


def test_the_minimap_shows_where_tags_are_in_the_whole_film(view: TimelineView, qtbot: QtBot) -> None:
    view.set_annotations([tag("watch", "watching", 30, 40)])
    qtbot.waitUntil(lambda: view.scene.minimap is not None)
    minimap = view.scene.minimap
    assert minimap is not None
    image = minimap.toImage()
    row = next(y for y in range(image.height()) if image.pixelColor(image.width() * 35 // 60, y).alpha())

    assert image.pixelColor(image.width() * 20 // 60, row).alpha() == 0
    before = view.scene.minimap
    view.change_annotations([tag("more", "watching", 10, 25)])
    qtbot.waitUntil(lambda: view.scene.minimap is not before)
    assert view.scene.minimap.toImage().pixelColor(image.width() * 20 // 60, row).alpha()


def test_a_centred_playhead_stays_in_the_middle(view: TimelineView) -> None:
    view.show_span(Span(MediaTime(0), MediaTime(10_000_000)))
    view.set_centred(True)
    for second in (20, 30, 31):
        view.set_playhead(second * 1_000_000, playing=True)
        assert abs(view.x_of(second * 1_000_000) - (view._layout.left + view.scale.width_px / 2)) < 1

    view.set_centred(False)
    left = view.scale.left_us
    view.set_playhead(32_000_000, playing=True)
    assert view.scale.left_us == left


def test_what_the_mouse_holds_does_not_run_away(view: TimelineView) -> None:
    view.show_span(Span(MediaTime(20_000_000), MediaTime(30_000_000)))
    view.set_centred(True)
    left = view.scale.left_us
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(round(view.x_of(round(left)) + 300), 8))
    left = view.scale.left_us
    view.set_playhead(27_000_000)

    assert view.scale.left_us == left
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 8))
