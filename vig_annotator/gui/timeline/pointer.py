"""What pressing, dragging and letting go of the mouse mean on the timeline."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from vig_annotator.gui.timeline.box import Box
from vig_annotator.gui.timeline.hit_testing import Hit, Part
from vig_annotator.gui.timeline.scene import DraggedEdge, Scene
from vig_annotator.gui.timeline.snapping import edge_place, frame_start, frames_moved
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.mediatime import MediaTime

_DRAG_FROM_PX = 4.0
"""A press that moves less than this is a click."""


class Board(Protocol):
    """What the pointer needs of the timeline's widget."""

    scene: Scene

    def hit(self, x: float, y: float) -> Hit:
        """What lies under a place."""

    def time_at(self, x: float) -> MediaTime:
        """The moment under an x."""

    def x_of(self, time_us: int) -> float:
        """The x of a moment."""

    def overview_to(self, x: float) -> None:
        """Scroll to a place of the overview."""

    def seek(self, time_us: MediaTime) -> None:
        """Ask for a frame."""

    def scrubbing(self, active: bool) -> None:
        """Scrubbing begins or ends."""

    def select(self, annotation_id: str | None, *, add: bool) -> None:
        """Select an annotation or nothing."""

    def choose_moment(self, moment_id: str) -> None:
        """Choose a moment."""

    def edge_dragged(self, dragged: DraggedEdge, *, moment: bool) -> None:
        """An edge is over another frame."""

    def edge_let_go(self, dragged: DraggedEdge, *, moment: bool) -> None:
        """An edge was let go."""

    def in_lanes(self, y: float) -> bool:
        """Whether a height is one of the lanes."""

    def box_drawn(self, box: Box, base: frozenset[str]) -> None:
        """A box is being drawn; `base` is what was selected before, to which Ctrl adds."""

    def box_let_go(self) -> None:
        """The box is as it shall be."""

    def box_given_up(self, before: frozenset[str]) -> None:
        """What was selected before is selected again."""

    def tags_dragged(self, annotation_id: str, by_frames: int) -> None:
        """The selected annotations are over another frame; one of them is held."""

    def tags_let_go(self, by_frames: int) -> None:
        """The selected annotations were let go."""

    def drag_given_up(self, row_id: str, *, moment: bool) -> None:
        """A dragged edge stays where it was."""


class _Doing(Enum):
    NOTHING = auto()
    PRESSED = auto()
    SCRUBBING = auto()
    DRAGGING = auto()
    PANNING = auto()
    AIMING = auto()
    BOXING = auto()
    SHIFTING = auto()


