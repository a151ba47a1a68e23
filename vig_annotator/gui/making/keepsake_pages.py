"""The keepsake sheet laid out as a PDF: large pictures, the parent's words beside them, what the family hopes for; nothing else.

All is laid out for an A4 page; A5 is the same page, smaller.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPainterPath, QPdfWriter

from vig_annotator.gui.making.sheet_words import (
    MM,
    WORDS_PT,
    draw_words,
    face_of,
    fitting,
    height_of,
    words_height,
    write,
)
from vig_annotator.gui.tokens import LIGHT
from vig_annotator.reels.canvas import Size
from vig_annotator.services.keepsakes import Paper, PictureWords, Sheet, SheetWords

_WIDTH, _HEIGHT, _MARGIN = 210 * MM, 297 * MM, 17 * MM
_DOTS_PER_INCH = 300
_A5_SCALE = 148.0 / 210.0
_ON_A_PAGE, _STANDING_ON_A_PAGE = 3, 2
_GAP, _BESIDE, _UNDER = 9 * MM, 8 * MM, 4 * MM
_MOST_WORDS = 0.35  # of the height, where words stand below a picture
_RADIUS = 3.5 * MM
_PICTURE_SHARE = 0.6  # of the width, where words stand beside a picture
_LYING = 1.1  # wider than this times its height, a picture lies
_HEADING_PT, _HOPE_PT, _GOAL_PT, _SMALL_PT = 31.0, 19.0, 14.0, 11.0


class QtSheetPainter:
    """Draws with Qt; may be asked from any thread. See `keepsakes.SheetPainter`."""

    def paint(self, sheet: Sheet) -> bytes:
        """The sheet as a PDF.

        Raises:
            ExportError: words are too long to stand beside their picture.
        """
        memory = QBuffer()
        memory.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(memory)
        writer.setTitle(sheet.words.heading)
        writer.setCreator("")
        writer.setResolution(_DOTS_PER_INCH)
        size = QPageSize.PageSizeId.A4 if sheet.paper is Paper.A4 else QPageSize.PageSizeId.A5
        writer.setPageLayout(
            QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        painter = QPainter(writer)
        try:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            scale = _DOTS_PER_INCH / 25.4 / MM * (1.0 if sheet.paper is Paper.A4 else _A5_SCALE)
            painter.scale(scale, scale)
            _draw(sheet, painter, writer)
        finally:
            painter.end()
        return bytes(memory.data().data())


def pages_of(count: int, most: int = _ON_A_PAGE) -> list[int]:
    """How many pictures stand on each page, as evenly as can be."""
    pages = max(1, -(-count // most))
    return [count // pages + (1 if page < count % pages else 0) for page in range(pages)]


def page_count(canvas: Size, count: int) -> int:
    """How many pages a sheet will have, of so many pictures of a reel."""
    lying = canvas.width > _LYING * canvas.height
    return len(pages_of(count, _ON_A_PAGE if lying else _STANDING_ON_A_PAGE))


def _draw(sheet: Sheet, painter: QPainter, writer: QPdfWriter) -> None:
    lying = all(_lies(one) for one in sheet.pictures)
    first, shares = 0, pages_of(len(sheet.pictures), _ON_A_PAGE if lying else _STANDING_ON_A_PAGE)
    for page, share in enumerate(shares):
        top, bottom = _MARGIN, _HEIGHT - _MARGIN
        if page == 0:
            top = _draw_head(painter, sheet.words)
        else:
            writer.newPage()
        if page == len(shares) - 1:
            bottom = _draw_goals(painter, sheet.words)
        area = QRectF(_MARGIN, top, _WIDTH - 2 * _MARGIN, bottom - top)
        images = [_image(one) for one in sheet.pictures[first : first + share]]
        _draw_pictures(painter, area, lying, images, sheet.words.pictures[first : first + share], first)
        first += share


def _draw_head(painter: QPainter, words: SheetWords) -> float:
    """Heading and hope; answers where they end."""
    area = QRectF(_MARGIN, _MARGIN - 2 * MM, _WIDTH - 2 * _MARGIN, 60 * MM)
    y = area.top()
    if words.heading:
        face = fitting(painter, words.heading, area.width(), 26 * MM, _HEADING_PT, QFont.Weight.DemiBold)
        y = write(
            painter, words.heading, QRectF(area.left(), y, area.width(), area.height()), face, LIGHT.accent
        )
        bar = QRectF(0, 0, 14 * MM, 0.9 * MM)
        bar.moveCenter(QRectF(area.left(), y + 3.4 * MM, area.width(), 0.9 * MM).center())
        painter.fillRect(bar, QColor(LIGHT.parent))
        y += 7.5 * MM
    if words.hope:
        hope = f"“{words.hope}”"
        face = fitting(
            painter, hope, area.width() - 20 * MM, 24 * MM, _HOPE_PT, QFont.Weight.Normal, italic=True
        )
        y = write(
            painter,
            hope,
            QRectF(area.left() + 10 * MM, y, area.width() - 20 * MM, 40 * MM),
            face,
            LIGHT.ink,
        )
    return y + _GAP


def _draw_goals(painter: QPainter, words: SheetWords) -> float:
    """What the family hopes for, at the foot; answers where the room for pictures ends."""
    if not words.goals:
        return _HEIGHT - _MARGIN
    width, pad = _WIDTH - 2 * _MARGIN, 5 * MM
    lines = [f"{'✓' if done else '•'}  {text}" for text, done in words.goals]
    face, head = face_of(_GOAL_PT), face_of(_SMALL_PT, QFont.Weight.DemiBold)
    heights = [height_of(painter, line, width - 2 * pad, face) for line in lines]
    whole = pad * 2 + 6.5 * MM + sum(heights) + 1.6 * MM * (len(lines) - 1)
    box = QRectF(_MARGIN, _HEIGHT - _MARGIN - whole, width, whole)
    path = QPainterPath()
    path.addRoundedRect(box, _RADIUS, _RADIUS)
    painter.fillPath(path, QColor(LIGHT.soft))
    y = box.top() + pad
    inside = QRectF(box.left() + pad, y, width - 2 * pad, whole)
    left = Qt.AlignmentFlag.AlignLeft
    y = write(painter, "What we hope for", inside, head, LIGHT.accent, left) + 1.6 * MM
    for line in lines:
        y = (
            write(painter, line, QRectF(inside.left(), y, inside.width(), whole), face, LIGHT.ink, left)
            + 1.6 * MM
        )
    return box.top() - _GAP


def _draw_pictures(
    painter: QPainter,
    area: QRectF,
    lying: bool,
    images: Sequence[QImage],
    words: Sequence[PictureWords],
    first: int,
) -> None:
    count = len(images)
    if lying and count > 2:
        _draw_rows(painter, area, images, words, first)
        return
    across, down = (1, count) if lying else (count, 1)
    width = (area.width() - _BESIDE * (across - 1)) / across
    height = (area.height() - _GAP * (down - 1)) / down
    # Pictures side by side begin at one height, whatever is said below them.
    drop = min(
        (height - _column_height(painter, width, height, image, one)) / 3
        for image, one in zip(images, words, strict=True)
    )
    for place, (image, one) in enumerate(zip(images, words, strict=True)):
        left = area.left() + place * (width + _BESIDE) * (across > 1)
        top = area.top() + place * (height + _GAP) * (down > 1)
        _draw_column(painter, QRectF(left, top + drop, width, height - drop), image, one, first + place)


def _draw_rows(
    painter: QPainter, area: QRectF, images: Sequence[QImage], words: Sequence[PictureWords], first: int
) -> None:
    """One picture below the other, the words beside it, now on this side and now on that."""
    most = (area.height() - _GAP * (len(images) - 1)) / len(images)
    sizes = [_fitted(image, area.width() * _PICTURE_SHARE, most) for image in images]
    free = area.height() - sum(height for _, height in sizes)
    gap = min(free / max(1, len(images) - 1), 2 * _GAP) if len(images) > 1 else 0.0
    y = area.top() + (free - gap * (len(images) - 1)) / 2
    for place, (image, one, (width, height)) in enumerate(zip(images, words, sizes, strict=True)):
        box = QRectF(area.left(), y, width, height)
        beside = QRectF(area.left() + width + _BESIDE, y, area.width() - width - _BESIDE, height)
        if not (one.caption or one.baby_says):
            box.moveLeft(area.center().x() - width / 2)
        elif place % 2:
            box.moveRight(area.right())
            beside.moveLeft(area.left())
        _draw_image(painter, image, box)
        draw_words(painter, beside, one, first + place, Qt.AlignmentFlag.AlignVCenter)
        y += height + gap


def _draw_column(painter: QPainter, area: QRectF, image: QImage, words: PictureWords, number: int) -> None:
    """A picture with its words below it."""
    room, width, height = _column(painter, area.width(), area.height(), image, words)
    box = QRectF(area.center().x() - width / 2, area.top(), width, height)
    _draw_image(painter, image, box)
    below = QRectF(area.left(), box.bottom() + _UNDER, area.width(), room + 1)
    draw_words(painter, below, words, number, Qt.AlignmentFlag.AlignTop)


def _column(
    painter: QPainter, width: float, height: float, image: QImage, words: PictureWords
) -> tuple[float, float, float]:
    """How high the words below a picture may be, and how large the picture is."""
    room = min(words_height(painter, words, width, WORDS_PT), height * _MOST_WORDS)
    return room, *_fitted(image, width, height - room - (_UNDER if room else 0.0))


def _column_height(
    painter: QPainter, width: float, height: float, image: QImage, words: PictureWords
) -> float:
    room, _, high = _column(painter, width, height, image, words)
    return high + (room + _UNDER if room else 0.0)


def _draw_image(painter: QPainter, image: QImage, box: QRectF) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(path)
    painter.drawImage(box, image)
    painter.restore()


def _lies(rgb: NDArray[np.uint8]) -> bool:
    return bool(rgb.shape[1] > _LYING * rgb.shape[0])


def _fitted(image: QImage, width: float, height: float) -> tuple[float, float]:
    scale = min(width / image.width(), height / image.height())
    return image.width() * scale, image.height() * scale


def _image(rgb: NDArray[np.uint8]) -> QImage:
    height, width, _ = rgb.shape
    return QImage(rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()
