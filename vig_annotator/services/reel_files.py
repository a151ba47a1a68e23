"""What else is made of a reel: a film for each clip, its stills as pictures; and how large and how long in the making it will be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from vig_annotator.errors import ExportError
from vig_annotator.jobs import JobContext
from vig_annotator.model.reel_style import FileFor
from vig_annotator.reels.parts import PlannedClip, ReelPlan
from vig_annotator.reels.preview import ReelReader
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.texts import TextPainter
from vig_annotator.reels.whole_file import checked, whole_file
from vig_annotator.services.reel_rendering import ClipOrder, ReelOrder, plan_of, render_order

_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60

_BITS_A_PIXEL = {FileFor.PHONE: 0.055, FileFor.BIG_SCREEN: 0.1, FileFor.ARCHIVE: 0.2}
"""What x264 needs at these qualities for films of a room with people in it; still parts need next to nothing."""

_PIXELS_A_SECOND = {FileFor.PHONE: 110e6, FileFor.BIG_SCREEN: 90e6, FileFor.ARCHIVE: 55e6}
"""How quick a clinic's laptop with two cores is, reading, composing and coding."""

_COMPOSED = 1.5  # times as long, where pictures are worked upon


@dataclass(frozen=True, slots=True)
class Estimate:
    """What making a reel will cost, roughly.

    Attributes:
        size_bytes: of the file.
        seconds: that it takes; once it is being made, `reel_queue.Item.left_s` knows better.
    """

    size_bytes: int
    seconds: float


def estimate(plan: ReelPlan) -> Estimate:
    """What making a reel will cost, roughly; of a preview's plan, too."""
    file_for = plan.style.file_for
    quality = QUALITIES[file_for]
    size = max((part.film.size for part in plan.clips), key=lambda one: one.area)
    share = min(1.0, max(quality.most.width, quality.most.height) / max(size.width, size.height))
    pixels = size.area * share * share
    moving = sum(part.count for part in plan.clips if part.speed)
    seconds = plan.picture_count / float(plan.rate)
    bits = min(pixels * moving * _BITS_A_PIXEL[file_for], quality.most_bits * seconds)
    worked = sum(part.count for part in plan.clips if _is_worked_upon(part))
    cost = pixels * (plan.picture_count + (_COMPOSED - 1) * worked) / _PIXELS_A_SECOND[file_for]
    return Estimate(round((bits + quality.sound_bits * seconds) / 8), round(0.5 + cost, 1))


def _is_worked_upon(part: PlannedClip) -> bool:
    look = part.cut.look
    return bool(
        part.cut.caption or part.beside or look.framing or look.spotlight or look.blurs or look.baby_says
    )


def render_each(
    order: ReelOrder,
    folder: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
) -> list[Path]:
    """Make one film for each clip, without the reel's own cards; clips that are shown side by side stay together.

    Args:
        order: what `order_reel` gathered.
        folder: where the films go, named by number and caption.
        context: progress and cancel; films that were finished before a cancel stay.
        overwrite: whether files of these names may be replaced.
        painter: draws the words; needed where there are some.

    Returns:
        the films, in order.

    Raises:
        UsageError, MediaError, ExportError, Cancelled: as `render_order`.
    """
    context = context or JobContext()
    style = replace(order.style, opening=None, closing=None)
    groups = _groups(order)
    made = []
    for number, clips in enumerate(groups, start=1):
        step = context.share((number - 1) / len(groups), number / len(groups))
        caption = clips[0].caption
        one = replace(order, clips=clips, style=style, title=caption if order.title else "")
        out = folder / f"{_name(number, caption)}.mp4"
        made.append(render_order(one, out, step, overwrite=overwrite, painter=painter))
    return made


def save_stills(
    order: ReelOrder,
    folder: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
) -> list[Path]:
    """Save one picture of each clip as PNG, as the reel shows it: the chosen still, or else the middle of the clip.

    Arguments, answer and errors as in `render_each`.
    """
    context = context or JobContext()
    plan = plan_of(order, context.share(0.0, 0.3))
    sources = [film.path for film in plan.films]
    numbers = sorted({part.number for part in plan.clips})
    captions = {part.number: part.cut.caption for part in reversed(plan.clips)}
    made = []
    with ReelReader(plan, painter) as reader:
        for place, number in enumerate(numbers):
            context.report(0.3 + 0.7 * place / len(numbers), "Saving the stills")
            rgb = reader.read(_still(plan, number)).rgb
            _, png = cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
            out = checked(
                folder / f"{_name(place + 1, captions[number])}.png", overwrite=overwrite, sources=sources
            )
            with whole_file(out, overwrite=overwrite, sources=sources) as part:
                try:
                    part.write_bytes(png.tobytes())
                except OSError as error:
                    raise ExportError(
                        f"The picture “{out.name}” can't be written: {error.strerror or error}.",
                        "Make room, or choose another folder.",
                    ) from error
            made.append(out)
    return made


def _still(plan: ReelPlan, number: int) -> int:
    """The picture that stands for a clip: never one on its way out of the dark."""
    own = [part for part in plan.clips if part.number == number]
    best = next((part for part in own if not part.speed), own[0])
    return best.first_picture + best.count // 2


def _groups(order: ReelOrder) -> list[tuple[ClipOrder, ...]]:
    groups: list[tuple[ClipOrder, ...]] = []
    waiting: tuple[ClipOrder, ...] = ()
    for clip in order.clips:
        waiting = (*waiting, clip)
        if not clip.look.beside_next or len(waiting) == 2:
            groups.append(waiting)
            waiting = ()
    return [*groups, waiting] if waiting else groups


def _name(number: int, caption: str) -> str:
    words = _FORBIDDEN_IN_NAMES.sub(" ", caption.partition("\n")[0]).strip(" .")[:_LONGEST_NAME].strip()
    return f"{number:02d} {words}" if words else f"{number:02d}"
