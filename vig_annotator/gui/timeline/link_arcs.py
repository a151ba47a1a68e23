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
_NOWHERE = np.iinfo(np.int64).min
"""The place of a link whose tags are not there."""
_GAP_PX = 2.0
_LEAST_BOW_PX = 9.0


class LinkArcs:
    """The links of a coding pass, with where each begins and ends; a change touches only what it is about."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._links: list[Link] = list(links)
        self._place = {one.id: place for place, one in enumerate(self._links)}
        self._by_tag: dict[str, set[str]] = {}
        self._ends_us: NDArray[np.int64] = np.full((max(len(self._links), 16), 2), _NOWHERE, np.int64)
        for one in self._links:
            self._note_ends(one)
        self._unknown = set(self._place)

    def __len__(self) -> int:
        return len(self._place)

    def change(self, changed: Iterable[Link], removed_ids: Iterable[str]) -> None:
        """Some were made, changed or removed."""
        for link_id in removed_ids:
            self._remove(link_id)
        for one in changed:
            self._remove(one.id)
            self._add(one)

    def tags_changed(self, tag_ids: Iterable[str]) -> None:
        """Tags were made, moved or removed; the places of their links are looked up anew when they are next drawn."""
        for tag_id in tag_ids:
            self._unknown |= self._by_tag.get(tag_id, set())

    def all_tags_changed(self) -> None:
        """All tags are other ones."""
        self._unknown = set(self._place)

    def in_view(
        self, tracks: Tracks, start_us: float, stop_us: float
    ) -> Iterator[tuple[Annotation, Annotation]]:
        """What is answered and its answer, for each link that reaches into a stretch."""
        for link_id in self._unknown:
            self._look_up(link_id, tracks)
        self._unknown.clear()
        ends = self._ends_us[: len(self._links)]
        reaching = (ends.max(axis=1) >= start_us) & (ends.min(axis=1) <= stop_us)
        for place in np.flatnonzero(reaching & (ends[:, 0] != _NOWHERE)).tolist():
            answered = tracks.get(self._links[place].answered_id)
            answer = tracks.get(self._links[place].answer_id)
            if answered is not None and answer is not None:
                yield answered, answer

    def _add(self, one: Link) -> None:
        place = len(self._links)
        if place == len(self._ends_us):
            self._ends_us = np.concatenate([self._ends_us, np.full_like(self._ends_us, _NOWHERE)])
        self._links.append(one)
        self._place[one.id] = place
        self._unknown.add(one.id)
        self._note_ends(one)

    def _remove(self, link_id: str) -> None:
        """Take a link out; the last one moves to its place."""
        place = self._place.pop(link_id, None)
        if place is None:
            return
        gone, last = self._links[place], self._links.pop()
        if last.id != link_id:
            self._links[place] = last
            self._place[last.id] = place
            self._ends_us[place] = self._ends_us[len(self._links)]
        self._ends_us[len(self._links)] = _NOWHERE
        self._unknown.discard(link_id)
        for tag_id in (gone.answered_id, gone.answer_id):
            self._by_tag[tag_id].discard(link_id)

    def _note_ends(self, one: Link) -> None:
        for tag_id in (one.answered_id, one.answer_id):
            self._by_tag.setdefault(tag_id, set()).add(one.id)

    def _look_up(self, link_id: str, tracks: Tracks) -> None:
        place = self._place[link_id]
        answered = tracks.get(self._links[place].answered_id)
        answer = tracks.get(self._links[place].answer_id)
        if answered is None or answer is None:
            self._ends_us[place] = _NOWHERE
        else:
            self._ends_us[place] = answered.onset_us, answer.onset_us


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
        if not (_is_seen(view, tracks, answered) and _is_seen(view, tracks, answer)):
            continue
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


def _is_seen(view: View, tracks: Tracks, one: Annotation) -> bool:
    return view.layout.lanes[tracks.place_of(one).lane].height > 0


def _reach(one: Annotation) -> float:
    """From the middle of its row to its edge."""
    return (DOT_PX if one.is_point else BAR_PX) / 2 + _GAP_PX
