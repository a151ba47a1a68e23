"""What pressing, dragging and letting go of the mouse mean on the timeline."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from vig_annotator.gui.timeline.hit_testing import Hit, Part
from vig_annotator.gui.timeline.scene import DraggedEdge, Scene
from vig_annotator.gui.timeline.snapping import edge_place, frame_start
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

    def drag_given_up(self, row_id: str, *, moment: bool) -> None:
        """A dragged edge stays where it was."""


class _Doing(Enum):
    NOTHING = auto()
    PRESSED = auto()
    SCRUBBING = auto()
    DRAGGING = auto()
    PANNING = auto()


class Pointer:
    """Turns mouse moves into seeks, selections and dragged edges."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._doing = _Doing.NOTHING
        self._hit = Hit(Part.NAMES)
        self._pressed_at = 0.0
        self._dragged: DraggedEdge | None = None
        self._grip: float | None = None

    @property
    def dragging(self) -> bool:
        """Whether the mouse is down and moves something that can leave the view."""
        return self._doing in (_Doing.SCRUBBING, _Doing.DRAGGING)

    def press(self, x: float, y: float, *, add: bool, editable: bool) -> None:
        """The left button went down; `add` while Ctrl is held."""
        self._hit = found = self._board.hit(x, y)
        self._pressed_at, self._grip = x, None
        if found.part is Part.OVERVIEW:
            self._doing = _Doing.PANNING
            self._board.overview_to(x)
        elif found.part is Part.NAMES:
            self._board.select(None, add=add)
        elif found.annotation_id is not None:
            if add or found.annotation_id not in self._board.scene.selected:
                self._board.select(found.annotation_id, add=add)
            self._doing = _Doing.PRESSED if editable and not add else _Doing.NOTHING
        elif found.moment_id is not None:
            self._board.choose_moment(found.moment_id)
            self._doing = _Doing.PRESSED if editable and found.edge is not None else _Doing.NOTHING
        else:
            if not add:
                self._board.select(None, add=False)
            self._doing = _Doing.SCRUBBING
            self._board.scrubbing(True)
            self._scrub(x)

    def move(self, x: float) -> None:
        """The mouse moved with the button down."""
        if self._doing is _Doing.PANNING:
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
        if doing is _Doing.SCRUBBING:
            self._board.scrubbing(False)
        elif doing is _Doing.PRESSED and self._hit.annotation_id is not None:
            self._board.select(self._hit.annotation_id, add=False)
        elif doing is _Doing.DRAGGING and self._dragged is not None:
            dragged, self._dragged = self._dragged, None
            self._board.edge_let_go(dragged, moment=self._hit.moment_id is not None)

    def give_up(self) -> None:
        """Leave a dragged edge where it was (Escape, or the mouse was taken away)."""
        doing, self._doing = self._doing, _Doing.NOTHING
        if doing is _Doing.SCRUBBING:
            self._board.scrubbing(False)
        if self._dragged is not None:
            row_id, self._dragged = self._dragged.row_id, None
            self._board.drag_given_up(row_id, moment=self._hit.moment_id is not None)

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
