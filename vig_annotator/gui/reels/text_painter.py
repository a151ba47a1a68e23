"""Draws the words of a reel: any script, with the system's fonts, sharp at every size.

Works on pictures only, so it may be used on any thread once there is a `QGuiApplication`; the command line makes one without
a screen (`ready`).
"""

from __future__ import annotations

import os

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from vig_annotator.reels.canvas import Size
from vig_annotator.reels.texts import TextBlock, TextKind, TextPicture

_GROUND = QColor("#17191C")
_INK, _INK_SOFT = QColor("#FFFFFF"), QColor("#C9D0D4")
_BUBBLE, _BUBBLE_INK = QColor(255, 247, 232, 238), QColor("#3A2E12")
_LABEL = QColor(16, 18, 20, 175)
_ACCENT = QColor("#4CC2B8")

_SIZES = {
    TextKind.CAPTION: 0.058,
    TextKind.BABY: 0.05,
    TextKind.SUBTITLE: 0.046,
    TextKind.LABEL: 0.038,
    TextKind.CARD: 0.085,
}
"""Height of the letters' body as a share of the canvas's shorter side."""

_LINES = {TextKind.CAPTION: 2, TextKind.BABY: 3, TextKind.SUBTITLE: 2, TextKind.LABEL: 1, TextKind.CARD: 5}
"""How many lines fit; more are cut off with an ellipsis, and the picture says that they don't fit."""

_UNDER = 0.52  # of a card's large letters
_SPACING = 1.22
_kept: list[QGuiApplication] = []


def ready() -> QtTextPainter:
    """A painter for a program without a window."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(["vig-annotator"]))
    return QtTextPainter()


class QtTextPainter:
    """Implements `reels.texts.TextPainter`."""

    def paint(self, block: TextBlock, canvas: Size, width: int) -> TextPicture:
        """Draw words; see `TextPainter.paint`."""
        if block.kind is TextKind.CARD:
            return _card(block, canvas)
        pixels = max(10, round(min(canvas.width, canvas.height) * _SIZES[block.kind]))
        text = (
            f"“{block.text}”" if block.kind is TextKind.BABY and block.text[:1] not in "“\"‘'" else block.text
        )
        pad = round(pixels * (0.55 if block.kind in (TextKind.BABY, TextKind.LABEL) else 0.4))
        lines = _Lines(text, _font(pixels, block.kind), width - 2 * pad, _LINES[block.kind])
        image = _image(Size(min(width, lines.width + 2 * pad), lines.height + 2 * pad))
        painter = _painter(image)
        box = QRectF(0, 0, image.width(), image.height())
        if block.kind in (TextKind.BABY, TextKind.LABEL):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_BUBBLE if block.kind is TextKind.BABY else _LABEL)
            radius = min(box.height() / 2, pixels * 0.8)
            painter.drawRoundedRect(box, radius, radius)
            ink = _BUBBLE_INK if block.kind is TextKind.BABY else _INK
            lines.draw(painter, QPointF(pad, pad), image.width() - 2 * pad, ink, shadow=0)
        else:
            lines.draw(painter, QPointF(pad, pad), image.width() - 2 * pad, _INK, shadow=pixels * 0.09)
        painter.end()
        return TextPicture(_pixels(image), lines.fits)


class _Lines:
    """Words broken into lines of a width, in the middle."""

    def __init__(self, text: str, font: QFont, width: int, most: int) -> None:
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layouts: list[QTextLayout] = []
        self._step = font.pixelSize() * _SPACING
        self.fits = True
        for paragraph in text.strip().splitlines() or [""]:
            layout = QTextLayout(paragraph, font)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
            layout.endLayout()
            self._layouts.append(layout)
        self._rows = [(layout, number) for layout in self._layouts for number in range(layout.lineCount())]
        if len(self._rows) > most:
            self.fits, self._rows = False, self._rows[:most]
        self.width = round(max(layout.lineAt(n).naturalTextWidth() for layout, n in self._rows) + 1)
        self.height = round(self._step * len(self._rows))

    def draw(self, painter: QPainter, at: QPointF, width: float, ink: QColor, *, shadow: float) -> None:
        for row, (layout, number) in enumerate(self._rows):
            line = layout.lineAt(number)
            x = at.x() + (width - line.naturalTextWidth()) / 2
            place = QPointF(x - line.x(), at.y() + row * self._step + (self._step - line.height()) / 2)
            outline, coloured = _outline(line, place)
            if shadow:
                _shadow(painter, outline, shadow)
            if coloured:
                painter.setPen(ink)
                line.draw(painter, place)
            else:  # filled outlines are the same in every picture; letters from a cache need not be
                painter.fillPath(outline, ink)


def _outline(line: QTextLine, at: QPointF) -> tuple[QPainterPath, bool]:
    """The outline of a line's letters, and whether it holds pictures, such as emoji, which have none."""
    path, coloured = QPainterPath(), False
    path.setFillRule(Qt.FillRule.WindingFill)
    for run in line.glyphRuns():
        font = run.rawFont()
        for index, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            letter = font.pathForGlyph(index)
            coloured = coloured or (letter.isEmpty() and not font.boundingRect(index).isEmpty())
            path.addPath(letter.translated(at + place))
    return path, coloured


