"""The codes about going out and coming in as a map: the child goes out above and comes in below, the adult is the base.

Drawn by ourselves from two arcs; a click on the place where the child is tags what its key tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, radians, sin

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vig_annotator.gui.annotating.code_words import code_tooltip
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.code_colours import code_colour
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import HEAD_PX
from vig_annotator.model.codebook import Code, Codebook

BOOK = "circle_of_security"
_HEIGHT_PX, _SPOT_PX, _ACROSS, _DOWN = 232, 13.0, 0.38, 84.0
_OUT = {"moving_out": 140.0, "need_watch": 115.0, "need_help": 90.0, "need_enjoy": 62.0, "need_delight": 28.0}
_IN = {"need_protect": -40.0, "need_comfort": -74.0, "need_organise": -108.0, "coming_in": -140.0}
"""Where on the round a code lies, in degrees from the right, against the clock; the adult is on the left."""


def has_map(book: Codebook) -> bool:
    """Whether a codebook's codes lie on the map: the one that ships, or one made from it."""
    known = {code.id for code in book.active_codes}
    return BOOK in (book.id, *book.based_on) and bool(known & {*_OUT, *_IN})


class CircleMap(QWidget):
    """The map. `pressed` carries the code's id."""

    pressed = Signal(str)

    def __init__(self, book: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._codes: dict[str, Code] = {
            code.id: code for code in book.active_codes if code.id in _OUT or code.id in _IN
        }
        self._counts: Mapping[str, int] = {}
        self._running: frozenset[str] = frozenset()
        self._chosen = next(iter(self._codes))
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def sizeHint(self) -> QSize:
        """As wide as the palette."""
        return QSize(220, _HEIGHT_PX)

    def spot(self, code_id: str) -> QPointF:
        """The middle of a code's place on the map."""
        turn = radians(_OUT[code_id] if code_id in _OUT else _IN[code_id])
        return QPointF(
            self.width() / 2 + self.width() * _ACROSS * cos(turn), self.height() / 2 - _DOWN * sin(turn)
        )

    def show_use(self, counts: Mapping[str, int], running: frozenset[str]) -> None:
        """How often each code was tagged, and which run now."""
        self._counts, self._running = dict(counts), running
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tag the code under the mouse."""
        found = self._at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._chosen = found
            self._name()
            self.pressed.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go round, Space and Enter tag."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is not None:
            around = [one for one in (*_OUT, *_IN) if one in self._codes]
            self._chosen = around[(around.index(self._chosen) + step) % len(around)]
            self._name()
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what the code under the mouse means; arrows, Space and Enter are the map's while it has the keys."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), code_tooltip(self._codes[found], self._book) if found else ""
            )
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.key() in (*mine, Qt.Key.Key_Space, Qt.Key.Key_Return) and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The two ways, the base, and a place for each code."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        across = self.width() * _ACROSS
        ring = QRectF(self.width() / 2 - across, self.height() / 2 - _DOWN, across * 2, _DOWN * 2)
        painter.setPen(QPen(QColor(tokens.infant), 2))
        painter.drawArc(ring, 0, 180 * 16)
        painter.setPen(QPen(QColor(tokens.infant), 2, Qt.PenStyle.DashLine))
        painter.drawArc(ring, 180 * 16, 180 * 16)
        painter.setFont(font(HEAD_PX))
        painter.setPen(QColor(tokens.ink2))
        middle = QRectF(0, 0, self.width(), self.height())
        painter.drawText(middle.adjusted(0, 62, 0, 0), Qt.AlignmentFlag.AlignHCenter, "going out →")
        painter.drawText(
            middle.adjusted(0, self.height() - 82, 0, 0), Qt.AlignmentFlag.AlignHCenter, "← coming in"
        )
        base = QRectF(4, self.height() / 2 - 26, 64, 52)
        painter.setBrush(QColor(tokens.soft))
        painter.setPen(QPen(QColor(tokens.parent), 1.5))
        painter.drawRoundedRect(base, 26, 26)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(base, Qt.AlignmentFlag.AlignCenter, "the adult:\na base")
        for code in self._codes.values():
            self._paint_spot(painter, code)
        painter.end()

    def _paint_spot(self, painter: QPainter, code: Code) -> None:
        tokens = theme().tokens
        look, at = code_colour(code, self._book, tokens), self.spot(code.id)
        if code.id in self._running:
            painter.setPen(QPen(QColor(tokens.ink), 1))
            painter.setBrush(QColor(tokens.running))
            painter.drawEllipse(at, _SPOT_PX + 5, _SPOT_PX + 5)
        painter.setPen(
            QPen(QColor(tokens.accent), 3)
            if self.hasFocus() and code.id == self._chosen
            else Qt.PenStyle.NoPen
        )
        painter.setBrush(QColor(look.fill))
        painter.drawEllipse(at, _SPOT_PX, _SPOT_PX)
        painter.setPen(QColor(look.ink))
        box = QRectF(at.x() - _SPOT_PX, at.y() - _SPOT_PX, _SPOT_PX * 2, _SPOT_PX * 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key_text(code.key) if code.key else "·")
        count = self._counts.get(code.id, 0)
        if count:
            painter.setPen(QColor(tokens.ink2))
            painter.drawText(
                box.translated(_SPOT_PX + 9, _SPOT_PX - 2), Qt.AlignmentFlag.AlignCenter, str(count)
            )

    def _at(self, place: QPointF) -> str | None:
        for code_id in self._codes:
            gap = place - self.spot(code_id)
            if hypot(gap.x(), gap.y()) <= _SPOT_PX + 3:
                return code_id
        return None

    def _name(self) -> None:
        self.setAccessibleName(f"Map of going out and coming in: {self._codes[self._chosen].label}")
