"""The part of the timeline's widget that shows: what it was given, which part of it is in view, and the picture of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vig_annotator.gui.theme import theme
from vig_annotator.gui.timeline.content_painter import paint_content, paint_ground, paint_live
from vig_annotator.gui.timeline.frame_painter import View, playhead_area
from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.lanes import Place
from vig_annotator.gui.timeline.layout import LEAD_PX, lay_out, least_height
from vig_annotator.gui.timeline.link_arcs import LinkArcs
from vig_annotator.gui.timeline.media_painter import Loudness, MediaLane
from vig_annotator.gui.timeline.minimap import draw_minimap
from vig_annotator.gui.timeline.review_marks import ReviewMark
from vig_annotator.gui.timeline.scene import Scene
from vig_annotator.gui.timeline.styles import Styles
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.link import Link
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment

_FIRST_VIEW_US = 30_000_000
"""A longer film is first seen with this much of it."""
_ZOOM_STEP = 1.25
_MINIMAP_MS = 250
"""While somebody tags, the picture of the whole film may be so old."""


class TimelineCanvas(QWidget):
    """Ruler, film, sound, a lane for each subject and group, moments and playhead.

    All times are media time in microseconds. It knows no services: what it shows comes in through its `set_` methods.

    Signals:
        view_changed(scale): another stretch of the film is in view.
    """

    view_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene()
        self._scale = TimeScale.whole(0, 1.0)
        self._codebook: Codebook | None = None
        self._styles: Styles | None = None
        self._ground, self._content = QPixmap(), QPixmap()
        self._ground_stale = self._stale = True
        self._lane_scroll = 0.0
        self._untouched = True
        self._focus_seen = False
        self._centred = False
        self._minimap_timer = QTimer(self, singleShot=True, interval=_MINIMAP_MS)
        self._minimap_timer.timeout.connect(self._draw_minimap)
        self._layout = lay_out(1.0, 1.0, self.scene.tracks.plan)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Timeline")
        theme().changed.connect(self._theme_changed)
        self._describe()

    # What it shows

    def set_film(self, end_us: int, index: FrameIndex | None = None) -> None:
        """Another film (0: none); its pictures, sound, moments, marks and annotations are forgotten."""
        codebook, before = self._codebook, self.scene
        self.scene = Scene(end_us=end_us, index=index, hint=before.hint)
        self.scene.out_of_focus, self.scene.hide_out = before.out_of_focus, before.hide_out
        self.scene.tracks.set_codebook(codebook)
        self._lane_scroll = 0.0
        self._changed(lanes=True)
        self._show_first_view()

    def expect_end(self, end_us: int) -> None:
        """Where a film seems to end whose frames are not known yet; what is known already stays."""
        if self.scene.end_us == 0:
            self.scene.end_us = end_us
            self._changed()
            self._show_first_view()

    def set_index(self, index: FrameIndex) -> None:
        """The frames of the same film became known."""
        self.scene.index, self.scene.end_us = index, index.end_us
        if self._untouched:
            self._show_first_view()
        else:
            self._set_scale(self._scale.of_film(index.end_us))
        self._changed()

    def set_codebook(self, codebook: Codebook | None) -> None:
        """The codes that give the lanes their names and the tags their colours."""
        self._codebook = codebook
        self.scene.tracks.set_codebook(codebook)
        self._changed(lanes=True)

    def set_out_of_focus(self, codes: frozenset[str], *, hidden: bool) -> None:
        """Which codes this pass is not about; lanes that hold nothing else are dimmed, or hidden.

        What it is about comes into view.
        """
        if (codes, hidden) != (self.scene.out_of_focus, self.scene.hide_out):
            self.scene.out_of_focus, self.scene.hide_out = codes, hidden
            self._changed(lanes=True)
            out = self.scene.lanes_out
            lanes = [number for number in range(len(self.scene.tracks.plan.lanes)) if number not in out]
            if out and lanes:
                self._show_place(Place(lanes[-1], 0))
                self._show_place(Place(lanes[0], 0))

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """All annotations of the pass anew."""
        self.scene.tracks.set_annotations(annotations)
        self.scene.links.all_tags_changed()
        self._changed(lanes=True)

    def change_annotations(self, changed: Iterable[Annotation], removed_ids: Iterable[str] = ()) -> None:
        """Some were made, changed or removed; quick however many there are. The lane of a new one comes into view."""
        gone, put_in = list(removed_ids), list(changed)
        new = [one for one in put_in if self.scene.tracks.get(one.id) is None]
        lanes = self.scene.tracks.change(put_in, gone)
        self.scene.selected -= frozenset(gone)
        self.scene.links.tags_changed([*gone, *(one.id for one in put_in)])
        self._changed(lanes=lanes, tags=True, ground=False)
        self._describe()
        if len(new) == 1:
            self._show_place(self.scene.tracks.place_of(new[0]))

    def set_links(self, links: Iterable[Link]) -> None:
        """All links between the annotations anew."""
        self.scene.links = LinkArcs(links)
        self._changed(ground=False)

    def change_links(self, changed: Iterable[Link], removed_ids: Iterable[str] = ()) -> None:
        """Some were made, changed or removed."""
        self.scene.links.change(changed, removed_ids)
        self._changed(ground=False)

    def set_selection(self, ids: Iterable[str]) -> None:
        """Which annotations are selected; sends no signal. The lane of a single one comes into view."""
        self.scene.selected = frozenset(ids)
        self._changed(ground=False)
        one = (
            self.scene.tracks.get(next(iter(self.scene.selected))) if len(self.scene.selected) == 1 else None
        )
        if one is not None:
            self._show_place(self.scene.tracks.place_of(one))

    def set_moments(self, moments: Sequence[Moment], chosen_id: str | None = None) -> None:
        """The moments of the film, and which one is chosen in the list."""
        self.scene.moments, self.scene.chosen_moment = tuple(moments), chosen_id
        self._changed(ground=False)

    def set_stretches(self, stretches: Sequence[Span]) -> None:
        """What of the film is to be coded; empty for all of it."""
        self.scene.stretches = tuple(stretches)
        self._changed(ground=False)

    def set_review_marks(self, marks: Sequence[ReviewMark]) -> None:
        """Where something is said, and how a supervisor would have it."""
        self.scene.review = tuple(marks)
        self._changed(ground=False)

    def set_marked(self, marked: Span | None) -> None:
        """The stretch that is being marked as a moment."""
        self.scene.marked = marked
        self._changed(ground=False)

    def set_loop(self, loop: Span | None) -> None:
        """The stretch that is played again and again."""
        self.scene.loop = loop
        self._changed()

    def set_sound(self, peaks: NDArray[np.float32] | None, per_second: int = 100, *, note: str = "") -> None:
        """How loud the film is (`media.waveform`); without peaks, `note` is said in the sound lane."""
        there = peaks is not None and len(peaks) > 0
        self.scene.loudness = Loudness(peaks, per_second) if there and peaks is not None else None
        self.scene.sound_note = note
        self._changed()

    def set_beside(self, lanes: Sequence[MediaLane]) -> None:
        """The other cameras' films, drawn below the first."""
        self.scene.beside = tuple(lanes)
        self._lay_out()
        self._changed()

    def add_thumbnail(self, time_us: int, rgb: NDArray[np.uint8]) -> None:
        """A small picture of a moment of the film, in any order."""
        self.scene.strip.add(time_us, rgb)
        self._changed()

    def set_hint(self, hint: str) -> None:
        """What to do next, said in the lanes while there are no annotations."""
        self.scene.hint = hint
        self._changed()

    def set_centred(self, centred: bool) -> None:
        """Whether the playhead stays in the middle while the film moves below it; else it walks, and pages are turned."""
        self._centred = centred
        if centred:
            self._set_scale(self._scale.centred(self.scene.playhead_us))

    def set_playhead(self, time_us: int, *, playing: bool = False) -> None:
        """The moment that is on screen. While the film plays, a playhead that leaves the view turns the page."""
        if time_us == self.scene.playhead_us:
            return
        view = self._view()
        before = self.scene.playhead_us
        self.scene.playhead_us = time_us
        if self._centred and self._may_follow():
            self._set_scale(self._scale.centred(time_us))
            self.update()
            return
        if playing and self._scale.in_view(before) and not self._scale.in_view(time_us):
            self._set_scale(self._scale.paged_to(time_us))
            return
        if self.scene.tracks.has_running:
            self.update()
            return
        for area in (*playhead_area(view, before), *playhead_area(view, time_us)):
            self.update(area.toAlignedRect())

    # What of it is in view

    @property
    def scale(self) -> TimeScale:
        """What is in view."""
        return self._scale

    def zoom(self, factor: float, around_px: float) -> None:
        """Closer by a factor; what is `around_px` right of the lanes' left end stays there."""
        self._set_scale(self._scale.zoomed(factor, min(max(around_px, 0.0), self._scale.width_px)))

    def scroll_by(self, by_px: float) -> None:
        """Later by that many pixels; earlier if negative."""
        self._set_scale(self._scale.scrolled(by_px))

    def scroll_lanes(self, to_px: float) -> None:
        """Move the lanes up by that much, where they don't all fit."""
        self._lane_scroll = min(max(to_px, 0.0), self._layout.furthest_scroll)
        self._lay_out()
        self._changed()

    def zoom_in(self) -> None:
        """Closer, around the playhead if it is in view."""
        self.zoom(_ZOOM_STEP**2, self._zoom_centre())

    def zoom_out(self) -> None:
        """Farther, around the playhead if it is in view."""
        self.zoom(_ZOOM_STEP**-2, self._zoom_centre())

    def fit_all(self) -> None:
        """The whole film."""
        self._set_scale(self._scale.fitted())

    def show_span(self, span: Span) -> None:
        """Zoom to a stretch, with some air around it."""
        self._set_scale(self._scale.showing(span.onset_us, span.offset_us))

    def reveal(self, time_us: int) -> None:
        """Scroll, if need be, until a moment is in view."""
        if not self._scale.in_view(time_us):
            self._set_scale(self._scale.centred(time_us))

    def time_at(self, x: float) -> MediaTime:
        """The moment under an x of the widget, within the film."""
        return MediaTime(min(self._scale.time_at(x - self._layout.left), self.scene.end_us))

    def x_of(self, time_us: int) -> float:
        """The widget's x of a moment."""
        return self._layout.left + self._scale.x_of(time_us)

    def y_of(self, annotation_id: str) -> float:
        """The widget's y of an annotation's row.

        Raises:
            KeyError: there is no such annotation.
        """
        one = self.scene.tracks.get(annotation_id)
        if one is None:
            raise KeyError(annotation_id)
        place = self.scene.tracks.place_of(one)
        return self._layout.row_middle(place.lane, place.row)

    # Drawing

    def sizeHint(self) -> QSize:
        """Room for four lanes."""
        return QSize(900, round(least_height(self.scene.tracks.plan, 4)))

    def minimumSizeHint(self) -> QSize:
        """Room for one lane."""
        return QSize(320, round(least_height(self.scene.tracks.plan, 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the layer that stays from its picture, and the moving one over it."""
        view = self._view()
        if self._stale:
            self._paint_content(view)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._content)
        paint_live(painter, view, self.scene)
        if self._focus_seen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme().tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new size."""
        self._lay_out()
        self._minimap_timer.start()
        if self._untouched:
            self._show_first_view()
        else:
            self._set_scale(self._scale.resized(self._layout.time_width))
        self._changed()

    # Inside

    def _view(self) -> View:
        if self._styles is None:
            codes = self.scene.tracks.code_ids
            self._styles = Styles(theme().tokens, self._codebook, codes, self.devicePixelRatioF())
        return View(self._scale, self._layout, self._styles)

    def _paint_content(self, view: View) -> None:
        ratio = self.devicePixelRatioF()
        if self._content.size() != self.size() * ratio or self._content.devicePixelRatio() != ratio:
            self._ground, self._content = QPixmap(self.size() * ratio), QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._content.setDevicePixelRatio(ratio)
            self._ground_stale = True
        if self._ground_stale:
            painter = QPainter(self._ground)
            paint_ground(painter, view, self.scene)
            painter.end()
        painter = QPainter(self._content)
        painter.drawPixmap(0, 0, self._ground)
        paint_content(painter, view, self.scene)
        painter.end()
        self._ground_stale = self._stale = False

    def _changed(self, *, lanes: bool = False, tags: bool = False, ground: bool = True) -> None:
        """Something else is to be shown.

        Args:
            lanes: other lanes.
            tags: other tags.
            ground: what lies below the tags, too; without it only the layers above are drawn anew.
        """
        if lanes or tags:
            self._minimap_timer.start()
        if lanes:
            self._styles = None
            self._lay_out()
            self.updateGeometry()
            self._describe()
        self._ground_stale = self._ground_stale or ground or lanes
        self._stale = True
        self.update()

    def _draw_minimap(self) -> None:
        view, overview = self._view(), self._layout.overview
        self.scene.minimap = draw_minimap(
            self.scene.tracks,
            view.styles,
            self._scale.end_us,
            self._layout.time_width - LEAD_PX,
            overview.height - 6.0,
            self.devicePixelRatioF(),
        )
        self._changed(ground=False)

    def _may_follow(self) -> bool:
        """Whether the view may move with the playhead."""
        return True

    def _lay_out(self) -> None:
        plan = self.scene.tracks.plan
        hidden = self.scene.lanes_out if self.scene.hide_out else frozenset()
        self._layout = lay_out(
            float(self.width()),
            float(self.height()),
            plan,
            self._lane_scroll,
            hidden,
            1 + len(self.scene.beside),
        )
        self._lane_scroll = min(self._lane_scroll, self._layout.furthest_scroll)

    def _show_first_view(self) -> None:
        whole = TimeScale.whole(self.scene.end_us, self._layout.time_width)
        long = self.scene.end_us > 2 * _FIRST_VIEW_US
        self._set_scale(whole.showing(0, _FIRST_VIEW_US, margin=0.0) if long else whole)
        self._untouched = True

    def _set_scale(self, scale: TimeScale) -> None:
        if scale != self._scale:
            self._scale, self._untouched = scale, False
            self._changed()
            self.view_changed.emit(scale)

    def _zoom_centre(self) -> float:
        at_us = self.scene.playhead_us
        return self._scale.x_of(at_us) if self._scale.in_view(at_us) else self._scale.width_px / 2

    def _show_place(self, place: Place) -> None:
        area = self._layout.lanes_area
        if not self._layout.lanes[place.lane].height:
            return
        middle, half = self._layout.row_middle(place.lane, place.row), self._layout.row_px / 2 + 2
        hidden = min(middle - half - area.top, 0.0) or max(middle + half - area.bottom, 0.0)
        if hidden:
            self.scroll_lanes(self._lane_scroll + hidden)

    def _theme_changed(self) -> None:
        self._styles = None
        self._minimap_timer.start()
        self._changed()

    def _describe(self) -> None:
        count = len(self.scene.tracks)
        lanes = ", ".join(lane.title for lane in self.scene.tracks.plan.lanes)
        self.setAccessibleDescription(
            f"{count:,} tags in the lanes {lanes}." if lanes else "No codebook is open."
        )
