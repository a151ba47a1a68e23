"""The tour itself: the screen is shaded but for what is being shown; it can be left at any station and come back to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.theme import theme
from vig_annotator.gui.tour.stations import STATIONS
from vig_annotator.settings import Settings

_SHADE = 120
_GAP_PX, _ROUND_PX = 14, 10.0


class Tour(Overlay):
    """Walks through the stations; where one is, is remembered."""

    def __init__(self, window: QWidget, screen: CodingScreen, settings: Settings) -> None:
        super().__init__(window, "Guided tour", width_px=400)
        self._screen, self._settings = screen, settings
        self._text = QLabel("")
        self._text.setWordWrap(True)
        self._count = QLabel("")
        self._count.setProperty("role", "hint")
        self._back = push_button("Back", self.back)
        self._next = push_button("Next", self.forward, role="primary")
        row = QHBoxLayout()
        row.addWidget(push_button("Leave", self.close_over, role="quiet", key="Esc"))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        self.column.addWidget(self._text)
        self.column.addLayout(row)
        self._hole = QRect()

    @property
    def station(self) -> int:
        """Which station is shown, from 0."""
        return min(max(self._settings.tour_station, 0), len(STATIONS) - 1)

    def start(self) -> None:
        """Begin, or go on where it was left."""
        self._show()

    def forward(self) -> None:
        """The next station; after the last, the end."""
        if self.station == len(STATIONS) - 1:
            self._settings.tour_station = 0
            self.close_over()
            return
        self._settings.tour_station = self.station + 1
        self._show()

    def back(self) -> None:
        """The station before."""
        self._settings.tour_station = max(0, self.station - 1)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right, Space and Enter go on, Left goes back."""
        ways: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Right: self.forward,
            Qt.Key.Key_Space: self.forward,
            Qt.Key.Key_Return: self.forward,
            Qt.Key.Key_Left: self.back,
        }
        way = ways.get(event.key())
        if way is not None:
            event.accept()
            way()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shade over everything but what is shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        hole = QPainterPath()
        hole.addRoundedRect(QRectF(self._hole), _ROUND_PX, _ROUND_PX)
        painter.fillPath(path.subtracted(hole), QColor(0, 0, 0, _SHADE))
        painter.setPen(QPen(QColor(theme().tokens.accent), 2))
        painter.drawPath(hole)
        painter.end()

    def _show(self) -> None:
        station = STATIONS[self.station]
        station.before(self._screen)
        self.head.setText(station.title)
        self._text.setText(station.words)
        self.setAccessibleDescription(f"{station.title}. {station.words}")
        self._count.setText(f"{self.station + 1} of {len(STATIONS)}")
        self._back.setEnabled(self.station > 0)
        last = self.station == len(STATIONS) - 1
        self._next.setText("Done" if last else "Next")
        self._next.setAccessibleName(self._next.text())
        self.open(self)
        self.update()

    def _place(self) -> None:
        """The card beside what is shown, wherever there is room."""
        super()._place()
        shown = STATIONS[self.station].place(self._screen)
        inside = (
            QRect(shown.mapTo(self._window, QPoint(0, 0)), shown.size()) if self._holds(shown) else QRect()
        )
        self._hole = inside.adjusted(2, 2, -2, -2).intersected(self.rect().adjusted(2, 2, -2, -2))
        size, hole = self.card.size(), self._hole
        if hole.isEmpty():
            return
        middle_y = min(
            max(hole.center().y() - size.height() // 2, _GAP_PX), self.height() - size.height() - _GAP_PX
        )
        middle_x = min(
            max(hole.center().x() - size.width() // 2, _GAP_PX), self.width() - size.width() - _GAP_PX
        )
        places = (
            QPoint(hole.right() + _GAP_PX, middle_y),
            QPoint(hole.left() - size.width() - _GAP_PX, middle_y),
            QPoint(middle_x, hole.top() - size.height() - _GAP_PX),
            QPoint(middle_x, hole.bottom() + _GAP_PX),
        )
        fitting = [one for one in places if self.rect().contains(QRect(one, size))]
        self.card.move(fitting[0] if fitting else QPoint(middle_x, self.height() - size.height() - _GAP_PX))

    def _holds(self, shown: QWidget) -> bool:
        return shown.isVisible() and shown.window() is self._window