class Pointer:
    """Turns mouse moves into seeks, selections and dragged edges."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._doing = _Doing.NOTHING
        self._hit = Hit(Part.NAMES)
        self._pressed_at = 0.0
        self._dragged: DraggedEdge | None = None
        self._grip: float | None = None
        self._corner: tuple[int, float] = (0, 0.0)
        self._before: frozenset[str] = frozenset()
        self._add = False
        self._shifts = False
        self._by_frames = 0

    @property
    def dragging(self) -> bool:
        """Whether the mouse is down and moves something that can leave the view."""
        return self._doing in (_Doing.SCRUBBING, _Doing.DRAGGING, _Doing.BOXING, _Doing.SHIFTING)

    @property
    def busy(self) -> bool:
        """Whether the mouse is down and does something."""
        return self._doing is not _Doing.NOTHING

    def press(self, x: float, y: float, *, add: bool) -> None:
        """The left button went down; `add` while Ctrl is held."""
        self._hit = found = self._board.hit(x, y)
        self._pressed_at, self._grip, self._add = x, None, add
        self._before = self._board.scene.selected
        # What is chosen already is moved as it is: one bar by its middle, or all that are chosen.
        chosen = found.annotation_id in self._before
        self._shifts = chosen and (len(self._before) > 1 or not self._is_point(found)) and found.edge is None
        if found.part is Part.OVERVIEW:
            self._doing = _Doing.PANNING
            self._board.overview_to(x)
        elif found.part is Part.NAMES:
            self._board.select(None, add=add)
        elif found.annotation_id is not None:
            if add or found.annotation_id not in self._board.scene.selected:
                self._board.select(found.annotation_id, add=add)
            self._doing = _Doing.NOTHING if add else _Doing.PRESSED
        elif found.moment_id is not None:
            self._board.choose_moment(found.moment_id)
            self._doing = _Doing.PRESSED if found.edge is not None else _Doing.NOTHING
        elif self._board.in_lanes(y):
            self._doing = _Doing.AIMING
            self._corner = (self._board.time_at(x), y)
        else:
            if not add:
                self._board.select(None, add=False)
            self._start_scrubbing(x)

    def move(self, x: float, y: float) -> None:
        """The mouse moved with the button down."""
        if self._doing is _Doing.AIMING and (
            abs(x - self._pressed_at) >= _DRAG_FROM_PX or abs(y - self._corner[1]) >= _DRAG_FROM_PX
        ):
            self._doing = _Doing.BOXING
        if self._doing is _Doing.PRESSED and self._shifts and abs(x - self._pressed_at) >= _DRAG_FROM_PX:
            self._doing = _Doing.SHIFTING
        if self._doing is _Doing.BOXING:
            box = Box.between(self._corner, (self._board.time_at(x), y))
            self._board.box_drawn(box, self._before if self._add else frozenset())
        elif self._doing is _Doing.SHIFTING:
            self._shift(x)
        elif self._doing is _Doing.PANNING:
            self._board.overview_to(x)
        elif self._doing is _Doing.SCRUBBING:
            self._scrub(x)
        elif self._doing is _Doing.PRESSED and abs(x - self._pressed_at) >= _DRAG_FROM_PX and self._movable():
            self._doing = _Doing.DRAGGING
            self._drag(x)
        elif self._doing is _Doing.DRAGGING:
            self._drag(x)

    def release(self) -> None:
        """The button came up."""
        doing, self._doing = self._doing, _Doing.NOTHING
        if doing is _Doing.AIMING:
            if not self._add:
                self._board.select(None, add=False)
            self._start_scrubbing(self._pressed_at)
            self.release()
        elif doing is _Doing.BOXING:
            self._board.box_let_go()
        elif doing is _Doing.SHIFTING:
            by_frames, self._by_frames = self._by_frames, 0
            self._board.tags_let_go(by_frames)
        elif doing is _Doing.SCRUBBING:
            self._board.scrubbing(False)
        elif doing is _Doing.PRESSED and self._hit.annotation_id is not None:
            self._board.select(self._hit.annotation_id, add=False)
        elif doing is _Doing.DRAGGING and self._dragged is not None:
            dragged, self._dragged = self._dragged, None
            self._board.edge_let_go(dragged, moment=self._hit.moment_id is not None)

    def give_up(self) -> None:
        """Leave what is dragged where it was, and selected what was selected (Escape, or the mouse was taken away)."""
        doing, self._doing = self._doing, _Doing.NOTHING
        if doing is _Doing.SCRUBBING:
            self._board.scrubbing(False)
        elif doing is _Doing.BOXING:
            self._board.box_given_up(self._before)
        elif doing is _Doing.SHIFTING:
            self._by_frames = 0
            self._board.tags_let_go(0)
        if self._dragged is not None:
            row_id, self._dragged = self._dragged.row_id, None
            self._board.drag_given_up(row_id, moment=self._hit.moment_id is not None)

    def _start_scrubbing(self, x: float) -> None:
        self._doing = _Doing.SCRUBBING
        self._board.scrubbing(True)
        self._scrub(x)

    def _is_point(self, found: Hit) -> bool:
        one = self._board.scene.tracks.get(found.annotation_id or "")
        return one is not None and one.is_point

    def _shift(self, x: float) -> None:
        scene = self._board.scene
        one, index = scene.tracks.get(self._hit.annotation_id or ""), scene.index
        if one is None or index is None:
            self.give_up()
            return
        held_us = one.onset_us + self._board.time_at(x) - self._board.time_at(self._pressed_at)
        by_frames = frames_moved(one.onset_us, held_us, index)
        if by_frames != self._by_frames:
            self._by_frames = by_frames
            self._board.tags_dragged(one.id, by_frames)

    def _scrub(self, x: float) -> None:
        self._board.seek(frame_start(self._board.time_at(x), self._board.scene.index))

    def _movable(self) -> bool:
        if self._hit.edge is not None:
            return True
        one = self._board.scene.tracks.get(self._hit.annotation_id or "")
        return one is not None and one.is_point

    def _drag(self, x: float) -> None:
        scene = self._board.scene
        moment = next((one for one in scene.moments if one.id == self._hit.moment_id), None)
        row = moment or scene.tracks.get(self._hit.annotation_id or "")
        if row is None:
            # It was deleted while it was being dragged.
            self.give_up()
            return
        edge = self._hit.edge or Edge.ONSET
        if self._grip is None:
            held_us = row.offset_us if edge is Edge.OFFSET and row.offset_us is not None else row.onset_us
            self._grip = self._pressed_at - self._board.x_of(held_us)
        place = edge_place(
            row.onset_us, row.offset_us, edge, self._board.time_at(x - self._grip), scene.index
        )
        dragged = DraggedEdge(row.id, edge, place)
        if dragged != self._dragged:
            self._dragged = dragged
            self._board.edge_dragged(dragged, moment=moment is not None)
