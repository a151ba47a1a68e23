"""The program's own icons, drawn, so that they look the same on every system and follow the theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

BOX = 20.0
"""Icons are drawn in a box of 20 by 20."""

_RATIOS = (1.0, 1.5, 2.0, 3.0)
_STROKE = 1.7

Drawer = Callable[[QPainter], None]


def icon(name: str, color: str, size_px: int = 18, disabled: str | None = None) -> QIcon:
    """An icon in a colour, sharp at every scaling.

    Args:
        name: one of `NAMES`.
        color: ``#RRGGBB``.
        size_px: its side.
        disabled: its colour while its button can't be pressed.
    """
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, color, size_px, ratio))
        if disabled is not None:
            made.addPixmap(pixmap(name, disabled, size_px, ratio), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, color: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture for screens of that scaling."""
    side = round(size_px * ratio)
    made = QPixmap(QSize(side, side))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, QRectF(0, 0, side / ratio, side / ratio), QColor(color))
    painter.end()
    return made


def draw(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw an icon into a square.

    Raises:
        KeyError: there is no such icon.
    """
    drawer = _drawers()[name]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / BOX, box.height() / BOX)
    pen = QPen(color, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    drawer(painter)
    painter.restore()


@cache
def _drawers() -> dict[str, Drawer]:
    return {
        "play": lambda p: _solid(p, [(6, 3.6), (16.4, 10), (6, 16.4)]),
        "pause": _pause,
        "to_start": _to_start,
        "frame_back": lambda p: _frame(p, mirrored=True),
        "frame_on": lambda p: _frame(p, mirrored=False),
        "moment_back": lambda p: _moment(p, mirrored=True),
        "moment_on": lambda p: _moment(p, mirrored=False),
        "loop": _loop,
        "undo": lambda p: _turn(p, mirrored=False),
        "redo": lambda p: _turn(p, mirrored=True),
        "sound": _sound,
        "muted": _muted,
        "look": _look,
        "menu": lambda p: _lines(p, [(3.5, 5.5, 16.5, 5.5), (3.5, 10, 16.5, 10), (3.5, 14.5, 16.5, 14.5)]),
        "search": _search,
        "star": lambda p: _star(p, filled=True),
        "star_outline": lambda p: _star(p, filled=False),
        "plus": lambda p: _lines(p, [(10, 4.2, 10, 15.8), (4.2, 10, 15.8, 10)]),
        "close": lambda p: _lines(p, [(5.2, 5.2, 14.8, 14.8), (14.8, 5.2, 5.2, 14.8)]),
        "up": lambda p: _path(p, [(4.8, 12.4), (10, 7.2), (15.2, 12.4)]),
        "down": lambda p: _path(p, [(4.8, 7.6), (10, 12.8), (15.2, 7.6)]),
        "left": lambda p: _path(p, [(12.4, 4.8), (7.2, 10), (12.4, 15.2)]),
        "right": lambda p: _path(p, [(7.6, 4.8), (12.8, 10), (7.6, 15.2)]),
        "back": _back,
        "check": lambda p: _path(p, [(4.2, 10.6), (8.2, 14.6), (15.8, 5.8)]),
        "pencil": _pencil,
        "bin": _bin,
        "film": _film,
        "mark": _logo,
        "diamond": lambda p: _solid(p, [(10, 3.4), (16.6, 10), (10, 16.6), (3.4, 10)]),
    }


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_drawers())


def _solid(painter: QPainter, corners: list[tuple[float, float]]) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _path(painter: QPainter, corners: list[tuple[float, float]]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))


def _lines(painter: QPainter, lines: list[tuple[float, float, float, float]]) -> None:
    for x1, y1, x2, y2 in lines:
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def _block(painter: QPainter, x: float, y: float, width: float, height: float) -> None:
    painter.save()
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(x, y, width, height), 1.1, 1.1)
    painter.restore()


def _pause(painter: QPainter) -> None:
    _block(painter, 5, 4, 3.6, 12)
    _block(painter, 11.4, 4, 3.6, 12)


def _to_start(painter: QPainter) -> None:
    _block(painter, 3.4, 4.5, 2, 11)
    _solid(painter, [(16.5, 4.5), (6.8, 10), (16.5, 15.5)])


def _moment(painter: QPainter, *, mirrored: bool) -> None:
    """A triangle that runs against a bar: on to the next moment, that way."""
    painter.save()
    if mirrored:
        painter.translate(BOX, 0)
        painter.scale(-1, 1)
    _solid(painter, [(4.5, 4.5), (13.2, 10), (4.5, 15.5)])
    _block(painter, 14.4, 4.5, 2, 11)
    painter.restore()


def _frame(painter: QPainter, *, mirrored: bool) -> None:
    """A triangle and the figure 1: one frame, that way."""
    painter.save()
    if mirrored:
        painter.translate(BOX, 0)
        painter.scale(-1, 1)
    _solid(painter, [(9.2, 4.6), (17.4, 10), (9.2, 15.4)])
    painter.restore()
    x = 15.4 if mirrored else 5.4
    _path(painter, [(x - 2.1, 7.2), (x, 5.4), (x, 14.6)])


def _sound(painter: QPainter) -> None:
    _speaker(painter)
    _waves(painter)


def _muted(painter: QPainter) -> None:
    _speaker(painter)
    _lines(painter, [(13, 7.6, 17.6, 12.4), (17.6, 7.6, 13, 12.4)])


def _look(painter: QPainter) -> None:
    """A disc, half of it filled: light and dark."""
    painter.drawEllipse(QPointF(10, 10), 6.4, 6.4)
    painter.setBrush(painter.pen().color())
    painter.drawPie(QRectF(3.6, 3.6, 12.8, 12.8), -90 * 16, 180 * 16)


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8.6, 8.6), 5, 5)
    _lines(painter, [(12.4, 12.4, 16.6, 16.6)])


def _back(painter: QPainter) -> None:
    _path(painter, [(8.6, 4.8), (3.6, 10), (8.6, 15.2)])
    _lines(painter, [(4, 10, 16.4, 10)])


def _loop(painter: QPainter) -> None:
    for _ in range(2):
        path = QPainterPath(QPointF(3.6, 10))
        path.lineTo(3.6, 9)
        path.arcTo(QRectF(3.6, 5.6, 6.4, 6.4), 180, -90)
        path.lineTo(15.6, 5.6)
        painter.drawPath(path)
        _path(painter, [(13.2, 2.9), (16, 5.6), (13.2, 8.3)])
        painter.translate(BOX, BOX)
        painter.rotate(180)


def _turn(painter: QPainter, *, mirrored: bool) -> None:
    if mirrored:
        painter.translate(BOX, 0)
        painter.scale(-1, 1)
    path = QPainterPath(QPointF(4, 8))
    path.lineTo(11.4, 8)
    path.arcTo(QRectF(7.2, 8, 8.4, 8), 90, -180)
    path.lineTo(8.4, 16)
    painter.drawPath(path)
    _path(painter, [(7.4, 4.4), (3.8, 8), (7.4, 11.6)])


def _speaker(painter: QPainter) -> None:
    _solid(painter, [(3, 8), (5.6, 8), (9.6, 4.6), (9.6, 15.4), (5.6, 12), (3, 12)])


def _waves(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(8.4, 7, 6, 6), -50 * 16, 100 * 16)
    painter.drawArc(QRectF(7.2, 4.4, 10.4, 11.2), -48 * 16, 96 * 16)


def _star(painter: QPainter, *, filled: bool) -> None:
    corners = []
    for i in range(10):
        radius = 7.6 if i % 2 == 0 else 3.3
        angle = -pi / 2 + i * pi / 5
        corners.append(QPointF(10 + radius * cos(angle), 10.6 + radius * sin(angle)))
    if filled:
        painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF(corners))


def _pencil(painter: QPainter) -> None:
    _path(painter, [(4, 16), (4.8, 12.4), (13.4, 3.8), (16.2, 6.6), (7.6, 15.2), (4, 16)])
    _lines(painter, [(11.4, 5.8, 14.2, 8.6)])


def _bin(painter: QPainter) -> None:
    _lines(painter, [(4, 5.6, 16, 5.6), (8, 3.4, 12, 3.4)])
    _path(painter, [(5.6, 5.8), (6.4, 16.4), (13.6, 16.4), (14.4, 5.8)])


def _film(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2.8, 4.4, 14.4, 11.2), 2, 2)
    _lines(painter, [(6.2, 4.6, 6.2, 15.4), (13.8, 4.6, 13.8, 15.4), (3, 10, 6, 10), (14, 10, 17, 10)])


def _logo(painter: QPainter) -> None:
    """Two halves of one round: together."""
    painter.drawEllipse(QPointF(10, 10), 7, 7)
    painter.setBrush(painter.pen().color())
    half = QPainterPath(QPointF(10, 3))
    half.arcTo(QRectF(3, 3, 14, 14), 90, 180)
    half.closeSubpath()
    painter.drawPath(half)
