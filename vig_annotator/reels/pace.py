"""How quickly this machine makes a reel's pictures: measured on the reel itself, a few pictures of each clip."""

from __future__ import annotations

import time
from collections.abc import Callable

from vig_annotator.jobs import JobContext
from vig_annotator.reels.parts import PlannedClip, ReelPlan
from vig_annotator.reels.texts import TextPainter

_PICTURES = 6
"""Of each clip; the first, for which the film has to be opened and looked up, does not count."""

_ENOUGH_S = 1.2


def pictures_a_second(
    plan: ReelPlan,
    painter: TextPainter | None,
    context: JobContext,
    now_s: Callable[[], float] = time.perf_counter,
) -> float:
    """How many pictures of the reel are made a second, in the clip that takes longest.

    Args:
        plan: of the reel, for the size that is asked about.
        painter: draws its words.
        context: may cancel it.
        now_s: a clock.

    Raises:
        MediaError: a film can't be opened.
        Cancelled: the context was cancelled.
    """
    slowest_s, begun_s = 0.0, now_s()
    seen: set[int] = set()
    # Loaded when a reel is looked at: the first window comes sooner.
    from vig_annotator.reels.preview import ReelReader

    with ReelReader(plan, painter) as reader:
        for part in plan.parts:
            if not isinstance(part, PlannedClip) or part.number in seen or not part.speed:
                continue
            seen.add(part.number)
            places = _different(part)
            if len(places) < 2 or now_s() - begun_s > _ENOUGH_S:
                continue
            reader.read(part.first_picture + places[0], check=context.check)
            first_s = now_s()
            for place in places[1:]:
                reader.read(part.first_picture + place, onward=True, check=context.check)
            slowest_s = max(slowest_s, (now_s() - first_s) / (len(places) - 1))
    return 1 / slowest_s if slowest_s else float("inf")


def _different(part: PlannedClip) -> list[int]:
    """Places of the first pictures that show another frame than the one before."""
    places = [0]
    for place in range(1, part.count):
        if len(places) == _PICTURES:
            break
        if part.frames[place] != part.frames[place - 1]:
            places.append(place)
    return places
