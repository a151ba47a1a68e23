"""Where the panels are: in a place beside the film, in windows of their own, or hidden; remembered between runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from vig_annotator.gui.panels.docked_panel import DockedPanel
from vig_annotator.gui.panels.floating_panel import FloatingPanel
from vig_annotator.gui.panels.panel_drag import PanelDrag
from vig_annotator.gui.panels.places import TITLES, USUAL, Panel, Place, Where, layout_words, read_layout

_MUCH = 10_000
_SWAPPED = {
    Place.LEFT: [Panel.SIDE],
    Place.RIGHT: [Panel.CODES],
    Place.ABOVE: [],
    Place.BELOW: [Panel.TIMELINE],
}


@dataclass(slots=True)
class _Seat:
    """A panel, and what holds its place while it is elsewhere."""

    widget: QWidget
    docked: DockedPanel
    where: Where = Where.DOCKED
    window: FloatingPanel | None = None
    box: QRect | None = None


class PanelDesk(QObject):
    """Moves panels about.

    Args:
        screen: that they belong to.
        places: a splitter for each place.

    Signals:
        changed: a panel is somewhere else; the room for the others is divided anew.
    """

    changed = Signal()

    def __init__(self, screen: QWidget, places: Mapping[Place, QSplitter]) -> None:
        super().__init__(screen)
        self._screen = screen
        self._places = dict(places)
        self._seats: dict[Panel, _Seat] = {}
        self.drag = PanelDrag(screen, self._lying, self.dock, self._take_out)

    def add(self, panel: Panel, widget: QWidget) -> None:
        """A panel, in its usual place."""
        seat = _Seat(widget, DockedPanel(TITLES[panel], widget))
        self._seats[panel] = seat
        self._places[USUAL[panel]].addWidget(seat.docked)
        self.drag.follow(panel, seat.docked.head)
        seat.docked.head.double_clicked.connect(lambda: self.put(panel, Where.FLOATING))
        self._show_places()

    def where(self, panel: Panel) -> Where:
        """Whether a panel is in the window."""
        return self._seats[panel].where

    def is_docked(self, panel: Panel) -> bool:
        """Whether a panel takes room in the window."""
        return self._seats[panel].where is Where.DOCKED

    def place(self, panel: Panel) -> Place:
        """Where a panel lies, or would lie if it were in the window."""
        return next(place for place, panels in self.layout.items() if panel in panels)

    def seen_in(self, place: Place) -> list[Panel]:
        """The panels that take room in a place, in order."""
        return [one for one in self.layout[place] if self.is_docked(one)]

    @property
    def layout(self) -> dict[Place, list[Panel]]:
        """Which panels lie in which place, in order."""
        found: dict[Place, list[Panel]] = {}
        for place, splitter in self._places.items():
            inside = [splitter.widget(number) for number in range(splitter.count())]
            found[place] = [
                one for held in inside for one, seat in self._seats.items() if seat.docked is held
            ]
        return found

    def window_of(self, panel: Panel) -> FloatingPanel | None:
        """The panel's own window, or None."""
        return self._seats[panel].window

    @property
    def swapped(self) -> bool:
        """Whether moments, tags and reel lie left of the film."""
        return self.place(Panel.SIDE) is Place.LEFT

    def put(self, panel: Panel, where: Where) -> None:
        """Put a panel somewhere."""
        if self._seats[panel].where is where:
            return
        with self._keys_kept():
            self._put(self._seats[panel], panel, where)
        self.changed.emit()

    def dock(self, panel: Panel, place: Place, index: int | None = None) -> None:
        """Lay a panel into a place, at a position among those that are seen there; at the end, if none is named."""
        seat = self._seats[panel]
        with self._keys_kept():
            self._dock(seat, panel, place, index)
        self.changed.emit()

    def _dock(self, seat: _Seat, panel: Panel, place: Place, index: int | None) -> None:
        self._put(seat, panel, Where.DOCKED)
        others = [one for one in self.layout[place] if one is not panel]
        seen = [one for one in others if self.is_docked(one)]
        at = others.index(seen[index]) if index is not None and index < len(seen) else len(others)
        # Out of where it was first: within one splitter that would change the positions.
        seat.docked.setParent(None)
        self._places[place].insertWidget(at, seat.docked)
        seat.docked.show()
        self._share(place)
        self._show_places()

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
        now = self.layout
        with self._keys_kept():
            self._lay({**now, Place.LEFT: now[Place.RIGHT], Place.RIGHT: now[Place.LEFT]})
        self.changed.emit()

    def reset(self) -> None:
        """Everything as it was at first."""
        with self._keys_kept():
            for panel, seat in self._seats.items():
                self._put(seat, panel, Where.DOCKED)
                seat.box = None
            self._lay(self._usual())
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
            box = seat.window.geometry() if seat.window is not None else seat.box
            if seat.where is not Where.DOCKED or box is not None:
                numbers = "" if box is None else _numbers(box)
                words[panel.value] = f"{seat.where.value} {numbers}".strip()
        if self.layout != self._usual():
            words["layout"] = layout_words(self.layout)
        return words

    def remember(self, words: dict[str, str]) -> None:
        """Put everything where it was; what is not understood stays where it is."""
        for panel, seat in self._seats.items():
            where, _, numbers = words.get(panel.value, "").partition(" ")
            seat.box = _rectangle(numbers)
            if where in list(Where):
                self._put(seat, panel, Where(where))
        # Earlier versions knew no more than changed sides.
        layout = _SWAPPED if words.get("sides") == "swapped" else read_layout(words.get("layout", ""))
        if layout is not None:
            self._lay(layout)
        self.changed.emit()

    def _usual(self) -> dict[Place, list[Panel]]:
        return {place: [one for one in self._seats if USUAL[one] is place] for place in self._places}

    def _lay(self, layout: Mapping[Place, list[Panel]]) -> None:
        shown = {panel: not seat.docked.isHidden() for panel, seat in self._seats.items()}
        for seat in self._seats.values():
            seat.docked.setParent(None)
        for place, panels in layout.items():
            for panel in panels:
                self._places[place].addWidget(self._seats[panel].docked)
        for panel, seat in self._seats.items():
            seat.docked.setVisible(shown[panel])
        for place in self._places:
            self._share(place)
        self._show_places()

    def _lying(self, place: Place) -> list[tuple[Panel, QRect]]:
        found = []
        for panel in self.seen_in(place):
            docked = self._seats[panel].docked
            found.append((panel, QRect(docked.mapTo(self._screen, QPoint(0, 0)), docked.size())))
        return found

    def _take_out(self, panel: Panel, at: QPoint) -> None:
        seat = self._seats[panel]
        if seat.window is not None:
            return
        size = seat.box.size() if seat.box is not None else seat.docked.size()
        seat.box = QRect(at, size)
        self.put(panel, Where.FLOATING)

    def _put(self, seat: _Seat, panel: Panel, where: Where) -> None:
        if seat.where is where:
            return
        if seat.window is not None:
            seat.box = seat.window.geometry()
            widget, seat.window = seat.window.give_back(), None
            seat.docked.take_back(widget)
            widget.show()
        seat.where = where
        seat.docked.setVisible(where is Where.DOCKED)
        self._show_places()
        if where is not Where.FLOATING:
            return
        window = FloatingPanel(self._screen.window(), TITLES[panel], seat.widget, seat.box)
        window.dock_wanted.connect(lambda: self.put(panel, Where.DOCKED))
        self.drag.follow(panel, window.head)
        seat.window = window
        window.setVisible(self._screen.isVisible())

    @contextmanager
    def _keys_kept(self) -> Iterator[None]:
        """What has the keys in a panel keeps them while panels move."""
        had = QApplication.focusWidget()
        mine = had is not None and any(
            seat.widget is had or seat.widget.isAncestorOf(had) for seat in self._seats.values()
        )
        yield
        if had is not None and mine and had.isVisible():
            had.setFocus()

    def _share(self, place: Place) -> None:
        """Panels that lie in one place share it evenly at first."""
        splitter = self._places[place]
        splitter.setSizes([_MUCH] * splitter.count())

    def _show_places(self) -> None:
        for place, splitter in self._places.items():
            splitter.setVisible(bool(self.seen_in(place)))


def _numbers(box: QRect) -> str:
    return f"{box.x()},{box.y()},{box.width()},{box.height()}"


def _rectangle(numbers: str) -> QRect | None:
    try:
        x, y, width, height = map(int, numbers.split(","))
    except ValueError:
        return None
    return QRect(x, y, width, height) if width > 50 and height > 50 else None
