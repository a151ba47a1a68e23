"""Shows how agreement changes with the tolerance: the curve, what it is of, and why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.tolerance_curve import CurvePoint, unit_of_curve
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.compare.agreement_card import plain_words
from vig_annotator.gui.compare.tolerance_chart import CurveLine, ToleranceChart, seconds
from vig_annotator.gui.overlay import Overlay
from vig_annotator.jobs import JobContext
from vig_annotator.services.comparing import Comparison, curve_of, groups_used

_CURVE = "work out the curve"
_WHY = (
    "A wider tolerance forgives more and mostly gives more agreement, so the setting that looks best proves nothing. Choose the tolerance "
    "before you look, report that one, and let the curve show how much depends on it."
)
_ALL = "All codes"


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the curve can show: its lines' figures (names of `CurvePoint`) with their labels, and its words."""

    name: str
    lines: tuple[tuple[str, str], ...]
    words: str


_MEASURES = (
    _Measure(
        "Time: kappa",
        (("time_unit_a_reference", "A the reference"), ("time_unit_b_reference", "B the reference")),
        "Cohen’s kappa over units of {unit}: a unit is agreement if the other has the code anywhere within the tolerance.",
    ),
    _Measure("States: kappa", (("events", "Kappa"),), "Kappa with a row for what was missed. {states}"),
    _Measure("States: F1", (("events_f1", "F1"),), "The share of states that both have and call the same. {states}"),
    _Measure("Points: kappa", (("points", "Kappa"),), "Kappa with a row for what was missed. {points}"),
    _Measure("Points: F1", (("points_f1", "F1"),), "The share of points that both have and call the same. {points}"),
)  # fmt: skip


class ToleranceCard(Overlay):
    """The curve of one comparison; worked out while it is open, and no longer.

    Args:
        window: that it covers.
        jobs: the window's.
    """

    def __init__(self, window: QWidget, jobs: JobBridge) -> None:
        super().__init__(window, "Agreement by tolerance", width_px=720)
        self._jobs = jobs
        self._compared: Comparison | None = None
        self._known: dict[str, list[CurvePoint]] = {}
        self.chart = ToleranceChart()
        self.codes = Choice("Which codes")
        self.measure = Choice("Which figure")
        self.measure.addItems([one.name for one in _MEASURES])
        for choice in (self.codes, self.measure):
            choice.setMinimumContentsLength(14)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Working out the curve")
        self.bar.setRange(0, 100)
        self.said, self.under, why = plain_words(), plain_words(), plain_words(_WHY)
        self.stop_button = push_button("Stop", self.stop)
        self.again_button = push_button("Work it out", self.work_out)
        head = QHBoxLayout()
        head.addWidget(self.codes)
        head.addWidget(self.measure)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addStretch(1)
        for button in (self.stop_button, self.again_button, push_button("Close", self.close_over)):
            foot.addWidget(button)
        self.column.addWidget(why)
        self.column.addLayout(head)
        self.column.addWidget(self.chart)
        self.column.addWidget(self.said)
        self.column.addWidget(self.under)
        self.column.addLayout(foot)
        # Room for two lines that are long, so that nothing moves while somebody walks along the curve.
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing() + 2)
        self.under.setMinimumHeight(2 * self.under.fontMetrics().lineSpacing() + 2)
        self.chart.moved.connect(self.said.setText)
        self.codes.currentTextChanged.connect(self.work_out)
        self.measure.currentTextChanged.connect(self._show)
        self.closed.connect(partial(jobs.cancel, _CURVE))

    def show_comparison(self, compared: Comparison) -> None:
        """Open with the curve of a comparison; it is worked out unless it is known."""
        if compared is not self._compared:
            self._compared, self._known = compared, {}
            before = self.codes.currentText()
            self.codes.blockSignals(True)
            self.codes.clear()
            self.codes.addItems([_ALL, *groups_used(compared)])
            self.codes.setCurrentIndex(max(0, self.codes.findText(before)))
            self.codes.blockSignals(False)
        self.open(self.chart)
        self.work_out()

    def work_out(self) -> None:
        """Work the curve of the chosen codes out, in the background."""
        compared, chosen = self._compared, self.codes.currentText()
        if compared is None:
            return
        self._jobs.cancel(_CURVE)
        if chosen in self._known:
            self._show()
            return
        self._wait("Working out the curve …", working=True)
        self.bar.setValue(0)
        codes = groups_used(compared).get(chosen)
        self._jobs.start(
            _CURVE,
            partial(_work_out, compared, codes),
            partial(self._keep, chosen),
            on_progress=lambda share, _words: self.bar.setValue(round(100 * share)),
        )

    def stop(self) -> None:
        """Stop working it out."""
        self._jobs.cancel(_CURVE)
        self._wait("Stopped.", working=False)
        self.again_button.setVisible(True)
        self.again_button.setFocus()

    def _wait(self, words: str, *, working: bool) -> None:
        self.chart.show_curve((0, 1), (), None)
        self.said.setText(words)
        self.under.setText("")
        self._set_working(working)

    def _set_working(self, working: bool) -> None:
        self.bar.setVisible(working)
        self.stop_button.setVisible(working)
        self.again_button.setVisible(False)

    def _keep(self, codes: str, points: list[CurvePoint]) -> None:
        first = not self._known
        self._known[codes] = points
        if first and not _lines(self._measure, points):
            filled = (place for place, one in enumerate(_MEASURES) if _lines(one, points))
            self.measure.setCurrentIndex(next(filled, self.measure.currentIndex()))
        self._show()

    @property
    def _measure(self) -> _Measure:
        return _MEASURES[self.measure.currentIndex()]

    def _show(self) -> None:
        points = self._known.get(self.codes.currentText())
        if points is None or self._compared is None:
            return
        self._set_working(False)
        settings, measure = self._compared.settings, self._measure
        lines = _lines(measure, points)
        states = measure.name.startswith("States")
        chosen_us = settings.match_onset_us if states else settings.tolerance_us
        self.chart.show_curve([one.tolerance_us for one in points], lines, chosen_us)
        if not lines:
            self.said.setText(f"No curve: {points[0].figures[measure.lines[0][0]].undefined}.")
        self.under.setText(_under(measure, settings, lines))


def _lines(measure: _Measure, points: Sequence[CurvePoint]) -> list[CurveLine]:
    """The lines of a measure, both directions as one where they do not differ; none where nothing has a value."""
    lines = [CurveLine(label, tuple(one.figures[name] for one in points)) for name, label in measure.lines]
    lines = [line for line in lines if any(one.value is not None for one in line.figures)]
    if len(lines) == 2 and lines[0].figures == lines[1].figures:
        return [CurveLine("Kappa, whoever is the reference", lines[0].figures)]
    return lines


def _under(measure: _Measure, settings: Settings, lines: Sequence[CurveLine]) -> str:
    apart = f"States share {float(settings.match_overlap):.0%} and begin no further apart than the tolerance."
    if settings.match_onset_us is None:
        apart += " Your settings do not look at where they begin, so no tolerance is marked."
    words = measure.words.format(
        unit=seconds(unit_of_curve(settings)),
        states=apart,
        points="Points lie no further apart than the tolerance.",
    )
    if len(lines) > 1:
        words += " Line: A the reference; dashes: B the reference."
    if any(one.low is not None for line in lines for one in line.figures):
        return f"{words} Band: 95 % interval."
    return f"{words} No band: there is too little film for intervals." if lines else words


def _work_out(compared: Comparison, codes: Sequence[str] | None, context: JobContext) -> list[CurvePoint]:
    return curve_of(compared, codes, context.report)
