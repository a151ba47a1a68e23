"""Where everything of the timeline stands from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vig_annotator.gui.timeline.lanes import LanePlan

GUTTER_PX = 150.0
RULER_PX = 24.0
BAR_PX = 18.0
DOT_PX = 11.0
OVERVIEW_PX = 22.0
LEAD_PX = 8.0
"""Air between the labels and the film's first frame, so that a dot at time 0 is seen whole."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights of film and sound, of a lane with one row, and how much each row more adds."""

    film: float
    sound: float
    lane: float
    row: float


_OF_SEVERAL = 0.75
"""Where several films lie below each other, each has this share of the height that one alone has."""

ROOMY = Measures(film=42.0, sound=38.0, lane=31.0, row=22.0)
CLOSE = Measures(film=34.0, sound=28.0, lane=24.0, row=20.0)
"""What is used where there is room for all lanes, and how close they move together at most to fit."""


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
        row_px: distance between two rows of a lane.
        lanes_height: height of all lanes together.
        films: how many films lie below each other in the strips of film and sound.
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
    row_px: float
    lanes_height: float
    scroll: float
    films: int = 1

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
        beyond = self.lanes_height - self.lanes_area.height
        return beyond if beyond > 0.5 else 0.0

    def film_bands(self) -> tuple[Band, ...]:
        """The strip of film, parted for each film."""
        return _parted(self.film, self.films)

    def sound_bands(self) -> tuple[Band, ...]:
        """The strip of sound, parted for each film."""
        return _parted(self.sound, self.films)

    def row_middle(self, lane: int, row: int) -> float:
        """The middle of a row of a lane."""
        band, rows = self.lanes[lane], self.rows[lane]
        return band.middle + (row - (rows - 1) / 2) * self.row_px

    def lane_at(self, y: float) -> int | None:
        """The lane at a height, or None."""
        if not self.lanes_area.holds(y):
            return None
        return next((n for n, band in enumerate(self.lanes) if band.holds(y)), None)

    def row_at(self, lane: int, y: float) -> int:
        """The row of a lane that is nearest to a height."""
        rows = self.rows[lane]
        row = round((y - self.lanes[lane].middle) / self.row_px + (rows - 1) / 2)
        return min(max(row, 0), rows - 1)


def lay_out(
    width: float,
    height: float,
    plan: LanePlan,
    scroll: float = 0.0,
    hidden: frozenset[int] = frozenset(),
    films: int = 1,
) -> Layout:
    """The strips for a widget of this size.

    Args:
        width: of the widget.
        height: of the widget.
        plan: the lanes.
        scroll: moves the lanes up, as far as there are lanes.
        hidden: numbers of the lanes that have no height.
        films: how many films lie below each other.
    """
    sizes = _measures(height, plan, hidden)
    heights = _heights(plan, sizes, hidden)
    several = 1.0 if films == 1 else _OF_SEVERAL * films
    film = Band(RULER_PX, sizes.film * several)
    sound = Band(film.bottom, sizes.sound * several)
    overview = Band(max(sound.bottom, height - OVERVIEW_PX), OVERVIEW_PX)
    area = Band(sound.bottom, max(0.0, overview.top - sound.bottom))
    scroll = min(max(scroll, 0.0), max(0.0, sum(heights) - area.height))
    top = area.top - scroll
    bands: list[Band] = []
    for lane_height in heights:
        bands.append(Band(top, lane_height))
        top += lane_height
    rows = tuple(lane.rows for lane in plan.lanes)
    ruler = Band(0.0, RULER_PX)
    return Layout(
        width,
        height,
        ruler,
        film,
        sound,
        area,
        overview,
        tuple(bands),
        rows,
        sizes.row,
        sum(heights),
        scroll,
        films,
    )


def _parted(band: Band, count: int) -> tuple[Band, ...]:
    height = band.height / count
    return tuple(Band(band.top + number * height, height) for number in range(count))


def least_height(plan: LanePlan, lanes: int = 4) -> float:
    """A height at which that many lanes are seen, with room between them."""
    return _height(ROOMY, _heights(plan, ROOMY)[:lanes])


def _measures(height: float, plan: LanePlan, hidden: frozenset[int]) -> Measures:
    roomy, close = (_height(sizes, _heights(plan, sizes, hidden)) for sizes in (ROOMY, CLOSE))
    share = min(max((height - close) / (roomy - close), 0.0), 1.0)
    film, sound, lane, row = (
        low + share * (high - low)
        for low, high in (
            (CLOSE.film, ROOMY.film), (CLOSE.sound, ROOMY.sound), (CLOSE.lane, ROOMY.lane), (CLOSE.row, ROOMY.row)
        )
    )  # fmt: skip
    return Measures(film, sound, lane, row)


def _height(sizes: Measures, lanes: Sequence[float]) -> float:
    return RULER_PX + sizes.film + sizes.sound + sum(lanes) + OVERVIEW_PX


def _heights(plan: LanePlan, sizes: Measures, hidden: frozenset[int] = frozenset()) -> list[float]:
    return [
        0.0 if number in hidden else sizes.lane + (lane.rows - 1) * sizes.row
        for number, lane in enumerate(plan.lanes)
    ]
