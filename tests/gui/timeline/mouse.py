"""A mouse on the timeline, a few tags to point at, and what the timeline tells of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.timeline.books import tag
from vig_annotator.gui.timeline.timeline_view import TimelineView

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
RULER_Y = 8
TAGS = [
    tag("look", "initiative", 10),
    tag("look2", "initiative", 20),
    tag("watch", "watching", 5, 15),
    tag("away", "away", 15, 25),
    tag("smile", "received", 12),
]


class Told:
    """What the timeline's signals told, in order."""

    def __init__(self, view: TimelineView) -> None:
        self.all: list[tuple[object, ...]] = []
        for name in (
            "seek_requested", "scrubbing_changed", "selection_changed", "annotation_activated", "edge_drag_preview",
            "edge_moved", "edge_drag_cancelled", "moment_chosen", "moment_edge_preview", "moment_edge_moved", "tags_shift_preview",
            "tags_shifted",
        ):  # fmt: skip
            getattr(view, name).connect(lambda *values, name=name: self.all.append((name, *values)))

    def of(self, name: str) -> list[tuple[object, ...]]:
        """What each signal of a name carried."""
        return [values[1:] for values in self.all if values[0] == name]

    def last_of(self, name: str) -> list[object]:
        """The last value that each signal of a name carried."""
        return [values[-1] for values in self.all if values[0] == name]


def at(view: TimelineView, time_s: float, y: float = RULER_Y) -> QPoint:
    return QPoint(round(view.x_of(round(time_s * 1e6))), round(y))


def on(view: TimelineView, name: str, time_s: float) -> QPoint:
    return at(view, time_s, view.y_of(name))


def drag(view: TimelineView, start: QPoint, *places: QPoint, let_go: bool = True) -> None:
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for place in places:
        QTest.mouseMove(view, place)
    if let_go:
        QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])
