"""Dragging a panel by its head: where it would lie is shown while it is on its way, and Esc leaves it where it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.panels.docked_panel import PanelHead
from vig_annotator.gui.panels.places import PLACE_WORDS, TITLES, Panel, Place
from vig_annotator.gui.theme import theme

_SIDE, _ABOVE, _BELOW = 0.24, 0.16, 0.7
"""Which share of the screen's width at either side, and of its height above and below, counts as the edge."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a panel would lie.

    Attributes:
        place: which side of the film.
        index: at which position among those that lie there.
        room: where that is on the screen widget.
    """

    place: Place
    index: int
    room: QRect


Lying = Callable[[Place], list[tuple[Panel, QRect]]]
"""The panels that are seen in a place, in order, each with where it is on the screen widget."""


def drop_at(point: QPoint, screen: QRect, lying: Lying, moving: Panel) -> Drop | None:
    """Where a panel that is let go at a point of the screen would lie; None in the middle, where the film is."""
    if not screen.contains(point):
        return None
    for place in Place:
        others = [(panel, room) for panel, room in lying(place) if panel is not moving]
        for index, (_, room) in enumerate(others):
            if room.contains(point):
                return _beside(point, place, index, room)
    x, y = (point.x() - screen.left()) / screen.width(), (point.y() - screen.top()) / screen.height()
    if x < _SIDE or x > 1 - _SIDE:
        place = Place.LEFT if x < _SIDE else Place.RIGHT
    elif y < _ABOVE or y > _BELOW:
        place = Place.ABOVE if y < _ABOVE else Place.BELOW
    else:
        return None
    others = [one for one in lying(place) if one[0] is not moving]
    return Drop(place, len(others), _edge(place, screen))


def _beside(point: QPoint, place: Place, index: int, room: QRect) -> Drop:
    """Before or after a panel that lies there, whichever half the point is in."""
    half = QRect(room)
    if place in (Place.LEFT, Place.RIGHT):
        after = point.y() > room.center().y()
        half.setHeight(room.height() // 2)
        half.moveTop(room.center().y() if after else room.top())
    else:
        after = point.x() > room.center().x()
        half.setWidth(room.width() // 2)
        half.moveLeft(room.center().x() if after else room.left())
    return Drop(place, index + after, half)


def _edge(place: Place, screen: QRect) -> QRect:
    room = QRect(screen)
    match place:
        case Place.LEFT:
            room.setWidth(round(screen.width() * _SIDE * 0.8))
        case Place.RIGHT:
            room.setLeft(screen.right() - round(screen.width() * _SIDE * 0.8))
        case Place.ABOVE:
            room.setHeight(round(screen.height() * _ABOVE * 1.4))
        case Place.BELOW:
            room.setTop(screen.top() + round(screen.height() * _BELOW))
    return room


class DropMark(QWidget):
    """Shows over the screen where a panel would lie."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Where the panel will lie")
        self.words = ""
        self.hide()

    def show_drop(self, room: QRect, words: str) -> None:
        """Mark a place and say what it is."""
        self.words = words
        self.setAccessibleDescription(words)
        self.setGeometry(room.adjusted(3, 3, -3, -3))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outline with the words in its middle."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(tokens.accent)
        fill.setAlpha(60)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)
        metrics = painter.fontMetrics()
        text = metrics.boundingRect(
            self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(text.adjusted(-10, -6, 10, 6), 8, 8)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        painter.end()


class PanelDrag(QObject):
    """Follows the heads of panels.

    Args:
        screen: over which they are dragged.
        lying: which panels lie where.
        dock: puts a panel into a place, at a position.
        take_out: gives a panel a window of its own, with its corner at a point of the desktop.
    """

    def __init__(
        self,
        screen: QWidget,
        lying: Lying,
        dock: Callable[[Panel, Place, int], None],
        take_out: Callable[[Panel, QPoint], None],
    ) -> None:
        super().__init__(screen)
        self._screen, self._lying, self._dock, self._take_out = screen, lying, dock, take_out
        self._head: PanelHead | None = None
        self.mark = DropMark(screen)

    def follow(self, panel: Panel, head: PanelHead) -> None:
        """Follow a head from now on."""
        head.dragged.connect(lambda at: self._show(panel, head, at))
        head.dropped.connect(lambda at: self._drop(panel, at))
        head.broken_off.connect(self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc breaks off; no other key does anything while a panel is on its way."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(
            event, QKeyEvent
        ):
            if event.key() == Qt.Key.Key_Escape and self._head is not None:
                self._head.break_off()
            event.accept()
            return True
        return False

    def _show(self, panel: Panel, head: PanelHead, at: QPoint) -> None:
        if self._head is None:
            self._head = head
            _program().installEventFilter(self)
        drop = self._drop_at(panel, at)
        if drop is not None:
            self.mark.show_drop(drop.room, f"{TITLES[panel]}: {PLACE_WORDS[drop.place]}")
        elif self._outside(at):
            self.mark.show_drop(self._screen.rect(), f"{TITLES[panel]}: in a window of its own")
        else:
            self.mark.hide()

    def _drop(self, panel: Panel, at: QPoint) -> None:
        drop, outside = self._drop_at(panel, at), self._outside(at)
        self._end()
        if drop is not None:
            self._dock(panel, drop.place, drop.index)
        elif outside:
            self._take_out(panel, at)

    def _drop_at(self, panel: Panel, at: QPoint) -> Drop | None:
        return drop_at(self._screen.mapFromGlobal(at), self._screen.rect(), self._lying, panel)

    def _outside(self, at: QPoint) -> bool:
        window = self._screen.window()
        return not window.rect().contains(window.mapFromGlobal(at))

    def _end(self) -> None:
        self._head = None
        self.mark.hide()
        _program().removeEventFilter(self)


def _program() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
