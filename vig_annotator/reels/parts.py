"""What a planned reel is made of: which frame of which film every picture shows, and which sound lies under it. Pure.

A reel is made of *parts*: cards, and runs of a clip: at its own speed, again and slower, and still. How long a part
is: parts lie one after the other at their exact lengths (fractions of a second, no rounding); a picture of the reel
belongs to the part in which the nearest beginning of a picture falls. So a clip has its length times the rate, rounded down or up,
never more than one picture off; lengths add up over any number of clips without drift; and fifty frames of a film at
the reel's own rate are fifty pictures, wherever they stand. Each part has at least one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.probe import FilmInfo
from vig_annotator.model.clip_look import PLAIN_LOOK, Card, ClipLook
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel_style import PLAIN_STYLE, ReelStyle
from vig_annotator.reels.canvas import Size

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
        look: how it is shown and heard; its times are on the session's clock.
        caption: words below the picture.
        starts_at_us: where the film's first frame lies on the session's clock.
        number: of the clip that it belongs to; a clip that reaches over two films has two cuts of one number. None where each cut
            is a clip.
    """

    film: ReelFilm
    span: Span
    look: ClipLook = PLAIN_LOOK
    caption: str = ""
    starts_at_us: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedClip:
    """One run of a clip.

    Attributes:
        span: of the film, with handles.
        frames: number of the film's frame that each picture of the reel shows; never decreasing.
        first_picture: number of the clip's first picture in the reel.
        first_sample, stop_sample: its sound in the reel, at `AUDIO_RATE`.
        sound_onset_us: where its sound begins on the film's clock: before the span, by as much as its pictures are late.
        cut: what it was made from.
        number: of the clip in the reel, from 0.
        speed: seconds of film a second; 0 for a still, which is silent.
        fade_in, fade_out: how many pictures come out of the dark, and go into it.
        beside: what is shown at its right at the same time, with as many pictures.
        is_beside: whether it is that itself.
    """

    film: ReelFilm
    span: Span
    frames: tuple[int, ...]
    first_picture: int
    first_sample: int
    stop_sample: int
    sound_onset_us: int
    cut: Cut
    number: int = 0
    speed: Fraction = Fraction(1)
    fade_in: int = 0
    fade_out: int = 0
    beside: PlannedClip | None = None
    is_beside: bool = False

    @property
    def count(self) -> int:
        """How many pictures it has."""
        return len(self.frames)

    @property
    def films(self) -> tuple[ReelFilm, ...]:
        """What it is taken from."""
        return (self.film,) if self.beside is None else (self.film, self.beside.film)

    def session_us(self, frame: int) -> int:
        """When a frame of its film begins, on the session's clock."""
        return int(self.film.index.time_us[frame]) + self.cut.starts_at_us


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """Words for a while, in silence; attributes as in `PlannedClip`."""

    card: Card
    count: int
    first_picture: int
    first_sample: int
    stop_sample: int
    fade_in: int = 0
    fade_out: int = 0

    @property
    def films(self) -> tuple[ReelFilm, ...]:
        """None."""
        return ()


Part = PlannedClip | PlannedCard


@dataclass(frozen=True, slots=True)
class ReelPlan:
    """A whole reel.

    Attributes:
        parts: in the order in which they are shown; never empty.
        canvas: size of the reel's picture.
        rate: pictures a second, constant.
        style: how it is made.
        title: shown by players; empty for none.
    """

    parts: tuple[Part, ...]
    canvas: Size
    rate: Fraction
    style: ReelStyle = PLAIN_STYLE
    title: str = ""

    @property
    def clips(self) -> tuple[PlannedClip, ...]:
        """The parts that show film."""
        return tuple(part for part in self.parts if isinstance(part, PlannedClip))

    @property
    def films(self) -> tuple[ReelFilm, ...]:
        """All films, each once."""
        return tuple({id(film): film for part in self.parts for film in part.films}.values())

    @property
    def picture_count(self) -> int:
        """Pictures of the whole reel."""
        return sum(part.count for part in self.parts)

    @property
    def sample_count(self) -> int:
        """Sound samples of the whole reel."""
        return self.parts[-1].stop_sample

    @property
    def duration_us(self) -> int:
        """Length of the reel in microseconds, rounded."""
        return round(self.picture_count / self.rate * 1_000_000)

    def time_us(self, picture: int) -> int:
        """When a picture begins, from the beginning of the reel, rounded."""
        return round(picture / self.rate * 1_000_000)
