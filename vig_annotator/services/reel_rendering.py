"""Making a reel's film: of a stored reel, or of stretches of one film that somebody typed.

A stored reel is rendered in two steps, as the library belongs to the window's thread and rendering takes time:
`order_reel` there, `render_order` as a job on any thread.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vig_annotator.errors import MediaUnreadable, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import PLAIN_LOOK, ClipLook
from vig_annotator.model.consent import ConsentException
from vig_annotator.model.edits.concerns import shown_span
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds
from vig_annotator.model.reel import Reel
from vig_annotator.model.reel_checks import names_family, words_of_look, words_of_reel
from vig_annotator.model.reel_style import PLAIN_STYLE, Loudness, ReelStyle
from vig_annotator.model.timecode import FrameNumber, format_time, parse_place
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.reels.texts import TextPainter
from vig_annotator.services import reel_building, reel_guarding, register
from vig_annotator.services.films import find_film
from vig_annotator.services.reel_cameras import take_of
from vig_annotator.services.workspace import Workspace

AS_FILMED = ReelStyle(loudness=Loudness.AS_FILMED)
"""How stretches are joined that somebody typed: nothing about them is changed unless it is asked for."""

_READING = 0.1
"""The share of the work that is reading the films' frames; all the rest is rendering."""

Place = MediaTime | FrameNumber


@dataclass(frozen=True, slots=True)
class FilmPart:
    """One film of a session.

    Attributes:
        fingerprint: of the film that was coded.
        starts_at_us: where its first frame lies on the session's clock.
    """

    path: Path
    fingerprint: str
    starts_at_us: int


@dataclass(frozen=True, slots=True)
class ClipOrder:
    """One clip to be rendered.

    Attributes:
        span: on the session's clock, with handles; it may reach past the session's films.
        films: of the session's first take, or of another camera's, in order.
        look: how it is shown and heard.
        caption: words below the picture.
        other_camera: whether they are another camera's.
    """

    span: Span
    films: tuple[FilmPart, ...]
    look: ClipLook = PLAIN_LOOK
    caption: str = ""
    other_camera: bool = False


@dataclass(frozen=True, slots=True)
class ReelOrder:
    """All that rendering a stored reel needs, as values.

    Attributes:
        clips: in order.
        caches_dir: where frame indexes are kept.
        style: how it is made.
        title: what players show; empty for none.
        segments: what was coded before, so that only what changed is coded again.
    """

    clips: tuple[ClipOrder, ...]
    caches_dir: Path | None
    style: ReelStyle = PLAIN_STYLE
    title: str = ""
    segments: SegmentStore | None = None


def render_clips(
    path: Path,
    clips: Sequence[str],
    out: Path,
    *,
    handles_s: float = 0.0,
    look: ClipLook = PLAIN_LOOK,
    style: ReelStyle = AS_FILMED,
    title: str = "",
    painter: TextPainter | None = None,
    context: JobContext | None = None,
    overwrite: bool = True,
) -> Path:
    """Cut stretches out of one film and join them.

    Args:
        path: the film.
        clips: ``A..B`` each; A and B as ``h:mm:ss.mmm``, seconds, or ``fN``. ``f100..f150`` holds frames 100 to 149.
        out: the MP4 to make.
        handles_s: seconds added before and after each, as far as the film reaches.
        look: how each is shown and heard.
        style: how the reel is made.
        title: what players show; empty for none.
        painter: draws words; needed where the look or the style has some.
        context: progress and cancel.
        overwrite: whether a file of that name may be replaced (never the film itself).

    Returns:
        `out`.

    Raises:
        UsageError: a clip or the handles can't be understood, or a clip reaches out of the film.
        MediaError: the film can't be used.
        ExportError: the reel can't be written.
        Cancelled: the context was cancelled; nothing is left behind.
    """
    from vig_annotator.reels.render import check_target, render

    context = context or JobContext()
    wanted = [(_parsed(text), text) for text in clips]
    if not math.isfinite(handles_s) or handles_s < 0:
        raise UsageError(f"Handles of {handles_s:g} s can't be.", "Give 0 or more seconds.")
    check_target(out, overwrite=overwrite, films=[path])
    film = ReelFilm(path, probe(path), build_index(path, context.share(0.0, _READING)))
    cuts = [Cut(film, _span(film.index, *places, text), look) for places, text in wanted]
    most = QUALITIES[style.file_for].most
    plan = make_plan(cuts, from_seconds(Fraction(handles_s)), style=style, title=title, most=most)
    render(plan, out, context.share(_READING, 1.0), overwrite=overwrite, painter=painter)
    return out


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


