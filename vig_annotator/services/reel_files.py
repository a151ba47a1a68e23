"""What else is made of a reel: a film for each clip, its stills as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.model.file_names import file_stem
from vig_annotator.model.reel import ReelClip
from vig_annotator.reels.parts import ReelPlan
from vig_annotator.reels.preview import ReelReader
from vig_annotator.reels.texts import TextPainter
from vig_annotator.reels.whole_file import checked, whole_file, write_trouble
from vig_annotator.services.reel_order import ClipOrder, ReelOrder
from vig_annotator.services.reel_rendering import plan_of, render_order

_LONGEST_NAME = 60

C = TypeVar("C", ClipOrder, ReelClip)


def render_each(
    order: ReelOrder,
    folder: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
    made: Callable[[Path], object] = lambda path: None,
) -> list[Path]:
    """Make one film for each clip, without the reel's own cards; clips that are shown side by side stay together.

    Args:
        order: what `order_reel` gathered.
        folder: where the films go, named by number and caption (`names_of`).
        context: progress and cancel; films that were finished before a cancel stay.
        overwrite: whether files of these names may be replaced.
        painter: draws the words; needed where there are some.
        made: told of each film as soon as it is whole.

    Returns:
        the films, in order.

    Raises:
        UsageError, MediaError, ExportError, Cancelled: as `render_order`.
    """
    context = context or JobContext()
    style = replace(order.style, opening=None, closing=None)
    groups = clip_groups(order)
    films = []
    for number, (clips, name) in enumerate(zip(groups, names_of(order, ".mp4"), strict=True), start=1):
        step = context.share((number - 1) / len(groups), number / len(groups))
        title = clips[0].caption if order.title else ""
        one = replace(order, clips=clips, style=style, title=title)
        films.append(render_order(one, folder / name, step, overwrite=overwrite, painter=painter))
        made(films[-1])
    return films


def save_stills(
    order: ReelOrder,
    folder: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
    made: Callable[[Path], object] = lambda path: None,
) -> list[Path]:
    """Save one picture of each clip as PNG, as the reel shows it: the chosen still, or else the middle of the clip.

    Arguments, answer and errors as in `render_each`.
    """
    sources = sources_of(order)
    pictures = []
    for name, rgb in zip(names_of(order, ".png"), stills_of(order, context, painter), strict=True):
        out = checked(folder / name, overwrite=overwrite, sources=sources)
        _, png = cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
        with whole_file(out, overwrite=overwrite, sources=sources) as part:
            try:
                part.write_bytes(png.tobytes())
            except OSError as error:
                raise write_trouble(error, out) from error
        pictures.append(out)
        made(out)
    return pictures


def stills_of(
    order: ReelOrder, context: JobContext | None = None, painter: TextPainter | None = None
) -> Iterator[NDArray[np.uint8]]:
    """One picture of each clip, in order, as RGB; clips that are shown side by side are one picture.

    Raises:
        UsageError, MediaError, Cancelled: as `render_order`.
    """
    context = context or JobContext()
    plan = plan_of(order, context.share(0.0, 0.3))
    numbers = sorted({part.number for part in plan.clips})
    with ReelReader(plan, painter) as reader:
        for place, number in enumerate(numbers):
            context.report(0.3 + 0.7 * place / len(numbers), f"Picture {place + 1} of {len(numbers)}")
            yield reader.read(_still(plan, number)).rgb


def names_of(order: ReelOrder, suffix: str) -> list[str]:
    """What the films or pictures of the clips are called: a number, and the caption's first line if the files may say what they are."""
    return [
        f"{_name(number, clips[0].caption if order.title else '')}{suffix}"
        for number, clips in enumerate(clip_groups(order), start=1)
    ]


def sources_of(order: ReelOrder) -> list[Path]:
    """The films that a reel is made of: none of them is ever written over."""
    return list(dict.fromkeys(part.path for clip in order.clips for part in clip.films))


def _still(plan: ReelPlan, number: int) -> int:
    """The picture that stands for a clip: never one on its way out of the dark."""
    own = [part for part in plan.clips if part.number == number]
    best = next((part for part in own if not part.speed), own[0])
    return best.first_picture + best.count // 2


def clip_groups(order: ReelOrder) -> list[tuple[ClipOrder, ...]]:
    """The clips of a reel; those that are shown side by side together."""
    return grouped(order.clips)


def grouped(clips: Iterable[C]) -> list[tuple[C, ...]]:
    """Clips, as they are ordered or as they are on disk; those that are shown side by side together."""
    groups: list[tuple[C, ...]] = []
    waiting: list[C] = []
    for clip in clips:
        waiting.append(clip)
        if not clip.look.beside_next or len(waiting) == 2:
            groups.append(tuple(waiting))
            waiting = []
    if waiting:
        groups.append(tuple(waiting))
    return groups


def _name(number: int, caption: str) -> str:
    first_line = caption.strip().partition("\n")[0]
    return file_stem(f"{number:02d} {first_line}", f"{number:02d}", _LONGEST_NAME)
