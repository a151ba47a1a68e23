"""What is heard of a clip: how loud it is, and stretches that are muted or softened, such as a spoken name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.builder.form_page import FormPage, beside, form_layout, number_box, small
from vig_annotator.gui.builder.stretch_row import StretchRow
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.layouts import emptied
from vig_annotator.model.clip_look import SOFT_PERCENT
from vig_annotator.model.edits.clip_stretches import loudened, quietened
from vig_annotator.model.reel import ReelClip

_LEVELS = (("Muted", 0), ("Softened", SOFT_PERCENT), ("Half as loud", 50))


class SoundPage(FormPage):
    """The fourth page.

    Signals:
        mute_wanted, soften_wanted: the marked stretch is to be silent, or soft.
        edge_wanted(number, edge): a quiet stretch's edge is to be at the picture on the screen.
        shown_wanted(time_us): a moment of the session is to be shown.
    """

    mute_wanted = Signal()
    soften_wanted = Signal()
    edge_wanted = Signal(int, str)
    shown_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = number_box("Sound", 0, 200, 10, " %")
        self.level.setSpecialValueText("no sound")
        form = form_layout()
        form.addRow("Loudness", self.level)
        head = QLabel("QUIET STRETCHES")
        head.setProperty("role", "head")
        self.hint = QLabel(
            "A name that must not be heard: mark it below the picture, by dragging or with I and O, then mute it."
        )
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.rows: list[StretchRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.column.addLayout(form)
        self.column.addWidget(
            beside(
                head,
                small("Mute", self.mute_wanted.emit, name="Mute the marked stretch", key="M"),
                small("Soften", self.soften_wanted.emit, name="Soften the marked stretch", key="Shift+M"),
            )
        )
        self.column.addWidget(self.hint)
        self.column.addLayout(self._column)
        self.column.addStretch(1)
        self.level.editingFinished.connect(lambda: self.change(sound_percent=round(self.level.value())))

    def show_clip(self, clip: ReelClip) -> None:
        """Show what is heard of a clip."""
        look = self.look = clip.look
        with QSignalBlocker(self.level):
            self.level.setValue(look.sound_percent)
        if len(self.rows) != len(look.quiet):
            self._build()
        for row, quiet in zip(self.rows, look.quiet, strict=True):
            row.show_span(quiet.span)
            assert isinstance(row.field, Choice)
            row.field.setCurrentIndex(
                min(range(len(_LEVELS)), key=lambda n: abs(_LEVELS[n][1] - quiet.percent))
            )

    def _build(self) -> None:
        emptied(self._column)
        self.rows = []
        for number in range(len(self.look.quiet)):
            level = Choice(f"How quiet stretch {number + 1} is")
            for words, percent in _LEVELS:
                level.addItem(words, percent)
            level.activated.connect(partial(self._relevel, number))
            row = StretchRow(f"quiet stretch {number + 1}", level)
            row.edge_wanted.connect(partial(self.edge_wanted.emit, number))
            row.shown_wanted.connect(partial(self._show, number))
            row.removed.connect(partial(self._remove, number))
            self.rows.append(row)
            self._column.addWidget(row)
        self.hint.setVisible(not self.rows)

    def _relevel(self, number: int) -> None:
        level = self.rows[number].field
        assert isinstance(level, Choice)
        self.look_changed.emit(quietened(self.look, self.look.quiet[number].span, level.currentData()))

    def _show(self, number: int) -> None:
        self.shown_wanted.emit(self.look.quiet[number].span.onset_us)

    def _remove(self, number: int) -> None:
        self.look_changed.emit(loudened(self.look, number))
