"""Asks what share of the work a second coder gets, shows what was drawn, and sends it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.number_box import NumberBox
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.tick import Tick
from vig_annotator.model.second_coding import LARGEST_SEED, Draw, Unit
from vig_annotator.model.timecode import format_short
from vig_annotator.services import second_coding
from vig_annotator.services.second_coding import Drawn, Plan, Wish
from vig_annotator.services.workspace import Workspace

_MOST_SHOWN = 6
_UNITS = {Unit.SESSIONS: "Whole films", Unit.SEGMENTS: "Stretches of each film"}


class SecondCodingForm(Overlay):
    """What is drawn is shown before it is sent; the same number draws the same again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Send for second coding", width_px=520)
        self.coder = QLineEdit()
        self.coder.setPlaceholderText("Name or initials")
        self.share = NumberBox()
        self.share.setRange(1, 100)
        self.share.setSuffix(" %")
        self.unit = Choice("What is drawn")
        for unit, words in _UNITS.items():
            self.unit.addItem(words, unit)
        self.least = NumberBox()
        self.least.setRange(1, 120)
        self.least.setSuffix(" minutes at least")
        self.seed = NumberBox()
        self.seed.setRange(0, LARGEST_SEED)
        self.blind = Tick("Blind: both codings are hidden until both were sent")
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(16)
        for label, field in (
            ("Second coder", self.coder),
            ("How much", self.share),
            ("Of what", self.unit),
            ("Each stretch", self.least),
            ("Number of the draw", self.seed),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.column.addLayout(form)
        self.column.addWidget(self.blind)
        self.drawn = QLabel("")
        self.drawn.setWordWrap(True)
        self.drawn.setTextFormat(Qt.TextFormat.PlainText)
        self.drawn.setAccessibleName("What was drawn")
        self.column.addWidget(self.drawn)
        self._earlier = QLabel("")
        self._earlier.setProperty("role", "hint")
        self._earlier.setWordWrap(True)
        self._earlier.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._earlier)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button("Cancel", self.close_over))
        self.send_button = push_button("Send", self._send, role="primary")
        row.addWidget(self.send_button)
        self.column.addLayout(row)
        self._ws: Workspace | None = None
        self._plan: Plan | None = None
        self._on_sent: Callable[[Draw], object] = lambda _draw: None
        self.coder.textChanged.connect(self._draw)
        for box in (self.share, self.least, self.seed):
            box.valueChanged.connect(self._draw)
        self.unit.currentIndexChanged.connect(self._draw)
        self.blind.toggled.connect(self._draw)
        self.coder.returnPressed.connect(self._send)

    def ask(self, ws: Workspace, on_sent: Callable[[Draw], object]) -> None:
        """Ask; `on_sent` is told when it was sent."""
        self._ws = None
        self._on_sent = on_sent
        usual = Wish("")
        self.coder.clear()
        self.share.setValue(usual.share_percent)
        self.unit.setCurrentIndex(0)
        self.least.setValue(usual.least_us // 60_000_000)
        self.seed.setValue(second_coding.fresh_seed())
        self.blind.setChecked(True)
        self._ws = ws
        self._earlier.setText(_earlier_words(ws))
        self._earlier.setVisible(bool(self._earlier.text()))
        self._draw()
        self.open(self.coder)

    def _draw(self) -> None:
        if self._ws is None:
            return
        unit = Unit(self.unit.currentData())
        self.least.setEnabled(unit is Unit.SEGMENTS)
        self._plan = None
        if self.coder.text().strip():
            wish = Wish(
                coder=self.coder.text(),
                unit=unit,
                share_percent=self.share.value(),
                least_us=self.least.value() * 60_000_000,
                seed=self.seed.value(),
                blind=self.blind.isChecked(),
            )
            try:
                self._plan = second_coding.plan(self._ws, wish)
                self.drawn.setText(_drawn_words(self._plan))
            except VigError as error:
                self.drawn.setText(str(error))
        else:
            self.drawn.setText("Who codes a second time?")
        self.send_button.setEnabled(self._plan is not None)
        self._place()

    def _send(self) -> None:
        if self._ws is None or self._plan is None:
            return
        try:
            draw = second_coding.send(self._ws, self._plan)
        except VigError as error:
            self.drawn.setText(str(error))
            return
        self.close_over()
        self._on_sent(draw)


def _drawn_words(planned: Plan) -> str:
    lines = [_line(one) for one in planned.drawn[:_MOST_SHOWN]]
    if len(planned.drawn) > _MOST_SHOWN:
        lines.append(f"and {len(planned.drawn) - _MOST_SHOWN} more")
    head = f"{len(planned.drawn)} of {len(planned.drawn_from)} coded films:"
    return "\n".join([head, *lines])


def _line(one: Drawn) -> str:
    where = f"{one.family} › {one.session}"
    if not one.segments:
        return where
    spans = ", ".join(
        f"{format_short(span.onset_us)}–{format_short(span.offset_us)}" for span in one.segments
    )
    return f"{where}: {spans}"


def _earlier_words(ws: Workspace) -> str:
    lines = []
    for draw in second_coding.sent(ws)[:3]:
        back = sum(bool(one.submitted_at) for one in second_coding.passes_in(ws, draw))
        lines.append(
            f"{draw.created_at[:10]}: {len(draw.pass_ids)} to {draw.coder}, {draw.share_percent} %, number {draw.seed}; "
            f"{back} sent back"
        )
    return "\n".join(["Earlier:", *lines]) if lines else ""
