"""A reel as a plan: which frame of which film every picture of the reel shows, and which sound lies under it. Pure.

How long a clip is: clips lie one after the other at their exact lengths (fractions of a second, no rounding); a picture of
the reel belongs to the clip in which the nearest beginning of a picture falls. So a clip has its length times the
rate, rounded down or up, never more than one picture off; lengths add up over any number of clips without drift; and
fifty frames of a film at the reel's own rate are fifty pictures, wherever they stand. Each clip has at least one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path

from vig_annotator.errors import UsageError
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.probe import FilmInfo
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime, Span
from vig_annotator.model.timecode import format_time
from vig_annotator.reels.canvas import Size, choose_canvas
from vig_annotator.reels.rate import film_rate, reel_rate
from vig_annotator.reels.sampling import Stretch, stretch_of

AUDIO_RATE = 48_000
"""Sound samples a second in every reel."""


@dataclass(frozen=True, eq=False)
class ReelFilm:
    """A film that clips are taken from.

    Attributes:
        path: the file.
        info: what it is.
        index: all its displayed frames.
    """

    path: Path
    info: FilmInfo
    index: FrameIndex

    @property
    def size(self) -> Size:
        """Upright, in square pixels."""
        return Size(*self.info.display_size)


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a film that someone wants in a reel, before handles.

    Attributes:
        span: half-open, on the film's own clock (0 is its first displayed frame).
    """

    film: ReelFilm
    span: Span


@dataclass(frozen=True, slots=True)
class PlannedClip:
    """One clip of a reel.

    Attributes:
        span: of the film, with handles.
        frames: number of the film's frame that each picture of the reel shows; never decreasing.
        first_picture: number of the clip's first picture in the reel.
        first_sample, stop_sample: its sound in the reel, at `AUDIO_RATE`.
        sound_onset_us: where its sound begins on the film's clock: before the span, by as much as its pictures are late.
    """

    film: ReelFilm
    span: Span
    frames: tuple[int, ...]
    first_picture: int
    first_sample: int
    stop_sample: int
    sound_onset_us: int


@dataclass(frozen=True, slots=True)
class ReelPlan:
    """A whole reel.

    Attributes:
        clips: in the order in which they are shown; never empty.
        canvas: size of the reel's picture.
        rate: pictures a second, constant.
    """

    clips: tuple[PlannedClip, ...]
    canvas: Size
    rate: Fraction

    @property
    def picture_count(self) -> int:
        """Pictures of the whole reel."""
        return sum(len(clip.frames) for clip in self.clips)

    @property
    def sample_count(self) -> int:
        """Sound samples of the whole reel."""
        return self.clips[-1].stop_sample

    @property
    def duration_us(self) -> int:
        """Length of the reel in microseconds, rounded."""
        return round(self.picture_count / self.rate * 1_000_000)


def make_plan(cuts: Iterable[Cut], handles_us: int = 0) -> ReelPlan:
    """Lay a reel out.

    Args:
        cuts: in the order in which they are to be shown.
        handles_us: extra time before and after each cut, as far as the film reaches.

    Raises:
        UsageError: there are no cuts, one is empty or reaches out of its film, or the handles are negative.
    """
    wanted = tuple(cuts)
    if not wanted:
        raise UsageError("A reel needs at least one clip.", "Add a moment to the reel, then export it.")
    if handles_us < 0:
        raise UsageError("Handles can't be shorter than nothing.", "Give 0 or more seconds.")
    rates = {id(cut.film): film_rate(cut.film.index) for cut in wanted}
    rate = reel_rate(rates.values())
    spans = [_with_handles(cut, number, handles_us) for number, cut in enumerate(wanted, start=1)]
    stretches = [
        stretch_of(cut.film.index, span, rates[id(cut.film)]) for cut, span in zip(wanted, spans, strict=True)
    ]
    canvas = choose_canvas(
        [(cut.film.size, span.duration_us) for cut, span in zip(wanted, spans, strict=True)]
    )
    clips = []
    picture = 0
    for cut, span, stretch, count in zip(wanted, spans, stretches, _counts(stretches, rate), strict=True):
        frames = stretch.frames_at(rate, count)
        clips.append(
            PlannedClip(
                film=cut.film,
                span=span,
                frames=frames,
                first_picture=picture,
                first_sample=_sample(picture, rate),
                stop_sample=_sample(picture + count, rate),
                sound_onset_us=span.onset_us - round(stretch.lateness(rate, frames) * US_PER_SECOND),
            )
        )
        picture += count
    return ReelPlan(tuple(clips), canvas, rate)


def _with_handles(cut: Cut, number: int, handles_us: int) -> Span:
    span, end_us = cut.span, cut.film.index.end_us
    if span.duration_us == 0:
        raise UsageError(f"Clip {number} is empty: it ends where it begins.", "Let it end later.")
    if span.onset_us < 0 or span.offset_us > end_us:
        raise UsageError(
            f"Clip {number} ({format_time(span.onset_us)} to {format_time(span.offset_us)}) reaches out of the film.",
            f"The film runs from 0:00:00.000 to {format_time(end_us)} ({len(cut.film.index)} frames).",
        )
    return Span(
        MediaTime(max(0, span.onset_us - handles_us)), MediaTime(min(end_us, span.offset_us + handles_us))
    )


def _counts(stretches: Sequence[Stretch], rate: Fraction) -> list[int]:
    """How many pictures each clip has; see the top of this module."""
    counts = []
    end = Fraction(0)
    for stretch in stretches:
        begin, end = end, end + stretch.duration * rate
        count = _nearest(end) - _nearest(begin)
        if count < 1:  # a single frame of a film faster than the reel
            end += 1
            count += 1
        counts.append(count)
    return counts


def _nearest(place_in_pictures: Fraction) -> int:
    return floor(place_in_pictures + Fraction(1, 2))


def _sample(picture: int, rate: Fraction) -> int:
    return round(picture * AUDIO_RATE / rate)
