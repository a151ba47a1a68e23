"""The right side: moments, tags, reel and review as tabs, and below them what is chosen."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QTabBar, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.annotating.annotation_table import AnnotationTable
from vig_annotator.gui.annotating.moments_panel import MomentsPanel
from vig_annotator.gui.annotating.selected_panel import SelectedPanel
from vig_annotator.gui.annotating.tag_list import TagList
from vig_annotator.gui.buttons import follow_keys, with_key
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.reels.reel_panel import ReelPanel
from vig_annotator.gui.review.review_panel import ReviewPanel
from vig_annotator.gui.scrolling import FrontStack, scrolled

_WIDE_PX, _HIGH_PX, _LEAST_PX = 440, 400, 120
_NARROWEST_PX = 268
_AROUND_TAB_PX = 20
"""Space before and after the words of a tab."""


class Tab(IntEnum):
    """The tabs, from left to right."""

    MOMENTS = 0
    TAGS = 1
    REEL = 2
    REVIEW = 3


_ACTIONS = {
    Tab.MOMENTS: "view.moments",
    Tab.TAGS: "view.annotations",
    Tab.REEL: "view.reel",
    Tab.REVIEW: "view.review",
}


class SidePanel(QFrame):
    """Holds the panels; `tab_changed` carries the tab that came to the front."""

    tab_changed = Signal(int)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(_NARROWEST_PX)
        self.moments = MomentsPanel(actions)
        self.tags = AnnotationTable()
        self.reel = ReelPanel(actions)
        self.review = ReviewPanel(actions)
        self.selected = SelectedPanel(actions)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Moments, tags, reel, review")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._counted = {tab: action(_ACTIONS[tab]).title for tab in Tab}
        for title in self._counted.values():
            self._tabs.addTab(title)
        follow_keys(self._tabs, self._show_keys)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        self._stack = FrontStack()
        self.tag_list = TagList(self.tags)
        for panel in (self.moments, self.tag_list, self.reel, self.review):
            self._stack.addWidget(panel)
        self._tabs.currentChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(line)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._stack, 1)
        # Hidden with what holds it: what can't be seen must not have the keys.
        self._below = QWidget()
        chosen = QVBoxLayout(self._below)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.addWidget(self.selected)
        inside.addWidget(self._below)
        # On a low screen all of it is scrolled: no panel takes the timeline's room, and none is cut off.
        area = scrolled(below, "The panel in front", focus=Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(_LEAST_PX)
        column.addWidget(area, 1)

    @property
    def tab(self) -> Tab:
        """The tab in front."""
        return Tab(self._tabs.currentIndex())

    def holds_tabs(self, widget: QWidget) -> bool:
        """Whether a widget is the row of tabs."""
        return widget is self._tabs

    def show_tab(self, tab: Tab) -> None:
        """Bring a tab to the front."""
        self._tabs.setCurrentIndex(tab)

    def show_counts(self, moments: int, tags: int, clips: int) -> None:
        """How much is in each."""
        for tab, count in ((Tab.MOMENTS, moments), (Tab.TAGS, tags), (Tab.REEL, clips)):
            title = action(_ACTIONS[tab]).title
            self._counted[tab] = f"{title} {count}" if count else title
        self._show_titles()

    def show_unread(self, count: int) -> None:
        """How many remarks are still to be read."""
        title = action(_ACTIONS[Tab.REVIEW]).title
        self._counted[Tab.REVIEW] = f"{title} {count}" if count else title
        self._show_titles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes get room where there is some."""
        super().resizeEvent(event)
        self.tags.show_wide(self.width() >= _WIDE_PX)
        self.moments.show_buttons(self.height() >= _HIGH_PX)
        self._show_titles()

    def _show_titles(self) -> None:
        """With their counts, where there is room for all of them."""
        metrics = self._tabs.fontMetrics()
        wide = sum(metrics.horizontalAdvance(words) + _AROUND_TAB_PX for words in self._counted.values())
        for tab, counted in self._counted.items():
            words = counted if wide <= self.width() else action(_ACTIONS[tab]).title
            if self._tabs.tabText(tab) != words:  # Qt lays all tabs out anew, also for the same words
                self._tabs.setTabText(tab, words)

    def _show_keys(self) -> None:
        for tab, action_id in _ACTIONS.items():
            self._tabs.setTabToolTip(tab, with_key(action(action_id).help, key_book().key(action_id)))

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._below.setVisible(index not in (Tab.REEL, Tab.REVIEW))
        self.tab_changed.emit(index)
