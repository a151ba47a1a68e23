"""What a trainee sees of their attempt: passed or not, and code by code, the weakest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from vig_annotator.analysis.feedback import CodeFeedback
from vig_annotator.model.days import in_words
from vig_annotator.model.reference import TrainingAttempt

_COLUMNS = ("Code, weakest first", "Right", "Missed", "Extra", "Late", "Taken for; look at")
_ROW_PX, _HEAD_PX, _MOST_ROWS, _LEAST_ROWS = 30, 30, 8, 4
_CODE_PX, _LEAST_PX = 170, 44


class FeedbackPanel(QFrame):
    """The result, and a row for each code.

    Signals:
        code_chosen(code id): a row was chosen: its moments are to be seen.
    """

    code_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.result = QLabel("Comparing with the reference …")
        self.result.setProperty("role", "subtitle")
        self.result.setWordWrap(True)
        self.detail = QLabel("")
        self.detail.setProperty("role", "secondary")
        self.detail.setWordWrap(True)
        self.rows = QTreeWidget()
        self.rows.setAccessibleName("Codes, the weakest first")
        self.rows.setHeaderLabels(_COLUMNS)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.header().setStretchLastSection(False)
        self.rows.header().setMinimumSectionSize(_LEAST_PX)
        self.rows.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.rows.header().resizeSection(0, _CODE_PX)
        self.rows.header().setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)
        self.rows.itemActivated.connect(self._chosen)
        self.rows.itemClicked.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 4)
        column.setSpacing(8)
        column.addWidget(self.result)
        column.addWidget(self.detail)
        column.addWidget(self.rows)

    def show_codes(
        self, told: Sequence[CodeFeedback], label: Callable[[str], str], exemplars: Mapping[str, int]
    ) -> None:
        """Show what became of each code.

        Args:
            told: the weakest first.
            label: what people call a code.
            exemplars: how many example clips the library has of each code.
        """
        self.rows.clear()
        for one in told:
            taken = ", ".join(f"{label(code)} ({count})" for code, count in one.taken_for.items())
            late = "" if one.late_us is None else f"{one.late_us / 1000:+.0f} ms"
            count = exemplars.get(one.code, 0)
            examples = "" if not count or one.f1 == 1 else f"{count} example{'s' if count > 1 else ''}"
            notes = "; ".join(part for part in (taken, examples) if part)
            figures = [str(number) if number else "–" for number in (one.right, one.missed, one.extra)]
            item = QTreeWidgetItem([label(one.code), *figures, late, notes])
            item.setData(0, Qt.ItemDataRole.UserRole, one.code)
            for place in (1, 2, 3, 4):
                item.setTextAlignment(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(5, notes)
            item.setToolTip(0, "Click to see what was not right" if one.f1 < 1 else "All right")
            self.rows.addTopLevelItem(item)
        most = _HEAD_PX + _ROW_PX * min(len(told), _MOST_ROWS) + 16
        self.rows.setMinimumHeight(min(most, _HEAD_PX + _ROW_PX * _LEAST_ROWS))
        self.rows.setMaximumHeight(most)

    def show_attempt(self, attempt: TrainingAttempt, mark: float) -> None:
        """Show whether it passed."""
        if attempt.kappa is None:
            self.result.setText("There is no figure for this attempt.")
            self.detail.setText(attempt.undefined)
            return
        interval = ""
        if attempt.low is not None and attempt.high is not None:
            interval = f" (95 % interval {attempt.low:.2f} to {attempt.high:.2f})"
        self.result.setText("Passed." if attempt.passed else "Not yet.")
        self.detail.setText(
            f"{attempt.coder}: kappa {attempt.kappa:.2f}{interval}; the pass mark is {mark:.2f}. "
            f"Next check by {in_words(attempt.due_on)}. Noted in the log of attempts."
        )

    def _chosen(self, item: QTreeWidgetItem) -> None:
        self.code_chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))
