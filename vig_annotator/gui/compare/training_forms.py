"""Asks for the pass mark of a reference; shows the log of attempts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.number_box import DecimalBox, NumberBox
from vig_annotator.gui.overlay import Overlay
from vig_annotator.model.days import in_words
from vig_annotator.model.reference import TrainingAttempt

_LOG_COLUMNS = ("Day", "Who", "Film", "Codebook", "Kappa", "Result", "Next check")


class ReferenceForm(Overlay):
    """The pass mark, and how long a pass holds."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Make this coding the reference", width_px=480)
        words = QLabel(
            "Trainees code this film blind. When they send their coding, it is compared with this one, tag by tag."
        )
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        self.column.addWidget(words)
        self.mark = DecimalBox()
        self.mark.setRange(0.01, 1.0)
        self.mark.setSingleStep(0.05)
        self.mark.setDecimals(2)
        self.mark.setAccessibleName("Kappa that passes")
        self.days = NumberBox()
        self.days.setRange(1, 3650)
        self.days.setSuffix(" days")
        self.days.setAccessibleName("Next check after")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow("Kappa that passes", self.mark)
        form.addRow("Next check after", self.days)
        self.column.addLayout(form)
        self._trouble = self.add_keep_row(self._keep, "Make it the reference")
        self._do: Callable[[int, int], object] | None = None

    def ask(self, percent: int, days: int, do: Callable[[int, int], object]) -> None:
        """Ask; `do` is given the pass mark in hundredths and the days, and may raise a `VigError`."""
        self.mark.setValue(percent / 100)
        self.days.setValue(days)
        self._trouble.setText("")
        self._do = do
        self.open(self.mark)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(round(self.mark.value() * 100), self.days.value())
        except VigError as error:
            self._trouble.setText(str(error))
            return
        self.close_over()


class AttemptLog(Overlay):
    """Every attempt, the latest first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Attempts at references", width_px=900)
        self.rows = QTreeWidget()
        self.rows.setAccessibleName("Attempts, the latest first")
        self.rows.setHeaderLabels(_LOG_COLUMNS)
        self.rows.setRootIsDecorated(False)
        self.rows.setMinimumHeight(320)
        self.rows.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.column.addWidget(self.rows)
        self._empty = QLabel(
            "Nobody was compared with a reference yet. Make a coding the reference, let a trainee code the same film blind, and "
            "choose “Compare with the reference” when it was sent."
        )
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "secondary")
        self.column.addWidget(self._empty)
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = push_button("Close", self.close_over, role="primary")
        row.addWidget(self.close_button)
        self.column.addLayout(row)

    def show_log(
        self,
        log: Sequence[TrainingAttempt],
        film: Callable[[TrainingAttempt], str],
        codebook: Callable[[TrainingAttempt], str],
    ) -> None:
        """Show attempts, oldest given first."""
        self.rows.clear()
        for one in reversed(log):
            kappa = "undefined" if one.kappa is None else f"{one.kappa:.2f}"
            if one.low is not None and one.high is not None:
                kappa += f"  [{one.low:.2f}, {one.high:.2f}]"
            result = "passed" if one.passed else "not yet"
            item = QTreeWidgetItem(
                [
                    in_words(one.tried_at),
                    one.coder,
                    film(one),
                    codebook(one),
                    kappa,
                    result,
                    in_words(one.due_on),
                ]
            )
            item.setTextAlignment(4, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if one.undefined:
                item.setToolTip(4, one.undefined)
            self.rows.addTopLevelItem(item)
        self.rows.setVisible(bool(log))
        self._empty.setVisible(not log)
        self.open(self.close_button)
