"""The coding screen: palette, film and transport, side panel, timeline, and where they lie."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.annotating.palette import Palette
from vig_annotator.gui.coding.side_panel import SidePanel, Tab
from vig_annotator.gui.coding.top_bar import TopBar
from vig_annotator.gui.panels.docked_panel import HEAD_PX
from vig_annotator.gui.panels.panel_desk import PanelDesk
from vig_annotator.gui.panels.places import Panel, Place, Where
from vig_annotator.gui.passes.pass_strip import PassStrip
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.side_films import SideFilms
from vig_annotator.gui.player.transport import Transport
from vig_annotator.gui.timeline.timeline_view import TimelineView

_PALETTE_PX, _TIMELINE_PX = 236, 246 + HEAD_PX
_NARROWEST_PX = (190, 268)
"""Narrowest codes and right panel."""
_TRANSPORT_PX = 530
"""What the transport needs for all that stands in it."""
_SIDE_PX = (290, 470)
"""Narrowest and widest right panel that is laid out by itself."""
_TIMELINE_OF_HEIGHT, _CODES_OF_WIDTH = 0.3, 0.16
_MOST_OF_LOW = 0.38
"""On a low screen the film is not to be smaller than what lies below it."""
_FILM_SHAPE = 16 / 9
_SIDES = (Place.LEFT, Place.RIGHT)


class CodingScreen(QWidget):
    """The parts; what they show is `FilmDisplay`'s business, what they do is the commands'."""

    def __init__(self, actions: ActionSet, view: FilmView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.top_bar = TopBar(actions)
        self.codes = Palette()
        self.pass_strip = PassStrip(actions)
        self.transport = Transport(actions)
        self.side = SidePanel(actions)
        self.timeline = TimelineView()
        self.timeline.setMinimumHeight(150)
        self._left = QFrame()
        self._left.setProperty("role", "panel")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.pass_strip)
        left.addWidget(self.codes)
        centre = QFrame()
        middle = QVBoxLayout(centre)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self.films = SideFilms(view)
        middle.addWidget(self.films, 1)
        middle.addWidget(self.transport)
        places = {
            place: _splitter(Qt.Orientation.Vertical if place in _SIDES else Qt.Orientation.Horizontal, ())
            for place in Place
        }
        beside = (places[Place.LEFT], centre, places[Place.RIGHT])
        self._across = _splitter(Qt.Orientation.Horizontal, beside, grows=1)
        between = (places[Place.ABOVE], self._across, places[Place.BELOW])
        self._down = _splitter(Qt.Orientation.Vertical, between, grows=1)
        self._side_px = self._timeline_px = 0
        self.panels = PanelDesk(self, places)
        self.panels.add(Panel.CODES, self._left)
        self.panels.add(Panel.SIDE, self.side)
        self.panels.add(Panel.TIMELINE, self.timeline)
        self.panels.changed.connect(self._divide)
        self._across.splitterMoved.connect(self._moved_across)
        self._down.splitterMoved.connect(self._moved_down)
        self.side.tab_changed.connect(self._leave_hidden_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self._down, 1)

    @property
    def sizes(self) -> tuple[int, int]:
        """Width of the right panel and height of the timeline, to be remembered; 0 where nobody moved them."""
        return self._side_px, self._timeline_px

    def set_sizes(self, side_width: int, timeline_height: int) -> None:
        """Sizes that were remembered; 0 for those that suit the window, whatever its size becomes."""
        self._side_px, self._timeline_px = side_width, timeline_height
        self._divide()

    def showEvent(self, event: QShowEvent) -> None:
        """Panels that have windows of their own come with the screen."""
        super().showEvent(event)
        if not event.spontaneous():
            self.panels.away(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """They go with it, too."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.panels.away(True)

    def reset_sizes(self) -> None:
        """Sizes that suit the window."""
        self.set_sizes(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        width, height = max(self.width(), 640), max(self.height(), 400)
        above, below = (self._wanted_height(place, height) for place in (Place.ABOVE, Place.BELOW))
        film_height = height - self.top_bar.height() - self.transport.height() - above - below
        # A side gets what the film can't use: a film as high as it can be has no black at its sides.
        spare = width - round(film_height * _FILM_SHAPE) - 4
        left, right = self._wanted_widths(width, spare)
        # On a narrow screen the sides make room for what stands below the film.
        room = width - _TRANSPORT_PX
        if left + right > room:
            narrowest = {place: self._narrowest(place) for place in _SIDES}
            right = min(right, max(narrowest[Place.RIGHT], room - left))
            left = min(left, max(narrowest[Place.LEFT], room - right))
        self._across.setSizes([left, max(240, width - left - right), right])
        self._down.setSizes([above, max(240, height - self.top_bar.height() - above - below), below])

    def _wanted_height(self, place: Place, height: int) -> int:
        seen = self.panels.seen_in(place)
        if not seen:
            return 0
        least = min(_TIMELINE_PX, round(height * _MOST_OF_LOW))
        usual = max(least, round(height * _TIMELINE_OF_HEIGHT))
        return (self._timeline_px or usual) if Panel.TIMELINE in seen else usual

    def _wanted_widths(self, width: int, spare: int) -> tuple[int, int]:
        """Of the left and the right place: first the codes, then the other panel of what is left."""
        codes = min(self.codes.best_width(), max(_PALETTE_PX + 14, round(width * _CODES_OF_WIDTH)))
        seen = {place: self.panels.seen_in(place) for place in _SIDES}
        rest = spare - (codes if any(Panel.CODES in panels for panels in seen.values()) else 0)
        side = self._side_px or min(max(rest, _SIDE_PX[0]), _SIDE_PX[1])
        wanted = {Panel.CODES: codes, Panel.SIDE: side, Panel.TIMELINE: _SIDE_PX[1]}
        left, right = (max((wanted[one] for one in seen[place]), default=0) for place in _SIDES)
        return left, right

    def _narrowest(self, place: Place) -> int:
        return max((_NARROWEST_PX[one is not Panel.CODES] for one in self.panels.seen_in(place)), default=0)

    def show_codes(self) -> None:
        """Bring the codes to sight."""
        self.panels.show(Panel.CODES)

    def show_timeline(self) -> None:
        """Bring the timeline to sight."""
        self.panels.show(Panel.TIMELINE)

    def show_moments(self) -> None:
        """Bring the moments to the front."""
        self._show_tab(Tab.MOMENTS)

    def show_annotations(self) -> None:
        """Bring the list of tags to the front."""
        self._show_tab(Tab.TAGS)

    def show_reel(self) -> None:
        """Bring the reel to the front."""
        self._show_tab(Tab.REEL)

    def show_review(self) -> None:
        """Bring the review to the front."""
        self._show_tab(Tab.REVIEW)

    def search_tags(self) -> None:
        """Let words be typed that tags are searched by."""
        self._show_tab(Tab.TAGS)
        self.side.tag_list.start_search()

    def edit_note(self) -> None:
        """Let the note of the chosen tag be typed."""
        self._show_tab(Tab.TAGS if self.side.tab in (Tab.REEL, Tab.REVIEW) else self.side.tab)
        note = self.side.selected.note
        note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        note.selectAll()

    def edit_caption(self) -> None:
        """Let the caption of the chosen moment or clip be typed."""
        for show, cards in (
            (self.show_moments, self.side.moments.list),
            (self.show_reel, self.side.reel.list),
        ):
            if cards.chosen_id is not None:
                show()
                cards.edit_caption(cards.chosen_id)

    def toggle_sides(self) -> None:
        """Hide the panels left and right, or show them."""
        sides = [one for one in (Panel.CODES, Panel.SIDE) if self.panels.where(one) is not Where.FLOATING]
        shown = any(self.panels.is_docked(one) for one in sides)
        for one in sides:
            self.panels.put(one, Where.HIDDEN if shown else Where.DOCKED)

    def focus_film(self) -> None:
        """The keys belong to the film."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_typing(self) -> None:
        """Keep what is being typed: a note, a caption, a title."""
        focus = QApplication.focusWidget()
        if focus is not None and any(one.isAncestorOf(focus) for one in (self, self._left, self.side)):
            focus.clearFocus()

    def _moved_across(self, _at: int, handle: int) -> None:
        place = Place.LEFT if handle == 1 else Place.RIGHT
        if Panel.SIDE in self.panels.seen_in(place):
            self._side_px = self._across.sizes()[0 if place is Place.LEFT else 2]

    def _moved_down(self, _at: int, handle: int) -> None:
        place = Place.ABOVE if handle == 1 else Place.BELOW
        if Panel.TIMELINE in self.panels.seen_in(place):
            self._timeline_px = self._down.sizes()[0 if place is Place.ABOVE else 2]

    def _leave_hidden_tab(self) -> None:
        """What had the keys may be hidden now; then Qt would give them to any button."""
        focus = self.side.window().focusWidget()
        if focus is not None and self.side.isAncestorOf(focus) and not self.side.holds_tabs(focus):
            self.focus_film()

    def _show_tab(self, tab: Tab) -> None:
        self.panels.show(Panel.SIDE)
        self.side.show_tab(tab)


def _splitter(orientation: Qt.Orientation, parts: tuple[QWidget, ...], *, grows: int = 0) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    if parts:
        splitter.setStretchFactor(grows, 1)
    return splitter
