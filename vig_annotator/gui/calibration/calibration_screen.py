"""One minute: press Space whenever the light comes on; then see how long it took, and use it or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.calibration.light import Light
from vig_annotator.gui.calibration.trial_run import SHOWN_MS, Stage, TrialRun
from vig_annotator.gui.overlay import Overlay
from vig_annotator.model.edits.reaction import Reaction, measure
from vig_annotator.playback.clock import monotonic_us

_INTRO = (
    "A light comes on now and then. Press Space as soon as you see it: that is all. Three times to practise, then about "
    "forty seconds that count. Sit as you sit when you code, and use the hand that you tag with."
)
_READY = "That was the practice. Now it counts: eighteen lights, about forty seconds."
_HONEST = (
    "To see what a baby does takes longer than to see a light: this is the part that your hand, the keyboard and the "
    "screen need. Tags that are set back say so, and can be put back one by one."
)


class CalibrationScreen(Overlay):
    """Measures, shows, and asks what is to become of it.

    Signals:
        accepted(ms): tags are to be set back by so much while the film plays.

    Attributes:
        run: what was shown and pressed.
    """

    accepted = Signal(int)

    def __init__(self, window: QWidget, now_us: Callable[[], int] = monotonic_us) -> None:
        super().__init__(window, "How quick is your hand?", width_px=640)
        self.run = TrialRun()
        self._now_us = now_us
        self._now_ms = 0
        self._coder = ""
        self.reaction: Reaction | None = None
        self.words = QLabel("")
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(60)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.light = Light()
        self.light.lit.connect(self._lit)
        self._foot = QLabel("")
        self._foot.setProperty("role", "hint")
        self._foot.setWordWrap(True)
        self.use = push_button("", self._use, role="primary")
        self.go = push_button("Begin", self.forward, role="primary", key="Space")
        self.again = push_button("Once more", self._restart)
        self._leave = push_button("Close", self.close_over, key="Esc")
        for part in (self.words, self.light, self._foot):
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self._leave)
        row.addStretch(1)
        for button in (self.again, self.use, self.go):
            row.addWidget(button)
        self.column.addLayout(row)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._next)
        self.closed.connect(self._timer.stop)

    def ask(self, coder: str, now_ms: int) -> None:
        """Begin; `now_ms` is what is used now."""
        self._coder, self._now_ms = coder, now_ms
        self._restart()
        self.open(self)

    def forward(self) -> None:
        """From the words to practising, from there to what counts."""
        if self.run.stage in (Stage.INTRO, Stage.READY):
            self.run.begin(Stage.PRACTICE if self.run.stage is Stage.INTRO else Stage.RUN)
            self.show_stage()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._timer.start(self.run.wait_ms())

    def event(self, event: QEvent) -> bool:
        """Space is the answer here, whatever it does elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space: begin, or answer the light; Enter begins, too."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.go.isVisible() and not event.isAutoRepeat():
            event.accept()
            self.forward()
            return
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        event.accept()
        if self.run.stage in (Stage.PRACTICE, Stage.RUN):
            self._answer()
        else:
            self.forward()

    def _answer(self) -> None:
        took = self.run.press(self._now_us())
        if took is None:
            self._foot.setText("Too early: wait for the light.")
            return
        self.light.set_on(False)
        self._foot.setText(
            f"{round(took / 1000)} ms" if self.run.stage is Stage.PRACTICE else self._progress()
        )
        self._go_on()

    def _lit(self) -> None:
        self.run.signal(self._now_us())
        self._timer.start(SHOWN_MS)

    def _next(self) -> None:
        if self.light.on:
            self.light.set_on(False)
            self.run.waiting = False
            self._foot.setText("That one went by.")
            self._go_on()
        else:
            self._foot.setText(self._progress() if self.run.stage is Stage.RUN else "")
            self.light.set_on(True)

    def _go_on(self) -> None:
        if self.run.left:
            self._timer.start(self.run.wait_ms())
            return
        self._timer.stop()
        self.run.end()
        self.show_stage()

    def _restart(self) -> None:
        self._timer.stop()
        self.run.begin(Stage.INTRO)
        self.reaction = None
        self.light.set_on(False)
        self._foot.setText("")
        self.show_stage()
        if self.is_open:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stage(self) -> None:
        """Say what is to be done now, or what was found."""
        stage = self.run.stage
        self.go.setVisible(stage in (Stage.INTRO, Stage.READY))
        self.go.setText("Begin" if stage is Stage.INTRO else "Now it counts")
        self.go.setAccessibleName(self.go.text())
        self.use.hide()
        self.again.setVisible(stage is Stage.RESULT)
        if stage is Stage.RESULT:
            self._show_result()
            return
        self.words.setText(
            {
                Stage.INTRO: _INTRO,
                Stage.PRACTICE: "Practice: press Space as soon as the light comes on.",
                Stage.READY: _READY,
                Stage.RUN: "Press Space as soon as the light comes on.",
            }[stage]
        )

    def _show_result(self) -> None:
        try:
            self.reaction = measure(self.run.shown_us, self.run.pressed_us)
        except RuleViolation as error:
            self.words.setText(str(error))
            self._foot.setText("Nothing was changed.")
            return
        found = self.reaction
        ms = found.rounded_ms
        self.light.show_times(found.times_us, found.median_us)
        answered = f"{len(found.times_us)} of {len(self.run.shown_us)} lights answered"
        early = f"  ·  {found.early} too early, left out" if found.early else ""
        self.words.setText(
            f"{self._coder}, your hand needs about {ms} ms.  {answered}; half of them between "
            f"{found.quick_us // 1000} and {found.slow_us // 1000} ms{early}."
        )
        now = f"Now tags are set {self._now_ms} ms earlier." if self._now_ms else "Now tags are not set back."
        self._foot.setText(f"{now} {_HONEST}")
        self.use.setText(f"Set tags {ms} ms earlier while the film plays")
        self.use.setAccessibleName(self.use.text())
        self.use.show()
        self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        assert self.reaction is not None
        self.close_over()
        self.accepted.emit(self.reaction.rounded_ms)

    def _progress(self) -> str:
        return f"{self.run.left} to go"
