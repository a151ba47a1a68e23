"""Ready-made colours, pens and dots, so that painting a row does no work twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from vig_annotator.gui.code_colours import CodeColour, code_colour, ink_on, subject_colour
from vig_annotator.gui.theme import font
from vig_annotator.gui.timeline.layout import DOT_PX
from vig_annotator.gui.tokens import HEAD_PX, SMALL_PX, Tokens
from vig_annotator.model.codebook import Codebook, Valence

_STAMP_PX = 21.0
_MOST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """How the tags of one code are drawn."""

    label: str
    fill: QColor
    edge: QColor
    ink: QColor
    concern: bool


def tinted(colour: str, alpha: float) -> QColor:
    """A colour that lets through what is below it."""
    tint = QColor(colour)
    tint.setAlphaF(alpha)
    return tint


class Styles:
    """Everything that painting needs for one theme, one codebook and one screen.

    Attributes:
        tokens: the theme.
        codes: a style for each code, in the order of the numbers in `Track.code`.
        argb: the fills as premultiplied 32-bit values, in the same order.
        concern: which codes are of concern, in the same order.
        label_font, ruler_font, title_font: of bars, of the ruler (figures of one width), of the lanes' names.
    """

    def __init__(
        self, tokens: Tokens, codebook: Codebook | None, code_ids: Sequence[str], ratio: float
    ) -> None:
        self.tokens, self._codebook, self._ratio = tokens, codebook, ratio
        self.codes = [self._style(code_id) for code_id in code_ids]
        self.argb: NDArray[np.uint32] = np.array([one.fill.rgba() for one in self.codes], np.uint32)
        self.concern: NDArray[np.bool_] = np.array([one.concern for one in self.codes], np.bool_)
        self.label_font, self.ruler_font = font(SMALL_PX, tabular=True), font(HEAD_PX, tabular=True)
        self.title_font = font(SMALL_PX, weight=QFont.Weight.DemiBold)
        self._metrics = QFontMetricsF(self.label_font)
        self._elided: dict[tuple[str, int], str] = {}
        self._words: dict[tuple[str, int, int], QPixmap] = {}
        self._stamps: dict[tuple[int, bool], QPixmap] = {}

    def subject(self, subject_id: str) -> QColor:
        """The colour of a lane's title."""
        return QColor(subject_colour(subject_id, self._codebook, self.tokens))

    def elided(self, text: str, width: float) -> str:
        """As much of a text as fits into a width; nothing if that would be less than a few letters."""
        key = (text, int(width) // 4)
        if key not in self._elided:
            room = key[1] * 4.0
            short = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._elided[key] = short if short == text or len(short) > 4 else ""
        return self._elided[key]

    def elided_title(self, text: str, width: float) -> str:
        """As much of a lane's name as fits into a width."""
        return QFontMetricsF(self.title_font).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def words(self, text: str, colour: QColor, font: QFont) -> QPixmap:
        """Words as a picture, made once: a picture is drawn five times as quickly as text is."""
        key = (text, colour.rgba(), font.pixelSize() * 1000 + font.weight())
        if key not in self._words:
            if len(self._words) > _MOST_WORDS:
                self._words.clear()
            self._words[key] = self._draw_words(text, colour, font)
        return self._words[key]

    def place_words(self, painter: QPainter, words: QPixmap, left: float, middle: float) -> None:
        """Draw words with their middle at a height, moved to whole pixels so that they stay sharp."""
        top = middle - words.height() / words.devicePixelRatio() / 2
        ratio = self._ratio
        painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), words)

    def stamp(self, code: int, selected: bool) -> QPixmap:
        """The dot (concern: diamond) of a code, centred in a small picture of `STAMP_PX`."""
        key = (code, selected)
        if key not in self._stamps:
            self._stamps[key] = self._draw_stamp(self.codes[code], selected)
        return self._stamps[key]

    def _draw_words(self, text: str, colour: QColor, font: QFont) -> QPixmap:
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(text) + 2.0, metrics.height()
        words = QPixmap(max(1, round(width * self._ratio)), max(1, round(height * self._ratio)))
        words.setDevicePixelRatio(self._ratio)
        words.fill(Qt.GlobalColor.transparent)
        painter = QPainter(words)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(0.0, metrics.ascent()), text)
        painter.end()
        return words

    def _draw_stamp(self, style: CodeStyle, selected: bool) -> QPixmap:
        side = round(_STAMP_PX * self._ratio)
        stamp = QPixmap(side, side)
        stamp.setDevicePixelRatio(self._ratio)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = _STAMP_PX / 2, DOT_PX / 2 + (1.5 if selected else 0.0)
        halo = QPen(QColor(self.tokens.panel), 1.5)
        painter.setPen(QPen(QColor(self.tokens.ink), 2.0) if selected else halo)
        painter.setBrush(style.fill)
        grown = radius + (0.5 if selected else 0.75)
        if style.concern:
            painter.drawPolygon(diamond(middle, middle, grown + 1.0))
        else:
            painter.drawEllipse(QRectF(middle - grown, middle - grown, 2 * grown, 2 * grown))
        painter.end()
        return stamp

    def _style(self, code_id: str) -> CodeStyle:
        code = self._codebook.code(code_id) if self._codebook is not None else None
        if code is None or self._codebook is None:
            grey = self.tokens.ink2
            look, label, concern = CodeColour(grey, grey, ink_on(grey)), code_id, False
        else:
            look = code_colour(code, self._codebook, self.tokens)
            label, concern = code.label, code.valence is Valence.CONCERN
        return CodeStyle(label, QColor(look.fill), QColor(look.edge), QColor(look.ink), concern)


STAMP_PX = _STAMP_PX
"""Side of the pictures that `Styles.stamp` gives."""


def diamond(x: float, y: float, radius: float) -> QPolygonF:
    """The shape of concern."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return QPolygonF([QPointF(*corner) for corner in corners])
