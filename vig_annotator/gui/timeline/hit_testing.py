"""What lies under the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.lanes import Place
from vig_annotator.gui.timeline.layout import BAR_PX, DOT_PX, GUTTER_PX, Layout
from vig_annotator.gui.timeline.tracks import FOREVER, Tracks
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.moment import Moment

EDGE_PX = 5.0
_LEAST_BAR_PX = 14.0
"""Edges of narrower bars can't be taken hold of: there would be no place left to click the bar."""
_TAB_PX = 6.0


class Part(Enum):
    """The part of the timeline that a place belongs to."""

    NAMES = auto()
    TIME = auto()
    OVERVIEW = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a place.

    Attributes:
        part: names, time (ruler, film, sound, lanes) or overview.
        annotation_id: the annotation there, or None.
        moment_id: the moment there, or None; only over the ruler's lower edge, and never with an annotation.
        edge: the edge of it that is near enough to be taken hold of, or None.
    """

    part: Part
    annotation_id: str | None = None
    moment_id: str | None = None
    edge: Edge | None = None


def hit(
    x: float,
    y: float,
    *,
    layout: Layout,
    scale: TimeScale,
    tracks: Tracks,
    moments: Sequence[Moment],
    selected: Iterable[str],
    playhead_us: int,
) -> Hit:
    """What lies under the pixel ``(x, y)`` of the widget."""
    if layout.overview.holds(y):
        return Hit(Part.OVERVIEW)
    if x < GUTTER_PX:
        return Hit(Part.NAMES)
    at_px = x - layout.left
    if abs(y - layout.ruler.bottom) <= _TAB_PX:
        found = _moment(at_px, scale, moments)
        if found is not None:
            return found
    lane = layout.lane_at(y)
    if lane is None:
        return Hit(Part.TIME)
    row = layout.row_at(lane, y)
    distance = abs(y - layout.row_middle(lane, row))
    if distance <= BAR_PX / 2 + 2:
        found = _annotation(at_px, scale, tracks, Place(lane, row), set(selected), playhead_us)
        if found is not None:
            return found
    return Hit(Part.TIME)


def _annotation(
    at_px: float, scale: TimeScale, tracks: Tracks, place: Place, selected: set[str], playhead_us: int
) -> Hit | None:
    track = tracks.track(place)
    if track is None:
        return None
    reach_us = (DOT_PX / 2 + 2) * scale.us_per_px
    at_us = scale.left_us + at_px * scale.us_per_px
    seen = track.in_view(int(at_us - reach_us), int(at_us + reach_us) + 1)
    best: tuple[tuple[bool, bool, bool, float], Hit] | None = None
    for onset_us, offset_us, at in zip(
        seen.onset_us.tolist(), seen.offset_us.tolist(), seen.at.tolist(), strict=True
    ):
        annotation_id = track.id_at(at)
        end_us = max(onset_us, playhead_us) if offset_us == FOREVER else offset_us
        left, right = scale.x_of(onset_us), scale.x_of(end_us)
        point = onset_us == offset_us
        # Dots lie on top of bars; of two bars that touch, the one the mouse is in has its edge moved.
        outside = max(left - at_px, at_px - right, 0.0)
        if not point and outside > EDGE_PX:
            continue
        rank = (not point, outside > 0, annotation_id not in selected, outside)
        if best is None or rank < best[0]:
            edge = None if point else _edge(at_px, left, right, ends=offset_us != FOREVER)
            best = (rank, Hit(Part.TIME, annotation_id, edge=edge))
    return None if best is None else best[1]


def _edge(at_px: float, left: float, right: float, *, ends: bool) -> Edge | None:
    if right - left < _LEAST_BAR_PX:
        return None
    if abs(at_px - left) <= EDGE_PX:
        return Edge.ONSET
    return Edge.OFFSET if ends and abs(at_px - right) <= EDGE_PX else None


def _moment(at_px: float, scale: TimeScale, moments: Sequence[Moment]) -> Hit | None:
    shortest: tuple[float, Hit] | None = None
    for moment in moments:
        left, right = scale.x_of(moment.onset_us), scale.x_of(moment.offset_us)
        if left - EDGE_PX <= at_px <= right + EDGE_PX and (shortest is None or right - left < shortest[0]):
            shortest = (
                right - left,
                Hit(Part.TIME, moment_id=moment.id, edge=_edge(at_px, left, right, ends=True)),
            )
    return None if shortest is None else shortest[1]
