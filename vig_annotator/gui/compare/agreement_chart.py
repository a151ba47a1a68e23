"""Agreement, a row for each code or group: a dot for the figure, a bar for its interval, words where it is undefined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vig_annotator.analysis.estimate import Estimate
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, HEAD_PX, SMALL_PX

_ROW_PX, _HEAD_PX, _RIGHT_PX = 32.0, 24.0, 18.0
_DOT_PX, _BAR_PX = 5.5, 6.0
_LABELS = 0.42
"""Share of the width that is for labels."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One figure.

    Attributes:
        strong: whether it is about everything, not about one code.
    """

    label: str
    figure: Estimate
    strong: bool = False

    @property
    def words(self) -> str:
        """The row as a sentence."""
        figure = self.figure
        if figure.value is None:
            return f"{self.label}: {figure.undefined}"
        if figure.low is None or figure.high is None:
            return f"{self.label}: {figure.value:.2f}, {figure.note}"
        return f"{self.label}: {figure.value:.2f}, 95 % interval {figure.low:.2f} to {figure.high:.2f}"


class AgreementChart(QWidget):
    """Paints the rows below a scale from 0 to 1; figures below 0 stand at its left edge with their value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ChartRow, ...] = ()
        self.setAccessibleName("Agreement")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    @property
    def rows(self) -> tuple[ChartRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[ChartRow]) -> None:
        """Show other figures."""
        self._rows = tuple(rows)
        self.setAccessibleDescription("; ".join(row.words for row in self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(360, round(_HEAD_PX + _ROW_PX * max(1, len(self._rows)) + 6))

    def event(self, event: QEvent) -> bool:
        """A tooltip says a row in full."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = int((event.pos().y() - _HEAD_PX) // _ROW_PX)
            text = self._rows[place].words if 0 <= place < len(self._rows) else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scale, then a row for each figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        painter.setFont(font(HEAD_PX, tabular=True))
        painter.setPen(QColor(tokens.ink2))
        for tenth in range(0, 11, 2):
            x = self._x(tenth / 10)
            painter.drawText(QRectF(x - 20, 0, 40, _HEAD_PX), Qt.AlignmentFlag.AlignCenter, f"{tenth / 10:g}")
        for number, row in enumerate(self._rows):
            self._paint_row(painter, row, _HEAD_PX + (number + 0.5) * _ROW_PX)
        painter.end()

    def _paint_row(self, painter: QPainter, row: ChartRow, middle: float) -> None:
        tokens = theme().tokens
        weight = QFont.Weight.DemiBold if row.strong else QFont.Weight.Normal
        painter.setFont(font(BODY_PX, weight=weight))
        room = self.width() * _LABELS - 12
        label = QFontMetricsF(painter.font()).elidedText(row.label, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QRectF(0, middle - 10, room + 2, 20), Qt.AlignmentFlag.AlignVCenter, label)
        figure = row.figure
        if figure.value is None:
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(tokens.ink2))
            box = QRectF(self._x(0), middle - 10, self.width() - self._x(0), 20)
            short = QFontMetricsF(painter.font()).elidedText(
                figure.undefined, Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, short)
            return
        painter.setPen(QPen(QColor(tokens.line), 1.5))
        painter.drawLine(QPointF(self._x(0), middle + 5), QPointF(self._x(1), middle + 5))
        painter.setPen(Qt.PenStyle.NoPen)
        if figure.low is not None and figure.high is not None:
            tint = QColor(tokens.accent)
            tint.setAlphaF(0.4)
            painter.setBrush(tint)
            left, right = self._x(figure.low), self._x(figure.high)
            bar = QRectF(left, middle + 5 - _BAR_PX / 2, max(right - left, 2.0), _BAR_PX)
            painter.drawRoundedRect(bar, _BAR_PX / 2, _BAR_PX / 2)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(QPointF(self._x(figure.value), middle + 5), _DOT_PX, _DOT_PX)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(font(SMALL_PX, weight=weight, tabular=True))
        text = f"{figure.value:.2f}".replace("-0.00", "0.00").replace("0.", ".", 1)
        x = min(max(self._x(figure.value), self._x(0) + 12), self.width() - 16.0)
        painter.drawText(QRectF(x - 24, middle - 15, 48, 15), Qt.AlignmentFlag.AlignCenter, text)

    def _x(self, value: float) -> float:
        left = self.width() * _LABELS
        return left + min(max(value, 0.0), 1.0) * (self.width() - left - _RIGHT_PX)
