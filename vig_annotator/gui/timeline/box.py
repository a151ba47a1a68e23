"""A box drawn over the lanes, and which annotations lie in it."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.gui.timeline.layout import BAR_PX, Layout
from vig_annotator.gui.timeline.tracks import Tracks


@dataclass(frozen=True, slots=True)
class Box:
    """From one corner to the other: in time across, so that scrolling does not move it; in pixels down.

    Attributes:
        start_us, stop_us: left and right edge, in this order.
        top, bottom: upper and lower edge, in this order.
    """

    start_us: int
    stop_us: int
    top: float
    bottom: float

    @classmethod
    def between(cls, first: tuple[int, float], second: tuple[int, float]) -> Box:
        """The box between two corners, whichever came first."""
        (start, stop), (top, bottom) = sorted((first[0], second[0])), sorted((first[1], second[1]))
        return cls(start, stop, top, bottom)


def tags_in(box: Box, layout: Layout, tracks: Tracks, lanes_out: frozenset[int]) -> frozenset[str]:
    """Ids of the annotations that a box touches; those of lanes that the pass is not about are left out."""
    area = layout.lanes_area
    top, bottom = max(box.top, area.top), min(box.bottom, area.bottom)
    found: set[str] = set()
    for place, track in tracks:
        if place.lane in lanes_out or not layout.lanes[place.lane].height:
            continue
        middle = layout.row_middle(place.lane, place.row)
        if middle + BAR_PX / 2 < top or middle - BAR_PX / 2 > bottom:
            continue
        found.update(track.id_at(at) for at in track.in_view(box.start_us, box.stop_us + 1).at.tolist())
    return frozenset(found)
