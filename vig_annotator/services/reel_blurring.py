"""Hiding somebody in a clip: drawn once, followed, corrected, looked through. Each change is one step for undo.

Following takes time, so it goes in three steps: `order_follow` on the window's thread, `follow_order` as a job on any
thread, `keep` on the window's thread again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from vig_annotator.errors import NotFound, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.model.clip_look import Blur
from vig_annotator.model.edits.blurs import corrected, edges_moved, found_right
from vig_annotator.model.edits.clip_looks import with_blur
from vig_annotator.model.edits.concerns import shown_span
from vig_annotator.model.frame_box import BoxAt
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.reels.tracking import follow
from vig_annotator.services.reel_building import clips_of
from vig_annotator.services.reel_looks import set_look
from vig_annotator.services.reel_order import FilmPart, film_parts
from vig_annotator.services.reel_rendering import film_of_part, stretches_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FollowOrder:
    """All that following a blur needs, as values.

    Attributes:
        clip_id, number: which blur of which clip.
        drawn: the blur as it was when it was ordered.
        span: of the clip with its handles, on the session's clock.
        films: of the session, in order.
        caches_dir: where frame indexes are kept.
    """

    clip_id: str
    number: int
    drawn: Blur
    span: Span
    films: tuple[FilmPart, ...]
    caches_dir: Path | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a reel that somebody is to look at.

    Attributes:
        place: number of the clip in the reel, from 1.
        number: of the blur in the clip, from 0.
        span: on the session's clock.
    """

    clip_id: str
    place: int
    number: int
    who: str
    span: Span


def draw(ws: Workspace, clip_id: str, who: str, key: BoxAt) -> ReelClip:
    """Hide somebody: a box drawn at a frame. It stands still until it is followed.

    Raises:
        NotFound: the clip is no longer there.
        RuleViolation: the box reaches out of the picture.
    """
    clip = ws.get(ReelClip, clip_id)
    return set_look(ws, clip_id, with_blur(clip, len(clip.look.blurs), Blur(who.strip(), (key,))))


def correct(ws: Workspace, clip_id: str, number: int, key: BoxAt) -> ReelClip:
    """Draw a blur's box at another frame, or again at one; it is to be followed again.

    Raises:
        NotFound: the clip, or the blur, is no longer there.
        RuleViolation: the box reaches out of the picture.
    """
    clip, blur = _blur(ws, clip_id, number)
    return set_look(ws, clip_id, with_blur(clip, number, corrected(blur, key)))


def find_right(ws: Workspace, clip_id: str, number: int, stretch: Span) -> ReelClip:
    """Say that a doubtful stretch was looked at and is right.

    Raises:
        NotFound: the clip, or the blur, is no longer there.
    """
    clip, blur = _blur(ws, clip_id, number)
    return set_look(ws, clip_id, with_blur(clip, number, found_right(blur, stretch)))


def remove(ws: Workspace, clip_id: str, number: int) -> ReelClip:
    """Show somebody again.

    Raises:
        NotFound: the clip, or the blur, is no longer there.
    """
    clip, _ = _blur(ws, clip_id, number)
    return set_look(ws, clip_id, with_blur(clip, number, None))


def doubts_of(ws: Workspace, reel_id: str) -> list[Doubt]:
    """Every stretch of a reel in which a blur is to be looked at, in order; a blur that was never followed is one whole doubt."""
    reel = ws.get(Reel, reel_id)
    found = []
    for place, clip in enumerate(clips_of(ws, reel_id), start=1):
        for number, blur in enumerate(clip.look.blurs):
            stretches = blur.doubts if blur.followed else (blur.span or shown_span(reel, clip),)
            found += [Doubt(clip.id, place, number, blur.who, one) for one in stretches]
    return found


def order_follow(ws: Workspace, clip_id: str, number: int) -> FollowOrder:
    """Gather what following a blur needs.

    Raises:
        NotFound: the clip, or the blur, is no longer there.
        MediaMissing: a film is nowhere there.
    """
    clip, blur = _blur(ws, clip_id, number)
    span = shown_span(ws.get(Reel, clip.reel_id), clip)
    return FollowOrder(
        clip_id, number, blur, span, film_parts(ws, clip.session_id, clip.camera_id), ws.caches_dir
    )


def follow_order(order: FollowOrder, context: JobContext | None = None) -> Blur:
    """Follow what `order_follow` gathered; touches no library, so it may run on any thread.

    Raises:
        UsageError: the clip lies outside its session's films.
        MediaError: a film can't be read, or is not the one that was coded.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    blur = order.drawn
    keys: list[BoxAt] = []
    doubts: list[Span] = []
    reading = context.share(0.0, 0.1)
    films = {part: film_of_part(part, order.caches_dir, reading) for part in order.films}
    stretches = list(stretches_of(order.span, order.films, films))
    for number, (part, span) in enumerate(stretches):
        share = (0.1 + 0.9 * number / len(stretches), 0.1 + 0.9 * (number + 1) / len(stretches))
        done = follow(films[part], blur, span, part.starts_at_us, context.share(*share))
        keys += done.followed
        doubts += done.doubts
    if not keys:
        raise UsageError("The clip lies outside the film.", "Move its edges, or take it out of the reel.")
    return replace(blur, followed=tuple(keys), doubts=tuple(doubts))


def keep(ws: Workspace, order: FollowOrder, followed: Blur) -> ReelClip | None:
    """Keep what was followed; None, and nothing is kept, if the blur was changed or removed meanwhile.

    What the clip shows beyond the stretch that was followed, because its edges were moved meanwhile, is to be looked at.
    """
    try:
        clip, now = _blur(ws, order.clip_id, order.number)
    except NotFound:
        return None
    if now != order.drawn:
        return None
    shown = shown_span(ws.get(Reel, clip.reel_id), clip)
    kept = edges_moved(followed, order.span, shown)
    return set_look(ws, order.clip_id, with_blur(clip, order.number, kept))


def _blur(ws: Workspace, clip_id: str, number: int) -> tuple[ReelClip, Blur]:
    clip = ws.get(ReelClip, clip_id)
    if not 0 <= number < len(clip.look.blurs):
        raise NotFound("This blur is no longer there.", "It may have been removed or undone.")
    return clip, clip.look.blurs[number]
