"""Where the panels are: in their places, in windows of their own, or hidden; changed sides; remembered between runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from vig_annotator.gui.panels.floating_panel import FloatingPanel


class Panel(StrEnum):
    """The panels."""

    CODES = "codes"
    SIDE = "side"
    TIMELINE = "timeline"


TITLES = {Panel.CODES: "Codes", Panel.SIDE: "Moments, tags, reel", Panel.TIMELINE: "Timeline"}
"""What people read."""


class Where(StrEnum):
    """Where a panel is."""

    DOCKED = "docked"
    FLOATING = "floating"
    HIDDEN = "hidden"


@dataclass(slots=True)
class _Seat:
    """A panel and its place in a splitter, which is kept for it while it is elsewhere."""

    widget: QWidget
    splitter: QSplitter
    keeper: QWidget
    where: Where = Where.DOCKED
    window: FloatingPanel | None = None
    place: QRect | None = None


class PanelDesk(QObject):
    """Moves panels about.

    Signals:
        changed: a panel is somewhere else; the room for the others is divided anew.
    """

    changed = Signal()

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self._screen = screen
        self._seats: dict[Panel, _Seat] = {}
        self._across: QSplitter | None = None
        self._swapped = False

    def add(self, panel: Panel, widget: QWidget, splitter: QSplitter) -> None:
        """A panel that lies in a splitter."""
        keeper = QWidget()
        keeper.hide()
        self._seats[panel] = _Seat(widget, splitter, keeper)

    def where(self, panel: Panel) -> Where:
        """Where a panel is."""
        return self._seats[panel].where

    def is_docked(self, panel: Panel) -> bool:
        """Whether a panel takes room in the window."""
        return self._seats[panel].where is Where.DOCKED

    def window_of(self, panel: Panel) -> FloatingPanel | None:
        """The panel's own window, or None."""
        return self._seats[panel].window

    @property
    def swapped(self) -> bool:
        """Whether the codes lie right of the film and the moments left."""
        return self._swapped

    def put(self, panel: Panel, where: Where) -> None:
        """Put a panel somewhere."""
        if self._seats[panel].where is where:
            return
        self._put(self._seats[panel], panel, where)
        self.changed.emit()

    def show(self, panel: Panel) -> None:
        """Bring a panel to sight, where it is."""
        seat = self._seats[panel]
        if seat.where is Where.HIDDEN:
            self.put(panel, Where.DOCKED)
        elif seat.window is not None:
            seat.window.raise_()

    def toggle(self, panel: Panel) -> None:
        """Hide a panel, or show it in its place."""
        self.put(panel, Where.DOCKED if self.where(panel) is Where.HIDDEN else Where.HIDDEN)

    def toggle_floating(self, panel: Panel) -> None:
        """Give a panel a window of its own, or put it back."""
        self.put(panel, Where.DOCKED if self.where(panel) is Where.FLOATING else Where.FLOATING)

    def swap_sides(self) -> None:
        """What lies left of the film lies right of it, and the other way round."""
        left, right = self._seats[Panel.CODES], self._seats[Panel.SIDE]
        splitter = left.splitter
        self._swapped = not self._swapped
        ends = (right, left) if self._swapped else (left, right)
        shown = {
            id(seat): (seat.widget if seat.where is not Where.FLOATING else seat.keeper) for seat in ends
        }
        hidden = {id(seat): shown[id(seat)].isHidden() for seat in ends}
        splitter.insertWidget(0, shown[id(ends[0])])
        splitter.insertWidget(splitter.count() - 1, shown[id(ends[1])])
        for seat in ends:
            shown[id(seat)].setVisible(not hidden[id(seat)])
        self.changed.emit()

    def reset(self) -> None:
        """Everything as it was at first."""
        if self._swapped:
            self.swap_sides()
        for panel, seat in self._seats.items():
            self._put(seat, panel, Where.DOCKED)
            seat.place = None
        self.changed.emit()

    def away(self, away: bool) -> None:
        """The screen is left, or is back: windows of panels go and come with it."""
        for seat in self._seats.values():
            if seat.window is not None:
                seat.window.setVisible(not away)

    def to_remember(self) -> dict[str, str]:
        """Where everything is, in words; empty if nothing was moved."""
        words = {}
        for panel, seat in self._seats.items():
            place = seat.window.geometry() if seat.window is not None else seat.place
            if seat.where is not Where.DOCKED or place is not None:
                numbers = "" if place is None else _numbers(place)
                words[panel.value] = f"{seat.where.value} {numbers}".strip()
        if self._swapped:
            words["sides"] = "swapped"
        return words

    def remember(self, words: dict[str, str]) -> None:
        """Put everything where it was; what is not understood stays where it is."""
        for panel, seat in self._seats.items():
            where, _, numbers = words.get(panel.value, "").partition(" ")
            seat.place = _rectangle(numbers)
            if where in list(Where):
                self._put(seat, panel, Where(where))
        if (words.get("sides") == "swapped") is not self._swapped:
            self.swap_sides()
        self.changed.emit()

    def _put(self, seat: _Seat, panel: Panel, where: Where) -> None:
        if seat.window is not None:
            seat.place = seat.window.geometry()
            widget, seat.window = seat.window.give_back(), None
            seat.splitter.replaceWidget(seat.splitter.indexOf(seat.keeper), widget)
            seat.keeper.setParent(None)
        seat.where = where
        seat.widget.setVisible(where is not Where.HIDDEN)
        if where is not Where.FLOATING:
            return
        seat.splitter.replaceWidget(seat.splitter.indexOf(seat.widget), seat.keeper)
        seat.keeper.hide()
        window = FloatingPanel(self._screen.window(), TITLES[panel], seat.widget, seat.place)
        window.dock_wanted.connect(lambda: self.put(panel, Where.DOCKED))
        seat.window = window
        window.setVisible(self._screen.isVisible())


def _numbers(place: QRect) -> str:
    return f"{place.x()},{place.y()},{place.width()},{place.height()}"


def _rectangle(numbers: str) -> QRect | None:
    try:
        x, y, width, height = map(int, numbers.split(","))
    except ValueError:
        return None
    return QRect(x, y, width, height) if width > 50 and height > 50 else None
