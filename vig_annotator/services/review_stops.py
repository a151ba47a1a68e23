"""The shared review's reel: composed as its file would be, at a size that this machine can show, with a stop for each clip.

`lay_out_for_stage` as a job; what it gives is played like any preview (`services.reel_preview`). Nothing but composed pictures ever
leaves it: what is hidden in them is hidden before any screen, thumbnail or step of a key gets at them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vig_annotator.jobs import JobContext
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import ReelClip
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.pace import pictures_a_second
from vig_annotator.reels.parts import PlannedCard, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.texts import TextPainter
from vig_annotator.services.reel_order import ReelOrder
from vig_annotator.services.reel_preview import Preview
from vig_annotator.services.reel_rendering import cuts_of

ROOM = 1.6
"""Pictures are to be made this many times faster than they are shown: sound and the window want their share, too."""

SHARES = (1.0, 0.75, 0.5)
"""Of the room for the picture on the parent's screen; the largest of these sizes that the machine makes fast enough is taken."""

LEAST = Size(640, 360)

Pace = Callable[[ReelPlan, TextPainter | None, JobContext], float]


@dataclass(frozen=True, slots=True)
class Stop:
    """A clip on its way through the reel.

    Attributes:
        clip: what words are kept with.
        number: of the clip in the reel, from 0.
        span: in the reel, with the cards before it; the closing card belongs to the last clip.
        film: in the reel, its film alone: all its runs, one after the other.
        runs: where each run begins, in the reel.
    """

    clip: ReelClip
    number: int
    span: Span
    film: Span
    runs: tuple[MediaTime, ...]


@dataclass(frozen=True, eq=False)
class StagedReel:
    """A reel that is ready to be looked at together.

    Attributes:
        preview: its pictures and its sound.
        stops: one for each clip, in order; clips that are shown side by side have one together.
    """

    preview: Preview
    stops: tuple[Stop, ...]

    def at_us(self, stop: Stop, time_us: int) -> MediaTime:
        """The frame that is seen at a moment of the reel, on the session's clock; on a card, the clip's start."""
        seen = self.preview.source_time(time_us, stop.number)
        return stop.clip.onset_us if seen is None else seen


def lay_out_for_stage(
    order: ReelOrder,
    clips: Sequence[ReelClip],
    painter: TextPainter,
    room: Size,
    context: JobContext | None = None,
    pace: Pace = pictures_a_second,
) -> StagedReel:
    """Make a reel ready for the parent's screen; touches no library, so it may run on any thread.

    The picture is as large as the room for it, if the machine makes such pictures `ROOM` times as fast as they are shown;
    measured here and now, on the reel's own clips. If not, smaller ones are made and drawn larger.

    Args:
        order: what `sharing.order_to_show` gathered.
        clips: the reel's, in order.
        painter: draws its words.
        room: for the picture on the parent's screen, in the screen's own pixels.
        context: progress and cancel.
        pace: how many pictures a second the machine makes.

    Raises:
        UsageError: a clip lies outside its session's films.
        MediaError: a film can't be used, or is not the one that was coded.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    cuts = cuts_of(order, context.share(0.0, 0.7))
    for share in SHARES:
        size = Size(
            max(LEAST.width, round(room.width * share)), max(LEAST.height, round(room.height * share))
        )
        plan = make_plan(cuts, style=order.style, title=order.title, most=size, fill=True)
        if share == SHARES[-1] or pace(plan, painter, context) >= ROOM * plan.rate:
            break
    # Loaded when a reel is looked at: the first window comes sooner.
    from vig_annotator.reels.loudness import gains_of

    # Measured now, so that the first clip is heard at once.
    preview = Preview(plan, painter, gains_of(plan, context.share(0.8, 1.0)))
    return StagedReel(preview, stops_of(plan, clips))


def stops_of(plan: ReelPlan, clips: Sequence[ReelClip]) -> tuple[Stop, ...]:
    """Where each clip lies in its reel."""
    own: list[tuple[int, list[int], int]] = []  # number, first picture of each run, picture after the last
    for part in plan.parts:
        if isinstance(part, PlannedCard):
            continue
        if not own or own[-1][0] != part.number:
            own.append((part.number, [], 0))
        number, runs, _ = own[-1]
        own[-1] = number, [*runs, part.first_picture], part.first_picture + part.count
    stops, begin = [], 0
    for place, (number, runs, stop) in enumerate(own):
        end = plan.picture_count if place + 1 == len(own) else stop
        stops.append(
            Stop(
                clips[number],
                number,
                Span(_time(plan, begin), _time(plan, end)),
                Span(_time(plan, runs[0]), _time(plan, stop)),
                tuple(_time(plan, first) for first in runs),
            )
        )
        begin = end
    return tuple(stops)


def _time(plan: ReelPlan, picture: int) -> MediaTime:
    return MediaTime(plan.time_us(picture))
