"""Where everything of the timeline stands from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.gui.timeline.lanes import LanePlan

GUTTER_PX = 150.0
RULER_PX = 24.0
FILM_PX = 42.0
SOUND_PX = 38.0
LANE_PX = 31.0
ROW_PX = 22.0
BAR_PX = 18.0
DOT_PX = 11.0
OVERVIEW_PX = 12.0
LEAD_PX = 8.0
"""Air between the labels and the film's first frame, so that a dot at time 0 is seen whole."""


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal strip."""

    top: float
    height: float

    @property
    def bottom(self) -> float:
        """The strip's lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.height / 2

    def holds(self, y: float) -> bool:
        """Whether a height lies in the strip."""
        return self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    """All strips of a timeline of a certain size.

    Lanes that don't fit are scrolled; ruler, film and sound stay.

    Attributes:
        lanes: a strip for each lane, already scrolled; some may lie above or below what is seen.
        lanes_area: where lanes are seen.
        lanes_height: height of all lanes together.
    """

    width: float
    height: float
    ruler: Band
    film: Band
    sound: Band
    lanes_area: Band
    overview: Band
    lanes: tuple[Band, ...]
    rows: tuple[int, ...]
    lanes_height: float

    @property
    def left(self) -> float:
        """Where the first visible moment stands."""
        return GUTTER_PX + LEAD_PX

    @property
    def time_width(self) -> float:
        """Width of the part that shows time."""
        return max(1.0, self.width - self.left)

    @property
    def furthest_scroll(self) -> float:
        """How far the lanes can be scrolled."""
        return max(0.0, self.lanes_height - self.lanes_area.height)

    def row_middle(self, lane: int, row: int) -> float:
        """The middle of a row of a lane."""
        band, rows = self.lanes[lane], self.rows[lane]
        return band.middle + (row - (rows - 1) / 2) * ROW_PX

    def lane_at(self, y: float) -> int | None:
        """The lane at a height, or None."""
        if not self.lanes_area.holds(y):
            return None
        return next((n for n, band in enumerate(self.lanes) if band.holds(y)), None)

    def row_at(self, lane: int, y: float) -> int:
        """The row of a lane that is nearest to a height."""
        rows = self.rows[lane]
        row = round((y - self.lanes[lane].middle) / ROW_PX + (rows - 1) / 2)
        return min(max(row, 0), rows - 1)


def lay_out(width: float, height: float, plan: LanePlan, scroll: float = 0.0) -> Layout:
    """The strips for a widget of this size; `scroll` moves the lanes up, as far as there are lanes."""
    heights = [LANE_PX + (lane.rows - 1) * ROW_PX for lane in plan.lanes]
    film = Band(RULER_PX, FILM_PX)
    sound = Band(film.bottom, SOUND_PX)
    overview = Band(max(sound.bottom, height - OVERVIEW_PX), OVERVIEW_PX)
    area = Band(sound.bottom, max(0.0, overview.top - sound.bottom))
    top = area.top - min(max(scroll, 0.0), max(0.0, sum(heights) - area.height))
    bands: list[Band] = []
    for lane_height in heights:
        bands.append(Band(top, lane_height))
        top += lane_height
    return Layout(
        width,
        height,
        Band(0.0, RULER_PX),
        film,
        sound,
        area,
        overview,
        tuple(bands),
        tuple(lane.rows for lane in plan.lanes),
        sum(heights),
    )


def least_height(plan: LanePlan, lanes: int = 4) -> float:
    """A height at which that many lanes are seen."""
    heights = [LANE_PX + (lane.rows - 1) * ROW_PX for lane in plan.lanes[:lanes]]
    return RULER_PX + FILM_PX + SOUND_PX + sum(heights) + OVERVIEW_PX
