"""A reel played in the program before it is rendered: what is seen and heard is what the file will hold.

`order_preview` on the window's thread, `lay_out` as a job (it may have to list the frames of films), then a
`playback.player.Player` of the preview's index, opened by its `open_film` and `open_sound`::

    preview = lay_out(order_preview(ws, reel_id), painter, context)
    player = Player(None, preview.index, size=size, audio_output=output,
                    open_film=preview.open_film, open_sound=preview.open_sound)
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.canvas import PREVIEW_SIZE, Size
from vig_annotator.reels.parts import PlannedClip, ReelPlan
from vig_annotator.reels.texts import TextPainter
from vig_annotator.services.reel_order import ReelOrder
from vig_annotator.services.reel_rendering import plan_of

if TYPE_CHECKING:
    # Composing is loaded when a reel is looked at: the first window comes sooner.
    from vig_annotator.reels.preview import ReelReader, ReelSound
    from vig_annotator.reels.sound import Gains


@dataclass(frozen=True, eq=False)
class Preview:
    """A reel that can be played.

    Attributes:
        plan: as the renderer would follow it, but for the size.
        painter: draws its words.
        gains: how much louder each clip becomes; None measures that when its sound is opened.
    """

    plan: ReelPlan
    painter: TextPainter | None
    gains: Gains | None = None

    @cached_property
    def index(self) -> FrameIndex:
        """Its pictures as the frames of a film."""
        from vig_annotator.reels.preview import index_of

        return index_of(self.plan)

    def open_film(self) -> ReelReader:
        """Its pictures; for `Player`'s `open_film`."""
        from vig_annotator.reels.preview import ReelReader

        return ReelReader(self.plan, self.painter)

    def open_sound(self, index: FrameIndex) -> ReelSound:
        """Its sound; for `Player`'s `open_sound`."""
        from vig_annotator.reels.preview import ReelSound

        return ReelSound(self.plan, self.gains)

    def span_of_clip(self, number: int) -> Span | None:
        """Where in the reel a clip is shown (numbers from 0), all its runs together; None if it has no part of its own."""
        own = self._parts_of(number)
        if not own:
            return None
        first, last = own[0], own[-1]
        return Span(
            MediaTime(self.plan.time_us(first.first_picture)),
            MediaTime(self.plan.time_us(last.first_picture + last.count)),
        )

    def edge_of_clip(self, number: int, edge: str) -> int | None:
        """When the first (``onset``) or last (``offset``) frame of a clip is seen, in full light if it ever is; None as in `span_of_clip`."""
        from vig_annotator.reels.compose import light_at

        parts = self._parts_of(number)
        if not parts:
            return None
        place = 0 if edge == "onset" else parts[0].count - 1
        frame = parts[0].frames[place]
        for part in parts:  # where it is not darkened, if there is such a place
            shown = [n for n, one in enumerate(part.frames) if one == frame and light_at(part, n) >= 1]
            if shown:
                return self.plan.time_us(part.first_picture + shown[0])
        return self.plan.time_us(parts[0].first_picture + place)

    def lit_start(self, number: int) -> int:
        """When the first picture of a clip is seen that is not on its way out of the dark; 0 as where `edge_of_clip` has none."""
        for part in self._parts_of(number):
            return self.plan.time_us(part.first_picture + min(part.fade_in, part.count - 1))
        return 0

    def source_time(self, time_us: int, number: int) -> MediaTime | None:
        """When the film's frame that is seen at a moment of the reel begins, on its session's clock.

        Args:
            time_us: in the reel.
            number: of a clip, from 0; None is answered where another clip, or a card, is seen.
        """
        picture = self.index.frame_at(time_us)
        for part in self._parts_of(number):
            if part.first_picture <= picture < part.first_picture + part.count:
                return MediaTime(part.session_us(part.frames[picture - part.first_picture]))
        return None

    def time_of_source(self, number: int, source_us: int) -> MediaTime | None:
        """When a moment of a clip's session is seen in the reel for the first time; the clip's end where it is after that.

        Args:
            number: of the clip, from 0.
            source_us: on the session's clock.

        Returns:
            None if the clip has no part of its own.
        """
        parts = [part for part in self._parts_of(number) if part.speed]
        for part in parts:
            shown = [part.session_us(frame) for frame in part.frames]
            place = bisect_left(shown, source_us)
            if place < len(shown) and (shown[place] == source_us or place == 0):
                return MediaTime(self.plan.time_us(part.first_picture + place))
            if place < len(shown):  # between two frames: the one that is on the screen then
                return MediaTime(self.plan.time_us(part.first_picture + place - 1))
        if not parts:
            return None
        first_run = [part for part in parts if part.speed == parts[0].speed]
        last = first_run[-1]
        return MediaTime(self.plan.time_us(last.first_picture + last.count))

    def _parts_of(self, number: int) -> list[PlannedClip]:
        """The runs of a clip, in order, whichever side it is shown at."""
        return [
            one
            for part in self.plan.clips
            for one in (part, part.beside)
            if one is not None and one.number == number
        ]


def lay_out(
    order: ReelOrder,
    painter: TextPainter | None,
    context: JobContext | None = None,
    most: Size = PREVIEW_SIZE,
) -> Preview:
    """Make a reel ready to be played; touches no library, so it may run on any thread.

    Args:
        order: what `order_preview` (or `order_reel`) gathered.
        painter: draws the words of the reel; needed where it has some.
        context: progress and cancel.
        most: the largest picture, lying.

    Raises:
        UsageError: a clip lies outside its session's films.
        MediaError: a film can't be used, or is not the one that was coded.
        Cancelled: the context was cancelled.
    """
    return Preview(plan_of(order, context, most), painter)
