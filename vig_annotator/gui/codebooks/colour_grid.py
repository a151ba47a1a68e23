"""The colours to choose from: legible in both themes, and those marked that are hard to tell from another code's."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vig_annotator.codebook.colours import (
    DARK_PANEL,
    EASY_DIFFERENCE,
    LIGHT_PANEL,
    VISIONS,
    contrast,
    difference,
    legible_colours,
    smallest_difference,
)
from vig_annotator.gui.theme import theme

_SIDE_PX, _GAP_PX = 20, 4
_ACROSS = 18
_NEARLY_THE_SAME = 3.0
_SEEING = {
    "usual": "everybody",
    "protanopia": "people who see no red",
    "deuteranopia": "people who see no green",
    "tritanopia": "people who see no blue",
}


class ColourGrid(QWidget):
    """Small squares, one chosen; arrows and clicks choose. A square with a dot is nearly the colour of another code of the subject.

    `chosen` carries ``#RRGGBB``, or an empty text for the subject's own colour.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: tuple[str, ...] = ("", *legible_colours())
        self._colour = ""
        self._subject_colour = ""
        self._taken: dict[str, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Room for all squares."""
        rows = -(-len(self._colours) // _ACROSS)
        step = _SIDE_PX + _GAP_PX
        return QSize(_ACROSS * step, rows * step)

    @property
    def colour(self) -> str:
        """The chosen colour; empty for the subject's own."""
        return self._colour

    def show_colour(self, colour: str | None, subject_colour: str, taken: Mapping[str, str]) -> None:
        """Show a code's colour.

        Args:
            colour: ``#RRGGBB``, or None for its subject's.
            subject_colour: what the subject's colour is at present.
            taken: labels of the other codes of the subject, by their colours.
        """
        self._colour = colour or ""
        self._subject_colour = subject_colour
        self._taken = dict(taken)
        offered = ("", *legible_colours())
        colours = offered if self._colour in offered else (*offered, self._colour)
        if colours != self._colours:
            self._colours = colours
            self.updateGeometry()
        self.update()

    def words(self) -> str:
        """How well the chosen colour reads, and which code's it could be taken for, by whom."""
        if not self._colour:
            return "The colour of its subject."
        light, dark = contrast(self._colour, LIGHT_PANEL), contrast(self._colour, DARK_PANEL)
        text = f"Contrast {light:.1f} on light, {dark:.1f} on dark. "
        near = min(self._taken, key=lambda other: smallest_difference(self._colour, other), default=None)
        if near is None or smallest_difference(self._colour, near) >= EASY_DIFFERENCE:
            return text + "Everybody can tell it from the other codes of this subject."
        if near == self._colour:
            return text + f"“{self._taken[near]}” has the same colour."
        weakest = min(VISIONS, key=lambda vision: difference(self._colour, near, vision))
        return text + f"Hard to tell from “{self._taken[near]}” for {_SEEING[weakest]}."

    def square(self, colour: str) -> QRect:
        """Where a colour's square is.

        Raises:
            ValueError: it is not offered.
        """
        row, column = divmod(self._colours.index(colour), _ACROSS)
        step = _SIDE_PX + _GAP_PX
        return QRect(column * step, row * step, _SIDE_PX, _SIDE_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the square under the mouse."""
        at: QPoint = event.position().toPoint()
        found = next((colour for colour in self._colours if self.square(colour).contains(at)), None)
        if found is not None:
            self._choose(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from square to square."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_ACROSS, Qt.Key.Key_Down: _ACROSS}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        here = self._colours.index(self._colour) if self._colour in self._colours else 0
        self._choose(self._colours[max(0, min(here + step, len(self._colours) - 1))])

    def paintEvent(self, event: QPaintEvent) -> None:
        """All squares."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour in self._colours:
            box = QRectF(self.square(colour)).adjusted(2, 2, -2, -2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour or self._subject_colour or tokens.ink2))
            if colour:
                painter.drawRoundedRect(box, 4, 4)
            else:
                painter.drawEllipse(box)
            if colour and any(smallest_difference(colour, one) < _NEARLY_THE_SAME for one in self._taken):
                painter.setBrush(QColor(tokens.panel))
                painter.drawEllipse(QPointF(box.center()), 2.5, 2.5)
            if colour == self._colour:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.ink), 2))
                painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 5, 5)
        painter.end()

    def _choose(self, colour: str) -> None:
        self._colour = colour
        self.update()
        self.chosen.emit(colour)
