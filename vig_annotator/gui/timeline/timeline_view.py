"""The timeline's widget: shows what it is given and tells by signals what the user wants."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from vig_annotator.gui.timeline import hit_testing
from vig_annotator.gui.timeline.box import Box, tags_in
from vig_annotator.gui.timeline.hit_testing import Hit, Part
from vig_annotator.gui.timeline.layout import LEAD_PX
from vig_annotator.gui.timeline.pointer import Pointer
from vig_annotator.gui.timeline.scene import DraggedEdge
from vig_annotator.gui.timeline.snapping import moved_by
from vig_annotator.gui.timeline.tag_words import tag_words
from vig_annotator.gui.timeline.timeline_canvas import TimelineCanvas
from vig_annotator.model.mediatime import MediaTime

_ZOOM_STEP = 1.25
_SCROLL_PX = 80.0
_EDGE_SCROLL_MS = 30


class TimelineView(TimelineCanvas):
    """The timeline, with mouse and keyboard; what it shows is set as told by `TimelineCanvas`.

    Signals:
        seek_requested(time_us): show this frame; sent while the mouse is dragged, too.
        scrubbing_changed(active): the mouse went down to scrub, or came up again.
        selection_changed(ids): a frozenset of annotation ids; sent for what the user does, not for `set_selection`.
        annotation_activated(id): double click.
        edge_drag_preview(id, edge, time_us): an edge is being dragged, over the frame that begins at `time_us`; `edge` is
            an `Edge`. A point is dragged by its onset.
        edge_moved(id, edge, time_us): it was let go there. Until the annotations are set anew the old place is shown.
        edge_drag_cancelled(id): it was given up.
        tags_shift_preview(id, time_us): the selected annotations are being dragged; the one that is held would begin there.
        tags_shifted(frames): they were let go, so many frames later; earlier if negative.
        moment_chosen(id), moment_edge_preview(id, edge, time_us), moment_edge_moved(id, edge, time_us): the same for moments.
        menu_requested(id or None, global position): right click, or the menu key.
    """

    seek_requested = Signal(object)
    scrubbing_changed = Signal(bool)
    selection_changed = Signal(object)
    annotation_activated = Signal(str)
    edge_drag_preview = Signal(str, object, object)
    edge_moved = Signal(str, object, object)
    edge_drag_cancelled = Signal(str)
    tags_shift_preview = Signal(str, object)
    tags_shifted = Signal(int)
    moment_chosen = Signal(str)
    moment_edge_preview = Signal(str, object, object)
    moment_edge_moved = Signal(str, object, object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointer = Pointer(self)
        self._mouse_x = self._mouse_y = 0.0
        self._last_seek: int | None = None
        self._edge_scroll = QTimer(self)
        self._edge_scroll.setInterval(_EDGE_SCROLL_MS)
        self._edge_scroll.timeout.connect(self._scroll_at_edge)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the pointer asks for

    def hit(self, x: float, y: float) -> Hit:
        """What lies under a place of the widget."""
        return hit_testing.hit(
            x,
            y,
            layout=self._layout,
            scale=self._scale,
            tracks=self.scene.tracks,
            moments=self.scene.moments,
            selected=self.scene.selected,
            playhead_us=self.scene.playhead_us,
        )

    def overview_to(self, x: float) -> None:
        """Scroll so that the place of the overview under `x` is in the middle; go there, if the whole film is in view."""
        share = (x - self._layout.left) / max(1.0, self._layout.time_width - LEAD_PX)
        if self._scale.shows_all:
            self.seek_requested.emit(MediaTime(round(min(max(share, 0.0), 1.0) * self._scale.end_us)))
            return
        self._set_scale(self._scale.centred(round(share * self._scale.end_us)))

    def seek(self, time_us: MediaTime) -> None:
        """Ask for a frame, once."""
        if time_us != self._last_seek:
            self._last_seek = time_us
            self.seek_requested.emit(time_us)

    def scrubbing(self, active: bool) -> None:
        """Tell that scrubbing begins or ends."""
        self._last_seek = None
        self.scrubbing_changed.emit(active)

    def select(self, annotation_id: str | None, *, add: bool) -> None:
        """Select one annotation alone (None: nothing), or with `add` put it to the others or take it out."""
        one = frozenset() if annotation_id is None else frozenset({annotation_id})
        wanted = self.scene.selected ^ one if add else one
        if wanted != self.scene.selected:
            self.set_selection(wanted)
            self.selection_changed.emit(wanted)

    def choose_moment(self, moment_id: str) -> None:
        """Choose a moment."""
        self.scene.chosen_moment = moment_id
        self._changed(ground=False)
        self.moment_chosen.emit(moment_id)

    def edge_dragged(self, dragged: DraggedEdge, *, moment: bool) -> None:
        """An edge is over another frame."""
        if moment:
            self.scene.dragged_moment = dragged
        else:
            self.scene.dragged = dragged
        self._changed(ground=False)
        signal = self.moment_edge_preview if moment else self.edge_drag_preview
        signal.emit(dragged.row_id, dragged.edge, dragged.time_us)

    def edge_let_go(self, dragged: DraggedEdge, *, moment: bool) -> None:
        """An edge was let go."""
        self._drop()
        signal = self.moment_edge_moved if moment else self.edge_moved
        signal.emit(dragged.row_id, dragged.edge, dragged.time_us)

    def in_lanes(self, y: float) -> bool:
        """Whether a height is one of the lanes."""
        return self._layout.lanes_area.holds(y)

    def box_drawn(self, box: Box, base: frozenset[str]) -> None:
        """Select what lies in a box that is being drawn; it is told when it is let go."""
        self.scene.box = box
        found = tags_in(box, self._layout, self.scene.tracks, self.scene.lanes_out)
        self.scene.selected = base ^ found
        self._changed(ground=False)

    def box_let_go(self) -> None:
        """What lies in the box is selected."""
        self.scene.box = None
        self._changed(ground=False)
        self.selection_changed.emit(self.scene.selected)

    def box_given_up(self, before: frozenset[str]) -> None:
        """What was selected before the box is selected again."""
        self.scene.box = None
        self.scene.selected = before
        self._changed(ground=False)

    def tags_dragged(self, annotation_id: str, by_frames: int) -> None:
        """The selected annotations are over another frame."""
        self.scene.shifted = by_frames
        self._changed(ground=False)
        one, index = self.scene.tracks.get(annotation_id), self.scene.index
        if one is not None and index is not None:
            self.tags_shift_preview.emit(annotation_id, moved_by(one.onset_us, by_frames, index))

    def tags_let_go(self, by_frames: int) -> None:
        """The selected annotations were let go; 0: they stay."""
        self.scene.shifted = 0
        self._changed(ground=False)
        if by_frames:
            self.tags_shifted.emit(by_frames)

    def drag_given_up(self, row_id: str, *, moment: bool) -> None:
        """A dragged edge stays where it was."""
        self._drop()
        self.edge_drag_cancelled.emit(row_id)

    # Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Scrub, select, or take hold of an edge."""
        if event.button() is not Qt.MouseButton.LeftButton or not self.scene.end_us:
            event.ignore()
            return
        position = event.position()
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._pointer.press(position.x(), position.y(), add=add)
        self._mouse_x = position.x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what the press began; else show by the mouse's shape what could be done here."""
        self._mouse_x = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._mouse_y = event.position().y()
            self._pointer.move(self._mouse_x, self._mouse_y)
            beyond = not self._layout.left <= self._mouse_x <= self._layout.width - 1
            if self._pointer.dragging and beyond:
                self._edge_scroll.start()
            else:
                self._edge_scroll.stop()
            return
        found = self.hit(self._mouse_x, event.position().y())
        if found.edge is not None:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        elif found.annotation_id is not None or found.moment_id is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._edge_scroll.stop()
            self._pointer.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate an annotation."""
        found = self.hit(event.position().x(), event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and found.annotation_id is not None:
            self.annotation_activated.emit(found.annotation_id)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom around the mouse; with Shift, over the names, or if the whole film is in view, scroll the lanes."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        steps = angle.y() / 120 or angle.x() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM_STEP**steps, event.position().x() - self._layout.left)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or (
            (self._scale.shows_all and angle.y())
            or self.hit(event.position().x(), event.position().y()).part is Part.NAMES
        ):
            self.scroll_lanes(self._lane_scroll - steps * _SCROLL_PX / 2)
        else:
            moved = (pixels.x() or pixels.y()) if not pixels.isNull() else steps * _SCROLL_PX
            self.scroll_by(-moved)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up a dragged edge; all other keys are the window's."""
        if not (event.key() == Qt.Key.Key_Escape and self.give_up_drag()):
            event.ignore()

    def give_up_drag(self) -> bool:
        """Leave what is being dragged where it was; answers whether something was."""
        if not self._pointer.dragging:
            return False
        self._edge_scroll.stop()
        self._pointer.give_up()
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies under the mouse."""
        found = self.hit(event.pos().x(), event.pos().y())
        if found.annotation_id is not None and found.annotation_id not in self.scene.selected:
            self.select(found.annotation_id, add=False)
        self.menu_requested.emit(found.annotation_id, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when the keyboard brought it."""
        self._focus_seen = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The focus went elsewhere."""
        self._focus_seen = False
        self.update()

    def event(self, event: QEvent) -> bool:
        """Words about the tag under the mouse; a new screen's resolution."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.hit(event.pos().x(), event.pos().y())
            one = self.scene.tracks.get(found.annotation_id or "")
            QToolTip.showText(
                event.globalPos(), tag_words(one, self._codebook) if one is not None else "", self
            )
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._styles = None
            self._changed()
        return super().event(event)

    def _may_follow(self) -> bool:
        """What the mouse holds must not run away below it."""
        return not self._pointer.busy

    def _scroll_at_edge(self) -> None:
        beyond = min(self._mouse_x - self._layout.left, 0.0) or max(
            self._mouse_x - self._layout.width + 1, 0.0
        )
        self.scroll_by(max(-60.0, min(60.0, beyond)))
        self._pointer.move(min(max(self._mouse_x, self._layout.left), self._layout.width), self._mouse_y)

    def _drop(self) -> None:
        self.scene.dragged = self.scene.dragged_moment = None
        self._changed(ground=False)
