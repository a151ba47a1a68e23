"""Draws a card of keys on one A4 page: three columns, in the largest letters with which everything fits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from vig_annotator.errors import ExportError
from vig_annotator.gui.theme import body_font
from vig_annotator.gui.tokens import LIGHT

Lines = Sequence[tuple[str, Sequence[str]]]
Sections = Sequence[tuple[str, Lines]]
_DOTS_PER_INCH = 300
_MARGINS_MM = QMarginsF(11, 10, 11, 10)
_COLUMNS = 3
_MM = _DOTS_PER_INCH / 25.4
_GAP = 6 * _MM
_TITLE = 10 * _MM
_FOOT = 7 * _MM
_SIZES_PT = tuple(size / 4 for size in range(46, 15, -1))
"""Sizes of letters that are tried, in points: from 11.5 down to 4."""


def write_page(title: str, sections: Sections, hint: str, out: Path) -> float:
    """Write the card as a PDF of one page; answers the size of its letters in points.

    Raises:
        ExportError: the file can't be written, or there is more than one page can hold.
    """
    writer = QPdfWriter(str(out))
    writer.setTitle(title)
    writer.setCreator("VIG Annotator")
    writer.setResolution(_DOTS_PER_INCH)
    portrait = QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, portrait, _MARGINS_MM, QPageLayout.Unit.Millimeter))
    painter = QPainter()
    if not painter.begin(writer):
        raise ExportError(
            f"“{out.name}” can't be written.", "Choose another place, or close the program that has it open."
        )
    area = QRectF(0, _TITLE, writer.width(), writer.height() - _TITLE - _FOOT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_face(14, bold=True))
    painter.setPen(QColor(LIGHT.accent))
    painter.drawText(QRectF(0, 0, writer.width(), _TITLE), Qt.AlignmentFlag.AlignTop, title)
    size_pt = next((one for one in _SIZES_PT if _Page(painter, area, one).fill(sections, draw=False)), None)
    if size_pt is not None:
        _Page(painter, area, size_pt).fill(sections, draw=True)
    painter.setFont(_face(7.5))
    painter.setPen(QColor(LIGHT.ink2))
    foot = QRectF(0, writer.height() - _FOOT, writer.width(), _FOOT)
    painter.drawText(foot, Qt.AlignmentFlag.AlignBottom, hint)
    painter.end()
    if size_pt is None:
        raise ExportError(
            "There are more keys than one page can hold.", "Save the card as a web page instead."
        )
    return size_pt


class _Page:
    """Lines put below each other, column by column."""

    def __init__(self, painter: QPainter, area: QRectF, size_pt: float) -> None:
        self._painter, self._area = painter, area
        self._words, self._cap = _face(size_pt), _face(size_pt * 0.9, bold=True)
        self._head = _face(size_pt * 0.95, bold=True)
        device = painter.device()
        self._metrics = QFontMetricsF(self._words, device)
        self._cap_metrics = QFontMetricsF(self._cap, device)
        self._line = self._metrics.height()
        self._width = (area.width() - (_COLUMNS - 1) * _GAP) / _COLUMNS
        self._column, self._y = 0, area.top()
        self._draw = False

    def fill(self, sections: Sections, *, draw: bool) -> bool:
        """Put everything in its place; answers whether it fits."""
        self._draw = draw
        for title, lines in sections:
            head = self._line * 1.9
            if not self._room(head + self._line * 2.6):
                return False
            if self._y > self._area.top():
                self._y += self._line * 0.4
            self._put_head(title, head)
            for words, keys in lines:
                caps = sum(self._cap_width(key) for key in keys) + self._line * 0.3 * len(keys)
                height = max(self._line, self._height(words, self._width - caps)) + self._line * 0.22
                if not self._room(height):
                    return False
                self._put(words, keys, caps, height)
        return True

    def _room(self, height: float) -> bool:
        """Whether there is room in this column or the next, which is then begun."""
        if self._y + height <= self._area.bottom():
            return True
        self._column, self._y = self._column + 1, self._area.top()
        return self._column < _COLUMNS

    @property
    def _left(self) -> float:
        return self._area.left() + self._column * (self._width + _GAP)

    def _height(self, words: str, width: float) -> float:
        flags = Qt.TextFlag.TextWordWrap
        return self._metrics.boundingRect(QRectF(0, 0, width, 10_000), flags, words).height()

    def _cap_width(self, key: str) -> float:
        return max(self._line * 1.1, self._cap_metrics.horizontalAdvance(key) + self._line * 0.6)

    def _put_head(self, title: str, height: float) -> None:
        if self._draw:
            self._painter.setFont(self._head)
            self._painter.setPen(QColor(LIGHT.accent))
            box = QRectF(self._left, self._y, self._width, height - self._line * 0.4)
            metrics = QFontMetricsF(self._head, self._painter.device())
            words = metrics.elidedText(title.upper(), Qt.TextElideMode.ElideRight, self._width)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignBottom, words)
        self._y += height

    def _put(self, words: str, keys: Sequence[str], caps: float, height: float) -> None:
        if self._draw:
            painter = self._painter
            painter.setFont(self._words)
            painter.setPen(QColor(LIGHT.ink))
            box = QRectF(self._left, self._y, self._width - caps, height)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, words)
            right = self._left + self._width
            for key in reversed(keys):
                width = self._cap_width(key)
                self._draw_cap(QRectF(right - width, self._y, width, self._line), key)
                right -= width + self._line * 0.3
            line = self._y + height - self._line * 0.08
            painter.setPen(QPen(QColor(LIGHT.line), 0.15 * _MM))
            painter.drawLine(round(self._left), round(line), round(self._left + self._width), round(line))
        self._y += height

    def _draw_cap(self, box: QRectF, key: str) -> None:
        painter = self._painter
        painter.setPen(QPen(QColor(LIGHT.ink3), 0.2 * _MM))
        painter.setBrush(QColor(LIGHT.bg))
        painter.drawRoundedRect(
            box.adjusted(0, self._line * 0.04, 0, -self._line * 0.06), _MM * 0.7, _MM * 0.7
        )
        painter.setFont(self._cap)
        painter.setPen(QColor(LIGHT.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


def _face(points: float, *, bold: bool = False) -> QFont:
    face = body_font()
    face.setPixelSize(max(1, round(points * _DOTS_PER_INCH / 72)))
    face.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return face
