"""Stretches of one film that somebody typed: where they lie, and a reel of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from vig_annotator.errors import UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import PLAIN_LOOK, ClipLook
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds
from vig_annotator.model.reel_style import Loudness, ReelStyle
from vig_annotator.model.timecode import FrameNumber, format_time, parse_place
from vig_annotator.reels.parts import Cut, ReelFilm
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.texts import TextPainter

AS_FILMED = ReelStyle(loudness=Loudness.AS_FILMED)
"""How they are joined: nothing about them is changed unless it is asked for."""

_READING = 0.1
"""The share of the work that is reading the film's frames; all the rest is rendering."""

Place = MediaTime | FrameNumber


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
