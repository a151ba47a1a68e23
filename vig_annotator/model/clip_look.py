"""How a clip of a reel is shown and heard, as values.

All times lie on the session's clock, spans are half-open, boxes are on the upright picture (`frame_box`). What is not said
is as it was filmed: `ClipLook()` shows the clip once, whole, at its own speed, with its own sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.frame_box import BoxAt
from vig_annotator.model.mediatime import MediaTime, Span

FULL_SPEED = 100
SLOWEST_PERCENT = 25
CARD_US = 3_000_000
"""How long a card stands unless somebody says otherwise."""

STILL_US = 3_000_000
FADE_US = 300_000
SOFT_PERCENT = 12
"""How loud a softened stretch is: there, but no word can be made out."""


@dataclass(frozen=True, slots=True)
class Card:
    """Words on a calm ground, before a clip or at either end of a reel.

    Attributes:
        text: the large line or lines.
        under: a smaller line below; may be empty.
    """

    text: str
    under: str = ""
    length_us: int = CARD_US


@dataclass(frozen=True, slots=True)
class Subtitle:
    """What is said, shown while it is said."""

    span: Span
    text: str


class StillPlace(StrEnum):
    """When a clip stands still: at its end, or on its way, playing on afterwards."""

    END = "end"
    ON_THE_WAY = "on_the_way"


@dataclass(frozen=True, slots=True)
class Freeze:
    """The picture that a clip stands still on.

    Attributes:
        at_us: the beginning of the frame; a moment outside of the clip means its nearest frame.
        length_us: how long it is held.
    """

    at_us: MediaTime
    length_us: int = STILL_US
    place: StillPlace = StillPlace.END


class SpotShape(StrEnum):
    """The form of a spotlight."""

    ELLIPSE = "ellipse"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Spotlight:
    """A face or a hand in the light, the rest of the picture softly dimmed.

    Attributes:
        keys: where, by time; one for a steady light.
        span: when; None for the whole clip.
        dim_percent: how dark the rest becomes, 0 to 90.
    """

    keys: tuple[BoxAt, ...]
    shape: SpotShape = SpotShape.ELLIPSE
    span: Span | None = None
    dim_percent: int = 55


class Join(StrEnum):
    """How a clip follows what is before it: at once, or through the dark."""

    CUT = "cut"
    FADE = "fade"


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """A stretch that is muted, or softened, such as a spoken name.

    Attributes:
        percent: how loud it stays; 0 is silent, `SOFT_PERCENT` softened.
    """

    span: Span
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Blur:
    """Somebody who is not to be recognised.

    Attributes:
        who: for the clinician's list, such as “brother”.
        drawn: the boxes that a person drew, by time; never empty. They are never moved by tracking.
        followed: where tracking found them to be, by time, with the drawn ones; empty until it was tracked, and then the drawn ones
            count, evenly on their way between.
        doubts: stretches in which tracking is not sure; each is to be looked at, and corrected or found right.
        span: when there is something to hide; None for the whole clip.
    """

    who: str
    drawn: tuple[BoxAt, ...]
    followed: tuple[BoxAt, ...] = ()
    doubts: tuple[Span, ...] = ()
    span: Span | None = None

    @property
    def doubtful(self) -> bool:
        """Whether it is still to be followed, or to be looked at."""
        return not self.followed or bool(self.doubts)

    @property
    def keys(self) -> tuple[BoxAt, ...]:
        """Where the box is."""
        return self.followed or self.drawn


@dataclass(frozen=True, slots=True)
class ClipLook:
    """All that is said about how a clip is shown and heard; its caption is the clip's own (`ReelClip.caption`).

    Attributes:
        card: words before the clip.
        label: a word or two in the upper corner, such as “Then”.
        baby_says: what the baby might be saying, in the first person.
        subtitles: what is said, by time.
        speed_percent: 25 to 100; the voice's pitch stays.
        replay_percent: shown again at this speed; None for no replay.
        freeze: the picture that it stands still on.
        framing: the part of the picture that is shown, by time; empty for the whole picture, one for a steady part.
        spotlight: a face or hand in the light.
        join: how it follows what is before it.
        fade_us: length of the fade, in and out.
        sound_percent: how loud, 0 to 200.
        quiet: muted or softened stretches, by time.
        blurs: who is not to be recognised.
        beside_next: shown at the left of the clip after it, at the same time.
    """

    card: Card | None = None
    label: str = ""
    baby_says: str = ""
    subtitles: tuple[Subtitle, ...] = ()
    speed_percent: int = FULL_SPEED
    replay_percent: int | None = None
    freeze: Freeze | None = None
    framing: tuple[BoxAt, ...] = ()
    spotlight: Spotlight | None = None
    join: Join = Join.CUT
    fade_us: int = FADE_US
    sound_percent: int = 100
    quiet: tuple[QuietSpan, ...] = ()
    blurs: tuple[Blur, ...] = ()
    beside_next: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a blur is still to be looked at."""
        return any(blur.doubtful for blur in self.blurs)

    def heard_in(self, shown: Span) -> bool:
        """Whether anything can be heard in a stretch of the session; what is only softened can be."""
        if self.sound_percent == 0:
            return False
        silent_us = shown.onset_us
        for one in sorted(self.quiet, key=lambda one: one.span):
            if one.percent == 0 and one.span.onset_us <= silent_us:
                silent_us = max(silent_us, one.span.offset_us)
        return silent_us < shown.offset_us


PLAIN_LOOK = ClipLook()
