"""Asks when two tags count as the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.number_box import DecimalBox, NumberBox
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.tick import Tick
from vig_annotator.model.mediatime import US_PER_SECOND


class SettingsForm(Overlay):
    """Window, overlap, unit of time, and samples of the bootstrap."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "When are two tags the same?", width_px=520)
        self.tolerance = _seconds("Points lie at most so far apart", 0.0, 60.0)
        self.overlap = NumberBox()
        self.overlap.setRange(0, 100)
        self.overlap.setSuffix(" %")
        self.overlap.setAccessibleName("States share at least")
        self.by_onset = Tick("and begin at most")
        self.onset = _seconds("States begin at most so far apart", 0.0, 60.0)
        self.by_onset.toggled.connect(self.onset.setEnabled)
        self.unit = _seconds("Unit of time", 0.01, 60.0)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow("Points lie at most apart", self.tolerance)
        form.addRow("States share, of the longer one, at least", self.overlap)
        form.addRow(self.by_onset, self.onset)
        form.addRow("Unit of time for kappa over time", self.unit)
        self.column.addLayout(form)
        words = QLabel(
            "The same settings go for the figures, for the table and for the lines between the two codings. Choose them "
            "before you look at the figures; the curve (Ctrl+T) shows what others would give."
        )
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        self.column.addWidget(words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button("Cancel", self.close_over))
        row.addWidget(push_button("Compare", self._keep, role="primary"))
        self.column.addLayout(row)
        self._settings = Settings()
        self._do: Callable[[Settings], object] | None = None

    def ask(self, settings: Settings, do: Callable[[Settings], object]) -> None:
        """Ask; `do` is given the new settings."""
        self._settings, self._do = settings, do
        self.tolerance.setValue(settings.tolerance_us / US_PER_SECOND)
        self.overlap.setValue(round(settings.match_overlap * 100))
        self.by_onset.setChecked(settings.match_onset_us is not None)
        self.onset.setEnabled(settings.match_onset_us is not None)
        self.onset.setValue((settings.match_onset_us or US_PER_SECOND) / US_PER_SECOND)
        self.unit.setValue(settings.unit_us / US_PER_SECOND)
        self.open(self.tolerance)

    def _keep(self) -> None:
        assert self._do is not None
        onset_us = _us(self.onset) if self.by_onset.isChecked() else None
        chosen = replace(
            self._settings,
            tolerance_us=_us(self.tolerance),
            match_overlap=Fraction(self.overlap.value(), 100),
            match_onset_us=onset_us,
            unit_us=_us(self.unit),
        )
        self.close_over()
        self._do(chosen)


def _seconds(name: str, least: float, most: float) -> DecimalBox:
    box = DecimalBox()
    box.setDecimals(2)
    box.setRange(least, most)
    box.setSingleStep(0.25)
    box.setSuffix(" s")
    box.setAccessibleName(name)
    return box


def _us(box: DecimalBox) -> int:
    return round(box.value() * 100) * (US_PER_SECOND // 100)
