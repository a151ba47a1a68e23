"""Making a stored reel's film of what `reel_order` gathered; any thread may do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from vig_annotator.errors import MediaUnreadable, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.media.probe import probe
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.timecode import format_time
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.texts import TextPainter
from vig_annotator.services import reel_guarding, register
from vig_annotator.services.reel_order import ClipOrder, FilmPart, ReelOrder, order_reel
from vig_annotator.services.workspace import Workspace

_READING = 0.1
"""The share of the work that is reading the films' frames; all the rest is rendering."""


def render_reel(
    ws: Workspace,
    reel_id: str,
    out: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
) -> Path:
    """Render a stored reel, here and now, and enter it into the register; see `order_reel` and `render_order`."""
    about = reel_guarding.made_of(ws, reel_id)
    render_order(order_reel(ws, reel_id), out, context, overwrite=overwrite, painter=painter)
    register.enter(ws, about, register.look_at(out))
    return out


def render_order(
    order: ReelOrder,
    out: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
    planned: Callable[[ReelPlan], object] = lambda plan: None,
) -> Path:
    """Render what `order_reel` gathered; touches no library, so it may run on any thread.

    Args:
        order: what is to be shown.
        out: the MP4 to make.
        context: progress and cancel.
        overwrite: whether a file of that name may be replaced (never a film).
        painter: draws the words of the reel; needed where it has some.
        planned: told of the plan, right before it is rendered.

    Returns:
        `out`.

    Raises:
        UsageError: a clip lies outside its session's films.
        MediaError: a film can't be used, or is not the one that was coded.
        ExportError: the reel can't be written.
        Cancelled: the context was cancelled; nothing is left behind.
    """
    # Loaded when something is made: the first window comes sooner.
    from vig_annotator.reels.render import check_target, render

    context = context or JobContext()
    films = dict.fromkeys(part.path for clip in order.clips for part in clip.films)
    check_target(out, overwrite=overwrite, films=films)
    plan = plan_of(order, context.share(0.0, _READING))
    planned(plan)
    step = context.share(_READING, 1.0)
    render(plan, out, step, overwrite=overwrite, painter=painter, segments=order.segments)
    return out


def plan_of(order: ReelOrder, context: JobContext | None = None, most: Size | None = None) -> ReelPlan:
    """Lay a stored reel out; touches no library, so it may run on any thread.

    Args:
        order: what `order_reel` gathered.
        context: progress and cancel.
        most: the largest picture, lying; None for what the file is made for.

    Raises:
        UsageError: a clip lies outside its session's films.
        MediaError: a film can't be used, or is not the one that was coded.
        Cancelled: the context was cancelled.
    """
    most = most or QUALITIES[order.style.file_for].most
    return make_plan(cuts_of(order, context), style=order.style, title=order.title, most=most)


def cuts_of(order: ReelOrder, context: JobContext | None = None) -> list[Cut]:
    """The stretches of film that a stored reel shows, their frames known; touches no library.

    Raises:
        UsageError: a clip lies outside its session's films.
        MediaError: a film can't be used, or is not the one that was coded.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    parts = list(dict.fromkeys(part for clip in order.clips for part in clip.films))
    films = {}
    for number, part in enumerate(parts):
        step = context.share(number / len(parts), (number + 1) / len(parts))
        films[part] = film_of_part(part, order.caches_dir, step)
    return [cut for number, clip in enumerate(order.clips, start=1) for cut in _cuts(clip, number, films)]


def film_of_part(part: FilmPart, caches_dir: Path | None, context: JobContext) -> ReelFilm:
    """A film with its frames, if it is still the one that was coded.

    Raises:
        MediaError: it can't be used, or another content is in its place.
        Cancelled: the context was cancelled.
    """
    if fingerprint(part.path) != part.fingerprint:
        raise MediaUnreadable(
            f"“{part.path.name}” is not the film that was coded: its content has changed.",
            "Put the original film back in its place, or show where it is now.",
        )
    return ReelFilm(part.path, probe(part.path), load_or_build(part.path, caches_dir, context))


def _cuts(clip: ClipOrder, number: int, films: dict[FilmPart, ReelFilm]) -> list[Cut]:
    """A clip's stretch of each film that it reaches into."""
    cuts = [
        Cut(films[part], span, clip.look, clip.caption, part.starts_at_us, number)
        for part, span in stretches_of(clip.span, clip.films, films)
    ]
    # What another camera shows must begin with the clip: beside the first film it would run out of step.
    if clip.other_camera and cuts and cuts[0].starts_at_us + cuts[0].span.onset_us != clip.span.onset_us:
        raise UsageError(
            f"The other camera began to film only after clip {number} begins.",
            "Let the clip begin later, or show the first camera.",
        )
    if not cuts:
        raise UsageError(
            f"Clip {number} ({format_time(clip.span.onset_us)} to {format_time(clip.span.offset_us)}) "
            "lies outside the film.",
            "Move its edges, or take it out of the reel.",
        )
    return cuts


def stretches_of(
    span: Span, parts: Iterable[FilmPart], films: Mapping[FilmPart, ReelFilm]
) -> Iterator[tuple[FilmPart, Span]]:
    """Where a stretch of a session lies in its film's files, on each file's own clock.

    Another camera's film, which runs beside the first one, is left out (`model.session_clock.takes`).

    Args:
        span: on the session's clock.
        parts: the session's films, in order.
        films: their frames.
    """
    ends_us: int | None = None
    for part in parts:
        if ends_us is not None and part.starts_at_us < ends_us:
            continue
        end_us = films[part].index.end_us
        ends_us = part.starts_at_us + end_us
        onset = max(0, span.onset_us - part.starts_at_us)
        offset = min(end_us, span.offset_us - part.starts_at_us)
        if onset < offset:
            yield part, Span(MediaTime(onset), MediaTime(offset))
