"""What tells whether a part of a reel was coded before."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction

from vig_annotator.errors import ExportError
from vig_annotator.reels.parts import Part, PlannedClip, ReelFilm, ReelPlan
from vig_annotator.reels.quality import Quality


def key_of(plan: ReelPlan, part: Part, quality: Quality, painter: object) -> str:
    """What tells whether a part was coded before: all that decides on its pictures, and nothing else.

    Where in the reel it stands, its sound, and what its clip sounds like don't count.

    Raises:
        ExportError: a film is not there any more.
    """
    said: list[object] = [_film_stamp(film) for film in part.films]
    said += [plan.canvas, plan.rate, quality, type(painter).__qualname__, _without_place(part)]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:40]


def _film_stamp(film: ReelFilm) -> tuple[str, int, int]:
    try:
        status = film.path.stat()
    except OSError as error:
        raise ExportError(
            f"The film “{film.path.name}” is not there.",
            "Check whether it was moved, or its drive unplugged.",
        ) from error
    return str(film.path), status.st_size, status.st_mtime_ns


def _without_place(part: Part) -> tuple[object, ...]:
    shown = (part.count, part.fade_in, part.fade_out)
    if not isinstance(part, PlannedClip):
        return (*shown, part.card)
    look = replace(
        part.cut.look,
        card=None,
        speed_percent=100,
        replay_percent=None,
        freeze=None,
        sound_percent=100,
        quiet=(),
        fade_us=0,
    )
    beside = None if part.beside is None else _without_place(part.beside)
    still = part.speed == Fraction(0)
    return (*shown, part.frames, part.cut.caption, part.cut.starts_at_us, look, still, beside)
