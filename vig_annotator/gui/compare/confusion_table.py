"""Who called it what: a table in which every cell plays its moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, SMALL_PX

_ROW_PX, _GAP_PX, _LABEL_PX, _COLUMN_PX = 32.0, 4.0, 148.0, 64.0
_HEAD_PX = 36.0
_MISSED = "missed"
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConfusionTable(QWidget):
    """Rows are A's codes, columns B's; the last of both is "missed".

    Signals:
        chosen(row code, column code): a cell that is not empty was clicked, or Enter pressed on it; the empty text for "missed".
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Who called it what")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self._codes: tuple[str, ...] = ("",)
        self._labels: tuple[str, ...] = (_MISSED,)
        self._counts: dict[tuple[str, str], int] = {}
        self._at = (0, 0)
        self._by_key = False
        theme().changed.connect(self.update)

    def show_table(
        self, codes: Sequence[str], labels: Sequence[str], counts: Mapping[tuple[str, str], int]
    ) -> None:
        """Show other counts.

        Args:
            codes: in the order of rows and columns.
            labels: what people call them.
            counts: by A's code and B's code, the empty text for "missed".
        """
        self._codes, self._labels = (*codes, ""), (*labels, _MISSED)
        self._counts = dict(counts)
        self._at = (0, 0)
        self._describe()
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As large as its cells."""
        count = len(self._codes)
        return QSize(
            round(_LABEL_PX + count * (_COLUMN_PX + _GAP_PX)), round(_HEAD_PX + count * (_ROW_PX + _GAP_PX))
        )

    def minimumSizeHint(self) -> QSize:
        """All cells: what lies around scrolls."""
        return self.sizeHint()

    def cell_box(self, row: int, column: int) -> QRectF:
        """Where a cell lies."""
        return QRectF(
            _LABEL_PX + column * (_COLUMN_PX + _GAP_PX),
            _HEAD_PX + row * (_ROW_PX + _GAP_PX),
            _COLUMN_PX,
            _ROW_PX,
        )

    def event(self, event: QEvent) -> bool:
        """A tooltip says a cell in full; arrows and Enter are the table's while it has the keys."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and Qt.Key(event.key()) in (*_MOVES, *_ENTER)
            and not event.modifiers()
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), "" if at is None else self._words(*at), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Play a cell's moments."""
        at = self._cell_at(event.position().x(), event.position().y())
        if at is not None:
            self._by_key = False
            self._go(at)
            self._play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over the cells, Enter plays one."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None:
            last = len(self._codes) - 1
            self._by_key = True
            self._go(tuple(min(max(a + b, 0), last) for a, b in zip(self._at, move, strict=True)))  # type: ignore[arg-type]
        elif event.key() in _ENTER:
            self._play()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which cell the keys are on."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads, row names and cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        for number, label in enumerate(self._labels):
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(tokens.ink2))
            head = self.cell_box(0, number).translated(0, -_HEAD_PX).adjusted(0, 0, 0, _HEAD_PX - _ROW_PX - 2)
            wrap = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(head, wrap, _two_lines(painter, f"B: {label}", head.width()))
            painter.setFont(font(BODY_PX))
            painter.setPen(QColor(tokens.ink))
            box = self.cell_box(number, 0)
            side = QRectF(0, box.top(), _LABEL_PX - 10, box.height())
            name = self._fit(painter, f"A: {label}", side.width())
            painter.drawText(side, Qt.AlignmentFlag.AlignVCenter, name)
        for row in range(len(self._codes)):
            for column in range(len(self._codes)):
                self._paint_cell(painter, row, column)
        painter.end()

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        tokens, last = theme().tokens, len(self._codes) - 1
        count, box = self._count(row, column), self.cell_box(row, column)
        impossible = row == column == last
        fill = tokens.bg if impossible or not count else tokens.soft if row == column else tokens.running
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 6, 6)
        if (row, column) == self._at and self.hasFocus() and self._by_key:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        weight = QFont.Weight.DemiBold if count else QFont.Weight.Normal
        painter.setFont(font(BODY_PX, weight=weight, tabular=True))
        painter.setPen(QColor(tokens.ink if count else tokens.ink3))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–" if impossible else str(count))

    def _fit(self, painter: QPainter, text: str, width: float) -> str:
        return QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _count(self, row: int, column: int) -> int:
        return self._counts.get((self._codes[row], self._codes[column]), 0)

    def _cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        count = len(self._codes)
        places = ((row, column) for row in range(count) for column in range(count))
        return next((place for place in places if self.cell_box(*place).contains(x, y)), None)

    def _go(self, at: tuple[int, int]) -> None:
        self._at = at
        self._describe()
        self.update()

    def _play(self) -> None:
        if self._count(*self._at):
            self.chosen.emit(self._codes[self._at[0]], self._codes[self._at[1]])

    def _words(self, row: int, column: int) -> str:
        if row == column == len(self._codes) - 1:
            return "What both missed, nobody can count."
        count = self._count(row, column)
        what = f"{count} moment{'' if count == 1 else 's'}"
        return f"A: {self._labels[row]}; B: {self._labels[column]}: {what}{'. Click to see them.' if count else ''}"

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words(*self._at))


def _two_lines(painter: QPainter, text: str, width: float) -> str:
    """As many words as fit on a line, and the rest on a second one, shortened if it must be."""
    metrics = QFontMetricsF(painter.font())
    words, first = text.split(), ""
    while words and (not first or metrics.horizontalAdvance(f"{first} {words[0]}") <= width):
        first = f"{first} {words.pop(0)}".strip()
    short = [
        metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, " ".join(words))
    ]
    return "\n".join(line for line in short if line)
