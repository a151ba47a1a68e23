"""The review's layer over the lanes: where something is said, and how the supervisor would have it; never the coder's tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from vig_annotator.gui.timeline.frame_painter import View
from vig_annotator.gui.timeline.layout import BAR_PX, DOT_PX, GUTTER_PX
from vig_annotator.gui.timeline.styles import tinted
from vig_annotator.gui.timeline.tracks import Tracks

_FLAG_PX = 9.0
_LEAST_PX = 4.0


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """A remark on the timeline.

    Attributes:
        onset_us: where it is; None for one about the whole coding, which has no mark.
        offset_us: its end; None while the tag would still be running.
        code_id: of an amendment, the code that is proposed; else empty.
        resolved: whether it is done with; it is drawn faintly then.
    """

    onset_us: int | None
    offset_us: int | None
    code_id: str
    resolved: bool


def paint_flags(painter: QPainter, view: View, marks: Sequence[ReviewMark]) -> None:
    """A flag in the ruler where something is said."""
    for mark in marks:
        if mark.onset_us is not None and GUTTER_PX <= (x := view.x_of(mark.onset_us)) <= view.layout.width:
            _paint_flag(painter, x, view.layout.ruler.bottom, _colour(view, mark))


def paint_proposals(painter: QPainter, view: View, marks: Sequence[ReviewMark], tracks: Tracks) -> None:
    """A dashed outline in the lanes where an amendment would put a tag."""
    for mark in marks:
        if mark.code_id in tracks.plan.places and not mark.resolved:
            _paint_ghost(painter, view, mark, tracks, _colour(view, mark))


def _colour(view: View, mark: ReviewMark) -> QColor:
    return tinted(view.styles.tokens.concern, 0.45 if mark.resolved else 1.0)


def _paint_flag(painter: QPainter, x: float, bottom: float, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(QPointF(x, bottom - 16.0), QPointF(x, bottom - 3.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    top = bottom - 16.0
    painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + _FLAG_PX, top + 3.5), QPointF(x, top + 7.0)]))


def _paint_ghost(painter: QPainter, view: View, mark: ReviewMark, tracks: Tracks, colour: QColor) -> None:
    place = tracks.plan.place(mark.code_id)
    middle = view.layout.row_middle(place.lane, place.row)
    assert mark.onset_us is not None
    left = view.x_of(mark.onset_us)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.offset_us == mark.onset_us:
        radius = DOT_PX / 2 + 3.0
        painter.drawEllipse(QPointF(left, middle), radius, radius)
        return
    end_us = max(mark.onset_us, mark.offset_us if mark.offset_us is not None else mark.onset_us)
    right = max(view.x_of(end_us), left + _LEAST_PX)
    height = BAR_PX + 5.0
    painter.drawRoundedRect(QRectF(left, middle - height / 2, right - left, height), 4.0, 4.0)
