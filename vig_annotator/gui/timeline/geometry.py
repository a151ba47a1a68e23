"""Time to pixels and back: what part of the film the timeline shows, and how zooming and scrolling change it.

Pure values. This is the one place where media time becomes a float.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from vig_annotator.model.mediatime import MediaTime

CLOSEST_US_PER_PX = 100.0
"""Closest zoom: a frame of 1/30 s is then 333 pixels wide."""

LEAST_END_US = 1_000_000
"""A film shorter than this is laid out as if it were this long."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """The visible stretch of a film, `width_px` pixels wide.

    Pixels count from the left edge of the visible stretch. `left_us` is kept exact to a fraction of a microsecond, so that
    zooming in and out around a place does not wander. The stretch never leaves the film: beyond its end there is
    nothing to see.

    Attributes:
        end_us: where the film ends.
        width_px: width of the lanes' area, at least 1.
        us_per_px: microseconds a pixel.
        left_us: media time at the left edge.
    """

    end_us: int
    width_px: float
    us_per_px: float
    left_us: float = 0.0

    @classmethod
    def whole(cls, end_us: int, width_px: float) -> TimeScale:
        """The whole film, from edge to edge."""
        length, width = max(end_us, LEAST_END_US), max(width_px, 1.0)
        return cls(length, width, length / width)

    @property
    def widest_us_per_px(self) -> float:
        """The zoom at which the whole film is seen."""
        return self.end_us / self.width_px

    @property
    def closest_us_per_px(self) -> float:
        """The closest zoom of this film."""
        return min(CLOSEST_US_PER_PX, self.widest_us_per_px)

    @property
    def right_us(self) -> float:
        """Media time at the right edge."""
        return self.left_us + self.width_px * self.us_per_px

    @property
    def shows_all(self) -> bool:
        """Whether the whole film is seen."""
        return self.us_per_px >= self.widest_us_per_px

    def x_of(self, time_us: float) -> float:
        """Pixels from the left edge; outside 0 to `width_px` where the moment is not in view."""
        return (time_us - self.left_us) / self.us_per_px

    def time_at(self, x_px: float) -> MediaTime:
        """The media time under a pixel, within the film."""
        return MediaTime(round(min(max(self.left_us + x_px * self.us_per_px, 0.0), float(self.end_us))))

    def in_view(self, time_us: int) -> bool:
        """Whether a moment is seen."""
        return self.left_us <= time_us < self.right_us or (
            time_us >= self.end_us and self.right_us >= self.end_us
        )

    def moved_to(self, left_us: float) -> TimeScale:
        """The same zoom with another left edge, as far as the film goes."""
        last = max(0.0, self.end_us - self.width_px * self.us_per_px)
        return replace(self, left_us=min(max(left_us, 0.0), last))

    def scrolled(self, by_px: float) -> TimeScale:
        """Later by that many pixels; earlier if negative."""
        return self.moved_to(self.left_us + by_px * self.us_per_px)

    def zoomed(self, factor: float, around_px: float) -> TimeScale:
        """Closer by `factor` (farther if below 1); what is under `around_px` stays there, as far as the film goes."""
        if factor <= 0:
            raise ValueError("a zoom factor is above 0")
        us_per_px = min(max(self.us_per_px / factor, self.closest_us_per_px), self.widest_us_per_px)
        anchor_us = self.left_us + around_px * self.us_per_px
        return replace(self, us_per_px=us_per_px).moved_to(anchor_us - around_px * us_per_px)

    def fitted(self) -> TimeScale:
        """The whole film."""
        return TimeScale.whole(self.end_us, self.width_px)

    def showing(self, onset_us: int, offset_us: int, margin: float = 0.1) -> TimeScale:
        """A stretch with some air on both sides (`margin` of the width each)."""
        length = max(offset_us - onset_us, 1)
        us_per_px = length / (self.width_px * (1 - 2 * margin))
        us_per_px = min(max(us_per_px, self.closest_us_per_px), self.widest_us_per_px)
        middle_us = (onset_us + offset_us) / 2
        return replace(self, us_per_px=us_per_px).moved_to(middle_us - self.width_px * us_per_px / 2)

    def centred(self, time_us: int) -> TimeScale:
        """The same zoom with a moment in the middle."""
        return self.moved_to(time_us - self.width_px * self.us_per_px / 2)

    def paged_to(self, time_us: int, lead_px: float = 48.0) -> TimeScale:
        """The same stretch if the moment is seen; else the page on which it stands near the left edge."""
        if self.in_view(time_us):
            return self
        return self.moved_to(time_us - min(lead_px, self.width_px / 4) * self.us_per_px)

    def resized(self, width_px: float) -> TimeScale:
        """The same zoom and left edge in another width; a whole film stays whole."""
        if self.shows_all:
            return TimeScale.whole(self.end_us, width_px)
        wider = replace(self, width_px=max(width_px, 1.0))
        return replace(wider, us_per_px=min(wider.us_per_px, wider.widest_us_per_px)).moved_to(self.left_us)

    def of_film(self, end_us: int) -> TimeScale:
        """The same view when the film's end becomes known or changes; a whole film stays whole."""
        if self.shows_all:
            return TimeScale.whole(end_us, self.width_px)
        longer = replace(self, end_us=max(end_us, LEAST_END_US))
        return replace(longer, us_per_px=min(longer.us_per_px, longer.widest_us_per_px)).moved_to(
            self.left_us
        )