def order_reel(ws: Workspace, reel_id: str, exception: ConsentException | None = None) -> ReelOrder:
    """Gather what rendering a stored reel needs.

    Args:
        ws: the open library.
        reel_id: which reel.
        exception: made for this reel where consent is not on file; see `reel_guarding`.

    Raises:
        NotFound: there is no such reel.
        ConsentNeeded: somebody filmed has not agreed to the reel's audience.
        RuleViolation: a clip would show a parent a concern that was not allowed for it.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
        MediaUnreadable: another content is in a film's place.
    """
    if reel_building.clips_of(ws, reel_id):
        reel_guarding.require_may_be_shown(ws, reel_id, exception=exception)
    return order_preview(ws, reel_id)


def order_preview(ws: Workspace, reel_id: str) -> ReelOrder:
    """Gather what playing a stored reel on the clinician's own screen needs: nothing leaves, so nobody's consent is asked.

    Raises:
        NotFound: there is no such reel.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
        MediaUnreadable: another content is in a film's place.
    """
    reel = ws.get(Reel, reel_id)
    clips = reel_building.clips_of(ws, reel_id)
    if not clips:
        raise UsageError(f"The reel “{reel.title}” has no clips yet.", "Add a moment to it, then export it.")
    wanted = dict.fromkeys((clip.session_id, clip.camera_id) for clip in clips)
    films = {one: film_parts(ws, *one) for one in wanted}
    pseudonyms = [one.pseudonym for one in reel_building.families_in(ws, reel_id)]
    said = [*words_of_reel(reel), *(one for clip in clips for one in words_of_look(clip.caption, clip.look))]
    return ReelOrder(
        tuple(
            ClipOrder(
                shown_span(reel, clip),
                films[clip.session_id, clip.camera_id],
                clip.look,
                clip.caption,
                clip.camera_id is not None,
            )
            for clip in clips
        ),
        ws.caches_dir,
        reel.style,
        # A file goes where the family's code must not go: it says nothing of itself then, chapters included.
        "" if any(names_family(one, name) for one in said for name in pseudonyms) else reel.title,
        ws.segments,
    )


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


def film_parts(ws: Workspace, session_id: str, camera_id: str | None = None) -> tuple[FilmPart, ...]:
    """The films of a session's first take, or of another camera's, in order.

    Raises:
        NotFound: the other camera's film is no longer beside the session's.
        MediaMissing: one is nowhere there.
    """
    return tuple(
        FilmPart(find_film(ws, one), one.fingerprint, one.starts_at_us)
        for one in take_of(ws, session_id, camera_id)
    )


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


def typed_span(index: FrameIndex, text: str) -> Span:
    """The stretch that a person typed as ``A..B``.

    Args:
        index: the film's frames.
        text: each end as ``h:mm:ss.mmm``, seconds, or ``fN``.

    Raises:
        UsageError: it is none, is empty, or reaches out of the film.
    """
    return _span(index, *_parsed(text), text)


def _parsed(text: str) -> tuple[Place, Place]:
    ends = text.split("..")
    if len(ends) != 2:
        raise UsageError(
            f"“{text}” is not a clip.",
            "Write its start and end as A..B: 0:00:10.5..0:00:14, 10.5..14 or f100..f150.",
        )
    return parse_place(ends[0]), parse_place(ends[1])


def _span(index: FrameIndex, start: Place, stop: Place, text: str) -> Span:
    onset, offset = (_time(index, place, text) for place in (start, stop))
    if offset <= onset:
        fault = "is empty: it ends where it begins" if offset == onset else "ends before it has begun"
        raise UsageError(f"The clip “{text}” {fault}.", "Put its end after its start.")
    if offset > index.end_us:
        raise UsageError(
            f"The clip “{text}” reaches out of the film.",
            f"The film ends at {format_time(index.end_us)} (f{len(index)}).",
        )
    return Span(onset, offset)


def _time(index: FrameIndex, place: Place, text: str) -> MediaTime:
    if not isinstance(place, FrameNumber):
        return place
    if place.value > len(index):
        raise UsageError(
            f"The clip “{text}” reaches out of the film.",
            f"The film has {len(index)} frames: f0 to f{len(index) - 1}, and ends at f{len(index)}.",
        )
    return index.time_of(place.value)
