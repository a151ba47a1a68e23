"""Draws the map of going out and coming in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from vig_annotator.gui.annotating.circle_places import ACROSS, DOWN_PX, MIDDLE_PX, SPOT_PX, spot
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.code_colours import code_colour
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import HEAD_PX
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.cues import CLEAR, COVER_UP, CUES, CuePair

_CUE_WORDS = {CLEAR: "clear cue", COVER_UP: "cover-up"}
_BASE = (4.0, 62.0, 52.0)
"""Left edge, width and height of the adult's place."""
_MOST_LINES = 4


def draw_ways(painter: QPainter, size: QSizeF) -> None:
    """The way out above, the way in below, and the adult as their base."""
    tokens = theme().tokens
    across = size.width() * ACROSS
    ring = QRectF(size.width() / 2 - across, MIDDLE_PX - DOWN_PX, across * 2, DOWN_PX * 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.infant), 2))
    painter.drawArc(ring, 0, 180 * 16)
    painter.setPen(QPen(QColor(tokens.infant), 2, Qt.PenStyle.DashLine))
    painter.drawArc(ring, 180 * 16, 180 * 16)
    painter.setFont(font(HEAD_PX))
    painter.setPen(QColor(tokens.ink2))
    line = QRectF(0, MIDDLE_PX - 60, size.width(), 16)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, "going out →")
    painter.drawText(line.translated(0, 104), Qt.AlignmentFlag.AlignCenter, "← coming in")
    left, width, height = _BASE
    base = QRectF(left, MIDDLE_PX - height / 2, width, height)
    painter.setBrush(QColor(tokens.soft))
    painter.setPen(QPen(QColor(tokens.parent), 1.5))
    painter.drawRoundedRect(base, 26, 26)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(base, Qt.AlignmentFlag.AlignCenter, "the adult:\na base")


def draw_pairs(painter: QPainter, size: QSizeF, pairs: Iterable[CuePair], chosen: CuePair | None) -> None:
    """A line from each kind of cue to each need behind it: whole for clear cues, dashed for cover-ups; the chosen one stands out."""
    tokens = theme().tokens
    counted = Counter((one.cue.code_id, one.need_code) for one in pairs if one.need_code is not None)
    lines = [
        (link, QColor(tokens.line), 1.0 + min(count, _MOST_LINES) * 0.5) for link, count in counted.items()
    ]
    if chosen is not None and chosen.need_code is not None:
        lines.append(((chosen.cue.code_id, chosen.need_code), QColor(tokens.accent), 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for (cue, need), colour, width in lines:
        style = Qt.PenStyle.DashLine if cue == COVER_UP else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, width, style, Qt.PenCapStyle.RoundCap))
        start, end = spot(cue, size), spot(need, size)
        path = QPainterPath(start)
        middle = (start + end) / 2
        path.quadTo(QPointF(middle.x() + (14 if cue == CLEAR else -14), middle.y()), end)
        painter.drawPath(path)


def draw_spot(
    painter: QPainter,
    size: QSizeF,
    code: Code,
    book: Codebook,
    *,
    count: int,
    running: bool,
    marked: bool,
    asked: bool,
) -> None:
    """A code's place.

    Args:
        painter: draws.
        size: of the map.
        code: which.
        book: whose.
        count: how often it was tagged.
        running: a state of it runs.
        marked: the keys are on it.
        asked: it may be the need behind the chosen cue.
    """
    tokens = theme().tokens
    look, at = code_colour(code, book, tokens), spot(code.id, size)
    if running:
        painter.setPen(QPen(QColor(tokens.ink), 1))
        painter.setBrush(QColor(tokens.running))
        painter.drawEllipse(at, SPOT_PX + 5, SPOT_PX + 5)
    elif asked:
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.setBrush(QColor(tokens.soft))
        painter.drawEllipse(at, SPOT_PX + 4, SPOT_PX + 4)
    painter.setPen(QPen(QColor(tokens.accent), 3) if marked else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.fill))
    box = QRectF(at.x() - SPOT_PX, at.y() - SPOT_PX, SPOT_PX * 2, SPOT_PX * 2)
    if code.id in CUES:
        painter.drawRoundedRect(box, 7, 7)
    else:
        painter.drawEllipse(box)
    painter.setFont(font(HEAD_PX))
    painter.setPen(QColor(look.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key_text(code.key) if code.key else "·")
    painter.setPen(QColor(tokens.ink2))
    words = _CUE_WORDS.get(code.id, "")
    if words:
        words = f"{words}  {count}" if count else words
        beside = QRectF(box.right() + 6, box.top(), size.width() - box.right(), box.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)
    elif count:
        painter.drawText(box.translated(SPOT_PX + 9, SPOT_PX - 2), Qt.AlignmentFlag.AlignCenter, str(count))


def draw_hint(painter: QPainter, size: QSizeF, hint: str, *, asks: bool) -> None:
    """What is said about the chosen cue, along the lower edge."""
    if not hint:
        return
    tokens, face = theme().tokens, font(HEAD_PX)
    text = QFontMetricsF(face).elidedText(hint, Qt.TextElideMode.ElideRight, size.width() - 12)
    painter.setFont(face)
    painter.setPen(QColor(tokens.accent if asks else tokens.ink2))
    painter.drawText(QRectF(6, size.height() - 22, size.width() - 12, 18), Qt.AlignmentFlag.AlignCenter, text)
