"""Words on a keepsake sheet: how large they can be, and writing them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from vig_annotator.errors import ExportError
from vig_annotator.gui.theme import body_font
from vig_annotator.gui.tokens import LIGHT
from vig_annotator.services.keepsakes import PictureWords

MM = 20.0
"""What the painter counts in, a twentieth of a millimetre, as letters have whole sizes."""

WORDS_PT = 19.0
_LEAST_PT = 9.0
_HIGHEST = 400 * MM
_QUOTES = '“”" '
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_WRAP = Qt.TextFlag.TextWordWrap


def draw_words(
    painter: QPainter, area: QRectF, words: PictureWords, number: int, across: Qt.AlignmentFlag
) -> None:
    """Caption and what the baby says, as large as they can stand there.

    Raises:
        ExportError: they can't.
    """
    says = _said(words)
    size = WORDS_PT
    while size >= _LEAST_PT:
        whole = words_height(painter, words, area.width(), size)
        large, soft = _word_faces(size)
        wide = max(_widest(painter, words.caption, large), _widest(painter, says, soft))
        if whole <= area.height() and wide <= area.width():
            y = area.top()
            if across is Qt.AlignmentFlag.AlignVCenter:
                y += (area.height() - whole) / 2
            box = QRectF(area.left(), y, area.width(), whole)
            y = write(painter, words.caption, box, large, LIGHT.ink)
            box.moveTop(y + (_between(size) if words.caption else 0.0))
            write(painter, says, box, soft, LIGHT.infant)
            return
        size -= 0.5
    raise ExportError(
        f"The words of picture {number + 1} are too long for the sheet.", "Say it in fewer words."
    )


def words_height(painter: QPainter, words: PictureWords, width: float, points: float) -> float:
    """How high caption and what the baby says are together, in letters of that size."""
    large, soft = _word_faces(points)
    above = height_of(painter, words.caption, width, large)
    under = height_of(painter, _said(words), width, soft)
    return above + under + (_between(points) if above and under else 0.0)


def _word_faces(points: float) -> tuple[QFont, QFont]:
    return face_of(points, QFont.Weight.Medium), face_of(points * 0.86, italic=True)


def _between(points: float) -> float:
    return points * 0.07 * MM


def _said(words: PictureWords) -> str:
    said = words.baby_says.strip(_QUOTES)
    return f"“{said}”" if said else ""


def fitting(
    painter: QPainter,
    text: str,
    width: float,
    height: float,
    points: float,
    weight: QFont.Weight,
    *,
    italic: bool = False,
) -> QFont:
    """The largest face up to a size with which a text stands in a box; the smallest where none does."""
    while (
        points > _LEAST_PT
        and height_of(painter, text, width, face_of(points, weight, italic=italic)) > height
    ):
        points -= 0.5
    return face_of(points, weight, italic=italic)


def write(
    painter: QPainter, text: str, box: QRectF, face: QFont, colour: str, align: Qt.AlignmentFlag = _CENTRE
) -> float:
    """Write a text from the top of a box; answers where it ends."""
    if not text:
        return box.top()
    painter.setFont(face)
    painter.setPen(QColor(colour))
    room = QRectF(box.left(), box.top(), box.width(), _HIGHEST)
    flags = int(align | Qt.AlignmentFlag.AlignTop) | int(_WRAP)
    painter.drawText(room, flags, text)
    return painter.boundingRect(room, flags, text).bottom()


def height_of(painter: QPainter, text: str, width: float, face: QFont) -> float:
    """How high a text is, its lines broken at a width."""
    if not text:
        return 0.0
    painter.setFont(face)
    return painter.boundingRect(QRectF(0, 0, width, _HIGHEST), int(_CENTRE) | int(_WRAP), text).height()


def _widest(painter: QPainter, text: str, face: QFont) -> float:
    """Of the words, none of which is broken."""
    painter.setFont(face)
    return max((painter.fontMetrics().horizontalAdvance(word) for word in text.split()), default=0.0)


def face_of(points: float, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
    """A face of so many points of the A4 page."""
    face = body_font()
    face.setPixelSize(round(points * 25.4 / 72 * MM))
    face.setWeight(weight)
    face.setItalic(italic)
    return face
