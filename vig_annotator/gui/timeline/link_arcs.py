"""Links as arcs, from what is answered to its answer; what is in view is found without walking through all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from vig_annotator.gui.timeline.frame_painter import View
from vig_annotator.gui.timeline.layout import BAR_PX, DOT_PX
from vig_annotator.gui.timeline.styles import tinted
from vig_annotator.gui.timeline.tracks import Tracks
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.link import Link

_MOST_ARCS = 400
"""More would cover the lanes: zoom in to see them."""
_GAP_PX = 2.0
_LEAST_BOW_PX = 9.0


class LinkArcs:
    """The links of a coding pass, with where each begins and ends."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._links = {one.id: one for one in links}
        self._ends: list[Link] | None = None
        self._from_us: NDArray[np.int64] = np.zeros(0, np.int64)
        self._to_us: NDArray[np.int64] = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._links)

    def change(self, changed: Iterable[Link], removed_ids: Iterable[str]) -> None:
        """Some were made, changed or removed."""
        for link_id in removed_ids:
            self._links.pop(link_id, None)
        self._links.update((one.id, one) for one in changed)
        self._ends = None

    def tags_changed(self) -> None:
        """Tags were moved; places are looked up anew when they are next drawn."""
        if self._links:
            self._ends = None

    def in_view(
        self, tracks: Tracks, start_us: float, stop_us: float
    ) -> Iterator[tuple[Annotation, Annotation]]:
        """What is answered and its answer, for each link that reaches into a stretch."""
        self._look_up(tracks)
        assert self._ends is not None
        low, high = np.minimum(self._from_us, self._to_us), np.maximum(self._from_us, self._to_us)
        for place in np.flatnonzero((high >= start_us) & (low <= stop_us)).tolist():
            answered = tracks.get(self._ends[place].answered_id)
            answer = tracks.get(self._ends[place].answer_id)
            if answered is not None and answer is not None:
                yield answered, answer

    def _look_up(self, tracks: Tracks) -> None:
        if self._ends is not None:
            return
        found = [
            (one, answered.onset_us, answer.onset_us)
            for one in self._links.values()
            if (answered := tracks.get(one.answered_id)) is not None
            and (answer := tracks.get(one.answer_id)) is not None
        ]
        self._ends = [one for one, _, _ in found]
        self._from_us = np.array([start for _, start, _ in found], np.int64)
        self._to_us = np.array([end for _, _, end in found], np.int64)


def paint_links(
    painter: QPainter, view: View, arcs: LinkArcs, tracks: Tracks, selected: Collection[str]
) -> None:
    """Draw the arcs that are in view; those of selected tags stronger, the others paler while something is selected."""
    if not len(arcs):
        return
    pairs = list(arcs.in_view(tracks, view.scale.left_us, view.scale.right_us))
    if len(pairs) > _MOST_ARCS:
        return
    tokens = view.styles.tokens
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for answered, answer in pairs:
        strong = answered.id in selected or answer.id in selected
        colour = QColor(tokens.positive) if strong else tinted(tokens.positive, 0.75)
        painter.setPen(QPen(colour, 2.4 if strong else 1.4))
        painter.drawPath(_arc(view, tracks, answered, answer))


def _arc(view: View, tracks: Tracks, answered: Annotation, answer: Annotation) -> QPainterPath:
    """Down (or up) from the one and into the other; a bow above where both are in one row."""
    start = QPointF(view.x_of(answered.onset_us), _middle(view, tracks, answered))
    end = QPointF(view.x_of(answer.onset_us), _middle(view, tracks, answer))
    path = QPainterPath()
    if start.y() == end.y():
        bow = max(_LEAST_BOW_PX, BAR_PX)
        start.setY(start.y() - _reach(answered))
        end.setY(end.y() - _reach(answer))
        path.moveTo(start)
        path.cubicTo(start - QPointF(0, bow / 2), end - QPointF(0, bow / 2), end)
        return path
    way = 1.0 if end.y() > start.y() else -1.0
    start.setY(start.y() + way * _reach(answered))
    end.setY(end.y() - way * _reach(answer))
    bend = QPointF(0.0, (end.y() - start.y()) * 0.5)
    path.moveTo(start)
    path.cubicTo(start + bend, end - bend, end)
    return path


def _middle(view: View, tracks: Tracks, one: Annotation) -> float:
    place = tracks.place_of(one)
    return view.layout.row_middle(place.lane, place.row)


def _reach(one: Annotation) -> float:
    """From the middle of its row to its edge."""
    return (DOT_PX if one.is_point else BAR_PX) / 2 + _GAP_PX
