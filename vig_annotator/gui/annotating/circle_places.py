"""Where the codes lie on the map of going out and coming in."""

from __future__ import annotations

from math import cos, radians, sin

from PySide6.QtCore import QPointF, QSizeF

from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.cues import CLEAR, COVER_UP, is_cue

BOOK = "circle_of_security"
HEIGHT_PX, SPOT_PX = 252, 13.0
ACROSS, DOWN_PX, MIDDLE_PX = 0.38, 84.0, 114.0
OUT = {"moving_out": 140.0, "need_watch": 115.0, "need_help": 90.0, "need_enjoy": 62.0, "need_delight": 28.0}
IN = {"need_protect": -40.0, "need_comfort": -74.0, "need_organise": -108.0, "coming_in": -140.0}
"""Where on the round a code lies, in degrees from the right, against the clock; the adult is on the left."""
_CUES = {CLEAR: -18.0, COVER_UP: 18.0}
"""How far below the middle a cue lies."""
_CUES_ACROSS = 0.47


def has_map(book: Codebook) -> bool:
    """Whether a codebook's codes lie on the map: the one that ships, or one made from it."""
    known = {code.id for code in book.active_codes}
    return BOOK in (book.id, *book.based_on) and bool(known & {*OUT, *IN})


def codes_on_map(book: Codebook) -> dict[str, Code]:
    """The codes that lie on it, in the order in which the arrows go round: out, in, and the cues in the middle."""
    known = {code.id: code for code in book.active_codes}
    cues = [one for one in _CUES if is_cue(book, one)]
    return {one: known[one] for one in (*OUT, *IN, *cues) if one in known}


def spot(code_id: str, size: QSizeF) -> QPointF:
    """The middle of a code's place on a map of this size."""
    if code_id in _CUES:
        return QPointF(size.width() * _CUES_ACROSS, MIDDLE_PX + _CUES[code_id])
    turn = radians(OUT[code_id] if code_id in OUT else IN[code_id])
    return QPointF(size.width() * (0.5 + ACROSS * cos(turn)), MIDDLE_PX - DOWN_PX * sin(turn))
