"""The chart of figures with the choice of what it shows, and words about what is compared and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.choice import Choice
from vig_annotator.gui.compare.agreement_chart import AgreementChart
from vig_annotator.gui.compare.chart_rows import MEASURES, chart_rows
from vig_annotator.services.code_names import CodeNames
from vig_annotator.services.comparing import ComparedFigures

_WORKING = "Working out the figures …"


class AgreementCard(QWidget):
    """Shows the figures of one comparison, or of many together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[CodeNames, Sequence[str], ComparedFigures] | None = None
        self.chart = AgreementChart()
        self.measure = Choice("Which figure is shown")
        self.measure.addItems(MEASURES)
        self.measure.setMinimumContentsLength(11)
        self._about, self._under = plain_words(), plain_words()
        head = QHBoxLayout()
        head.addWidget(card_title("Agreement"), 1)
        head.addWidget(self.measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self.chart)
        column.addWidget(self._under)
        self.measure.currentTextChanged.connect(self._show)

    def show_waiting(self, about: str, words: str = _WORKING) -> None:
        """Say what is compared; the figures come later."""
        self._known = None
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.chart.show_rows([])
        self._under.setText(words)

    def show_figures(self, names: CodeNames, codes: Sequence[str], figures: ComparedFigures) -> None:
        """The figures are worked out.

        Args:
            names: what codes are called.
            codes: those that were used, in order.
            figures: of them.
        """
        self._known = (names, codes, figures)
        self._show()

    def _show(self) -> None:
        if self._known is None:
            return
        names, codes, figures = self._known
        rows, words = chart_rows(names, codes, figures, self.measure.currentText())
        self.chart.show_rows(rows)
        whole = figures.whole
        bars = f"Bar: 95 % interval ({whole.settings.bootstrap.samples:,} samples of {whole.drawn})."
        if not any(row.figure.low is not None for row in rows):
            bars = "No bars: there is too little film for intervals."
        self._under.setText(f"Dot: {words}. {bars}")


def card_title(text: str) -> QLabel:
    """A heading."""
    label = QLabel(text)
    label.setProperty("role", "subtitle")
    return label


def plain_words(text: str = "") -> QLabel:
    """A line of explanation that wraps."""
    label = QLabel(text)
    label.setProperty("role", "secondary")
    label.setWordWrap(True)
    return label
