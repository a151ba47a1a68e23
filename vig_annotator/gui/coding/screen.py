"""The coding screen: palette, film and transport, side panel, timeline, and where they lie."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.annotating.palette import Palette
from vig_annotator.gui.coding.side_panel import SidePanel, Tab
from vig_annotator.gui.coding.top_bar import TopBar
from vig_annotator.gui.panels.panel_desk import Panel, PanelDesk, Where
from vig_annotator.gui.passes.pass_strip import PassStrip
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.side_films import SideFilms
from vig_annotator.gui.player.transport import Transport
from vig_annotator.gui.timeline.timeline_view import TimelineView

_PALETTE_PX, _TIMELINE_PX = 236, 246
_NARROWEST_PX = (190, 250)
"""Narrowest codes and right panel."""
_TRANSPORT_PX = 530
"""What the transport needs for all that stands in it."""
_SIDE_PX = (290, 470)
"""Narrowest and widest right panel that is laid out by itself."""
_TIMELINE_OF_HEIGHT, _CODES_OF_WIDTH = 0.3, 0.16
_FILM_SHAPE = 16 / 9


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
        self._across = _splitter(Qt.Orientation.Horizontal, (self._left, centre, self.side), grows=1)
        self._down = _splitter(Qt.Orientation.Vertical, (self._across, self.timeline), grows=0)
        self._side_px = self._timeline_px = 0
        self.panels = PanelDesk(self)
        self.panels.add(Panel.CODES, self._left, self._across)
        self.panels.add(Panel.SIDE, self.side, self._across)
        self.panels.add(Panel.TIMELINE, self.timeline, self._down)
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
        side_width, timeline_height = self._side_px, self._timeline_px
        width, height = max(self.width(), 640), max(self.height(), 400)
        timeline = timeline_height or max(_TIMELINE_PX, round(height * _TIMELINE_OF_HEIGHT))
        codes = min(self.codes.best_width(), max(_PALETTE_PX + 14, round(width * _CODES_OF_WIDTH)))
        codes = codes if self.panels.is_docked(Panel.CODES) else 0
        timeline = timeline if self.panels.is_docked(Panel.TIMELINE) else 0
        film_height = height - self.top_bar.height() - self.transport.height() - timeline
        # The side gets what the film can't use: a film as high as it can be has no black at its sides.
        spare = width - codes - round(film_height * _FILM_SHAPE) - 4
        side = side_width or min(max(spare, _SIDE_PX[0]), _SIDE_PX[1])
        side = side if self.panels.is_docked(Panel.SIDE) else 0
        # On a narrow screen the sides make room for what stands below the film.
        room = width - _TRANSPORT_PX
        if codes + side > room:
            side = min(side, max(_NARROWEST_PX[1], room - codes))
            codes = min(codes, max(_NARROWEST_PX[0], room - side))
        ends = (side, codes) if self.panels.swapped else (codes, side)
        self._across.setSizes([ends[0], max(240, width - codes - side), ends[1]])
        self._down.setSizes([max(240, height - self.top_bar.height() - timeline), timeline])

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
        self._show_tab(self.side.tab if self.side.tab is not Tab.REEL else Tab.TAGS)
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
        at = 0 if self.panels.swapped else 2
        if handle == (1 if self.panels.swapped else 2) and self.panels.is_docked(Panel.SIDE):
            self._side_px = self._across.sizes()[at]

    def _moved_down(self) -> None:
        if self.panels.is_docked(Panel.TIMELINE):
            self._timeline_px = self._down.sizes()[1]

    def _leave_hidden_tab(self) -> None:
        """What had the keys may be hidden now; then Qt would give them to any button."""
        focus = self.side.window().focusWidget()
        if focus is not None and self.side.isAncestorOf(focus) and not self.side.holds_tabs(focus):
            self.focus_film()

    def _show_tab(self, tab: Tab) -> None:
        self.panels.show(Panel.SIDE)
        self.side.show_tab(tab)


def _splitter(orientation: Qt.Orientation, parts: tuple[QWidget, ...], *, grows: int) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(grows, 1)
    return splitter