def _shadow(painter: QPainter, path: QPainterPath, reach: float) -> None:
    """A soft dark edge, so that words can be read on any picture."""
    painter.save()
    for step, opacity in ((1.0, 28), (0.7, 46), (0.45, 80), (0.25, 120)):
        pen = painter.pen()
        pen.setColor(QColor(0, 0, 0, opacity))
        pen.setWidthF(2 * reach * step)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path.translated(0, reach * 0.25), pen)
    painter.restore()


def _card(block: TextBlock, canvas: Size) -> TextPicture:
    image = _image(canvas)
    image.fill(_GROUND)
    pixels = max(12, round(min(canvas.width, canvas.height) * _SIZES[TextKind.CARD]))
    width = round(canvas.width * 0.8)
    large = _Lines(block.text, _font(pixels, TextKind.CARD), width, _LINES[TextKind.CARD])
    small_font = _font(max(10, round(pixels * _UNDER)), TextKind.SUBTITLE)
    small = _Lines(block.under, small_font, width, _LINES[TextKind.CARD]) if block.under.strip() else None
    gap = round(pixels * 0.9) if small is not None and block.text.strip() else 0
    above = large.height if block.text.strip() else 0
    whole = above + gap + (small.height if small is not None else 0)
    top, left = (canvas.height - whole) / 2, (canvas.width - width) / 2
    painter = _painter(image)
    if block.text.strip():
        large.draw(painter, QPointF(left, top), width, _INK, shadow=0)
    if small is not None:
        small.draw(painter, QPointF(left, top + above + gap), width, _INK_SOFT, shadow=0)
    if gap:
        bar = QRectF(0, 0, pixels * 1.1, max(2.0, pixels * 0.06))
        bar.moveCenter(QPointF(canvas.width / 2, top + above + gap / 2))
        painter.fillRect(bar, _ACCENT)
    painter.end()
    return TextPicture(
        _pixels(image), large.fits and (small is None or small.fits) and whole <= canvas.height
    )


def _font(pixels: int, kind: TextKind) -> QFont:
    font = QFont("Inter")
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if kind is not TextKind.SUBTITLE else QFont.Weight.Medium)
    font.setItalic(kind is TextKind.BABY)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _image(size: Size) -> QImage:
    image = QImage(max(1, size.width), max(1, size.height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter


def _pixels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(straight.constBits(), np.uint8).reshape(straight.height(), straight.bytesPerLine())
    return rows[:, : straight.width() * 4].reshape(straight.height(), straight.width(), 4).copy()
