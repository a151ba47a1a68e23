"""The left side of the comparing window: how far two coders agree, and who called it what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.compare.agreement_card import AgreementCard, card_title, plain_words
from vig_annotator.gui.compare.confusion_table import ConfusionTable
from vig_annotator.gui.tick import Tick
from vig_annotator.model.mediatime import Span
from vig_annotator.model.timecode import format_short
from vig_annotator.services.codebook_used import how_alike
from vig_annotator.services.comparing import ComparedFigures, Comparison

_MOST_SHOWN = 4


class FiguresPanel(QScrollArea):
    """The chart of figures above the table of codes.

    Signals:
        cell_chosen(A's code, B's code): a number of the table was chosen; the empty text for "missed".
        curve_wanted: how does agreement change with the tolerance?
    """

    cell_chosen = Signal(str, str)
    curve_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared: Comparison | None = None
        self.card, self.table = AgreementCard(), ConfusionTable()
        self.all_codes = Tick("All codes")
        self.all_codes.setToolTip("Show the codes that both always agree about, too")
        self.curve_button = push_button(
            "Agreement by tolerance…", self.curve_wanted.emit, role="quiet", key="Ctrl+T"
        )
        self._table_area = QScrollArea()
        self._table_area.setAccessibleName("Table of the codes")
        self.setAccessibleName("Figures")
        self._lay_out()
        self.all_codes.toggled.connect(self._show_table)
        self.table.chosen.connect(self.cell_chosen)

    def show_comparison(self, compared: Comparison) -> None:
        """Show other codings; their figures come later."""
        self._compared = compared
        a, b = (sum(getattr(match, side) is not None for match in compared.matches) for side in "ab")
        linked = sum(match.a is not None and match.b is not None for match in compared.matches)
        self.card.show_waiting(
            f"{_observed(compared.stretches)} · {a} and {b} tags · {linked} linked\n"
            f"{how_alike(*compared.used)}"
        )
        self._show_table()

    def show_figures(self, figures: ComparedFigures) -> None:
        """The figures are worked out."""
        if self._compared is not None:
            self.card.show_figures(self._compared.names, self._compared.codes, figures)

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
        below = QHBoxLayout()
        below.addWidget(plain_words("Click a number to see its moments."), 1)
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
        column.addWidget(self.card)
        column.addWidget(self.curve_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        column.addWidget(card_title("Who called it what"))
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
