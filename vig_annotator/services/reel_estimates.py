"""How large and how long in the making a reel will be; learns from what was made on this computer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vig_annotator.errors import ExportError
from vig_annotator.model.reel_style import FileFor
from vig_annotator.reels.parts import Part, PlannedClip, ReelPlan
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.segment_keys import key_of
from vig_annotator.reels.segments import SegmentStore

_BITS_A_PIXEL = {FileFor.PHONE: 0.045, FileFor.BIG_SCREEN: 0.075, FileFor.ARCHIVE: 0.18}
"""What x264 needs at these qualities for films of a room with people in it; still parts need next to nothing."""

_PIXELS_A_SECOND = {FileFor.PHONE: 58e6, FileFor.BIG_SCREEN: 82e6, FileFor.ARCHIVE: 45e6}
"""How quick two cores are, reading a full-HD film, composing and coding, counted in pixels of the reel (of a phone's there are fewer, but
what is read is as large); measured as processor time with `benchmarks/reel_estimates.py`'s film."""

_COMPOSED = 1.2  # times as long, where pictures are worked upon
_BEGUN_S = 0.5
_PICTURE_S = 0.6  # to find a picture in a film, to compose and to pack it
_PNG_BYTES_A_PIXEL = 1.2
_LEARNS_FROM_S = 2.0  # what is over sooner says little
_LEARNS = 0.5  # the share of what was known that the last one replaces
_LEAST, _MOST = 10, 1000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What making a reel will cost, roughly.

    Attributes:
        size_bytes: of the file.
        seconds: that it takes; once it is being made, `reel_queue.Item.left_s` knows better.
    """

    size_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How this computer and these films compare with the usual ones, in percent: 200 takes, or needs, twice as much.

    Attributes:
        time: how long it takes.
        size: how large it gets.
    """

    time: int = 100
    size: int = 100


USUAL_PACE = Pace()


def estimate(plan: ReelPlan, pace: Pace = USUAL_PACE, there: Collection[Part] = ()) -> Estimate:
    """What making a reel will cost, roughly; of a preview's plan, too.

    Args:
        plan: of the reel.
        pace: how it went before, for what the reel's file is for.
        there: parts that are coded already.
    """
    file_for = plan.style.file_for
    quality = QUALITIES[file_for]
    pixels = _pixels(plan)
    moving = sum(part.count for part in plan.clips if part.speed)
    seconds = plan.picture_count / float(plan.rate)
    bits = min(pixels * moving * _BITS_A_PIXEL[file_for] * pace.size / 100, quality.most_bits * seconds)
    known = {id(part) for part in there}
    work = sum(_work(part) for part in plan.parts if id(part) not in known)
    cost = pixels * work / _PIXELS_A_SECOND[file_for] * pace.time / 100
    return Estimate(round((bits + quality.sound_bits * seconds) / 8), round(_BEGUN_S + cost, 1))


def pictures_estimate(plan: ReelPlan, count: int) -> Estimate:
    """What saving so many pictures of a reel as PNG will cost, roughly."""
    return Estimate(
        round(count * plan.canvas.area * _PNG_BYTES_A_PIXEL), round(_BEGUN_S + count * _PICTURE_S, 1)
    )


def parts_there(plan: ReelPlan, painter: object, store: SegmentStore | None) -> list[Part]:
    """The parts of a reel that are coded already, as its file would be."""
    quality = QUALITIES[plan.style.file_for]
    if store is None or store.closed:
        return []
    try:
        return [part for part in plan.parts if store.has(key_of(plan, part, quality, painter))]
    except ExportError:
        return []  # a film is gone: that is told when the reel is made


def learned(pace: Pace, thought: Estimate, took_s: float, was_bytes: int) -> Pace:
    """The pace after a film was made, as that was thought of with `pace`.

    Args:
        pace: until now.
        thought: what it was thought to cost.
        took_s: how long it took.
        was_bytes: how large its file is.
    """
    size = _blended(pace.size, was_bytes / max(1, thought.size_bytes))
    if thought.seconds < _LEARNS_FROM_S:
        return Pace(pace.time, size)
    return Pace(_blended(pace.time, took_s / thought.seconds), size)


def _blended(percent: int, times: float) -> int:
    return round(min(_MOST, max(_LEAST, percent * ((1 - _LEARNS) + _LEARNS * times))))


def _pixels(plan: ReelPlan) -> float:
    """Of a picture of the file, also of a preview's plan."""
    most = QUALITIES[plan.style.file_for].most
    size = max((part.film.size for part in plan.clips), key=lambda one: one.area)
    share = min(1.0, max(most.width, most.height) / max(size.width, size.height))
    return size.area * share * share


def _work(part: Part) -> float:
    if not isinstance(part, PlannedClip):
        return part.count
    look = part.cut.look
    worked = part.cut.caption or part.beside or look.framing or look.spotlight or look.blurs or look.baby_says
    return part.count * (_COMPOSED if worked else 1.0)
