"""Agreement against tolerance as a calm curve with its interval as a band, and the chosen tolerance marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vig_annotator.analysis.estimate import Estimate
from vig_annotator.gui.compare.agreement_chart import ChartRow
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import HEAD_PX, SMALL_PX
from vig_annotator.model.mediatime import US_PER_SECOND

_HEIGHT_PX = 250
_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 34.0, 20.0, 24.0, 40.0
_DOT_PX, _TICK_GAP_PX = 3.5, 30.0
_BAND, _BAND_EDGE = 0.2, 0.7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One line of the chart: a figure for each tolerance."""

    label: str
    figures: tuple[Estimate, ...]


class ToleranceChart(QWidget):
    """Paints one line or two over tolerances from left to right, agreement from 0 to 1 (below 0 at the foot).

    Arrows, Home and End go from one tolerance to the next; so does the mouse.

    Signals:
        moved(words): the figures at another tolerance, as a sentence.
    """

    moved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tolerances_us: tuple[int, ...] = ()
        self._lines: tuple[CurveLine, ...] = ()
        self._chosen_us: int | None = None
        self._at = 0
        self.setAccessibleName("Agreement by tolerance")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    @property
    def lines(self) -> tuple[CurveLine, ...]:
        """What is shown."""
        return self._lines

    def show_curve(
        self, tolerances_us: Sequence[int], lines: Sequence[CurveLine], chosen_us: int | None
    ) -> None:
        """Show other figures, and go to the chosen tolerance.

        Args:
            tolerances_us: from small to large.
            lines: each with a figure for each tolerance.
            chosen_us: the tolerance of the settings, one of the others; None where they have none.
        """
        self._tolerances_us, self._lines, self._chosen_us = tuple(tolerances_us), tuple(lines), chosen_us
        self._go(self._tolerances_us.index(chosen_us) if chosen_us in self._tolerances_us else 0)

    def words(self, place: int) -> str:
        """The figures at one tolerance."""
        if not self._lines:
            return ""
        mark = " (chosen)" if self._tolerances_us[place] == self._chosen_us else ""
        said = "; ".join(ChartRow(line.label, line.figures[place]).words for line in self._lines)
        return f"Tolerance {seconds(self._tolerances_us[place])}{mark}: {said}."

    def place_of(self, number: int, line: int = 0) -> QPointF | None:
        """Where a figure is painted; None where it is undefined."""
        value = self._lines[line].figures[number].value
        return None if value is None else QPointF(self._x(self._tolerances_us[number]), self.y_of(value))

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        return QSize(600, _HEIGHT_PX)

    def event(self, event: QEvent) -> bool:
        """A tooltip says the figures in full; arrows are the chart's while it has the keys."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and Qt.Key(event.key()) in _STEPS
            and not event.modifiers()
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words(self._nearest(event.pos().x())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the tolerance beside."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self._lines:
            self._go(min(max(self._at + step, 0), len(self._tolerances_us) - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the figures below the mouse."""
        if self._lines:
            self._go(self._nearest(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Scales, the chosen tolerance, bands, lines, and where the keys are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scales(painter)
        if self._lines:
            self._paint_chosen(painter)
            for number in range(len(self._lines)):
                self._paint_band(painter, number)
            for number in reversed(range(len(self._lines))):
                self._paint_line(painter, number)
        painter.end()

    def _paint_scales(self, painter: QPainter) -> None:
        tokens = theme().tokens
        painter.setFont(font(HEAD_PX, tabular=True))
        for fifth in range(6):
            y = self.y_of(fifth / 5)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(_LEFT_PX, y), QPointF(self.width() - _RIGHT_PX, y))
            painter.setPen(QColor(tokens.ink2))
            box = QRectF(0, y - 8, _LEFT_PX - 8, 16)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{fifth / 5:g}"
            )
        last = -_TICK_GAP_PX
        for tolerance_us in self._tolerances_us:
            x = self._x(tolerance_us)
            if x - last < _TICK_GAP_PX:
                continue
            last = x
            box = QRectF(x - 24, self.y_of(0) + 4, 48, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{tolerance_us / US_PER_SECOND:g}")
        box = QRectF(_LEFT_PX, self.height() - 19, self.width() - _LEFT_PX - _RIGHT_PX, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "Tolerance in seconds")

    def _paint_chosen(self, painter: QPainter) -> None:
        if self._chosen_us is None:
            return
        tokens, x = theme().tokens, self._x(self._chosen_us)
        painter.setPen(QPen(QColor(tokens.ink2), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, _TOP_PX - 4), QPointF(x, self.y_of(0)))
        painter.setPen(QColor(tokens.ink))
        painter.setFont(font(SMALL_PX, weight=QFont.Weight.DemiBold, tabular=True))
        words = f"Chosen: {seconds(self._chosen_us)}"
        width = painter.fontMetrics().horizontalAdvance(words) + 2.0
        left = min(max(x - width / 2, _LEFT_PX), self.width() - width)
        painter.drawText(QRectF(left, 0, width, 18), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_band(self, painter: QPainter, number: int) -> None:
        tint, edge = self._colour(number), self._colour(number)
        tint.setAlphaF(_BAND)
        edge.setAlphaF(_BAND_EDGE)
        style = Qt.PenStyle.SolidLine if number == 0 else Qt.PenStyle.DashLine
        for run in _runs(
            [one.low is not None and one.high is not None for one in self._lines[number].figures]
        ):
            ends = [
                (self._x(self._tolerances_us[place]), one.low, one.high)
                for place in run
                if (one := self._lines[number].figures[place]).low is not None and one.high is not None
            ]
            upper = [QPointF(x, self.y_of(high)) for x, _, high in ends]
            lower = [QPointF(x, self.y_of(low)) for x, low, _ in reversed(ends)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawPolygon(QPolygonF([*upper, *lower]))
            # Bands that lie over each other are told apart by their edges.
            painter.setPen(QPen(edge, 1, style))
            for side in (upper, lower):
                painter.drawPolyline(QPolygonF(side))

    def _paint_line(self, painter: QPainter, number: int) -> None:
        colour = self._colour(number)
        figures = self._lines[number].figures
        style = Qt.PenStyle.SolidLine if number == 0 else Qt.PenStyle.DashLine
        for run in _runs([one.value is not None for one in figures]):
            points = [point for place in run if (point := self.place_of(place, number)) is not None]
            painter.setPen(QPen(colour, 2, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            for place, point in zip(run, points, strict=True):
                here = place == self._at
                painter.setPen(QPen(colour, 2))
                painter.setBrush(colour if here or number == 0 else QColor(theme().tokens.panel))
                radius = _DOT_PX + (2.5 if here else 0)
                painter.drawEllipse(point, radius, radius)
        if self.hasFocus() and (point := self.place_of(self._at, number)) is not None:
            painter.setPen(QPen(QColor(theme().tokens.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(point, _DOT_PX + 6, _DOT_PX + 6)

    def _colour(self, number: int) -> QColor:
        tokens = theme().tokens
        return QColor(tokens.accent if number == 0 else tokens.parent)

    def _go(self, place: int) -> None:
        self._at = place
        every = " ".join(self.words(number) for number in range(len(self._tolerances_us)))
        self.setAccessibleDescription(f"{self.words(place)} The whole curve: {every}" if every else "")
        self.moved.emit(self.words(place))
        self.update()

    def _nearest(self, x: float) -> int:
        places = range(len(self._tolerances_us))
        return min(places, key=lambda place: abs(self._x(self._tolerances_us[place]) - x), default=0)

    def _x(self, tolerance_us: int) -> float:
        return (
            _LEFT_PX
            + 8
            + tolerance_us / max(self._tolerances_us[-1], 1) * (self.width() - _LEFT_PX - _RIGHT_PX - 16)
        )

    def y_of(self, value: float) -> float:
        """How far down an agreement is painted."""
        return _TOP_PX + (1 - min(max(value, 0.0), 1.0)) * (self.height() - _TOP_PX - _BOTTOM_PX)


def seconds(us: int) -> str:
    """A tolerance as people say it: ``0.25 s``."""
    return f"{us / US_PER_SECOND:g} s"


def _runs(good: Sequence[bool]) -> list[list[int]]:
    """The places that are good, those beside each other together."""
    runs: list[list[int]] = [[]]
    for place, one in enumerate(good):
        if one:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
