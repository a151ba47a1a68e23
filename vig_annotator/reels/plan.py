"""Laying a reel out: the plan that the renderer and the preview both follow. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel_style import PLAIN_STYLE, ReelStyle
from vig_annotator.model.timecode import format_time
from vig_annotator.reels.canvas import FULL_HD, Size, choose_canvas
from vig_annotator.reels.parts import Cut, ReelPlan
from vig_annotator.reels.rate import film_rate, reel_rate
from vig_annotator.reels.runs import groups_of, laid_out


def make_plan(
    cuts: Iterable[Cut],
    handles_us: int = 0,
    *,
    style: ReelStyle = PLAIN_STYLE,
    title: str = "",
    most: Size = FULL_HD,
    fill: bool = False,
) -> ReelPlan:
    """Lay a reel out.

    Args:
        cuts: in the order in which they are to be shown.
        handles_us: extra time before and after each cut, as far as the film reaches.
        style: its cards and how it is made.
        title: shown by players.
        most: the largest picture, lying.
        fill: see `choose_canvas`.

    Raises:
        UsageError: there are no cuts, one is empty or reaches out of its film, or the handles are negative.
    """
    wanted = tuple(cuts)
    if not wanted:
        raise UsageError("A reel needs at least one clip.", "Add a moment to the reel, then export it.")
    if handles_us < 0:
        raise UsageError("Handles can't be shorter than nothing.", "Give 0 or more seconds.")
    rates = {id(cut.film): film_rate(cut.film.index) for cut in wanted}
    rate = reel_rate(rates.values())
    spans = [_with_handles(cut, number, handles_us) for number, cut in enumerate(wanted, start=1)]
    sizes = [(cut.film.size, span.duration_us) for cut, span in zip(wanted, spans, strict=True)]
    inside = [replace(cut, span=span) for cut, span in zip(wanted, spans, strict=True)]
    parts = laid_out(groups_of(inside, style, rates), rate)
    return ReelPlan(parts, choose_canvas(sizes, most, fill=fill), rate, style, title)


def _with_handles(cut: Cut, number: int, handles_us: int) -> Span:
    span, end_us = cut.span, cut.film.index.end_us
    if span.duration_us == 0:
        raise UsageError(f"Clip {number} is empty: it ends where it begins.", "Let it end later.")
    if span.onset_us < 0 or span.offset_us > end_us:
        raise UsageError(
            f"Clip {number} ({format_time(span.onset_us)} to {format_time(span.offset_us)}) reaches out of the film.",
            f"The film runs from 0:00:00.000 to {format_time(end_us)} ({len(cut.film.index)} frames).",
        )
    return Span(
        MediaTime(max(0, span.onset_us - handles_us)), MediaTime(min(end_us, span.offset_us + handles_us))
    )
