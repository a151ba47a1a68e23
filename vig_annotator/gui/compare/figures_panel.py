"""The left side of the comparing window: how far two coders agree, and who called it what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.compare.agreement_chart import AgreementChart
from vig_annotator.gui.compare.chart_rows import MEASURES, chart_rows
from vig_annotator.gui.compare.confusion_table import ConfusionTable
from vig_annotator.model.mediatime import Span
from vig_annotator.model.timecode import format_short
from vig_annotator.services.codebook_used import how_alike
from vig_annotator.services.comparing import ComparedFigures, Comparison

_MOST_SHOWN = 4


class FiguresPanel(QScrollArea):
    """The chart of figures above the table of codes.

    Signals:
        cell_chosen(A's code, B's code): a number of the table was chosen; the empty text for "missed".
    """

    cell_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared: Comparison | None = None
        self._figures: ComparedFigures | None = None
        self.chart, self.table = AgreementChart(), ConfusionTable()
        self.measure = QComboBox()
        self.measure.addItems(MEASURES)
        self.measure.setAccessibleName("Which figure is shown")
        self.all_codes = QCheckBox("All codes")
        self.all_codes.setToolTip("Show the codes that both always agree about, too")
        self._head, self._under_chart = _words(), _words()
        self._table_area = QScrollArea()
        self._lay_out()
        self.measure.currentTextChanged.connect(self._show_chart)
        self.all_codes.toggled.connect(self._show_table)
        self.table.chosen.connect(self.cell_chosen)

    def show_comparison(self, compared: Comparison) -> None:
        """Show other codings; their figures come later."""
        self._compared, self._figures = compared, None
        a, b = (sum(getattr(match, side) is not None for match in compared.matches) for side in "ab")
        linked = sum(match.a is not None and match.b is not None for match in compared.matches)
        self._head.setText(
            f"{_observed(compared.stretches)} · {a} and {b} tags · {linked} linked\n"
            f"{how_alike(*compared.used)}"
        )
        self._show_table()
        self._show_chart()

    def show_figures(self, figures: ComparedFigures) -> None:
        """The figures are worked out."""
        self._figures = figures
        self._show_chart()

    def _show_chart(self) -> None:
        if self._compared is None:
            return
        if self._figures is None:
            self.chart.show_rows([])
            self._under_chart.setText("Working out the figures …")
            return
        rows, words = chart_rows(self._compared, self._figures, self.measure.currentText())
        self.chart.show_rows(rows)
        bars = "Bar: 95 % interval (1,000 samples of blocks of time)."
        if not any(row.figure.low is not None for row in rows):
            bars = "No bars: the film is too short for intervals."
        self._under_chart.setText(f"Dot: {words}. {bars}")

    def _show_table(self) -> None:
        compared = self._compared
        if compared is None:
            return
        cells = compared.cells()
        differing = {code for pair in cells if pair[0] != pair[1] for code in pair}
        codes = [code for code in compared.codes if self.all_codes.isChecked() or code in differing]
        counts = {pair: len(matches) for pair, matches in cells.items()}
        self.table.show_table(codes, [compared.label(code) for code in codes], counts)
        self._table_area.setFixedHeight(self.table.sizeHint().height() + 12)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(_title("Agreement"), 1)
        head.addWidget(self.measure)
        below = QHBoxLayout()
        below.addWidget(_words("Click a number to see its moments."), 1)
        below.addWidget(self.all_codes)
        self._table_area.setWidget(self.table)
        self._table_area.setFrameShape(QFrame.Shape.NoFrame)
        self._table_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table_area.viewport().setAutoFillBackground(False)
        self.table.setAutoFillBackground(False)
        side = QFrame()
        side.setProperty("role", "panel")
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._head)
        column.addWidget(self.chart)
        column.addWidget(self._under_chart)
        column.addSpacing(10)
        column.addWidget(_title("Who called it what"))
        column.addLayout(below)
        column.addWidget(self._table_area)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(side)
        self.setMinimumWidth(340)


def _observed(stretches: Sequence[Span]) -> str:
    """What both were to code: ``Observed 0:02:00–0:04:00, 0:10:00–0:12:00``."""
    spans = [f"{format_short(one.onset_us)}–{format_short(one.offset_us)}" for one in stretches]
    more = f" and {len(spans) - _MOST_SHOWN} more stretches" if len(spans) > _MOST_SHOWN else ""
    return f"Observed {', '.join(spans[:_MOST_SHOWN])}{more}"


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "subtitle")
    return label


def _words(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "secondary")
    label.setWordWrap(True)
    return label
