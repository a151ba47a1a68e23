"""The small mark before a code's name: dot for a point, square for a state, diamond for a concern; never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from vig_annotator.gui.code_colours import code_colour
from vig_annotator.gui.tokens import Tokens
from vig_annotator.model.codebook import Code, Codebook, Kind, Valence

MARK_PX = 10.0


def draw_mark(
    painter: QPainter,
    centre: QPointF,
    code: Code,
    codebook: Codebook,
    tokens: Tokens,
    size_px: float = MARK_PX,
) -> None:
    """Draw a code's mark around a place."""
    look = code_colour(code, codebook, tokens)
    half = size_px / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(look.fill))
    painter.setPen(QPen(QColor(look.edge), 1.0) if look.edge != look.fill else Qt.PenStyle.NoPen)
    if code.valence is Valence.CONCERN:
        reach = half + 1.0
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
    elif code.kind is Kind.POINT:
        painter.drawEllipse(centre, half, half)
    else:
        painter.drawRoundedRect(QRectF(centre.x() - half, centre.y() - half, size_px, size_px), 2.6, 2.6)
    painter.restore()


def mark_icon(code: Code, codebook: Codebook, tokens: Tokens, side_px: int = 16) -> QIcon:
    """The mark as an icon, for buttons and lists."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        picture = QPixmap(round(side_px * ratio), round(side_px * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_mark(painter, QPointF(side_px / 2, side_px / 2), code, codebook, tokens)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # Qt would tint it in a chosen row
            made.addPixmap(picture, mode)
    return made


def kind_words(code: Code) -> str:
    """How a code is tagged, and how it may be shown, in words."""
    kind = "an instant" if code.kind is Kind.POINT else "from a start to an end"
    return f"{kind}, a concern" if code.valence is Valence.CONCERN else kind
